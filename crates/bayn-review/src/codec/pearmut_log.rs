//! Answers of the annotators of a Pearmut campaign: the server's log, JSON Lines, or the same by
//! campaign from its dashboard.
//!
//! A line contains the items of a document as shown, the answers about each system's
//! translation, and the annotator. Spans are as in [`super::pearmut`]. If a user answers a document
//! again the last answer counts, and a reset discards the user's earlier answers. Items that only
//! teach or test the annotator are not judgements.

use super::pearmut::{errors_of, word};
use super::{CodecError, score_of};
use crate::rated::{RatedSegments, Segment};
use bayn_doc::Sides;
use bayn_text::{Message, msg};
use serde_json::{Map, Value};

/// What the server writes when a user starts over.
const RESET: &str = "__RESET__";

/// Returns whether a value is a line of such a log.
#[must_use]
pub fn is_line(value: &Value) -> bool {
    value.get("annotation").is_some()
        && (value.get("item").is_some() || value.get("user_id").is_some())
}

/// Returns whether a file is a log that is kept by campaign.
#[must_use]
pub fn is_download(value: &Value) -> bool {
    let logs = value.as_object().filter(|logs| !logs.is_empty());
    logs.is_some_and(|logs| {
        let mut logs = logs.values();
        logs.all(|log| log.as_array().is_some_and(|log| log.iter().all(is_line)))
    })
}

/// Reads a log.
///
/// # Errors
/// If a line is not JSON, or a score is not from 0 to 100.
pub fn read(text: &str) -> Result<RatedSegments, CodecError> {
    let mut lines: Vec<(usize, Value)> = Vec::new();
    match serde_json::from_str::<Value>(text) {
        Ok(whole) if is_download(&whole) => {
            let logs = whole.as_object().into_iter().flat_map(Map::values);
            let all = logs.filter_map(Value::as_array).flatten();
            lines.extend(all.map(|line| (1, line.clone())));
        }
        _ => {
            for (at, line) in text.lines().enumerate() {
                if line.trim().is_empty() {
                    continue;
                }
                let value = serde_json::from_str(line)
                    .map_err(|error| CodecError::at(at + 1, Message::library(error)))?;
                lines.push((at + 1, value));
            }
        }
    }
    let user = |line: &Value| word(line.get("user_id"));
    let mut answers: Vec<(usize, &Value)> = Vec::new();
    for (number, line) in &lines {
        if line.get("annotation").and_then(Value::as_str) == Some(RESET) {
            answers.retain(|(_, before)| user(before) != user(line));
            continue;
        }
        answers.retain(|(_, before)| {
            user(before) != user(line)
                || before.get("item_i") != line.get("item_i")
                || before.get("item") != line.get("item")
        });
        answers.push((*number, line));
    }
    let mut rated = RatedSegments::default();
    for (number, line) in answers {
        read_line(line, &user(line), &mut rated).map_err(|what| CodecError::at(number, what))?;
    }
    Ok(rated)
}

fn read_line(line: &Value, user: &str, rated: &mut RatedSegments) -> Result<(), Message> {
    let place = line.get("item_i").map(|place| match place {
        Value::String(place) => place.clone(),
        other => other.to_string(),
    });
    let place = place.unwrap_or_default();
    let teaches = |part: &str| place.starts_with(part);
    if ["welcome_", "random_", "goodbye_"].into_iter().any(teaches) {
        return Ok(());
    }
    let list = |name: &str| line.get(name).and_then(Value::as_array);
    let (Some(items), Some(answers)) = (list("item"), list("annotation")) else {
        return Err(msg!("a line of the log needs `item` and `annotation`"));
    };
    for (item, answers) in items.iter().zip(answers) {
        // What was skipped has no answer; what is checked has a right one.
        let (Some(answers), None) = (answers.as_object(), item.get("validation")) else {
            continue;
        };
        for (system, answer) in answers {
            let Some(target) = item.get("tgt").and_then(|all| all.get(system)) else {
                continue;
            };
            let target = word(Some(target));
            let score = answer.get("score").and_then(Value::as_f64);
            if let Some(score) = score {
                score_of(&score.to_string())?;
            } else if line.get("bayn").is_some() {
                // Judging is not finished: an item without score is not judged.
                continue;
            }
            let named = word(item.get("document"));
            rated.segments.push(Segment {
                system: system.clone(),
                document: if named.is_empty() {
                    place.clone()
                } else {
                    named
                },
                id: word(item.get("item_id")),
                rater: user.to_owned(),
                errors: errors_of(answer.get("error_spans"), &target),
                text: Sides::new(word(item.get("src")), target),
                score,
                ..Segment::default()
            });
        }
    }
    Ok(())
}
