//! Terms of the bundled word lists that the translation does not render, and idioms
//! that it copies word for word.
//!
//! The lists contain news vocabulary with few renderings. A word of the translation that
//! looks like the missing rendering (`surrounding` for `surrender`) is reported; if there
//! is none, only the source is.

use super::odd::lone;
use super::{Half, Hit, Hits, Pair, Setup, lexicon};
use bayn_doc::Severity;
use bayn_doc::Side;
use bayn_text::msg;
use harf::Span;
use std::collections::{HashMap, VecDeque};

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    let lone = lone(pair, "term");
    let mut reported = Vec::new();
    for mention in &lone.source {
        if reported.contains(&mention.concept) {
            continue;
        }
        reported.push(mention.concept);
        let mut hit = Hit::new(msg!(
            "No translation of “{concept}” was found.",
            concept = mention.concept
        ))
        .at(Side::Source, mention.span);
        hit = match look_alike(&pair.sides.target, mention.concept) {
            Some(span) => hit.at(Side::Target, span),
            None => hit,
        };
        hits.push(pair.index, hit);
    }
    calque(pair, hits);
}

/// Returns a word that shares its beginning with a rendering of the concept.
fn look_alike(half: &Half<'_>, concept: &str) -> Option<Span> {
    let stems = lexicon::english_openings(concept);
    half.words.iter().find_map(|word| {
        let alike = stems.iter().any(|stem| {
            let common = stem
                .chars()
                .zip(word.key.chars())
                .take_while(|(a, b)| a == b)
                .count();
            let length = stem.chars().count();
            common >= 4 && common * 2 + 1 >= length
                || (length == 4 && common == 3 && word.key.len() > 4)
        });
        alike.then_some(word.span)
    })
}

/// Reports wordings that copy an idiom of the source: the first copy belongs to the
/// first occurrence, and so on; extra copies belong to the last.
fn calque(pair: &Pair<'_>, hits: &mut Hits) {
    let mut owns: HashMap<&str, VecDeque<Span>> = HashMap::new();
    for own in pair.mentions_of(Side::Source, "calque") {
        owns.entry(own.concept).or_default().push_back(own.span);
    }
    for copy in pair.mentions_of(Side::Target, "calque") {
        let Some(places) = owns.get_mut(copy.concept) else {
            continue;
        };
        let Some(own) = places.front().copied() else {
            continue;
        };
        if places.len() > 1 {
            places.pop_front();
        }
        hits.push(
            pair.index,
            Hit::new(msg!("This wording copies the phrasing of the source."))
                .at(Side::Source, own)
                .at(Side::Target, copy.span)
                .severity(Severity::Minor),
        );
    }
}
