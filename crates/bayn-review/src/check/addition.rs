//! Sentences of the translation without a counterpart, according to the alignment.

use super::{Hits, Pair, Setup, omission};
use bayn_doc::Side;
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    omission::lone(
        pair,
        Side::Target,
        msg!("This sentence has no counterpart in the source."),
        hits,
    );
}
