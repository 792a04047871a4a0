//! Terms of the user's glossary: a rendering that is missing, or one that must not occur.

use super::lexicon::Mention;
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, setup: &Setup<'_>, hits: &mut Hits) {
    if setup.options.glossary.is_empty() || !pair.is_matched() {
        return;
    }
    let glossary = &setup.glossary;
    let exempt = pair
        .sides
        .as_ref()
        .map(|half| glossary.exempt.mentions(half));
    let meant = |side: Side, own: &Mention<'_>| {
        let mut phrases = exempt[side].iter();
        !phrases.any(|phrase| phrase.concept == own.concept && phrase.span.overlaps(own.span))
    };
    let target = glossary.target.mentions(&pair.sides.target);
    let forbidden = glossary.forbidden.mentions(&pair.sides.target);
    let mut reported = Vec::new();
    for term in glossary.source.mentions(&pair.sides.source) {
        let known = glossary.terms.get(term.concept);
        let is_new = !reported.contains(&term.concept) && meant(Side::Source, &term);
        let Some(entry) = known.filter(|_| is_new) else {
            continue;
        };
        reported.push(term.concept);
        let mut forbidden = forbidden.iter();
        let wrong =
            forbidden.find(|other| other.concept == term.concept && meant(Side::Target, other));
        let right = target.iter().any(|other| other.concept == term.concept);
        if let Some(wrong) = wrong {
            hits.push(
                pair.index,
                Hit::new(msg!("The glossary forbids this rendering."))
                    .at(Side::Source, term.span)
                    .at(Side::Target, wrong.span),
            );
        } else if !right && !entry.target.is_empty() {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "The glossary has \u{201C}{target}\u{201D} for this term.",
                    target = entry.target.join("\u{201D} or \u{201C}")
                ))
                .at(Side::Source, term.span),
            );
        }
    }
}
