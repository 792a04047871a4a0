//! A country that the source names and the translation does not.
//!
//! Adjectives and the people count as the country, as do common alternative names. A country that
//! only the translation names is often an explanation of a capital or a government, so it
//! is reported only if the source names another one instead. Languages and alternative names
//! are mistaken for countries too often for more than a hint.

use super::odd::lone;
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let lone = lone(pair, "country");
    let swapped = !lone.source.is_empty() && !lone.target.is_empty();
    let mut reported = Vec::new();
    for mention in &lone.source {
        if reported.contains(&mention.concept) {
            continue;
        }
        reported.push(mention.concept);
        let mut hit = Hit::new(msg!("The translation does not name this country."))
            .at(Side::Source, mention.span);
        if swapped {
            hit = Hit::new(msg!("The sides name different countries."))
                .at(Side::Source, mention.span)
                .at_all(Side::Target, lone.target.iter().map(|other| other.span));
        }
        hits.push(pair.index, hit);
    }
}
