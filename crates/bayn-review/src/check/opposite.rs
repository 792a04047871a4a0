//! A word whose opposite stands in the translation: prices that rose and now fall.
//!
//! A row of the lists names both ends of a scale. Only a plain swap counts: one side names one
//! end alone, the other the other end alone, and neither denies anything, since a translator may
//! say "not many" for "few".

use super::negation::denies_anything;
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;
use std::collections::BTreeSet;

/// What words are listed under that may stand for both ends of a scale.
const EITHER: &str = "either";

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.has_lists() || !pair.is_matched() {
        return;
    }
    let scales: BTreeSet<&str> = Side::BOTH
        .iter()
        .flat_map(|&side| &pair.mentions[side])
        .map(|mention| mention.kind)
        .filter(|kind| kind.starts_with("opposite."))
        .collect();
    if scales.is_empty()
        || Side::BOTH
            .iter()
            .any(|&side| denies_anything(&pair.sides[side]))
    {
        return;
    }
    for scale in scales {
        let source = pair.mentions_of(Side::Source, scale);
        let target = pair.mentions_of(Side::Target, scale);
        let ends = |mentions: &[super::lexicon::Mention<'static>]| -> BTreeSet<&'static str> {
            mentions.iter().map(|mention| mention.concept).collect()
        };
        let (own, other) = (ends(&source), ends(&target));
        let (Some(one), Some(opposite)) = (own.first(), other.first()) else {
            continue;
        };
        let open = [one, opposite].contains(&&EITHER);
        if own.len() != 1 || other.len() != 1 || one == opposite || open {
            continue;
        }
        hits.push(
            pair.index,
            Hit::new(msg!("The translation says the opposite."))
                .at_all(Side::Source, source.iter().map(|mention| mention.span))
                .at_all(Side::Target, target.iter().map(|mention| mention.span)),
        );
    }
}
