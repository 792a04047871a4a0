//! Hidden controls that change the order in which text is shown: overrides, embeddings,
//! isolates, and invisible direction marks.
//!
//! An override displays letters in another order than they are stored, which can make a
//! sentence look different from what it says (Boucher & Anderson 2021, "Trojan Source").
//! Embeddings and isolates can be nested to do the same; direction marks are
//! legitimate, but invisible to whoever edits the text. Characters removed by the clean-up
//! are no longer in the text, so they are reported by [`removed`].

use super::{Half, Hit, Hits, Pair, Setup};
use crate::finding::Finding;
use bayn_doc::{Bitext, Severity};
use bayn_doc::{Side, Sides};
use bayn_text::Found;
use bayn_text::message::Word;
use bayn_text::{Message, label, msg};
use harf::Span;

/// The id of the check.
pub(crate) const ID: &str = "hidden";

/// Returns the name of a bidirectional control (UAX #9 §2), and its severity.
const fn control(c: char) -> Option<(&'static str, Severity)> {
    Some(match c {
        '\u{202D}' => (label!("left-to-right override"), Severity::Major),
        '\u{202E}' => (label!("right-to-left override"), Severity::Major),
        '\u{202A}' => (label!("left-to-right embedding"), Severity::Minor),
        '\u{202B}' => (label!("right-to-left embedding"), Severity::Minor),
        '\u{202C}' => (label!("end of an embedding or override"), Severity::Minor),
        '\u{2066}' => (label!("left-to-right isolate"), Severity::Minor),
        '\u{2067}' => (label!("right-to-left isolate"), Severity::Minor),
        '\u{2068}' => (label!("isolate"), Severity::Minor),
        '\u{2069}' => (label!("end of an isolate"), Severity::Minor),
        '\u{200E}' => (label!("left-to-right mark"), Severity::Neutral),
        '\u{200F}' => (label!("right-to-left mark"), Severity::Neutral),
        '\u{61C}' => (label!("Arabic letter mark"), Severity::Neutral),
        _ => return None,
    })
}

/// Returns whether a control only ends what another began.
const fn ends(c: char) -> bool {
    matches!(c, '\u{202C}' | '\u{2069}')
}

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    for side in Side::BOTH {
        let half = &pair.sides[side];
        for (at, c) in half.text().char_indices().filter(|(_, c)| !ends(*c)) {
            let Some((name, severity)) = control(c) else {
                continue;
            };
            // A direction mark that the source has too is part of the text.
            if severity == Severity::Neutral && (side == Side::Source || has(&pair.sides.source, c))
            {
                continue;
            }
            let start = half.span.start + at;
            let hit = Hit::new(says(name, c, false)).severity(severity);
            hits.push(
                pair.index,
                hit.at(side, Span::new(start, start + c.len_utf8())),
            );
        }
    }
}

fn has(half: &Half<'_>, c: char) -> bool {
    half.text().contains(c)
}

fn says(name: &'static str, c: char, is_gone: bool) -> Message {
    let code = format!("U+{:04X}", u32::from(c));
    let name = Word(name);
    if is_gone {
        msg!(
            "There was a hidden {name} ({code}) here; it was removed.",
            name,
            code
        )
    } else {
        msg!("There is a hidden {name} ({code}) here.", name, code)
    }
}

/// Returns the findings of the control characters that were removed from the texts when they were read,
/// each on the letters next to its position. O(found).
#[must_use]
pub fn removed(bitext: &Bitext, found: Sides<&[Found]>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for side in Side::BOTH {
        let document = &bitext.documents[side];
        for one in found[side].iter().filter(|one| one.removed) {
            let Some((name, severity)) = control(one.ch) else {
                continue;
            };
            // Of the two ends of an override only the first is reported.
            if ends(one.ch) && !is_alone(found[side], one) {
                continue;
            }
            let sentence = document
                .sentences
                .partition_point(|sentence| sentence.span.end < one.at);
            let bead = bitext
                .beads
                .partition_point(|bead| bead.sentences[side].end <= sentence);
            let (Some(sentence), Some(_)) =
                (document.sentences.get(sentence), bitext.beads.get(bead))
            else {
                continue;
            };
            let mut spans = Sides::<Vec<Span>>::default();
            spans[side].push(around(&document.text, sentence.span, one.at));
            findings.push(Finding {
                check: ID.to_owned(),
                severity,
                message: says(name, one.ch, true),
                bead,
                spans,
            });
        }
    }
    findings
}

/// Returns whether no opening control was removed shortly before a closing one.
fn is_alone(found: &[Found], end: &Found) -> bool {
    const NEAR: usize = 4096;
    !found.iter().any(|one| {
        one.removed
            && !ends(one.ch)
            && control(one.ch).is_some_and(|(_, severity)| severity > Severity::Neutral)
            && one.at <= end.at
            && end.at - one.at < NEAR
    })
}

/// Returns the letters on both sides of an offset, within the sentence.
fn around(text: &str, sentence: Span, at: usize) -> Span {
    let at = at.clamp(sentence.start, sentence.end);
    let before = text
        .get(sentence.start..at)
        .and_then(|text| text.chars().next_back());
    let after = text
        .get(at..sentence.end)
        .and_then(|text| text.chars().next());
    Span::new(
        at - before.map_or(0, char::len_utf8),
        at + after.map_or(0, char::len_utf8),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::Score;
    use bayn_doc::{Bead, Document};
    use bayn_text::{Lang, sanitise};

    #[test]
    fn what_was_taken_out_is_shown_by_its_neighbours() {
        let decoded = "One two.\n\nPay \u{202E}100\u{202C} now.";
        let clean = sanitise(decoded);
        let document = Document::from_text(&clean.text, &Lang::new("en"));
        let bitext = Bitext {
            documents: Sides::new(Document::default(), document),
            beads: (0..2)
                .map(|at| Bead::new(Sides::new(0..0, at..at + 1), Score::ONE))
                .collect(),
        };
        let found = removed(&bitext, Sides::new(&[], &clean.found));
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!((found[0].bead, found[0].severity), (1, Severity::Major));
        let span = found[0].spans.target[0];
        assert_eq!(span.of(&clean.text), " 1");
        assert!(found[0].message.to_string().contains("U+202E"));
        // In the file the control itself lies inside.
        let start = clean.map.original_of(span.start);
        let end = clean.map.original_of(span.end);
        assert!(decoded[start..end].contains('\u{202E}'));
    }
}
