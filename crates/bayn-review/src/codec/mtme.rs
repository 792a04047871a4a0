//! Ratings in mt-metrics-eval's standalone files: JSON Lines, one segment per line.
//!
//! Span convention: code points of the hypothesis (or of the source, `is_source_error`), end
//! exclusive. `segment_id` counts from 0 within the whole set.

use super::CodecError;
use crate::mqm;
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of, code_points};
use crate::score::Weights;
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use bayn_text::msg;
use harf::Span;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

#[derive(Serialize, Deserialize)]
struct Line {
    source: String,
    hypothesis: String,
    #[serde(default)]
    errors: Vec<ErrorLine>,
    #[serde(default)]
    document_id: Option<String>,
    #[serde(default)]
    segment_id: Option<u64>,
    #[serde(default)]
    system_id: Option<String>,
    #[serde(default)]
    rater_id: Option<String>,
    #[serde(default)]
    src_lang: Option<String>,
    #[serde(default)]
    tgt_lang: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ErrorLine {
    start: usize,
    end: usize,
    #[serde(default)]
    category: String,
    severity: String,
    #[serde(default)]
    score: f64,
    #[serde(default)]
    is_source_error: bool,
}

/// Reads JSON Lines.
///
/// # Errors
/// If a line is no JSON object with the fields of the format.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut rated = RatedSegments::default();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let line: Line = serde_json::from_str(line)
            .map_err(|error| CodecError::at(number + 1, Message::library(error)))?;
        let text = Sides::new(line.source, line.hypothesis);
        let errors = line.errors.into_iter().map(|error| {
            let side = if error.is_source_error {
                Side::Source
            } else {
                Side::Target
            };
            let mut spans = Sides::<Vec<Span>>::default();
            let span = Span::new(
                byte_of(&text[side], error.start),
                byte_of(&text[side], error.end),
            );
            if !span.is_empty() {
                spans[side].push(span);
            }
            SegmentError {
                spans,
                category: error.category,
                severity: error.severity,
                ..SegmentError::default()
            }
        });
        let errors = errors.collect();
        rated.segments.push(Segment {
            seconds: None,
            verdict: None,
            system: line.system_id.unwrap_or_default(),
            document: line.document_id.unwrap_or_default(),
            in_document: String::new(),
            id: line
                .segment_id
                .map(|id| (id + 1).to_string())
                .unwrap_or_default(),
            rater: line.rater_id.unwrap_or_default(),
            langs: Sides::new(
                line.src_lang.unwrap_or_default(),
                line.tgt_lang.unwrap_or_default(),
            ),
            text,
            errors,
            score: None,
        });
    }
    Ok(rated)
}

/// Writes JSON Lines. An error with several spans becomes several errors; one without span
/// is at 0..0. Notes, suggestions and scores of segments cannot be represented.
#[must_use]
pub fn write(rated: &RatedSegments) -> String {
    let weights = Weights::default();
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let mut out = String::new();
    for segment in &rated.segments {
        let mut errors = Vec::new();
        for error in &segment.errors {
            let category = mqm::wmt_name(&error.category);
            let mut push = |start: usize, end: usize, source: bool| {
                errors.push(ErrorLine {
                    start,
                    end,
                    score: weights.weight(&error.severity, &category),
                    category: category.clone(),
                    severity: error.severity.clone(),
                    is_source_error: source,
                });
            };
            for side in Side::BOTH {
                for span in &error.spans[side] {
                    let text = &segment.text[side];
                    let ends = [span.start, span.end].map(|byte| code_points(text, byte));
                    push(ends[0], ends[1], side == Side::Source);
                }
            }
            if error.spans.source.is_empty() && error.spans.target.is_empty() {
                push(0, 0, false);
            }
        }
        let line = Line {
            source: segment.text.source.clone(),
            hypothesis: segment.text.target.clone(),
            errors,
            document_id: some(&segment.document),
            segment_id: segment
                .id
                .parse::<u64>()
                .ok()
                .and_then(|id| id.checked_sub(1)),
            system_id: some(&segment.system),
            rater_id: some(&segment.rater),
            src_lang: some(&segment.langs.source),
            tgt_lang: some(&segment.langs.target),
        };
        out.push_str(&serde_json::to_string(&line).unwrap_or_default());
        out.push('\n');
    }
    out
}

/// Reads the ratings file of a test set (`*.rating`): one line per segment and system, `system TAB
/// JSON TAB rater`, `None` if nobody judged. The texts are given, in the order of the
/// lines of one system; extra lines are rejected.
///
/// # Errors
/// If a line has another form, or there are more lines of a system than texts.
pub fn read_ratings(text: &str, texts: &[Sides<String>]) -> Result<RatedSegments, CodecError> {
    #[derive(Deserialize)]
    struct Ratings {
        errors: Vec<ErrorLine>,
    }
    let mut rated = RatedSegments::default();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for (number, line) in text.lines().enumerate() {
        let fail = |what: Message| CodecError::at(number + 1, what);
        let mut cells = line.split('\t');
        let (Some(system), Some(json)) = (cells.next(), cells.next()) else {
            return Err(fail(msg!("expected three columns: system, JSON and rater")));
        };
        let count = counts.entry(system).or_default();
        let pair = texts
            .get(*count)
            .ok_or_else(|| fail(msg!("this system has more ratings than segments")))?;
        *count += 1;
        if json == "None" {
            continue;
        }
        let ratings: Ratings =
            serde_json::from_str(json).map_err(|error| fail(Message::library(error)))?;
        let errors = ratings.errors.into_iter().map(|error| {
            let side = if error.is_source_error {
                Side::Source
            } else {
                Side::Target
            };
            let mut spans = Sides::<Vec<Span>>::default();
            let ends = [error.start, error.end].map(|at| byte_of(&pair[side], at));
            if ends[0] < ends[1] {
                spans[side].push(Span::new(ends[0], ends[1]));
            }
            SegmentError {
                spans,
                category: error.category,
                severity: error.severity,
                ..SegmentError::default()
            }
        });
        let errors = errors.collect();
        rated.segments.push(Segment {
            system: system.to_owned(),
            id: count.to_string(),
            rater: cells.next().unwrap_or("").to_owned(),
            text: pair.clone(),
            errors,
            ..Segment::default()
        });
    }
    Ok(rated)
}

/// Writes the ratings file of [`read_ratings`]: a line for each of this many segments, `None` for
/// those that nobody judged.
#[must_use]
pub fn write_ratings(rated: &RatedSegments, system: &str, segments: usize) -> String {
    let lines = write(rated);
    let judged: HashMap<&str, (&Segment, &str)> = rated
        .segments
        .iter()
        .zip(lines.lines())
        .map(|(segment, line)| (segment.id.as_str(), (segment, line)))
        .collect();
    let mut out = String::new();
    for number in 1..=segments {
        let row = match judged.get(number.to_string().as_str()) {
            Some((segment, line)) => {
                let errors = serde_json::from_str::<Line>(line)
                    .map(|line| serde_json::json!({ "errors": line.errors }).to_string())
                    .unwrap_or_default();
                [segment.system.clone(), errors, segment.rater.clone()]
            }
            None => [system.to_owned(), "None".to_owned(), "None".to_owned()],
        };
        out.push_str(&row.join("\t"));
        out.push('\n');
    }
    out
}
