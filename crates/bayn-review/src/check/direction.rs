//! Different compass points: the source says south, the translation north.
//!
//! Only a swap counts: a point of the source that the translation lacks together with one that
//! the source lacks; a point missing on one side may be in a place name.

use super::odd::{lone, names};
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let lone = lone(pair, "compass");
    if lone.source.is_empty() || lone.target.is_empty() {
        return;
    }
    hits.push(
        pair.index,
        Hit::new(msg!(
            "The source says {source}, the translation {target}.",
            source = names(&lone.source),
            target = names(&lone.target)
        ))
        .at_all(Side::Source, lone.source.iter().map(|mention| mention.span))
        .at_all(Side::Target, lone.target.iter().map(|mention| mention.span)),
    );
}
