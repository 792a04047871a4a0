//! A word whose opposite is in the translation: prices that rose and now fall.
//!
//! A row of the lists names both ends of a scale. Two linked words that name
//! the two ends are an error, unless a negation is near them: a translator may say "not many" for
//! "few". If they are not linked, a plain swap is a hint: one side names only one
//! end, the other only the other end, and neither has a negation.

use super::lexicon::Mention;
use super::negation_words::{denies, has_negation};
use super::{Hit, Hits, Pair, Setup};
use bayn_align::WordLink;
use bayn_doc::{Severity, Side};
use bayn_text::msg;
use std::collections::BTreeSet;

/// The key of words that may mean both ends of a scale.
const EITHER: &str = "either";
/// The probability from which two words are linked.
const SURE: f32 = 0.4;
/// The number of words before a word that may negate it.
const BEFORE: usize = 4;

pub(crate) fn check(pair: &Pair<'_>, setup: &Setup<'_>, hits: &mut Hits) {
    if !pair.has_lists() || !pair.is_matched() {
        return;
    }
    let scales: BTreeSet<&str> = Side::BOTH
        .iter()
        .flat_map(|&side| &pair.mentions[side])
        .map(|mention| mention.kind)
        .filter(|kind| kind.starts_with("opposite."))
        .collect();
    if scales.is_empty() {
        return;
    }
    let links = setup.links_of(pair);
    let denied = Side::BOTH
        .iter()
        .any(|&side| has_negation(&pair.sides[side]));
    for scale in scales {
        let source = pair.mentions_of(Side::Source, scale);
        let target = pair.mentions_of(Side::Target, scale);
        let linked = links.and_then(|links| turned(pair, links, &source, &target));
        let swap = || {
            let ends = |mentions: &[Mention<'static>]| -> BTreeSet<&'static str> {
                mentions.iter().map(|mention| mention.concept).collect()
            };
            let (own, other) = (ends(&source), ends(&target));
            let plain = own.len() == 1 && other.len() == 1 && own != other;
            plain && !denied && !own.contains(EITHER) && !other.contains(EITHER)
        };
        let hit = Hit::new(msg!("The translation says the opposite."));
        let hit = match linked {
            Some((own, other)) => hit
                .at(Side::Source, own.span)
                .at(Side::Target, other.span)
                .severity(Severity::Minor),
            None if swap() => hit
                .at_all(Side::Source, source.iter().map(|mention| mention.span))
                .at_all(Side::Target, target.iter().map(|mention| mention.span))
                .severity(Severity::Neutral),
            None => continue,
        };
        hits.push(pair.index, hit);
    }
}

/// Returns two linked words that name the two ends of a scale.
fn turned(
    pair: &Pair<'_>,
    links: &[WordLink],
    source: &[Mention<'static>],
    target: &[Mention<'static>],
) -> Option<(Mention<'static>, Mention<'static>)> {
    let near_denial = |side: Side, mention: &Mention<'_>| {
        let half = &pair.sides[side];
        (mention.word.saturating_sub(BEFORE)..mention.word).any(|at| denies(half, at))
    };
    // A word may be listed at both ends, and one that answers to several words says what any of
    // them does.
    let ends = |mentions: &[Mention<'static>], mention: &Mention<'_>| -> BTreeSet<&'static str> {
        let same = mentions
            .iter()
            .filter(|other| other.span.overlaps(mention.span));
        same.map(|other| other.concept).collect()
    };
    for link in links.iter().filter(|link| link.probability.value() >= SURE) {
        let own = source.iter().find(|own| own.span.overlaps(link.source));
        let other = target.iter().find(|other| other.span.overlaps(link.target));
        let (Some(own), Some(other)) = (own, other) else {
            continue;
        };
        let (own_ends, mut other_ends) = (ends(source, own), ends(target, other));
        for more in links.iter().filter(|more| more.source.overlaps(own.span)) {
            let same = target.iter().filter(|said| said.span.overlaps(more.target));
            other_ends.extend(same.map(|said| said.concept));
        }
        let apart = own_ends.is_disjoint(&other_ends)
            && !own_ends.contains(EITHER)
            && !other_ends.contains(EITHER);
        if apart && !near_denial(Side::Source, own) && !near_denial(Side::Target, other) {
            return Some((*own, *other));
        }
    }
    None
}
