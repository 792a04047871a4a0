//! Errors that automatic judges found, as JSON: COMET's `--to_json` and `predict`, and answers
//! of language models in the form of GEMBA. One object per segment, in an array, one array per
//! system, or an object on each line.
//!
//! Span convention: code points of the translation, end exclusive. If the words of a span
//! are given too and are not there, they are searched. GEMBA quotes words and gives no
//! positions: an omission quotes the source.
//!
//! ```text
//! COMET  {"src","mt","COMET","errors":[{"text","confidence","severity","start","end"}]}
//! GEMBA  {"source_seg","target_seg","answer":"Major:\naccuracy/omission - \"words\"\nMinor:…"}
//!        {"source_seg","target_seg","errors":{"major":["accuracy/omission - \"words\""],…}}
//! ```

use super::CodecError;
use crate::rated::{RatedSegments, Segment, SegmentError, byte_of};
use bayn_doc::{Side, Sides};
use bayn_text::{Message, msg};
use harf::Span;
use serde_json::{Map, Value};

type Record = Map<String, Value>;

const SOURCES: [&str; 5] = ["src", "source", "source_seg", "source_segment", "src_text"];
const TARGETS: [&str; 6] = [
    "mt",
    "hypothesis",
    "target",
    "target_seg",
    "hypothesis_segment",
    "tgt_text",
];
const ERRORS: [&str; 3] = ["errors", "error_spans", "answer"];
const SEVERITIES: [&str; 3] = ["critical", "major", "minor"];

/// Returns whether a JSON value, the file's or that of its first line, has this form.
#[must_use]
pub fn is_judge(value: &Value) -> bool {
    records(value).first().is_some_and(|(_, record)| {
        let answers = |key: &&str| match record.get(*key) {
            Some(Value::String(answer)) => severity_of(answer.lines().next()).is_some(),
            Some(Value::Object(errors)) => SEVERITIES.iter().any(|name| errors.contains_key(*name)),
            _ => false,
        };
        let scored = record.contains_key("mt")
            && (record.contains_key("COMET") || ERRORS.iter().any(|key| record.contains_key(*key)));
        first_of(record, &TARGETS).is_some() && (scored || ERRORS.iter().any(answers))
    })
}

/// Reads a file, or JSON Lines.
///
/// # Errors
/// If it is not JSON, or a record lacks its translation.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut rated = RatedSegments::default();
    if let Ok(whole) = serde_json::from_str::<Value>(text) {
        let records = records(&whole);
        if records.is_empty() {
            return Err(CodecError::at(1, msg!("a segment lacks its translation")));
        }
        for (system, record) in records {
            rated.segments.push(segment(system, record, 1)?);
        }
        return Ok(rated);
    }
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let record: Record = serde_json::from_str(line)
            .map_err(|error| CodecError::at(number + 1, Message::library(error)))?;
        rated.segments.push(segment("", &record, number + 1)?);
    }
    Ok(rated)
}

/// Returns the records of a file with the system each belongs to.
fn records(value: &Value) -> Vec<(&str, &Record)> {
    match value {
        Value::Array(values) => {
            let all = values.iter().filter_map(Value::as_object);
            all.map(|record| ("", record)).collect()
        }
        Value::Object(map) if first_of(map, &TARGETS).is_some() => vec![("", map)],
        Value::Object(map) => {
            let systems = map.iter().filter_map(|(system, values)| {
                let records = values.as_array()?.iter().filter_map(Value::as_object);
                Some(records.map(|record| (system.as_str(), record)))
            });
            systems.flatten().collect()
        }
        _ => Vec::new(),
    }
}

fn first_of<'a>(record: &'a Record, keys: &[&str]) -> Option<&'a str> {
    keys.iter()
        .find_map(|key| record.get(*key).and_then(Value::as_str))
}

fn segment(system: &str, record: &Record, line: usize) -> Result<Segment, CodecError> {
    let target = first_of(record, &TARGETS)
        .ok_or_else(|| CodecError::at(line, msg!("a segment lacks its translation")))?;
    let source = first_of(record, &SOURCES).unwrap_or_default();
    let text = Sides::new(source.to_owned(), target.to_owned());
    let errors = match ERRORS.iter().find_map(|key| record.get(*key)) {
        Some(Value::Array(errors)) => errors
            .iter()
            .filter_map(Value::as_object)
            .map(|error| placed(error, &text))
            .collect(),
        Some(Value::Object(errors)) => SEVERITIES
            .iter()
            .flat_map(|severity| {
                let lines = errors.get(*severity).and_then(Value::as_array);
                let lines = lines.into_iter().flatten().filter_map(Value::as_str);
                lines.filter_map(|line| quoted(line, severity, &text))
            })
            .collect(),
        Some(Value::String(answer)) => answered(answer, &text),
        _ => Vec::new(),
    };
    let name = |keys: &[&str]| first_of(record, keys).unwrap_or_default().to_owned();
    Ok(Segment {
        system: match system {
            "" => name(&["system", "system_id"]),
            system => system.to_owned(),
        },
        document: name(&["doc_id", "document_id"]),
        rater: name(&["judge", "metric", "rater", "rater_id"]),
        text,
        errors,
        ..Segment::default()
    })
}

/// Reads an error with its place.
fn placed(error: &Record, text: &Sides<String>) -> SegmentError {
    let place = |keys: [&str; 2]| {
        let found = keys.iter().find_map(|key| error.get(*key)?.as_u64())?;
        Some(byte_of(&text.target, usize::try_from(found).ok()?))
    };
    let span = place(["start", "start_i"])
        .zip(place(["end", "end_i"]))
        .map(|(start, end)| Span::new(start, end.max(start)));
    let words = first_of(error, &["text", "span"])
        .unwrap_or_default()
        .trim();
    let is_there = |span: &Span| words.is_empty() || span.of(&text.target).trim() == words;
    let span = span
        .filter(is_there)
        .or_else(|| find_words(&text.target, words));
    let confidence = error.get("confidence").and_then(Value::as_f64);
    SegmentError {
        spans: Sides::new(
            Vec::new(),
            span.filter(|span| !span.is_empty()).into_iter().collect(),
        ),
        category: first_of(error, &["category", "type", "error_type"])
            .unwrap_or_default()
            .to_owned(),
        severity: first_of(error, &["severity"]).unwrap_or("minor").to_owned(),
        note: match (first_of(error, &["explanation", "description"]), confidence) {
            (Some(said), _) => said.to_owned(),
            (None, Some(confidence)) => format!("confidence {confidence:.2}"),
            (None, None) => String::new(),
        },
        ..SegmentError::default()
    }
}

/// Reads the answer of a language model, severities as headings.
fn answered(answer: &str, text: &Sides<String>) -> Vec<SegmentError> {
    let mut severity = None;
    let mut errors = Vec::new();
    for line in answer.lines() {
        match severity_of(Some(line)) {
            Some(named) => severity = Some(named),
            None => errors.extend(severity.and_then(|severity| quoted(line, severity, text))),
        }
    }
    errors
}

/// Returns the severity that a line announces.
fn severity_of(line: Option<&str>) -> Option<&'static str> {
    let name = line?.trim().strip_suffix(':')?.to_lowercase();
    SEVERITIES.into_iter().find(|severity| *severity == name)
}

/// Reads a line such as `accuracy/mistranslation - "words"`; `None` if it says that there is
/// no error.
fn quoted(line: &str, severity: &str, text: &Sides<String>) -> Option<SegmentError> {
    let line = line.trim().trim_start_matches(['-', '*']).trim();
    let lower = line.to_lowercase();
    if line.is_empty() || lower.starts_with("no-error") || lower.starts_with("no error") {
        return None;
    }
    let (category, rest) = line.split_once(" - ").unwrap_or((line, ""));
    let words = rest
        .trim()
        .trim_matches(['"', '\u{201c}', '\u{201d}', '\'']);
    let mut spans = Sides::<Vec<Span>>::default();
    let sides = match lower.contains("omission") {
        true => [Side::Source, Side::Target],
        false => [Side::Target, Side::Source],
    };
    let place = sides
        .into_iter()
        .find_map(|side| Some((side, find_words(&text[side], words)?)));
    if let Some((side, span)) = place {
        spans[side].push(span);
    }
    Some(SegmentError {
        note: match place {
            Some(_) => String::new(),
            None => rest.trim().to_owned(),
        },
        spans,
        category: category.trim().to_owned(),
        severity: severity.to_owned(),
        ..SegmentError::default()
    })
}

/// Returns where words are in a text, ignoring case.
fn find_words(text: &str, words: &str) -> Option<Span> {
    if words.is_empty() {
        return None;
    }
    let at = text.find(words).map(|at| Span::new(at, at + words.len()));
    at.or_else(|| {
        // A model may answer in lower case; only if that has the same length as the text's own.
        let (lower, words) = (text.to_lowercase(), words.to_lowercase());
        let at = lower.find(&words).filter(|_| lower.len() == text.len())?;
        let span = Span::new(at, at + words.len());
        text.get(span.start..span.end).is_some().then_some(span)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMET: &str = r#"{"out.en": [
        {"src": "ذهب", "mt": "He 😀 went far away", "ref": "x", "COMET": 0.4,
         "errors": [{"text": "far", "confidence": 0.416, "severity": "major", "start": 10, "end": 13},
                    {"text": "away", "confidence": 0.3, "severity": "minor", "start": 1, "end": 4}]},
        {"src": "b", "mt": "b", "COMET": 0.9, "errors": []}]}"#;

    #[test]
    fn spans_of_comet_count_code_points_and_are_checked_by_their_words() {
        let whole = serde_json::from_str(COMET).unwrap_or_default();
        assert!(is_judge(&whole));
        let rated = read(COMET).unwrap_or_default();
        let [first, second] = rated.segments.as_slice() else {
            panic!("{rated:?}")
        };
        assert_eq!((first.system.as_str(), second.errors.len()), ("out.en", 0));
        let words: Vec<&str> = first
            .errors
            .iter()
            .map(|error| error.spans.target[0].of(&first.text.target))
            .collect();
        assert_eq!(words, ["far", "away"]);
        assert_eq!(first.errors[0].note, "confidence 0.42");
    }

    #[test]
    fn answers_of_language_models_name_their_words() {
        let answer = "Critical:\nno-error\nMajor:\naccuracy/omission - \"the old\"\n\
                      Minor:\nfluency/grammar - \"He Go\"\nstyle - \"gone\"";
        let line = serde_json::json!({
            "source_seg": "see the old house", "target_seg": "he go home", "answer": answer
        });
        assert!(is_judge(&line));
        let rated = read(&format!("{line}\n")).unwrap_or_default();
        let errors = &rated.segments[0].errors;
        let told: Vec<_> = errors
            .iter()
            .map(|error| (error.severity.as_str(), error.category.as_str()))
            .collect();
        let want = [
            ("major", "accuracy/omission"),
            ("minor", "fluency/grammar"),
            ("minor", "style"),
        ];
        assert_eq!(told, want);
        assert_eq!(errors[0].spans.source, [Span::new(4, 11)]);
        assert_eq!(errors[1].spans.target, [Span::new(0, 5)]);
        assert_eq!(
            (errors[2].spans.target.len(), errors[2].note.as_str()),
            (0, "\"gone\"")
        );
    }

    #[test]
    fn other_json_is_not_taken_for_it() {
        for text in [
            r#"{"source": "a", "hypothesis": "b", "errors": [{"start": 0, "end": 1, "severity": "minor"}]}"#,
            r#"{"data": [], "info": {}}"#,
            r#"[{"src": "a", "tgt": "b"}]"#,
            "3",
        ] {
            assert!(
                !is_judge(&serde_json::from_str(text).unwrap_or_default()),
                "{text}"
            );
        }
        assert!(read("{\"src\": \"a\"}").is_err() && read("x").is_err());
    }
}
