//! Pearmut's campaign files (the Python package `pearmut`): documents of segments with spans filled in.
//!
//! Span convention: UTF-16 units of the target, as a browser counts, **end inclusive** (a word
//! of one letter at 4 is 4..4). Its page shows `[missing]` behind the last letter: an omission
//! begins and ends at the length of the target; older files say `"missing"`. Spans on the
//! source have no place here.

use super::{CodecError, score_of};
use crate::mqm;
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of_unit, units};
use bayn_doc::Sides;
use bayn_text::Message;
use bayn_text::msg;
use harf::Span;
use serde_json::{Map, Value, json};

/// Reads a campaign, or its list of documents alone.
///
/// # Errors
/// When it is no JSON, or has no documents.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| CodecError::at(error.line(), Message::library(error)))?;
    let data = whole.get("data").unwrap_or(&whole);
    let missing = || CodecError::at(1, msg!("a list of documents (\"data\") is expected"));
    let mut rated = RatedSegments::default();
    let mut document = 0;
    gather(
        data.as_array().ok_or_else(missing)?,
        &mut document,
        &mut rated,
    );
    for segment in &rated.segments {
        if let Some(score) = segment.score {
            score_of(&score.to_string())
                .map_err(|what| CodecError::at(line_of(text, &segment.id), what))?;
        }
    }
    Ok(rated)
}

/// Returns the line on which an item is named first.
fn line_of(text: &str, item: &str) -> usize {
    let name = Value::from(item).to_string();
    let at = text.find(&name).unwrap_or(0);
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// Lists of documents may lie in a list for each task: segments are where objects are.
fn gather(list: &[Value], document: &mut usize, rated: &mut RatedSegments) {
    let mut holds_segments = false;
    for item in list {
        match item {
            Value::Array(inner) => gather(inner, document, rated),
            Value::Object(item) => {
                holds_segments = true;
                read_item(item, *document, rated);
            }
            _ => {}
        }
    }
    if holds_segments {
        *document += 1;
    }
}

fn read_item(item: &Map<String, Value>, document: usize, rated: &mut RatedSegments) {
    let word = |value: Option<&Value>| value.and_then(Value::as_str).unwrap_or("").to_owned();
    let source = word(item.get("src"));
    let empty = Map::new();
    let targets = item.get("tgt").and_then(Value::as_object).unwrap_or(&empty);
    for (system, target) in targets {
        let target = target.as_str().unwrap_or("").to_owned();
        let spans = item
            .get("error_spans")
            .and_then(|spans| spans.get(system))
            .and_then(Value::as_array);
        let errors = spans.into_iter().flatten().map(|span| {
            let place = |name: &str| {
                let number = span.get(name)?.as_u64()?;
                usize::try_from(number).ok()
            };
            let mut spans = Sides::<Vec<Span>>::default();
            if let (Some(start), Some(end)) = (place("start_i"), place("end_i"))
                && start < units(&target, target.len())
            {
                let ends = [start, end.saturating_add(1)].map(|at| byte_of_unit(&target, at));
                spans.target.push(Span::new(ends[0], ends[1]));
            }
            SegmentError {
                spans,
                category: word(span.get("category")),
                severity: word(span.get("severity")),
                ..SegmentError::default()
            }
        });
        let errors = errors.collect();
        let named = word(item.get("document"));
        rated.segments.push(Segment {
            system: system.clone(),
            document: if named.is_empty() {
                format!("document {}", document + 1)
            } else {
                named
            },
            id: word(item.get("item_id")),
            text: Sides::new(source.clone(), target),
            errors,
            score: item
                .get("score")
                .and_then(|scores| scores.get(system))
                .and_then(Value::as_f64),
            ..Segment::default()
        });
    }
}

/// Writes a campaign with this name: one task that holds all documents, the spans filled in.
/// Segments of several raters have no place here: the first rater's are used.
#[must_use]
pub fn write(rated: &RatedSegments, campaign: &str) -> String {
    let mut documents: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for segment in &rated.segments {
        if !seen.insert((&segment.system, &segment.document, &segment.id)) {
            continue;
        }
        let mut spans = Vec::new();
        for error in &segment.errors {
            let category = if error.category.is_empty() {
                Value::Null
            } else {
                Value::String(mqm::wmt_name(&error.category))
            };
            let mut push = |start: Value, end: Value| {
                spans.push(json!({
                    "start_i": start, "end_i": end,
                    "severity": error.severity, "category": category,
                }));
            };
            for span in error.spans.target.iter().filter(|span| !span.is_empty()) {
                let [start, end] =
                    [span.start, span.end].map(|byte| units(&segment.text.target, byte));
                push(json!(start), json!(end.saturating_sub(1)));
            }
            if error.spans.target.is_empty() {
                let length = units(&segment.text.target, segment.text.target.len());
                push(json!(length), json!(length));
            }
        }
        let mut item = json!({
            "src": segment.text.source,
            "tgt": { segment.system.as_str(): segment.text.target },
            "item_id": segment.id,
            "document": segment.document,
            "error_spans": { segment.system.as_str(): spans },
        });
        if let (Some(score), Some(fields)) = (segment.score, item.as_object_mut()) {
            fields.insert("score".into(), json!({ segment.system.as_str(): score }));
        }
        match documents.last_mut() {
            Some((name, items)) if *name == segment.document => items.push(item),
            _ => documents.push((&segment.document, vec![item])),
        }
    }
    let documents: Vec<Vec<Value>> = documents.into_iter().map(|(_, items)| items).collect();
    // ESA asks for a score and spans without a category.
    let mut errors = rated.segments.iter().flat_map(|segment| &segment.errors);
    let categories = errors.any(|error| !error.category.is_empty());
    let protocol = if categories { "MQM" } else { "ESA" };
    let campaign = json!({
        "info": { "assignment": "task-based", "protocol": protocol },
        "campaign_id": campaign,
        "data": [documents],
    });
    let mut text = serde_json::to_string_pretty(&campaign).unwrap_or_default();
    text.push('\n');
    text
}
