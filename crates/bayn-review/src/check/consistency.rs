//! The same sentence translated in two ways, or two sentences translated identically.
//!
//! Only whole sentences of some length are compared; differences in case or punctuation are
//! ignored.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::msg;
use std::collections::HashMap;

/// The fewest words of a sentence that is compared.
const FEWEST_WORDS: usize = 3;

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let words = |pair: &Pair<'_>, side: Side| -> Vec<String> {
        let words = &pair.sides[side].words;
        words.iter().map(|word| word.key.clone()).collect()
    };
    for (side, message) in [
        (
            Side::Source,
            msg!("The same source sentence is translated differently earlier."),
        ),
        (
            Side::Target,
            msg!("Another source sentence has the same translation earlier."),
        ),
    ] {
        let mut first: HashMap<Vec<String>, Vec<String>> = HashMap::new();
        for pair in pairs
            .iter()
            .filter(|p| p.kind == BeadKind::Text && p.is_matched())
        {
            let (own, other) = (words(pair, side), words(pair, side.other()));
            if own.len() < FEWEST_WORDS {
                continue;
            }
            let known = first.entry(own).or_insert_with(|| other.clone());
            if *known != other {
                hits.push(
                    pair.index,
                    Hit::new(&message)
                        .at(Side::Source, pair.sides.source.span)
                        .at(Side::Target, pair.sides.target.span),
                );
            }
        }
    }
}
