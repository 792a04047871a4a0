//! A name replaced by another: the source has Haddad, the translation Nassar.
//!
//! A name of the translation counts if it sounds like nothing in the source and is linked to no
//! word of it, if the source has a word that sounds like nothing in the translation, and the
//! context shows that both are names in the same place: the same first name or title before
//! them, or another sentence of the text in which that word of the source is a name.

use super::capital::is_headline;
use super::{Half, Hit, Hits, Meaning, Pair, Setup, Word};
use crate::compare::similarity;
use bayn_align::{WordLink, consonants};
use bayn_doc::{Side, Sides};
use bayn_text::{function_words, msg, proclitic_forms};
use harf::Span;
use rayon::prelude::*;
use std::collections::HashSet;

/// The similarity from which two words sound alike.
const ALIKE: f32 = 0.72;
/// The similarity up to which they do not.
const UNLIKE: f32 = 0.48;
/// The probability up to which a word is not linked.
const LOOSE: f32 = 0.35;
/// The fewest letters of a name.
const FEWEST_LETTERS: usize = 4;

/// The highest similarity in meaning of two words that are not translations of each other.
const FAR: f32 = 0.36;
/// The largest distance of two names in the same place, as a share of the sentence.
const NEAR: f32 = 0.35;

/// How similar each word of a pair sounds to those of the other side.
struct Sounds {
    /// For each Latin word its similarity to each Arabic word; what has no capital names nobody.
    table: Vec<Vec<f32>>,
}

impl Sounds {
    fn of(pair: &Pair<'_>) -> Self {
        let forms: Vec<Vec<&str>> = arabic(pair)
            .words
            .iter()
            .map(|word| proclitic_forms(&word.key))
            .collect();
        let row = |word: &Word<'_>| -> Vec<f32> {
            let bare = word.key.trim_end_matches("'s");
            let sounds = word.is_capitalised()
                && bare.chars().count() >= 3
                && bare.chars().all(char::is_alphabetic);
            let best = |forms: &Vec<&str>| {
                let all = forms.iter().filter(|form| form.chars().count() >= 3);
                all.map(|form| similarity(form, bare)).fold(0.0, f32::max)
            };
            forms
                .iter()
                .map(|forms| if sounds { best(forms) } else { 0.0 })
                .collect()
        };
        Self {
            table: latin(pair).words.iter().map(row).collect(),
        }
    }

    fn at(&self, latin: usize, arabic: usize) -> f32 {
        self.table
            .get(latin)
            .and_then(|row| row.get(arabic))
            .copied()
            .unwrap_or(0.0)
    }

    /// Returns the Arabic word that sounds most like a Latin one.
    fn best(&self, latin: usize) -> Option<(usize, f32)> {
        let row = self.table.get(latin)?.iter().copied().enumerate();
        row.max_by(|one, other| one.1.total_cmp(&other.1))
    }
}

pub(crate) fn check(pairs: &[Pair<'_>], setup: &Setup<'_>, hits: &mut Hits) {
    let Some((meaning, links)) = setup.meaning() else {
        return;
    };
    let fits = |pair: &&Pair<'_>| pair.has_lists() && pair.is_matched();
    let pairs: Vec<&Pair<'_>> = pairs.iter().filter(fits).collect();
    let sounds: Vec<Sounds> = pairs.par_iter().map(|pair| Sounds::of(pair)).collect();
    // The Arabic words that are names somewhere.
    let mut known: HashSet<&str> = HashSet::new();
    for (pair, sounds) in pairs.iter().zip(&sounds) {
        for at in 0..latin(pair).words.len() {
            if let Some((other, alike)) = sounds.best(at)
                && alike >= ALIKE
                && is_name(pair, at)
                && let Some(word) = arabic(pair).words.get(other)
            {
                known.extend(proclitic_forms(&word.key));
            }
        }
    }
    for (pair, sounds) in pairs.iter().zip(&sounds) {
        let links = links.get(pair.index).map_or(&[][..], Vec::as_slice);
        let scene = Scene {
            pair,
            sounds,
            links,
            known: &known,
            meaning,
        };
        for at in 0..latin(pair).words.len() {
            scene.report(at, hits);
        }
    }
}

fn latin<'p, 'a>(pair: &'p Pair<'a>) -> &'p Half<'a> {
    if pair.sides.source.is("ar") {
        &pair.sides.target
    } else {
        &pair.sides.source
    }
}

fn arabic<'p, 'a>(pair: &'p Pair<'a>) -> &'p Half<'a> {
    if pair.sides.source.is("ar") {
        &pair.sides.source
    } else {
        &pair.sides.target
    }
}

/// Returns whether a Latin word may be a name: capitalised inside a sentence, not a function
/// word, and not in the lists.
fn is_name(pair: &Pair<'_>, at: usize) -> bool {
    let half = latin(pair);
    let Some(word) = half.words.get(at) else {
        return false;
    };
    let follows = |next: &Word<'_>| next.is_capitalised() && half.is_joined(at);
    let begins = half.begins_sentence(at) && !half.words.get(at + 1).is_some_and(follows);
    let side = if pair.sides.source.is("ar") {
        Side::Target
    } else {
        Side::Source
    };
    let listed = pair.mentions[side]
        .iter()
        .any(|mention| mention.span.overlaps(word.span));
    word.is_capitalised()
        && !begins
        && !word.is_acronym()
        && !listed
        && word
            .text
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}'))
        && word.key.chars().count() >= FEWEST_LETTERS
        && !function_words::contains(half.lang.primary(), &word.key)
}

/// A pair with the properties of its words.
struct Scene<'s, 'a> {
    pair: &'s Pair<'a>,
    sounds: &'s Sounds,
    links: &'s [WordLink],
    known: &'s HashSet<&'s str>,
    meaning: &'s Meaning,
}

impl Scene<'_, '_> {
    /// Returns the links as Latin word and Arabic word.
    fn linked(&self) -> impl Iterator<Item = (Span, Span, f32)> {
        let turned = self.pair.sides.source.is("ar");
        self.links.iter().map(move |link| {
            let sure = link.probability.value();
            if turned {
                (link.target, link.source, sure)
            } else {
                (link.source, link.target, sure)
            }
        })
    }

    /// Returns whether one of two words is linked to a third.
    fn is_taken(&self, name: Span, word: Span) -> bool {
        self.linked()
            .any(|(own, other, sure)| sure > LOOSE && own.overlaps(name) != other.overlaps(word))
    }

    fn is_linked(&self, at: usize, other: usize) -> bool {
        let (name, word) = (
            latin(self.pair).words.get(at),
            arabic(self.pair).words.get(other),
        );
        name.zip(word).is_some_and(|(name, word)| {
            self.linked()
                .any(|(own, other, _)| own.overlaps(name.span) && other.overlaps(word.span))
        })
    }

    /// Reports a Latin name that replaces another on the Arabic side.
    fn report(&self, at: usize, hits: &mut Hits) {
        let (latin, arabic) = (latin(self.pair), arabic(self.pair));
        let Some(name) = latin.words.get(at).filter(|_| is_name(self.pair, at)) else {
            return;
        };
        // A word that sounds more like another one is not a rendering of this.
        let free = |other: usize| {
            (0..latin.words.len()).all(|rival| {
                rival == at || self.sounds.at(rival, other) <= self.sounds.at(at, other).max(UNLIKE)
            })
        };
        // Words joined by mistake contain the name in the middle.
        let sound = consonants(&name.key);
        let glued = |word: &Word<'_>| sound.len() >= 2 && consonants(&word.key).contains(&sound);
        if is_headline(latin) || arabic.words.iter().any(glued) {
            return;
        }
        let mut heard = (0..arabic.words.len()).filter(|other| free(*other));
        if heard.any(|other| self.sounds.at(at, other) > UNLIKE) {
            return;
        }
        let place = |half: &Half<'_>, span: Span| {
            (span.start - half.span.start) as f32 / half.span.len().max(1) as f32
        };
        let rival = (0..arabic.words.len())
            .filter(|other| {
                let Some(word) = arabic.words.get(*other) else {
                    return false;
                };
                let apart = (place(latin, name.span) - place(arabic, word.span)).abs();
                apart <= NEAR
                    && word.key.chars().count() >= FEWEST_LETTERS
                    && !function_words::contains("ar", &word.key)
                    && !self.is_taken(name.span, word.span)
                    && (0..latin.words.len()).all(|own| self.sounds.at(own, *other) <= UNLIKE)
                    && self.stands_for(at, *other)
                    && self.meaning.cosine(name.text, word.text) <= FAR
            })
            .min_by(|one, other| {
                let far = |at: &usize| {
                    arabic.words.get(*at).map_or(1.0, |word| {
                        (place(latin, name.span) - place(arabic, word.span)).abs()
                    })
                };
                far(one).total_cmp(&far(other))
            });
        if let Some(word) = rival.and_then(|other| arabic.words.get(other)) {
            let spans = if self.pair.sides.source.is("ar") {
                Sides::new(word.span, name.span)
            } else {
                Sides::new(name.span, word.span)
            };
            hits.push(
                self.pair.index,
                Hit::new(msg!("The sides name different people or places."))
                    .at(Side::Source, spans.source)
                    .at(Side::Target, spans.target),
            );
        }
    }

    /// Returns whether the context of two words shows that both are names in the same place.
    fn stands_for(&self, at: usize, other: usize) -> bool {
        let (latin, arabic) = (latin(self.pair), arabic(self.pair));
        let same = |own: usize, word: usize| {
            self.sounds.at(own, word) >= ALIKE
                && latin.words.get(own).is_some_and(Word::is_capitalised)
        };
        let before = at.checked_sub(1).zip(other.checked_sub(1));
        let before = before.filter(|(own, word)| latin.is_joined(*own) && arabic.is_joined(*word));
        let first_name = before.is_some_and(|(own, word)| same(own, word));
        let joined = latin.is_joined(at) && arabic.is_joined(other);
        let last_name = joined && same(at + 1, other + 1);
        // What answers to each other before both is a title rather than a small word.
        let small = |own: usize| function_words::contains(latin.lang.primary(), latin.key(own));
        let titled = before.is_some_and(|(own, word)| !small(own) && self.is_linked(own, word));
        let is_known = arabic.words.get(other).is_some_and(|word| {
            proclitic_forms(&word.key)
                .iter()
                .any(|form| self.known.contains(form))
        });
        first_name || last_name || titled || is_known
    }
}
