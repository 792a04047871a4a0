//! Groups repeated findings: a list shows one of them, with the number of the others.

use crate::check::{omission, unchanged};
use crate::{Finding, registry};
use bayn_doc::{Bitext, Severity, Side, Sides};
use bayn_text::Message;
use harf::Span;
use std::collections::HashMap;

/// The key of repeated findings: message, severity and words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RepeatKey {
    check: String,
    said: String,
    severity: Severity,
    words: Vec<String>,
}

impl RepeatKey {
    /// Returns the key of a finding of a bitext.
    ///
    /// For punctuation and spaces the adjacent words differ, and findings about a whole text are reported for
    /// each of its segments, so there only the message counts.
    #[must_use]
    pub fn of(
        (check, severity, message): (&str, Severity, &Message),
        spans: &Sides<Vec<Span>>,
        bitext: &Bitext,
    ) -> Self {
        let words = Side::BOTH.iter().flat_map(|&side| {
            let text = &bitext.documents[side].text;
            let spans = spans[side].iter();
            spans.map(|span| span.of(text).to_lowercase())
        });
        Self {
            check: check.to_owned(),
            said: message.to_string(),
            severity,
            words: match registry::find(check).map_or("", |check| check.category) {
                "punctuation" => Vec::new(),
                _ if is_of_text(message) => Vec::new(),
                _ => words.collect(),
            },
        }
    }
}

/// Returns whether a message of a segment is about the text as a whole.
fn is_of_text(message: &Message) -> bool {
    [omission::not_yet(), unchanged::copy()].contains(message)
}

/// Returns the indexes of repeated findings, each group under its first, in the order
/// of these.
#[must_use]
pub fn grouped(findings: &[Finding], bitext: &Bitext) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<RepeatKey, usize> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let said = (&*finding.check, finding.severity, &finding.message);
        let key = RepeatKey::of(said, &finding.spans, bitext);
        let group = *known.entry(key).or_insert(groups.len());
        match groups.get_mut(group) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{Document, Sides};
    use bayn_text::Message;
    use harf::Span;

    fn finding(check: &str, bead: usize, span: Span) -> Finding {
        Finding {
            check: check.to_owned(),
            severity: Severity::Minor,
            message: Message::label("Why."),
            bead,
            spans: Sides::new(Vec::new(), vec![span]),
        }
    }

    #[test]
    fn a_finding_at_many_places_is_one() {
        let target = Document {
            text: "Teh house, teh garden, a house  there.".to_owned(),
            ..Document::default()
        };
        let bitext = Bitext {
            documents: Sides::new(Document::default(), target),
            ..Bitext::default()
        };
        let word = |at: usize| Span::new(at, at + 3);
        let findings = [
            finding("usage", 0, word(0)),
            finding("usage", 0, word(4)),
            finding("usage", 1, word(11)),
            finding("spacing", 1, word(4)),
            finding("spacing", 2, word(29)),
        ];
        assert_eq!(
            grouped(&findings, &bitext),
            [vec![0, 2], vec![1], vec![3, 4]]
        );
    }
}
