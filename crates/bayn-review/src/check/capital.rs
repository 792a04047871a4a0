//! Names of several words that are capitalised inconsistently.
//!
//! The fully capitalised form is the reference if the text uses it as often as any other.
//! Headlines, beginnings of sentences and titles before a name (`Prime Minister May`) are no
//! evidence for capitals and are ignored. A name that ends in a lower-case `news network` lacks
//! capitals too.

use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::msg;
use harf::Span;
use std::collections::BTreeMap;

/// The longest name compared, in words.
const LONGEST: usize = 4;

/// Words that no name begins or ends with.
const SMALL_WORDS: &[&str] = &[
    "the", "a", "an", "of", "and", "in", "for", "to", "on", "at", "by", "or",
];

/// Where a run of words is, and which of them have capitals.
struct Use {
    bead: usize,
    span: Span,
    capitals: usize,
    words: usize,
    /// Whether the first word is where a sentence begins.
    begins: bool,
    /// Whether a capitalised word is directly before or after.
    part: bool,
}

impl Use {
    fn is_full(&self) -> bool {
        self.capitals == self.words
    }

    fn is_small(&self) -> bool {
        self.capitals == 0 || (self.begins && self.capitals == 1)
    }
}

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let mut uses: BTreeMap<Vec<&str>, Vec<Use>> = BTreeMap::new();
    for pair in pairs {
        let half = &pair.sides.target;
        if pair.kind != BeadKind::Text
            || half.language().is_some_and(|row| row.capital_nouns)
            || is_headline(half)
        {
            continue;
        }
        small_head(pair, half, hits);
        for at in 0..half.words.len() {
            for length in 2..=LONGEST {
                let Some(found) = use_at(pair.index, half, at, length) else {
                    break;
                };
                let key = (at..at + length).map(|at| half.key(at)).collect();
                uses.entry(key).or_default().push(found);
            }
        }
    }
    for found in uses.values() {
        compare(found, hits);
    }
}

/// Returns the run of `length` joined words at `at`.
fn use_at(bead: usize, half: &Half<'_>, at: usize, length: usize) -> Option<Use> {
    let words = half.words.get(at..at + length)?;
    let joined = (at..at + length - 1).all(|at| half.is_joined(at));
    let letters = words
        .iter()
        .all(|word| word.key.chars().all(char::is_alphabetic));
    let edges = [words.first()?, words.last()?];
    if !joined || !letters || edges.iter().any(|word| word.is_in(SMALL_WORDS)) {
        return None;
    }
    let capital = |at: usize| half.words.get(at).is_some_and(super::Word::is_capitalised);
    let before =
        at > 0 && half.is_joined(at - 1) && capital(at - 1) && !half.begins_sentence(at - 1);
    let behind = half.is_joined(at + length - 1) && capital(at + length);
    Some(Use {
        bead,
        span: words.first()?.span.cover(words.last()?.span),
        capitals: words.iter().filter(|word| word.is_capitalised()).count(),
        words: length,
        begins: half.begins_sentence(at),
        part: before || behind,
    })
}

fn compare(uses: &[Use], hits: &mut Hits) {
    let full = uses
        .iter()
        .filter(|found| found.is_full() && !found.part && !found.begins);
    let full = full.count();
    let small = uses.iter().filter(|found| found.is_small()).count();
    if full == 0 {
        return;
    }
    for found in uses {
        // Inside a longer run the longer run is compared.
        let mixed = !found.is_full() && !found.is_small() && !found.part;
        // At the beginning of a sentence the first capital is no evidence, the others are.
        let lost = found.is_small() && full >= 2 && full >= small && !found.part;
        if mixed || lost {
            hits.push(
                found.bead,
                Hit::new(msg!("This name is written with capitals elsewhere."))
                    .at(Side::Target, found.span),
            );
        }
    }
}

/// Returns whether most words are capitalised.
pub(super) fn is_headline(half: &Half<'_>) -> bool {
    let long = || {
        half.words
            .iter()
            .filter(|word| word.key.chars().count() > 3)
    };
    let capitals = long().filter(|word| word.is_capitalised()).count();
    capitals * 3 > long().count() * 2
}

/// Reports `told Aso news network`: a name without article whose head has no capital.
fn small_head(pair: &Pair<'_>, half: &Half<'_>, hits: &mut Hits) {
    for (at, three) in half.words.windows(3).enumerate() {
        let [name, news, network] = three else {
            continue;
        };
        let before = at.checked_sub(1).map_or("", |before| half.key(before));
        let bare = matches!(
            before,
            "of" | "to" | "for" | "by" | "told" | "informed" | "from" | "with"
        );
        if bare
            && name.is_capitalised()
            && news.text == "news"
            && network.text == "network"
            && half.is_joined(at)
            && half.is_joined(at + 1)
        {
            hits.push(
                pair.index,
                Hit::new(msg!("The name lacks its capitals, or its article."))
                    .at(Side::Target, name.span.cover(network.span)),
            );
        }
    }
}
