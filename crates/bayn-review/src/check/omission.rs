//! Sentences of the source without a counterpart, according to the alignment.
//!
//! Page furniture is skipped, and so are segments of fewer than two words. If much of a text is not
//! translated yet, the same finding is given for each segment, which lists then show once.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::Message;
use bayn_text::msg;

/// The fewest words a sentence has to be missed.
const FEWEST_WORDS: usize = 3;
/// A text is not translated yet if so many of its segments, and one in so many, have no translation.
const UNTRANSLATED: (usize, usize) = (10, 4);

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let counted = pairs.iter().filter(|pair| is_counted(pair, Side::Source));
    let (all, lone) = counted.fold((0, 0), |(all, lone), pair| {
        (
            all + 1,
            lone + usize::from(pair.sides.target.span.is_empty()),
        )
    });
    let undone = lone >= UNTRANSLATED.0 && lone * UNTRANSLATED.1 >= all;
    for pair in pairs {
        let message = match undone {
            true => not_yet(),
            false => msg!("This sentence has no counterpart in the translation."),
        };
        self::lone(pair, Side::Source, message, hits);
    }
}

/// The message for each segment of a text that is not translated yet.
pub(crate) fn not_yet() -> Message {
    msg!("This segment has no translation yet.")
}

/// Returns whether a side has enough words to be reported.
fn is_counted(pair: &Pair<'_>, side: Side) -> bool {
    pair.kind != BeadKind::Furniture && pair.sides[side].words.len() >= FEWEST_WORDS
}

/// Reports the whole of `side` where it is alone in its bead.
pub(super) fn lone(pair: &Pair<'_>, side: Side, message: Message, hits: &mut Hits) {
    let half = &pair.sides[side];
    let other = &pair.sides[side.other()];
    if is_counted(pair, side) && other.span.is_empty() {
        hits.push(pair.index, Hit::new(message).at(side, half.span));
    }
}
