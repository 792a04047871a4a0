//! Pearmut's campaign files (the Python package `pearmut`): documents of segments with spans filled in.
//!
//! Span convention: UTF-16 units of the target, as in a browser, **end inclusive** (a word
//! of one letter at 4 is 4..4). Its page shows `[missing]` after the last letter: an omission
//! begins and ends at the length of the target; older files have `"missing"`. Spans on the
//! source cannot be represented. Categories are those of MQM-Core by their names, `info` lists them
//! with the severities for the page; the annotators' answers are in the log, [`super::pearmut_log`].

use super::wmt::severity_name;
use super::{CodecError, score_of};
use crate::mqm;
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of_unit, units};
use bayn_doc::{Severity, Sides};
use bayn_text::Message;
use bayn_text::msg;
use harf::Span;
use serde_json::{Map, Value, json};

/// Returns whether a file is a campaign or its list of documents: nested lists that contain an
/// item with `src` and the translations of systems in `tgt`.
#[must_use]
pub fn is_campaign(value: &Value) -> bool {
    let is_item = |item: &Value| item.get("tgt").is_some_and(Value::is_object);
    let data = value.get("data").unwrap_or(value);
    let lists = data.as_array().into_iter().flatten();
    lists
        .into_iter()
        .any(|item| is_item(item) || item.is_array() && is_campaign(item))
}

/// Reads a campaign, or its list of documents alone.
///
/// # Errors
/// If it is not JSON, or has no documents.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let whole: Value = serde_json::from_str(text)
        .map_err(|error| CodecError::at(error.line(), Message::library(error)))?;
    let data = whole.get("data").unwrap_or(&whole);
    let missing = || CodecError::at(1, msg!("expected a list of documents (\"data\")"));
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

/// Lists of documents may be nested in a list for each task: objects are segments.
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
    let source = word(item.get("src"));
    let empty = Map::new();
    let targets = item.get("tgt").and_then(Value::as_object).unwrap_or(&empty);
    for (system, target) in targets {
        let target = target.as_str().unwrap_or("").to_owned();
        let spans = item.get("error_spans").and_then(|spans| spans.get(system));
        let errors = errors_of(spans, &target);
        let named = word(item.get("document"));
        rated.segments.push(Segment {
            system: system.clone(),
            document: if named.is_empty() {
                format!("document {}", document + 1)
            } else {
                named
            },
            id: word(item.get("item_id")),
            rater: word(item.get("rater")),
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

/// Returns a text of JSON; nothing if there is none.
pub(super) fn word(value: Option<&Value>) -> String {
    value.and_then(Value::as_str).unwrap_or("").to_owned()
}

/// Returns the errors of a list of spans in a translation.
pub(super) fn errors_of(spans: Option<&Value>, target: &str) -> Vec<SegmentError> {
    let spans = spans.and_then(Value::as_array).into_iter().flatten();
    let error = |span: &Value| {
        let place = |name: &str| usize::try_from(span.get(name)?.as_u64()?).ok();
        let mut spans = Sides::<Vec<Span>>::default();
        if let (Some(start), Some(end)) = (place("start_i"), place("end_i"))
            && start < units(target, target.len())
        {
            let ends = [start, end.saturating_add(1)].map(|at| byte_of_unit(target, at));
            spans.target.push(Span::new(ends[0], ends[1]));
        }
        let category = word(span.get("category"));
        SegmentError {
            spans,
            // A kind without subtypes is written twice.
            category: match category.split_once('/') {
                Some((kind, again)) if kind == again => kind.to_owned(),
                _ => category,
            },
            severity: word(span.get("severity")),
            ..SegmentError::default()
        }
    };
    spans.map(error).collect()
}

/// Returns the name that its page has for a category: `Dimension/Subtype`.
fn category_name(category: &str) -> String {
    match mqm::find(category) {
        Some(entry) => entry
            .path()
            .replace("Locale conventions", "Locale convention"),
        None if category.contains('/') => category.to_owned(),
        None => format!("{category}/{category}"),
    }
}

/// Returns whether an error has more than ESA requires: a category other than omission.
fn has_category(error: &SegmentError) -> bool {
    let missing = error.spans.target.is_empty() && error.category == "omission";
    !error.category.is_empty() && !missing
}

/// Returns the metadata of the campaign: protocol, categories and severities.
fn info(rated: &RatedSegments) -> Value {
    let errors = || rated.segments.iter().flat_map(|segment| &segment.errors);
    let is_mqm = errors().any(has_category);
    let mut info = json!({
        "assignment": "task-based",
        "protocol": if is_mqm { "MQM" } else { "ESA" },
    });
    let Some(fields) = info.as_object_mut() else {
        return info;
    };
    let used: Vec<Severity> = errors()
        .filter_map(|error| Severity::from_name(&error.severity))
        .collect();
    let usual = [Severity::Minor, Severity::Major];
    if used.iter().any(|severity| !usual.contains(severity)) {
        let all = Severity::ALL.iter();
        let all = all.filter(|severity| usual.contains(severity) || used.contains(severity));
        let names = all.map(|severity| severity_name(severity.name()));
        fields.insert("mqm_severities".into(), names.collect());
    }
    if is_mqm {
        // Its own list lacks some of MQM-Core, and what other typologies say.
        let mut tree = Map::new();
        let core = mqm::categories()
            .iter()
            .map(|entry| category_name(entry.mnemonic));
        let own = errors().filter(|error| has_category(error));
        let own = own.map(|error| category_name(&error.category));
        for path in core
            .chain(std::iter::once("Other/Other".to_owned()))
            .chain(own)
        {
            let (kind, subtype) = path.split_once('/').unwrap_or((&path, ""));
            let subtypes = tree.entry(kind).or_insert_with(|| json!([]));
            let subtypes = subtypes.as_array_mut();
            if let Some(subtypes) = subtypes.filter(|_| !subtype.is_empty() && subtype != kind)
                && !subtypes.iter().any(|known| known == subtype)
            {
                subtypes.push(subtype.into());
            }
        }
        fields.insert("mqm_categories".into(), tree.into());
    }
    info
}

/// Writes a campaign with this name: one task that holds all documents, the spans filled in.
/// Segments of several raters cannot be represented: the first rater's are used.
#[must_use]
pub fn write(rated: &RatedSegments, campaign: &str) -> String {
    let mut documents: Vec<(&str, Vec<Value>)> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    let info = info(rated);
    let is_mqm = info
        .get("protocol")
        .is_some_and(|protocol| protocol == "MQM");
    for segment in &rated.segments {
        if !seen.insert((&segment.system, &segment.document, &segment.id)) {
            continue;
        }
        let mut spans = Vec::new();
        for error in &segment.errors {
            let category = if is_mqm && !error.category.is_empty() {
                Value::String(category_name(&error.category))
            } else {
                Value::Null
            };
            let severity = error.severity.to_lowercase();
            let mut push = |start: usize, end: usize| {
                spans.push(json!({
                    "start_i": start, "end_i": end,
                    "severity": severity, "category": category,
                }));
            };
            for span in error.spans.target.iter().filter(|span| !span.is_empty()) {
                let [start, end] =
                    [span.start, span.end].map(|byte| units(&segment.text.target, byte));
                push(start, end.saturating_sub(1));
            }
            if error.spans.target.is_empty() {
                let length = units(&segment.text.target, segment.text.target.len());
                push(length, length);
            }
        }
        let mut item = json!({
            "src": segment.text.source,
            "tgt": { segment.system.as_str(): segment.text.target },
            "item_id": segment.id,
            "document": segment.document,
            "error_spans": { segment.system.as_str(): spans },
        });
        if let Some(fields) = item.as_object_mut() {
            if !segment.rater.is_empty() {
                fields.insert("rater".into(), segment.rater.as_str().into());
            }
            if let Some(score) = segment.score {
                fields.insert("score".into(), json!({ segment.system.as_str(): score }));
            }
        }
        match documents.last_mut() {
            Some((name, items)) if *name == segment.document => items.push(item),
            _ => documents.push((&segment.document, vec![item])),
        }
    }
    let documents: Vec<Vec<Value>> = documents.into_iter().map(|(_, items)| items).collect();
    let campaign = json!({ "info": info, "campaign_id": campaign, "data": [documents] });
    let mut text = serde_json::to_string_pretty(&campaign).unwrap_or_default();
    text.push('\n');
    text
}
