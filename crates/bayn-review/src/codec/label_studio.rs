//! Label Studio's JSON export: tasks whose annotations label words of the translation.
//!
//! Span convention: positions of a browser's string, UTF-16 units, end exclusive; if those do
//! not match the text given with them, code points. A label is a severity (`Major`), a
//! category (`Accuracy/Mistranslation`) or both (`Major: Mistranslation`); one without severity is
//! minor. A rating or number of a task from 0 to 100 is its score. Source and target are identified by
//! the names of the task's data: `source` or `src`, `target` or `tgt` and the like.

use super::pearmut::word;
use super::{CodecError, label_studio_min, score_of};
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of, byte_of_unit};
use bayn_doc::{Severity, Side, Sides};
use bayn_text::{Message, msg};
use harf::Span;
use serde_json::{Map, Value};

/// Names that projects use for the source.
const SOURCES: [&str; 7] = [
    "src",
    "source",
    "source_text",
    "src_text",
    "original",
    "source_segment",
    "reference_source",
];
/// Names that projects use for the translation.
const TARGETS: [&str; 9] = [
    "tgt",
    "target",
    "translation",
    "mt",
    "hypothesis",
    "hyp",
    "target_text",
    "tgt_text",
    "translated_text",
];

/// Returns whether a file is an export of tasks, whole (`JSON`) or short (`JSON-MIN`).
#[must_use]
pub fn is_export(value: &Value) -> bool {
    if label_studio_min::is_export(value) {
        return true;
    }
    let tasks = value.as_array().filter(|tasks| !tasks.is_empty());
    let task = |task: &Value| {
        let results = ["annotations", "completions", "predictions"];
        task.get("data").is_some_and(Value::is_object)
            && results
                .iter()
                .any(|name| task.get(name).is_some_and(Value::is_array))
    };
    tasks.is_some_and(|tasks| tasks.iter().all(task))
}

/// Reads an export.
///
/// # Errors
/// If a text of a task is not identified, a span is outside its text, or nothing labels words or
/// scores.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut whole: Value = serde_json::from_str(text)
        .map_err(|error| CodecError::at(error.line(), Message::library(error)))?;
    if label_studio_min::is_export(&whole) {
        whole = label_studio_min::as_tasks(&whole);
    }
    let mut rated = RatedSegments::default();
    let mut says = false;
    for task in whole.as_array().into_iter().flatten() {
        let id = number(task.get("id"));
        let at =
            |what: Message| CodecError::at(1, msg!("task {id}: {what}", id = id.clone(), what));
        read_task(task, &id, &mut rated, &mut says).map_err(at)?;
    }
    if !says {
        return Err(CodecError::at(
            1,
            msg!("no annotation marks words (`labels` with `start` and `end`) or gives a score"),
        ));
    }
    Ok(rated)
}

fn read_task(
    task: &Value,
    id: &str,
    rated: &mut RatedSegments,
    says: &mut bool,
) -> Result<(), Message> {
    let empty = Map::new();
    let data = task
        .get("data")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let named = |names: &[&str]| {
        let mut keys = names.iter().filter_map(|name| data.get_key_value(*name));
        keys.find(|(_, value)| value.is_string())
            .map(|(key, value)| (key.clone(), word(Some(value))))
    };
    let missing = |what: Message| msg!("{what} is missing from the data", what);
    let source =
        named(&SOURCES).ok_or_else(|| missing(msg!("the source text, as `src` or `source`")))?;
    let target =
        named(&TARGETS).ok_or_else(|| missing(msg!("its translation, as `tgt` or `target`")))?;
    let keys = Sides::new(source.0, target.0);
    let text = Sides::new(source.1, target.1);
    let list = |name: &str| task.get(name).and_then(Value::as_array);
    let annotations = list("annotations").or_else(|| list("completions"));
    for annotation in annotations.into_iter().flatten() {
        if annotation.get("was_cancelled").and_then(Value::as_bool) == Some(true) {
            continue;
        }
        let by = annotation.get("completed_by");
        let rater = match by.and_then(|by| by.get("email")) {
            Some(email) => word(Some(email)),
            None => number(by.and_then(|by| by.get("id")).or(by)),
        };
        let results = annotation.get("result").and_then(Value::as_array);
        let results: Vec<&Value> = results.into_iter().flatten().collect();
        let mut segment = Segment {
            system: ["system", "model"]
                .iter()
                .find_map(|name| data.get(*name)?.as_str())
                .unwrap_or("")
                .to_owned(),
            document: word(data.get("document")),
            id: id.to_owned(),
            rater,
            text: text.clone(),
            ..Segment::default()
        };
        for result in &results {
            if let Some(error) = labelled(result, &results, &keys, &text)? {
                segment.errors.push(error);
                *says = true;
            } else if let Some(score) = scored(result)? {
                segment.score = Some(score);
                *says = true;
            }
        }
        // An annotation of something else is irrelevant to this text.
        if results.is_empty() || !segment.errors.is_empty() || segment.score.is_some() {
            rated.segments.push(segment);
        }
    }
    Ok(())
}

/// Returns the error that a result labels; `None` if it labels no words.
fn labelled(
    result: &Value,
    all: &[&Value],
    keys: &Sides<String>,
    text: &Sides<String>,
) -> Result<Option<SegmentError>, Message> {
    let Some(value) = result.get("value") else {
        return Ok(None);
    };
    let labels = ["labels", "hypertextlabels", "paragraphlabels"];
    let labels = labels.iter().find_map(|name| value.get(*name)?.as_array());
    let Some(labels) = labels.filter(|labels| !labels.is_empty()) else {
        return Ok(None);
    };
    let whole = value.get("globalOffsets").unwrap_or(value);
    let ends = ["start", "end"].map(|name| whole.get(name).and_then(Value::as_u64));
    let [Some(start), Some(end)] = ends.map(|end| end.and_then(|end| usize::try_from(end).ok()))
    else {
        return Err(msg!("a label lacks the numbers `start` and `end`"));
    };
    let object = word(result.get("to_name"));
    let quote = value.get("text").and_then(Value::as_str);
    let found = |side: Side| -> Option<Span> {
        let own = &text[side];
        let units = Span::new(byte_of_unit(own, start), byte_of_unit(own, end));
        let points = Span::new(byte_of(own, start), byte_of(own, end));
        let fits =
            |span: &Span| !span.is_empty() && quote.is_none_or(|quote| span.of(own) == quote);
        [units, points].into_iter().find(fits)
    };
    let is_source = keys.source == object || SOURCES.contains(&object.as_str());
    let first = if is_source {
        Side::Source
    } else {
        Side::Target
    };
    let place = found(first).map(|span| (first, span));
    // The object may have any name: the words decide.
    let other = || Some((first.other(), found(first.other())?)).filter(|_| quote.is_some());
    let Some((side, span)) = place.or_else(other) else {
        return Err(msg!(
            "no text contains the words from {start} to {end}",
            start,
            end
        ));
    };
    let mut error = SegmentError::default();
    error.spans[side].push(span);
    for label in labels.iter().filter_map(Value::as_str) {
        take_label(label, &mut error);
    }
    // What is asked about one label has the label's id.
    let id = result.get("id");
    for more in all
        .iter()
        .filter(|more| id.is_some() && more.get("id") == id)
    {
        let Some(value) = more.get("value") else {
            continue;
        };
        let words = |name: &str| {
            value
                .get(name)
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
        };
        words("choices")
            .filter_map(Value::as_str)
            .for_each(|choice| take_label(choice, &mut error));
        let notes: Vec<&str> = words("text").filter_map(Value::as_str).collect();
        if !notes.is_empty() {
            error.note = notes.join(" ");
        }
    }
    if error.severity.is_empty() {
        error.severity = Severity::Minor.name().to_owned();
    }
    Ok(Some(error))
}

/// Extracts severity and category from a label.
fn take_label(label: &str, error: &mut SegmentError) {
    let is_part = |c: char| ":-_,()|".contains(c);
    let parts = label
        .split(is_part)
        .map(str::trim)
        .filter(|part| !part.is_empty());
    let (severities, kinds): (Vec<&str>, Vec<&str>) =
        parts.partition(|part| Severity::from_name(part).is_some());
    if let Some(severity) = severities.first() {
        error.severity = severity.to_lowercase();
    }
    let kind = if severities.is_empty() {
        label.trim().to_owned()
    } else {
        kinds.join(" ")
    };
    if !kind.is_empty() {
        error.category = kind;
    }
}

/// Returns the score that a result gives to the task as a whole.
fn scored(result: &Value) -> Result<Option<f64>, Message> {
    let value = result.get("value");
    let number = value.and_then(|value| value.get("number"));
    let is_score = word(result.get("from_name"))
        .to_lowercase()
        .contains("score");
    match number.and_then(Value::as_f64).filter(|_| is_score) {
        Some(score) => score_of(&score.to_string()).map(Some),
        None => Ok(None),
    }
}

fn number(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}
