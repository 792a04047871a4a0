//! A translation that equals its source although it has sentences of two words or more.
//!
//! If the two languages are in different scripts, text that is equal on both sides is
//! handled by the check of untranslated words instead. A text that is a copy of its source, as
//! programs create before translation, is reported as such.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::{Severity, Side};
use bayn_text::{Message, msg};

/// Names of up to this many words may stay as they are.
const NAME_WORDS: usize = 3;

/// A text is a copy of its source if this many sentences are equal, and half of those that
/// might be.
const COPIED: usize = 5;

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    // Telling a language takes its time: what is not the same is asked for it only where many are.
    let is_same = |pair: &Pair<'_>| pair.sides.source.text() == pair.sides.target.text();
    let same = pairs
        .iter()
        .filter(|pair| is_same(pair) && is_sentence(pair));
    let same: Vec<&Pair<'_>> = same.collect();
    let copied = same.len() >= COPIED
        && same.len() * 2 >= pairs.iter().filter(|pair| is_sentence(pair)).count();
    for pair in same {
        // One sentence of many may be a quotation that is kept.
        let hit = match copied {
            true => Hit::new(copy()).severity(Severity::Major),
            false => Hit::new(msg!("The translation is the same as the source.")),
        };
        hits.push(
            pair.index,
            hit.at(Side::Source, pair.sides.source.span)
                .at(Side::Target, pair.sides.target.span),
        );
    }
}

/// The message for each sentence of a text that is a copy of its source.
pub(crate) fn copy() -> Message {
    msg!("This is the same as the source, as most of the text is.")
}

/// Returns whether the translation is a sentence that should not be in the language of the source.
fn is_sentence(pair: &Pair<'_>) -> bool {
    let (source, target) = (&pair.sides.source, &pair.sides.target);
    let small = target
        .words
        .iter()
        .filter(|word| word.text.chars().all(char::is_lowercase))
        .count();
    pair.kind == BeadKind::Text
        && source.lang.primary() != target.lang.primary()
        && pair.is_matched()
        && target.words.len() > NAME_WORDS
        && small > 1
        && !source.is_foreign(source.span, source.lang)
}
