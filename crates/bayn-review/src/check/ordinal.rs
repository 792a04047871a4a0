//! Different ordinals, such as the third and the second.
//!
//! Ordinals often mean no number ("in the first place"), so one that only one side
//! has is no evidence; of two unmatched ones, one on each side, one is wrong.

use super::quantity::{Quantity, Values, quantities};
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::{Side, Sides};
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.has_lists() || !pair.is_matched() {
        return;
    }
    let all = Sides::from_fn(|side| quantities(&pair.sides[side]));
    let known = Sides::from_fn(|side| Values::of(all[side].iter()));
    let lone = Sides::from_fn(|side: Side| -> Vec<&Quantity> {
        let others = &known[side.other()];
        let own = all[side].iter().filter(|number| number.ordinal);
        own.filter(|number| !others.equal_any(number)).collect()
    });
    if let ([own], [other]) = (lone.source.as_slice(), lone.target.as_slice()) {
        hits.push(
            pair.index,
            Hit::new(msg!("The ordinals differ."))
                .at(Side::Source, own.span)
                .at(Side::Target, other.span),
        );
    }
}
