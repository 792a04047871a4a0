//! Sentences of the source without a counterpart, as the alignment tells them.
//!
//! Page furniture is left alone, and so is what holds no two words.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::Message;
use bayn_text::msg;

/// The fewest words a sentence has to be missed.
const FEWEST_WORDS: usize = 3;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    lone(
        pair,
        Side::Source,
        msg!("This sentence has no counterpart in the translation."),
        hits,
    );
}

/// Reports the whole of `side` where it is alone in its bead.
pub(super) fn lone(pair: &Pair<'_>, side: Side, message: Message, hits: &mut Hits) {
    let half = &pair.sides[side];
    let other = &pair.sides[side.other()];
    if pair.kind != BeadKind::Furniture && other.span.is_empty() && half.words.len() >= FEWEST_WORDS
    {
        hits.push(pair.index, Hit::new(message).at(side, half.span));
    }
}
