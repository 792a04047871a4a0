//! The expected answers of a tutorial or test segment (Pearmut's `validation`).

use super::{Answer, MarkedError};
use crate::rated::units;
use serde_json::Value;

/// A span to be marked: start and end in UTF-16 units, both inclusive, each within a range.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The range of its start.
    pub start: Option<(usize, usize)>,
    /// The range of its end.
    pub end: Option<(usize, usize)>,
    /// Its severity.
    pub severity: Option<String>,
}

/// What is expected of one translation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Check {
    /// The message if it is not met; without one, the outcome is recorded silently.
    pub warning: String,
    /// The range of the score.
    pub score: Option<(f64, f64)>,
    /// The system that must have a lower score.
    pub(crate) greater_than: Option<String>,
    /// Spans that must all be marked.
    pub spans: Vec<Expected>,
}

impl Check {
    /// Reads what a campaign expects of one system.
    #[must_use]
    pub(crate) fn of(value: &Value) -> Self {
        let range = |value: Option<&Value>| -> Option<(usize, usize)> {
            let number = |value: &Value| usize::try_from(value.as_u64()?).ok();
            match value? {
                Value::Array(ends) => Some((number(ends.first()?)?, number(ends.last()?)?)),
                value => number(value).map(|at| (at, at)),
            }
        };
        let text =
            |value: &Value, name: &str| value.get(name).and_then(Value::as_str).map(str::to_owned);
        let spans = value.get("error_spans").and_then(Value::as_array);
        let score = value.get("score").and_then(Value::as_array);
        Self {
            warning: text(value, "warning").unwrap_or_default(),
            score: score.and_then(|ends| Some((ends.first()?.as_f64()?, ends.last()?.as_f64()?))),
            greater_than: text(value, "score_greaterthan"),
            spans: spans
                .into_iter()
                .flatten()
                .map(|span| Expected {
                    start: range(span.get("start_i")),
                    end: range(span.get("end_i")),
                    severity: text(span, "severity"),
                })
                .collect(),
        }
    }

    /// Returns whether an answer meets the expectation; `other` returns the score of a system.
    #[must_use]
    pub(crate) fn is_met(
        &self,
        answer: &Answer,
        target: &str,
        other: impl Fn(&str) -> Option<u8>,
    ) -> bool {
        let score = answer.score.map(f64::from);
        let in_range = self
            .score
            .is_none_or(|(low, high)| score.is_some_and(|score| (low..=high).contains(&score)));
        let is_greater = self.greater_than.as_ref().is_none_or(|name| {
            let lower = other(name).map(f64::from);
            score.zip(lower).is_some_and(|(score, lower)| score > lower)
        });
        let found = |expected: &Expected| {
            answer
                .errors
                .iter()
                .any(|error| fits(expected, error, target))
        };
        in_range && is_greater && self.spans.iter().all(found)
    }
}

fn fits(expected: &Expected, error: &MarkedError, target: &str) -> bool {
    let (start, end) = error.units(target);
    let within = |range: Option<(usize, usize)>, at: usize| {
        range.is_none_or(|(low, high)| (low..=high).contains(&at))
    };
    let severity = expected.severity.as_deref();
    within(expected.start, start)
        && within(expected.end, end)
        && severity.is_none_or(|name| name.eq_ignore_ascii_case(error.severity.name()))
}

impl MarkedError {
    /// Returns the first and the last UTF-16 unit; `[missing]` is at the length of the text.
    pub(crate) fn units(&self, target: &str) -> (usize, usize) {
        match self.span {
            Some(span) => (
                units(target, span.start),
                units(target, span.end).saturating_sub(1),
            ),
            None => {
                let length = units(target, target.len());
                (length, length)
            }
        }
    }
}
