//! The same slip at many places as one finding: what a list shows once, with the others counted.

use crate::{Finding, registry};
use bayn_doc::{Bitext, Severity, Side};
use std::collections::HashMap;

/// Returns the indices of findings that say the same of the same words, each group under its
/// first, in the order of these.
///
/// Of marks and spaces the words beside them differ, so there what is said counts alone.
#[must_use]
pub fn grouped(findings: &[Finding], bitext: &Bitext) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut known: HashMap<(&str, String, Severity, Vec<String>), usize> = HashMap::new();
    for (at, finding) in findings.iter().enumerate() {
        let category = registry::find(&finding.check).map_or("", |check| check.category);
        let words = Side::BOTH.iter().flat_map(|&side| {
            let text = &bitext.documents[side].text;
            let spans = finding.spans[side].iter();
            spans.map(|span| span.of(text).to_lowercase())
        });
        let words = match category {
            "punctuation" => Vec::new(),
            _ => words.collect(),
        };
        let said = finding.message.to_string();
        let key = (finding.check.as_str(), said, finding.severity, words);
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
    fn one_slip_at_many_places_is_one() {
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
