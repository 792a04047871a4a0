//! A word that occurs twice in a row in the translation.
//!
//! Words that a language does repeat, names, numbers, and repetitions that the source has too
//! are left alone.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::function_words;
use bayn_text::msg;

/// Words that English says twice for a reason.
const MEANT: &[&str] = &[
    "that", "had", "is", "was", "do", "very", "no", "so", "far", "bye", "ha", "yes", "well",
    "long", "many", "much", "really", "never", "who", "what", "in", "on", "her",
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let source = &pair.sides.source;
    let doubled = |half: &super::Half<'_>, at: usize| {
        half.is_joined(at) && half.key(at) == half.key(at + 1) && !half.key(at).is_empty()
    };
    if (0..source.words.len()).any(|at| doubled(source, at)) {
        return;
    }
    let target = &pair.sides.target;
    for (at, pair_of) in target.words.windows(2).enumerate() {
        let [first, second] = pair_of else { continue };
        let name = first.is_capitalised() && second.is_capitalised();
        // Arabic doubles an adverb in the accusative: little by little, day after day.
        let manner = target.is("ar") && first.key.ends_with('\u{627}');
        // Names of letters, as in the name of a broadcaster.
        let letters = target.is("ar")
            && first.key.chars().count() <= 2
            && !function_words::contains("ar", &first.key);
        let meant = manner || letters || name || first.is_number() || first.is_in(MEANT);
        if doubled(target, at) && !meant {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "\u{201C}{first}\u{201D} stands twice in a row.",
                    first = first.text
                ))
                .at(Side::Target, first.span.cover(second.span)),
            );
        }
    }
}
