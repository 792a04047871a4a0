//! The MQM files of the WMT campaigns (google/wmt-mqm-human-evaluation): tab separated, no
//! quoting, one row per error, `No-error` for a segment without one.
//!
//! Span convention: `<v>…</v>` around the words, in the source or in the target cell. Columns:
//! `system doc doc_id seg_id rater source target category severity [comment]`. A suggested
//! translation is put into the comment after ` => `, since there is no column for it.

use super::rows::rows;
use super::{CodecError, tags};
use crate::mqm;
use crate::rated::{RatedSegments, Segment, SegmentError};
use bayn_doc::Sides;
use bayn_text::msg;
use std::collections::HashMap;

const HEADER: &str =
    "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\tcomment";
const ARROW: &str = " => ";

/// Reads a file; rows of one segment and rater become one [`Segment`].
///
/// # Errors
/// If the header lacks a column or a row has too few cells.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut lines = rows(text).into_iter();
    let header = lines.next().map(|(_, cells)| cells).unwrap_or_default();
    let names: Vec<&str> = header.iter().map(|cell| cell.trim()).collect();
    let column = |name: &str| {
        names
            .iter()
            .position(|at| at.eq_ignore_ascii_case(name))
            .ok_or_else(|| CodecError::at(1, msg!("the column `{name}` is missing", name)))
    };
    let wanted = [
        "system", "doc", "doc_id", "seg_id", "rater", "source", "target", "category", "severity",
    ];
    let mut columns = Vec::new();
    for name in wanted {
        columns.push(column(name)?);
    }
    let comment = names
        .iter()
        .position(|at| at.eq_ignore_ascii_case("comment"));
    let mut rated = RatedSegments::default();
    let mut places: HashMap<[String; 5], usize> = HashMap::new();
    for (number, cells) in lines {
        let mut found = [""; 9];
        for (slot, &at) in found.iter_mut().zip(&columns) {
            *slot = cells.get(at).map(String::as_str).ok_or_else(|| {
                CodecError::at(
                    number,
                    msg!("expected more cells, found {cells}", cells = cells.len()),
                )
            })?;
        }
        let [
            system,
            doc,
            doc_id,
            seg_id,
            rater,
            source,
            target,
            category,
            severity,
        ] = found;
        let (source, source_spans) = tags::strip(source);
        let (target, target_spans) = tags::strip(target);
        let key = [system, doc, doc_id, seg_id, rater].map(str::to_owned);
        let place = *places.entry(key).or_insert_with(|| {
            rated.segments.push(Segment {
                system: system.to_owned(),
                document: doc.to_owned(),
                in_document: doc_id.to_owned(),
                id: seg_id.to_owned(),
                rater: rater.to_owned(),
                text: Sides::new(source, target),
                ..Segment::default()
            });
            rated.segments.len() - 1
        });
        if is_no_error(severity) {
            continue;
        }
        let comment = comment
            .and_then(|at| cells.get(at))
            .map_or("", String::as_str);
        let (note, suggestion) = comment.split_once(ARROW).unwrap_or((comment, ""));
        if let Some(segment) = rated.segments.get_mut(place) {
            segment.errors.push(SegmentError {
                spans: Sides::new(source_spans, target_spans),
                category: category.to_owned(),
                severity: severity.to_owned(),
                note: note.to_owned(),
                suggestion: suggestion.to_owned(),
            });
        }
    }
    Ok(rated)
}

/// Returns whether a row means that there is no error: a clean segment, or one where the raters
/// were tested with an error planted for them.
pub(crate) fn is_no_error(severity: &str) -> bool {
    let said = severity.trim().to_lowercase();
    matches!(said.as_str(), "no-error" | "no error" | "hotw-test")
}

/// Writes a file; MQM-Core mnemonics become the campaigns' `Dimension/Subtype`.
#[must_use]
pub fn write(rated: &RatedSegments) -> String {
    let mut out = format!("{HEADER}\n");
    for segment in &rated.segments {
        let clean = SegmentError {
            category: "No-error".into(),
            severity: "No-error".into(),
            ..SegmentError::default()
        };
        let none = [clean];
        let errors = if segment.errors.is_empty() {
            &none[..]
        } else {
            &segment.errors
        };
        for error in errors {
            let arrow = if error.suggestion.is_empty() {
                ""
            } else {
                ARROW
            };
            push_row(
                &mut out,
                segment,
                error,
                &format!("{}{arrow}{}", error.note, error.suggestion),
            );
        }
    }
    out
}

/// Adds a row of the campaigns' table: what an error is and where, and a last cell.
pub(crate) fn push_row(out: &mut String, segment: &Segment, error: &SegmentError, last: &str) {
    let cells = [
        &segment.system,
        &segment.document,
        &segment.in_document,
        &segment.id,
        &segment.rater,
        &tags::insert(&segment.text.source, &error.spans.source),
        &tags::insert(&segment.text.target, &error.spans.target),
        &mqm::wmt_name(&error.category),
        &severity_name(&error.severity),
        last,
    ];
    out.push_str(&cells.map(tags::cell).join("\t"));
    out.push('\n');
}

/// The campaigns write severities with a capital; other names stay as they are.
pub(crate) fn severity_name(severity: &str) -> String {
    match bayn_doc::Severity::from_name(severity) {
        Some(known) => {
            let name = known.name();
            let (first, rest) = name.split_at(1);
            format!("{}{rest}", first.to_uppercase())
        }
        None => severity.to_owned(),
    }
}
