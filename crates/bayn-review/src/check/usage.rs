//! English wordings that are always wrong, and sentences without a main clause.
//!
//! The wordings are in crates/bayn-review/assets/review/english-usage.tsv with their corrections. A
//! sentence that begins with `Adding that …` lost its main clause when the source's chain of
//! clauses was cut at a full stop.

use super::{Half, Hit, Hits, Pair, Setup, lexicon};
use bayn_doc::Side;
use bayn_text::msg;

/// Participles that Arabic and French reports begin a clause with.
const PARTICIPLES: &[&str] = &[
    "adding",
    "noting",
    "stressing",
    "explaining",
    "indicating",
    "confirming",
    "saying",
    "emphasizing",
    "emphasising",
    "asserting",
    "affirming",
    "clarifying",
    "considering",
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    if !half.is("en") {
        return;
    }
    for wrong in lexicon::usage(half) {
        hits.push(
            pair.index,
            Hit::new(msg!(
                "\u{201C}{document}\u{201D} should be \u{201C}{concept}\u{201D}.",
                document = wrong.span.of(half.document),
                concept = wrong.concept
            ))
            .at(Side::Target, wrong.span),
        );
    }
    for at in 0..half.words.len() {
        fragment(pair, half, at, hits);
    }
}

fn fragment(pair: &Pair<'_>, half: &Half<'_>, at: usize, hits: &mut Hits) {
    let (Some(word), Some(that)) = (half.words.get(at), half.words.get(at + 1)) else {
        return;
    };
    let begins = at == 0 || half.before(at).contains(['.', '!', '?']);
    if begins && word.is_capitalised() && word.is_in(PARTICIPLES) && that.key == "that" {
        hits.push(
            pair.index,
            Hit::new(msg!("This sentence has no main clause."))
                .at(Side::Target, word.span.cover(that.span)),
        );
    }
}
