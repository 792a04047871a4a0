//! Terms of the user's glossary: a rendering that is missing, or one that must not occur.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, setup: &Setup<'_>, hits: &mut Hits) {
    if setup.options.glossary.is_empty() || !pair.is_matched() {
        return;
    }
    let target = setup.glossary.target.mentions(&pair.sides.target);
    let forbidden = setup.glossary.forbidden.mentions(&pair.sides.target);
    let mut reported = Vec::new();
    for term in setup.glossary.source.mentions(&pair.sides.source) {
        let known = setup
            .options
            .glossary
            .iter()
            .find(|entry| entry.source == term.concept);
        let Some(entry) = known.filter(|_| !reported.contains(&term.concept)) else {
            continue;
        };
        reported.push(term.concept);
        let wrong = forbidden.iter().find(|other| other.concept == term.concept);
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
