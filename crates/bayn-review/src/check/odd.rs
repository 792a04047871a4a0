//! Mentions without counterpart on the other side.

use super::lexicon::Mention;
use super::{Half, Pair};
use bayn_doc::{Side, Sides};
use bayn_text::{Message, msg};
use harf::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Returns the mentions of a kind on each side whose concept the other side does not name;
/// nothing if a language has no lists.
pub(super) fn lone(pair: &Pair<'_>, kind: &str) -> Sides<Vec<Mention<'static>>> {
    if !pair.has_lists() || !pair.is_matched() {
        return Sides::default();
    }
    let all = Sides::from_fn(|side| pair.mentions_of(side, kind));
    Sides::from_fn(|side: Side| {
        let other: BTreeSet<&str> = all[side.other()].iter().map(|m| m.concept).collect();
        let unaligned = |own: &&Mention<'static>| !other.contains(own.concept);
        all[side].iter().filter(unaligned).copied().collect()
    })
}

/// Returns the mentions of `own`, all of one concept on `side`, that remain after each of
/// `other` is paired with the one nearest to its position.
pub(super) fn surplus(
    pair: &Pair<'_>,
    side: Side,
    own: &[Mention<'static>],
    other: &[Mention<'static>],
) -> Vec<Mention<'static>> {
    let half = &pair.sides[side];
    // By position and order; the nearest of the rest is a neighbour of the position.
    let mut left: BTreeMap<(usize, usize), Mention<'static>> = BTreeMap::new();
    for (order, mention) in own.iter().enumerate() {
        left.insert((mention.span.start, order), *mention);
    }
    for taken in other {
        let at = relative_start(&pair.sides[side.other()], taken.span);
        let far =
            |(start, _): (usize, usize)| (relative_start(half, Span::new(start, start)) - at).abs();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a share of the length of a text is a place in it"
        )]
        let near = half.span.start + (at * half.span.len() as f64) as usize;
        let below = left.range(..(near, 0)).next_back().map(|(key, _)| *key);
        // The first of those that begin at one place.
        let below = below.and_then(|(start, _)| {
            let first = left.range((start, 0)..).next();
            first.map(|(key, _)| *key)
        });
        let above = left.range((near, 0)..).next().map(|(key, _)| *key);
        let nearest = match (below, above) {
            (Some(below), Some(above)) if far(above) < far(below) => Some(above),
            (below, above) => below.or(above),
        };
        if let Some(nearest) = nearest {
            left.remove(&nearest);
        }
    }
    let mut left: Vec<(usize, Mention<'static>)> = left
        .into_iter()
        .map(|((_, order), mention)| (order, mention))
        .collect();
    left.sort_by_key(|(order, _)| *order);
    left.into_iter().map(|(_, mention)| mention).collect()
}

/// Returns where a span begins, as a share of its side.
pub(super) fn relative_start(half: &Half<'_>, span: Span) -> f64 {
    span.start.saturating_sub(half.span.start) as f64 / half.span.len().max(1) as f64
}

/// Returns the mentions of a kind on each side that remain after mentions of the same concept are
/// paired.
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
pub(super) fn names(mentions: &[Mention<'static>]) -> Message {
    let mut names: Vec<&'static str> = mentions.iter().map(|mention| mention.concept).collect();
    names.dedup();
    let names = names.into_iter().map(Message::label);
    names
        .reduce(|names, name| msg!("{names} and {name}", names, name))
        .unwrap_or_default()
}
