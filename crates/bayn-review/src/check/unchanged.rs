//! A translation that equals its source although it holds sentences of two words and more.
//!
//! Where the two languages are written in different scripts, what is equal on both sides is
//! judged by the check of untranslated words instead.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::msg;

/// Names of up to this many words may stay as they are.
const NAME_WORDS: usize = 3;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let (source, target) = (&pair.sides.source, &pair.sides.target);
    let other_language = source.lang.primary() != target.lang.primary();
    let small = target
        .words
        .iter()
        .filter(|word| word.text.chars().all(char::is_lowercase))
        .count();
    if pair.kind == BeadKind::Text
        && other_language
        && pair.is_matched()
        && source.text() == target.text()
        && target.words.len() > NAME_WORDS
        && small > 1
        && !source.is_foreign(source.span, source.lang)
    {
        hits.push(
            pair.index,
            Hit::new(msg!("The translation is the same as the source."))
                .at(Side::Source, source.span)
                .at(Side::Target, target.span),
        );
    }
}
