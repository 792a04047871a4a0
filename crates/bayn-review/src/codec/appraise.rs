//! The judgements that Appraise exports for ESA and MQM campaigns: CSV of twelve columns
//! without header.
//!
//! Span convention: code points of the target, end exclusive (a word at 8..14), `<br>` counts
//! as one; or the word `missing` for an omission. Columns: user, system, item, type, source
//! language, target language, score, document, complete, errors as JSON, start, end. The file
//! has no texts: the caller provides them by item.

use super::{CodecError, score_of};
use crate::mqm;
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of, code_points};
use bayn_doc::Sides;
use bayn_text::Message;
use bayn_text::msg;
use harf::Span;
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
struct ErrorCell {
    start_i: ErrorOffset,
    end_i: ErrorOffset,
    severity: String,
    #[serde(default)]
    error_type: Option<Vec<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum ErrorOffset {
    At(usize),
    Word(String),
}

/// Reads an export; `texts` gives source and target of a system's item.
///
/// # Errors
/// If a row has too few cells, a score is not a number, or an item has no text.
pub fn read(
    text: &str,
    texts: impl Fn(&str, &str) -> Option<Sides<String>>,
) -> Result<RatedSegments, CodecError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rated = RatedSegments::default();
    for (number, record) in reader.records().enumerate() {
        let fail = |what: Message| CodecError::at(number + 1, what);
        let record = record.map_err(|error| fail(Message::library(error)))?;
        let cell = |at: usize| record.get(at).unwrap_or("");
        if record.len() < 10 {
            return Err(fail(msg!(
                "expected twelve cells, found {cells}",
                cells = record.len()
            )));
        }
        let (system, item) = (cell(1), cell(2));
        let score = score_of(cell(6)).map_err(fail)?;
        let pair = texts(system, item)
            .ok_or_else(|| fail(msg!("no text for item {item} of {system}", item, system)))?;
        let cells: Vec<ErrorCell> = match cell(9).trim() {
            "" => Vec::new(),
            json => serde_json::from_str(json).map_err(|error| fail(Message::library(error)))?,
        };
        let errors = cells
            .into_iter()
            .map(|error| read_error(error, &pair.target));
        let errors = errors.collect();
        rated.segments.push(Segment {
            seconds: None,
            verdict: None,
            system: system.to_owned(),
            document: cell(7).to_owned(),
            in_document: String::new(),
            id: item.to_owned(),
            rater: cell(0).to_owned(),
            langs: Sides::new(cell(4).to_owned(), cell(5).to_owned()),
            text: pair,
            errors,
            score: Some(score),
        });
    }
    Ok(rated)
}

fn read_error(error: ErrorCell, target: &str) -> SegmentError {
    let mut spans = Sides::<Vec<Span>>::default();
    let mut missing = false;
    match (error.start_i, error.end_i) {
        (ErrorOffset::At(start), ErrorOffset::At(end)) => {
            let span = Span::new(byte_of(target, start), byte_of(target, end));
            spans.target.push(span);
        }
        _ => missing = true,
    }
    let category = match error.error_type {
        Some(path) => path.join("/"),
        None if missing => "omission".to_owned(),
        None => String::new(),
    };
    SegmentError {
        spans,
        category,
        severity: error.severity,
        ..SegmentError::default()
    }
}

/// Writes an export. Segments without score get 100 minus their MQM penalty, at least 0: the
/// format requires a score. Notes and spans on the source cannot be represented.
#[must_use]
pub fn write(rated: &RatedSegments) -> String {
    let mut writer = csv::WriterBuilder::new()
        .has_headers(false)
        .from_writer(Vec::new());
    for segment in &rated.segments {
        let mut cells: Vec<ErrorCell> = Vec::new();
        for error in &segment.errors {
            let path = mqm::wmt_name(&error.category);
            let plain =
                path.is_empty() || (error.spans.target.is_empty() && error.category == "omission");
            let missing = error.spans.target.is_empty();
            let error_type =
                (!plain).then(|| path.split('/').map(str::to_owned).collect::<Vec<_>>());
            let mut push = |start_i: ErrorOffset, end_i: ErrorOffset| {
                cells.push(ErrorCell {
                    start_i,
                    end_i,
                    severity: error.severity.clone(),
                    error_type: error_type.clone(),
                });
            };
            for span in &error.spans.target {
                let [start, end] =
                    [span.start, span.end].map(|byte| code_points(&segment.text.target, byte));
                push(ErrorOffset::At(start), ErrorOffset::At(end));
            }
            if missing {
                push(
                    ErrorOffset::Word("missing".into()),
                    ErrorOffset::Word("missing".into()),
                );
            }
        }
        let penalty: f64 = segment
            .errors
            .iter()
            .filter_map(|error| bayn_doc::Severity::from_name(&error.severity))
            .map(mqm::multiplier)
            .sum();
        let score = segment.score.unwrap_or((100.0 - penalty).max(0.0));
        let json = serde_json::to_string(&cells).unwrap_or_default();
        // Writing to memory cannot fail.
        let _ = writer.write_record([
            segment.rater.as_str(),
            &segment.system,
            &segment.id,
            "TGT",
            &segment.langs.source,
            &segment.langs.target,
            &score.to_string(),
            &segment.document,
            "False",
            &json,
            "0.0",
            "0.0",
        ]);
    }
    writer
        .into_inner()
        .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
        .unwrap_or_default()
}
