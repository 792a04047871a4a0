//! Marot's files (google-research/google-research, `marot`): as WMT's with ten columns, the
//! last of them JSON.
//!
//! Span convention: `<v>…</v>` in the text. Columns: `system doc docSegId globalSegId rater
//! source target category severity metadata`; of the metadata `note`, `corrected_translation`
//! and `timestamp` are read and written, the token indexes are not: they depend on a
//! tokenizer, and the tags say the same.

use super::wmt::severity_name;
use super::{CodecError, tags};
use crate::mqm;
use crate::rated::{RatedSegments, Segment, SegmentError};
use bayn_doc::Sides;
use bayn_text::msg;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::fmt::Write;

const HEADER: &str =
    "system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\tmetadata";

#[derive(Default, Serialize, Deserialize)]
struct Metadata {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    corrected_translation: String,
}

/// Reads a file, with or without its header line.
///
/// # Errors
/// When a row has fewer than nine cells.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut rated = RatedSegments::default();
    let mut places: HashMap<[String; 5], usize> = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() || line.starts_with("system\tdoc") {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let [
            system,
            doc,
            doc_seg,
            global,
            rater,
            source,
            target,
            category,
            severity,
            rest @ ..,
        ] = cells.as_slice()
        else {
            return Err(CodecError::at(
                number + 1,
                msg!("{cells} cells, ten expected", cells = cells.len()),
            ));
        };
        let (source, source_spans) = tags::strip(source);
        let (target, target_spans) = tags::strip(target);
        let key = [system, doc, doc_seg, global, rater].map(|cell| (*cell).to_owned());
        let place = *places.entry(key).or_insert_with(|| {
            rated.segments.push(Segment {
                system: (*system).to_owned(),
                document: (*doc).to_owned(),
                in_document: (*doc_seg).to_owned(),
                id: (*global).to_owned(),
                rater: (*rater).to_owned(),
                text: Sides::new(source, target),
                ..Segment::default()
            });
            rated.segments.len() - 1
        });
        if severity.eq_ignore_ascii_case("no-error") || severity.eq_ignore_ascii_case("hotw-test") {
            continue;
        }
        // Old files have a plain note in this column.
        let last = rest.first().copied().unwrap_or("");
        let metadata = serde_json::from_str(last).unwrap_or_else(|_| Metadata {
            note: last.to_owned(),
            ..Metadata::default()
        });
        if let Some(segment) = rated.segments.get_mut(place) {
            segment.errors.push(SegmentError {
                spans: Sides::new(source_spans, target_spans),
                category: (*category).to_owned(),
                severity: (*severity).to_owned(),
                note: metadata.note,
                suggestion: metadata.corrected_translation,
            });
        }
    }
    Ok(rated)
}

/// Writes a file with its header line.
#[must_use]
pub fn write(rated: &RatedSegments) -> String {
    let mut out = format!("{HEADER}\n");
    for segment in &rated.segments {
        let mut row =
            |source: String, target: String, category: &str, severity: &str, meta: &Metadata| {
                let cells = [
                    segment.system.clone(),
                    segment.document.clone(),
                    segment.in_document.clone(),
                    segment.id.clone(),
                    segment.rater.clone(),
                    source,
                    target,
                    category.to_owned(),
                    severity.to_owned(),
                    serde_json::to_string(meta).unwrap_or_default(),
                ];
                let _ = writeln!(out, "{}", cells.map(|cell| tags::cell(&cell)).join("\t"));
            };
        let text = &segment.text;
        if segment.errors.is_empty() {
            let none = Metadata::default();
            row(
                text.source.clone(),
                text.target.clone(),
                "No-error",
                "No-error",
                &none,
            );
        }
        for error in &segment.errors {
            row(
                tags::insert(&text.source, &error.spans.source),
                tags::insert(&text.target, &error.spans.target),
                &mqm::wmt_name(&error.category),
                &severity_name(&error.severity),
                &Metadata {
                    note: error.note.clone(),
                    corrected_translation: error.suggestion.clone(),
                },
            );
        }
    }
    out
}
