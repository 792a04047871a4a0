//! What one side names and the other does not: mentions without partner.

use super::lexicon::Mention;
use super::{Half, Pair};
use crate::units::{Side, Sides, Span};

/// Returns the mentions of a kind on each side whose concept the other side does not name;
/// nothing where a language has no lists.
pub(super) fn lone(pair: &Pair<'_>, kind: &str) -> Sides<Vec<Mention<'static>>> {
    if !pair.has_lists() || !pair.is_matched() {
        return Sides::default();
    }
    let all = Sides::from_fn(|side| pair.mentions_of(side, kind));
    Sides::from_fn(|side: Side| {
        let other = &all[side.other()];
        let lonely = |own: &&Mention<'static>| !other.iter().any(|m| m.concept == own.concept);
        all[side].iter().filter(lonely).copied().collect()
    })
}

/// Returns the mentions of `own`, all of one concept on `side`, that are left when each of
/// `other` has taken the one nearest to its place.
pub(super) fn surplus(
    pair: &Pair<'_>,
    side: Side,
    own: &[Mention<'static>],
    other: &[Mention<'static>],
) -> Vec<Mention<'static>> {
    let mut left = own.to_vec();
    for taken in other {
        let at = place(&pair.sides[side.other()], taken.span);
        let nearest = left
            .iter()
            .enumerate()
            .map(|(i, m)| (i, (place(&pair.sides[side], m.span) - at).abs()))
            .min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((index, _)) = nearest {
            left.remove(index);
        }
    }
    left
}

/// Returns where a span begins, as a share of its side.
pub(super) fn place(half: &Half<'_>, span: Span) -> f64 {
    span.start.saturating_sub(half.span.start) as f64 / half.span.len().max(1) as f64
}

/// Returns the mentions of a kind on each side that are left when mentions of one concept are
/// paired off.
pub(super) fn unpaired(pair: &Pair<'_>, kind: &str) -> Sides<Vec<Mention<'static>>> {
    if !pair.has_lists() || !pair.is_matched() {
        return Sides::default();
    }
    let all = Sides::from_fn(|side| pair.mentions_of(side, kind));
    Sides::from_fn(|side: Side| {
        let mut concepts: Vec<&str> = all[side].iter().map(|mention| mention.concept).collect();
        concepts.sort_unstable();
        concepts.dedup();
        let of = |mentions: &[Mention<'static>], concept: &str| -> Vec<Mention<'static>> {
            let same = |mention: &&Mention<'static>| mention.concept == concept;
            mentions.iter().filter(same).copied().collect()
        };
        concepts
            .into_iter()
            .flat_map(|concept| {
                surplus(
                    pair,
                    side,
                    &of(&all[side], concept),
                    &of(&all[side.other()], concept),
                )
            })
            .collect()
    })
}

/// Returns the concepts as words of a sentence.
pub(super) fn names(mentions: &[Mention<'_>]) -> String {
    let mut names: Vec<&str> = mentions.iter().map(|mention| mention.concept).collect();
    names.dedup();
    names.join(" and ")
}
