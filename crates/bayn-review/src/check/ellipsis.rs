//! The ellipsis mark, `(…)` or `[...]`, that only one side has.
//!
//! It shows that a quotation was shortened; without it the quotation looks complete.

use super::marks::brackets;
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;
use harf::Span;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.is_matched() {
        return;
    }
    let cuts = |side: Side| -> Vec<Span> {
        let half = &pair.sides[side];
        brackets(half.text(), half.span.start)
            .stretches
            .into_iter()
            .filter(|span| is_cut(span.of(half.document)))
            .collect()
    };
    let (source, target) = (cuts(Side::Source), cuts(Side::Target));
    for (side, own, other, message) in [
        (
            Side::Source,
            &source,
            &target,
            msg!("The translation drops the ellipsis in brackets."),
        ),
        (
            Side::Target,
            &target,
            &source,
            msg!("The source has no ellipsis in brackets here."),
        ),
    ] {
        for &span in own.get(other.len()..).unwrap_or_default() {
            hits.push(pair.index, Hit::new(&message).at(side, span));
        }
    }
}

/// Returns whether brackets contain only dots.
pub(super) fn is_cut(stretch: &str) -> bool {
    let inner = stretch.trim_matches(['(', ')', '[', ']', ' ']);
    inner == "\u{2026}" || inner == "..." || inner == ".."
}
