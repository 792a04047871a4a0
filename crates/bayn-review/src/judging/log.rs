//! The log of judgements: one line per change, in the format of Pearmut's server.
//!
//! Each line has the complete state of one segment, so the last one counts. `bayn` has what the
//! format cannot represent: the display order of the translations, seconds, and on the
//! first line the seed. Missing scores are `null`.

use super::{Answer, Campaign, Item, MarkedError};
use crate::rated::byte_of_unit;
use bayn_doc::Severity;
use bayn_text::{Message, msg};
use harf::Span;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The place of the line that begins a log: Pearmut counts nothing that welcomes.
const BEGIN: &str = "welcome_bayn";

/// Returns the line that begins the judgements of a rater.
#[must_use]
pub fn begin(rater: &str, seed: u64) -> String {
    let line = json!({
        "annotation": [], "item": [], "user_id": rater, "item_i": BEGIN,
        "bayn": {"seed": seed.to_string()},
    });
    line.to_string()
}

/// Returns the line of one segment: the answers in the order of its translations.
#[must_use]
pub fn line(
    campaign: &Campaign,
    (at, item): (usize, &Item),
    answers: &[Answer],
    (rater, seed, seconds): (&str, u64, f64),
) -> String {
    let name = |system: usize| campaign.systems.get(system).map_or("", String::as_str);
    let mut said = Map::new();
    let mut targets = Map::new();
    for ((system, target), answer) in item.targets.iter().zip(answers) {
        let spans: Vec<Value> = answer
            .errors
            .iter()
            .map(|error| {
                let (start, end) = error.units(target);
                json!({"start_i": start, "end_i": end, "category": null,
                    "severity": error.severity.name()})
            })
            .collect();
        targets.insert(name(*system).to_owned(), target.as_str().into());
        said.insert(
            name(*system).to_owned(),
            json!({"score": answer.score, "error_spans": spans, "textfield": null}),
        );
    }
    let mut shown = json!({
        "item_id": item.id, "document": item.document, "src": item.source, "tgt": targets,
    });
    let order: Vec<&str> = campaign
        .order(at, seed)
        .into_iter()
        .filter_map(|place| item.targets.get(place))
        .map(|(system, _)| name(*system))
        .collect();
    let mut line = json!({
        "annotation": [said], "user_id": rater, "item_i": at,
        "bayn": {"order": order, "seconds": (seconds * 10.0).round() / 10.0},
    });
    let checked = !item.checks.is_empty();
    if let (true, Some(fields)) = (checked, shown.as_object_mut()) {
        fields.insert("validation".into(), json!({}));
    }
    if let Some(fields) = line.as_object_mut() {
        fields.insert("item".into(), json!([shown]));
        if checked {
            let met = is_met(campaign, item, answers);
            fields.insert("validations".into(), json!([met]));
        }
    }
    line.to_string()
}

/// Returns whether the answers meet all that a segment expects.
#[must_use]
fn is_met(campaign: &Campaign, item: &Item, answers: &[Answer]) -> bool {
    first_unmet(campaign, item, answers).is_none()
}

/// Returns the number of the system whose expectation is not met, and the message.
#[must_use]
pub fn first_unmet<'i>(
    campaign: &Campaign,
    item: &'i Item,
    answers: &[Answer],
) -> Option<(usize, &'i str)> {
    let answer_of = |system: usize| {
        let place = item.targets.iter().position(|(own, _)| *own == system)?;
        Some((answers.get(place)?, &item.targets.get(place)?.1))
    };
    let score_of = |name: &str| {
        let system = campaign.systems.iter().position(|own| own == name)?;
        answer_of(system)?.0.score
    };
    let mut checks = item.checks.iter();
    let unmet = checks.find(|(system, check)| {
        answer_of(*system).is_some_and(|(answer, target)| !check.is_met(answer, target, score_of))
    });
    unmet.map(|(system, check)| (*system, check.warning.as_str()))
}

/// The content of a log.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replayed {
    /// The seed of the rater's orders, once they have started.
    pub seed: Option<u64>,
    /// The answers by segment, in the order of its translations.
    pub answers: BTreeMap<usize, Vec<Answer>>,
    /// The seconds spent on each segment.
    pub seconds: BTreeMap<usize, f64>,
}

/// Reads a rater's answers so far.
///
/// # Errors
/// If a line belongs to another campaign.
pub fn replay(text: &str, campaign: &Campaign, rater: &str) -> Result<Replayed, Message> {
    let mut all = Replayed::default();
    for (number, line) in text.lines().enumerate() {
        let Ok(line) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        if line.get("user_id").and_then(Value::as_str) != Some(rater) {
            continue;
        }
        let own = line.get("bayn");
        if line.get("item_i").and_then(Value::as_str) == Some(BEGIN) {
            let seed = own.and_then(|own| own.get("seed")).and_then(Value::as_str);
            all.seed = seed.and_then(|seed| seed.parse().ok()).or(all.seed);
            continue;
        }
        let place = line.get("item_i").and_then(Value::as_u64);
        let Some(at) = place.and_then(|at| usize::try_from(at).ok()) else {
            continue;
        };
        let other = || {
            msg!(
                "line {line} judges a segment that these texts do not have",
                line = number + 1
            )
        };
        let item = campaign.items.get(at).ok_or_else(other)?;
        let first = |name: &str| line.get(name).and_then(|list| list.get(0));
        let (Some(shown), Some(said)) = (first("item"), first("annotation")) else {
            continue;
        };
        if shown.get("src").and_then(Value::as_str) != Some(item.source.as_str()) {
            return Err(other());
        }
        let mut answers = Vec::new();
        for (system, target) in &item.targets {
            let name = campaign.systems.get(*system).map_or("", String::as_str);
            let text = shown
                .get("tgt")
                .and_then(|all| all.get(name))
                .and_then(Value::as_str);
            if text != Some(target.as_str()) {
                return Err(other());
            }
            answers.push(
                said.get(name)
                    .map(|said| answer(said, target))
                    .unwrap_or_default(),
            );
        }
        all.answers.insert(at, answers);
        let seconds = own
            .and_then(|own| own.get("seconds"))
            .and_then(Value::as_f64);
        all.seconds.insert(at, seconds.unwrap_or(0.0));
    }
    Ok(all)
}

fn answer(said: &Value, target: &str) -> Answer {
    let score = said.get("score").and_then(Value::as_u64);
    let score = score.filter(|score| *score <= 100);
    let spans = said.get("error_spans").and_then(Value::as_array);
    let errors = spans.into_iter().flatten().filter_map(|span| {
        let at = |name: &str| usize::try_from(span.get(name)?.as_u64()?).ok();
        let bytes = [at("start_i")?, at("end_i")?.saturating_add(1)];
        let [start, end] = bytes.map(|unit| byte_of_unit(target, unit));
        Some(MarkedError {
            span: (start < target.len()).then(|| Span::new(start, end.max(start))),
            severity: Severity::from_name(span.get("severity")?.as_str()?)?,
        })
    });
    Answer {
        score: score.and_then(|score| u8::try_from(score).ok()),
        errors: errors.collect(),
    }
}
