//! CSV for spreadsheets: one row per error, one row for each segment without errors, in plain columns.
//!
//! Span convention: code points, end exclusive, as `8-14`, several separated by spaces; the
//! words themselves are in another column. The file begins with a byte order mark, without which
//! common spreadsheets do not recognise UTF-8; files with and without it are read.

use super::{CodecError, score_of};
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of, code_points};
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use bayn_text::begins_formula;
use bayn_text::msg;
use harf::Span;
use std::collections::HashMap;

const HEADER: [&str; 18] = [
    "system",
    "document",
    "in_document",
    "segment",
    "rater",
    "source_language",
    "target_language",
    "source",
    "target",
    "score",
    "category",
    "severity",
    "source_span",
    "target_span",
    "source_quote",
    "target_quote",
    "note",
    "suggestion",
];

/// Reads a table that [`write()`] wrote; columns may be in another order, others are ignored.
///
/// # Errors
/// If a column is missing or a row cannot be read.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(text.as_bytes());
    let header = reader
        .headers()
        .map_err(|error| CodecError::at(1, Message::library(error)))?
        .clone();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    for name in HEADER {
        let at = header
            .iter()
            .position(|cell| cell.trim() == name)
            .ok_or_else(|| CodecError::at(1, msg!("the column `{name}` is missing", name)))?;
        columns.insert(name, at);
    }
    let mut rated = RatedSegments::default();
    let mut places: HashMap<[String; 5], usize> = HashMap::new();
    for (number, record) in reader.records().enumerate() {
        let fail = |what: Message| CodecError::at(number + 2, what);
        let record = record.map_err(|error| fail(Message::library(error)))?;
        let cell = |name: &str| {
            let at = columns.get(name).copied().unwrap_or(usize::MAX);
            unguard(record.get(at).unwrap_or("")).to_owned()
        };
        let key = ["system", "document", "in_document", "segment", "rater"].map(cell);
        let place = match places.get(&key) {
            Some(place) => *place,
            None => {
                let score = match cell("score").trim() {
                    "" => None,
                    score => Some(score_of(score).map_err(fail)?),
                };
                let [system, document, in_document, id, rater] = key.clone();
                rated.segments.push(Segment {
                    seconds: None,
                    verdict: None,
                    system,
                    document,
                    in_document,
                    id,
                    rater,
                    langs: Sides::new(cell("source_language"), cell("target_language")),
                    text: Sides::new(cell("source"), cell("target")),
                    errors: Vec::new(),
                    score,
                });
                places.insert(key, rated.segments.len() - 1);
                rated.segments.len() - 1
            }
        };
        let severity = cell("severity");
        let Some(segment) = rated
            .segments
            .get_mut(place)
            .filter(|_| !severity.is_empty())
        else {
            continue;
        };
        let spans = |name: &str, side: Side| {
            read_spans(&cell(name), &segment.text[side]).ok_or_else(|| {
                fail(msg!(
                    "{cell} is not a span of the form 3-8",
                    cell = cell(name)
                ))
            })
        };
        let spans = Sides::new(
            spans("source_span", Side::Source)?,
            spans("target_span", Side::Target)?,
        );
        segment.errors.push(SegmentError {
            spans,
            category: cell("category"),
            severity,
            note: cell("note"),
            suggestion: cell("suggestion"),
        });
    }
    Ok(rated)
}

fn read_spans(cell: &str, text: &str) -> Option<Vec<Span>> {
    cell.split_whitespace()
        .map(|span| {
            let (start, end) = span.split_once('-')?;
            let byte = |at: &str| Some(byte_of(text, at.parse().ok()?));
            Some(Span::new(byte(start)?, byte(end)?))
        })
        .collect()
}

/// A cell that a spreadsheet would interpret as a formula gets an apostrophe (OWASP, "CSV
/// injection"): the texts are not ours.
fn guard(cell: &str) -> String {
    if cell.starts_with('\'') || begins_formula(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn unguard(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if rest.starts_with('\'') || begins_formula(rest) => rest,
        _ => cell,
    }
}

/// Writes the table.
#[must_use]
pub fn write(rated: &RatedSegments) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail.
    let _ = writer.write_record(HEADER);
    for segment in &rated.segments {
        let none = [SegmentError::default()];
        let errors = if segment.errors.is_empty() {
            &none[..]
        } else {
            &segment.errors
        };
        for error in errors {
            let places = |side: Side| -> String {
                let text = &segment.text[side];
                let span = |span: &Span| {
                    let [start, end] = [span.start, span.end].map(|byte| code_points(text, byte));
                    format!("{start}-{end}")
                };
                let spans: Vec<String> = error.spans[side].iter().map(span).collect();
                spans.join(" ")
            };
            let quotes = |side: Side| -> String {
                let quote = |span: &Span| span.of(&segment.text[side]).to_owned();
                let quotes: Vec<String> = error.spans[side].iter().map(quote).collect();
                quotes.join(" \u{2026} ")
            };
            let score = segment
                .score
                .map(|score| score.to_string())
                .unwrap_or_default();
            let cells = [
                guard(&segment.system),
                guard(&segment.document),
                guard(&segment.in_document),
                guard(&segment.id),
                guard(&segment.rater),
                guard(&segment.langs.source),
                guard(&segment.langs.target),
                guard(&segment.text.source),
                guard(&segment.text.target),
                score,
                guard(&error.category),
                guard(&error.severity),
                places(Side::Source),
                places(Side::Target),
                guard(&quotes(Side::Source)),
                guard(&quotes(Side::Target)),
                guard(&error.note),
                guard(&error.suggestion),
            ];
            let _ = writer.write_record(cells);
        }
    }
    let bytes = writer.into_inner().unwrap_or_default();
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}
