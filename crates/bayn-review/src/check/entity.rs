//! Organisations that the source names more often than the translation: an entity was
//! omitted.
//!
//! Which of several mentions is missing is inferred from their order and position. If the word
//! before the omitted name is in the lists, its counterpart is shown on the other side.

use super::lexicon::Mention;
use super::odd::unpaired;
use super::{Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::message::Word;
use bayn_text::msg;
use harf::Span;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    for dropped in unpaired(pair, "entity").source {
        // English speaks of groups of every kind.
        if dropped.concept == "the organization" && !pair.sides.source.is("ar") {
            continue;
        }
        let mut hit = Hit::new(msg!(
            "The translation leaves out {concept} here.",
            concept = Word(dropped.concept)
        ))
        .at(Side::Source, dropped.span);
        if let Some(head) = counterpart_of_head(pair, &dropped) {
            hit = hit.at(Side::Target, head);
        }
        hits.push(pair.index, hit);
    }
}

/// Returns the counterpart of the noun that is before a name: of "fighters" in "fighters
/// of the group".
fn counterpart_of_head(pair: &Pair<'_>, dropped: &Mention<'static>) -> Option<Span> {
    let heads = pair.mentions_of(Side::Source, "noun");
    let head = heads
        .iter()
        .rev()
        .find(|head| head.word < dropped.word && dropped.word - head.word <= 2)?;
    let nouns = pair.mentions_of(Side::Target, "noun");
    let mut same = nouns.iter().filter(|noun| noun.concept == head.concept);
    let entities = pair.mentions_of(Side::Target, "entity");
    // A counterpart with the name next to it is not the one that lost it.
    let alone = |noun: &&Mention<'static>| {
        !entities
            .iter()
            .any(|entity| entity.concept == dropped.concept && entity.word.abs_diff(noun.word) <= 2)
    };
    same.find(alone).map(|noun| noun.span)
}
