//! A country that the source names and the translation does not.
//!
//! Adjectives and the people count as the country, as do usual second names. A country that
//! only the translation names is often a capital's or a government's name made plain, so it
//! is reported only when the source names another one in its place. A country that is missing
//! from a list of them is an error; elsewhere it may well be understood, which is neutral.

use super::odd::lone;
use super::{Hit, Hits, Pair, Setup, lexicon};
use bayn_doc::Severity;
use bayn_doc::Side;
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let lone = lone(pair, "country");
    let swapped = !lone.source.is_empty() && !lone.target.is_empty();
    let kept = |mention: &lexicon::Mention<'_>| {
        let same = |other: &lexicon::Mention<'_>| other.concept == mention.concept;
        !lone.source.iter().any(same)
    };
    let mut listed: Vec<&str> = pair
        .mentions_of(Side::Source, "country")
        .iter()
        .filter(|mention| kept(mention))
        .map(|mention| mention.concept)
        .collect();
    listed.dedup();
    let mut reported = Vec::new();
    for mention in &lone.source {
        if reported.contains(&mention.concept) {
            continue;
        }
        reported.push(mention.concept);
        let mut hit = Hit::new(msg!("The translation does not name this country."))
            .at(Side::Source, mention.span);
        if listed.len() < 2 {
            hit = hit.severity(Severity::Neutral);
        }
        if swapped {
            hit = Hit::new(msg!("The sides name different countries."))
                .at(Side::Source, mention.span)
                .at_all(Side::Target, lone.target.iter().map(|other| other.span))
                .severity(Severity::Major);
        }
        hits.push(pair.index, hit);
    }
}
