//! A negation that only one side has.
//!
//! By grammar: the word that a plain negation negates is linked to a word of the other side, and nothing
//! near that word may negate. Languages negate in many ways (`without`, `refuse`, `un-`), so every word
//! that may negate counts. If no word is linked, a side without any negative word is only a
//! hint.

use super::negation_words::{denied, denies, is_taken_back, may_deny, negations};
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_align::WordLink;
use bayn_doc::{BeadKind, Severity, Side};
use bayn_text::{Message, function_words, msg};
use harf::Span;
use std::ops::Range;

/// The link probability from which a word is the counterpart of the negated word.
const SURE: f32 = 0.3;
/// The number of words before and after a word that may negate it.
const BEFORE: usize = 7;
const BEHIND: usize = 3;

pub(crate) fn check(pair: &Pair<'_>, setup: &Setup<'_>, hits: &mut Hits) {
    if !pair.has_lists() || !pair.is_matched() || pair.kind != BeadKind::Text {
        return;
    }
    let counts = pair
        .sides
        .as_ref()
        .map(|half| (0..half.words.len()).filter(|at| denies(half, *at)).count());
    for side in Side::BOTH {
        let (half, other) = (&pair.sides[side], &pair.sides[side.other()]);
        let own = negations(half);
        let links = setup
            .links_of(pair)
            .filter(|_| counts[side] > counts[side.other()]);
        let affirmed = links.and_then(|links| {
            let mut own = own.iter();
            own.find_map(|negation| Some((negation.at, affirmed(pair, side, negation.at, links)?)))
        });
        let (at, stands, severity) = match affirmed {
            Some((at, stands)) => (at, Some(stands), Severity::Minor),
            None => {
                let Some(first) = own.iter().find(|negation| negation.firm) else {
                    continue;
                };
                if other.words.iter().any(|word| may_deny(other, word)) {
                    continue;
                }
                (first.at, None, Severity::Neutral)
            }
        };
        let Some(word) = half.words.get(at) else {
            continue;
        };
        let stands = stands.or_else(|| verb_at(pair, side, word.span));
        let hit = Hit::new(sentence(side))
            .at(side, word.span)
            .severity(severity);
        let hit = match stands {
            Some(verb) => hit.at(side.other(), verb),
            None => hit,
        };
        hits.push(pair.index, hit);
    }
}

fn sentence(side: Side) -> Message {
    match side {
        Side::Source => msg!("The source negates this; the translation does not."),
        Side::Target => msg!("The translation negates this; the source does not."),
    }
}

/// Returns the counterpart of the negated word on the other side, if nothing near it
/// may negate.
fn affirmed(pair: &Pair<'_>, side: Side, at: usize, links: &[WordLink]) -> Option<Span> {
    let (half, other) = (&pair.sides[side], &pair.sides[side.other()]);
    if is_taken_back(half, at) {
        return None;
    }
    let word = half.words.get(denied(half, at)?)?;
    let answer = links
        .iter()
        .filter(|link| link.probability.value() >= SURE)
        .map(|link| match side {
            Side::Source => (link.source, link.target),
            Side::Target => (link.target, link.source),
        })
        .filter(|(own, _)| own.overlaps(word.span))
        .find(|(_, answer)| !is_small(other, *answer))?
        .1;
    let place = other
        .words
        .iter()
        .position(|word| word.span.overlaps(answer))?;
    let about = other.words.get(clause_about(other, place))?;
    (!about.iter().any(|word| may_deny(other, word)))
        .then(|| with_auxiliaries(other, place, answer))
}

/// Returns the words near one that may negate it: some before and after, within punctuation. Those in another
/// clause do not count.
fn clause_about(half: &Half<'_>, place: usize) -> Range<usize> {
    const MARKS: [char; 9] = [
        ',', ';', ':', '.', '!', '?', '\u{60C}', '\u{61B}', '\u{61F}',
    ];
    let ends = |gap: &str| gap.contains(MARKS);
    let mut start = place;
    while start > 0 && place - start < BEFORE && !ends(half.before(start)) {
        start -= 1;
    }
    let mut end = place + 1;
    while end < half.words.len() && end - place <= BEHIND && !ends(half.before(end)) {
        end += 1;
    }
    start..end
}

fn is_small(half: &Half<'_>, span: Span) -> bool {
    let word = span.of(half.document).to_lowercase();
    function_words::contains(half.lang.primary(), &word)
}

/// Returns a verb with the function words before it, where the negation should be.
fn with_auxiliaries(half: &Half<'_>, place: usize, verb: Span) -> Span {
    const MOST: usize = 2;
    let before = (place.saturating_sub(MOST)..place).rev();
    let small = before.map_while(|at| {
        let word = half.words.get(at)?;
        let short = is_small(half, word.span) || word.key.chars().count() <= 3;
        (half.is_joined(at) && short).then_some(word.span)
    });
    small.fold(verb, Span::cover)
}

/// Returns the form of be, have or do on an English side that most likely lost its negation:
/// the one at about the same place as the negation on the other side.
fn verb_at(pair: &Pair<'_>, side: Side, negation: Span) -> Option<Span> {
    const AUXILIARIES: &[&str] = &[
        "is", "are", "was", "were", "has", "have", "had", "do", "does", "did", "will", "would",
        "can", "could", "should", "may", "might", "must",
    ];
    let (own, other) = (&pair.sides[side], &pair.sides[side.other()]);
    if !other.is("en") {
        return None;
    }
    let relative_start = |half: &Half<'_>, at: usize| {
        at.saturating_sub(half.span.start) as f64 / half.span.len().max(1) as f64
    };
    let wanted = relative_start(own, negation.start);
    other
        .words
        .iter()
        .filter(|word| word.is_in(AUXILIARIES))
        .map(|word| {
            (
                word.span,
                (relative_start(other, word.span.start) - wanted).abs(),
            )
        })
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(span, _)| span)
}
