//! Misspelled names: two swapped letters, or a letter that
//! differs from the other occurrences of the same name.
//!
//! Arabic and Latin letters are walked along each other ([`similarity`]). A name is pointed at
//! if swapping two adjacent letters makes it sound like its counterpart, or if a single letter
//! differs from the spelling of the same name of the source elsewhere.

use super::capital::is_headline;
use super::{Half, Hit, Hits, Meaning, Pair, Setup, Word};
use crate::compare::{likeness_above, similarity};
use bayn_doc::{Side, Sides};
use bayn_text::{function_words, msg, proclitic_forms};
use harf::Span;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use strsim::osa_distance;

/// The fewest letters of a Latin name that is compared.
const FEWEST_LETTERS: usize = 5;
/// The fewest of an Arabic one.
const FEWEST_ARABIC: usize = 4;
/// The similarity from which two words sound alike.
const ALIKE: f32 = 0.72;
/// The minimum similarity in sound of a corrected name.
const RIGHT: f32 = 0.85;
/// The minimum gain of swapping two letters.
const GAIN: f32 = 0.11;

/// The minimum gain in similarity by meaning of a corrected name.
const CLOSER: f32 = 0.06;

/// A Latin name of a side.
struct Latin {
    span: Span,
    lower: String,
}

/// A name of the source in one bead, with the word of the translation that sounds like it.
struct Heard {
    bead: usize,
    span: Span,
    stem: String,
}

pub(super) fn check(pairs: &[Pair<'_>], setup: &Setup<'_>, hits: &mut Hits) {
    let meaning = setup.meaning().map(|(meaning, _)| meaning);
    let often = often(pairs);
    let mut reported: BTreeSet<Span> = BTreeSet::new();
    let mut heard: BTreeMap<String, Vec<Heard>> = BTreeMap::new();
    for pair in pairs
        .iter()
        .filter(|pair| pair.is_matched() && pair.has_lists())
    {
        let arabic = if pair.sides.target.is("ar") {
            Side::Target
        } else {
            Side::Source
        };
        let stems = stems(&pair.sides[arabic]);
        for name in latin(&pair.sides[arabic.other()]) {
            let Some((alike, stem, span)) = nearest(&stems, &name.lower) else {
                continue;
            };
            let own = if arabic == Side::Target {
                *stem
            } else {
                name.lower.as_str()
            };
            let sounds = |mended: &String| match arabic {
                Side::Target => similarity(mended, &name.lower),
                Side::Source => similarity(stem, mended),
            };
            let listened = alike >= ALIKE && arabic == Side::Target;
            // Without an encoder a name that sounds wrong is not reported, and one that sounds right
            // gains nothing.
            if !listened && (meaning.is_none() || alike > 1.0 - GAIN) {
                continue;
            }
            let mended = if alike > 1.0 - GAIN {
                Some((alike, own.to_owned()))
            } else {
                swaps(own)
                    .map(|mended| (sounds(&mended), mended))
                    .max_by(|one, other| one.0.total_cmp(&other.0))
            };
            let Some((sound, mended)) = mended else {
                continue;
            };
            let spans = match arabic {
                Side::Target => Sides::new(name.span, span),
                Side::Source => Sides::new(span, name.span),
            };
            let target = spans.target.of(pair.sides.target.document);
            // The encoder knows many names, and finds them farther when they are misspelled.
            let closer = |meaning: &Meaning| {
                let (fixed, given) = match arabic {
                    Side::Target => ((mended.as_str(), name.lower.as_str()), *stem),
                    Side::Source => ((*stem, mended.as_str()), name.lower.as_str()),
                };
                let as_is = match arabic {
                    Side::Target => meaning.cosine(given, &name.lower),
                    Side::Source => meaning.cosine(stem, given),
                };
                meaning.cosine(fixed.0, fixed.1) - as_is >= CLOSER
            };
            if sound >= RIGHT && sound - alike >= GAIN {
                // By sound alone too many names differ from their pronunciation, and what a text
                // writes repeatedly is not an error.
                let slip = !often.contains(target) && meaning.is_some_and(closer);
                if slip && reported.insert(spans.target) {
                    hits.push(pair.index, misspelt(spans));
                }
            } else if alike >= ALIKE && arabic == Side::Target {
                heard.entry(name.lower).or_default().push(Heard {
                    bead: pair.index,
                    span,
                    stem: (*stem).to_owned(),
                });
            }
        }
    }
    for uses in heard.values() {
        odd_one(uses, &mut reported, hits);
    }
    swapped_elsewhere(pairs, &mut reported, hits);
    for pair in pairs.iter().filter(|pair| pair.is_matched()) {
        swapped_letters(pair, &mut reported, hits);
    }
}

/// Reports a capitalised word that the source has with two letters in the other order, where
/// both sides write one script.
fn swapped_letters(pair: &Pair<'_>, reported: &mut BTreeSet<Span>, hits: &mut Hits) {
    let (source, target) = (&pair.sides.source, &pair.sides.target);
    let long = |word: &&Word<'_>| {
        word.is_capitalised() && !word.is_acronym() && word.text.len() >= FEWEST_LETTERS
    };
    let has = |half: &Half<'_>, key: &str| half.words.iter().any(|word| word.key == key);
    for word in target.words.iter().filter(long) {
        let mut rivals = source.words.iter().filter(long);
        let rival = rivals.find(|other| {
            other.key.len() == word.key.len()
                && other.key != word.key
                // "Center" and "Centre" are one word in two languages.
                && other.key.bytes().last() == word.key.bytes().last()
                && same_letters(&other.key, &word.key)
                // "Membres" and "Members" too.
                && levelled(&other.key) != levelled(&word.key)
                && osa_distance(&other.key, &word.key) == 1
        });
        if let Some(rival) = rival
            && !has(source, &word.key)
            && !has(target, &rival.key)
            && reported.insert(word.span)
        {
            hits.push(pair.index, misspelt(Sides::new(rival.span, word.span)));
        }
    }
}

/// Returns a word in which "re" and "er" are one.
fn levelled(word: &str) -> String {
    word.replace("re", "er")
}

fn same_letters(one: &str, other: &str) -> bool {
    let sorted = |word: &str| {
        let mut letters: Vec<char> = word.chars().collect();
        letters.sort_unstable();
        letters
    };
    sorted(one) == sorted(other)
}

/// Returns the words that the translations write more than once.
fn often<'a>(pairs: &[Pair<'a>]) -> HashSet<&'a str> {
    let mut once = HashSet::new();
    let words = pairs.iter().flat_map(|pair| &pair.sides.target.words);
    words
        .map(|word| word.text)
        .filter(|word| !once.insert(*word))
        .collect()
}

fn misspelt(spans: Sides<Span>) -> Hit {
    Hit::new(msg!("This name is not spelled the way it sounds."))
        .at(Side::Source, spans.source)
        .at(Side::Target, spans.target)
}

/// Reports the one place where a name of the source is written with another letter than at all
/// others.
fn odd_one(uses: &[Heard], reported: &mut BTreeSet<Span>, hits: &mut Hits) {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for heard in uses {
        *counts.entry(&heard.stem).or_default() += 1;
    }
    for heard in uses {
        let once = counts.get(heard.stem.as_str()) == Some(&1);
        let usual = counts.iter().any(|(other, count)| {
            *count >= 2
                && other.chars().count() >= FEWEST_ARABIC
                && osa_distance(other, &heard.stem) == 1
                // A name and the word made of it, or another form of its clitics.
                && other.chars().next_back() == heard.stem.chars().next_back()
                && !other.ends_with(heard.stem.as_str())
                && !other.starts_with(heard.stem.as_str())
                && !heard.stem.ends_with(*other)
                && !heard.stem.starts_with(*other)
        });
        if once && usual && reported.insert(heard.span) {
            hits.push(
                heard.bead,
                Hit::new(msg!("This name is spelled differently elsewhere."))
                    .at(Side::Target, heard.span),
            );
        }
    }
}

/// Reports a capitalised word of the translation that occurs once, and whose letters, two of
/// them in the other order, are a name that the text writes often.
fn swapped_elsewhere(pairs: &[Pair<'_>], reported: &mut BTreeSet<Span>, hits: &mut Hits) {
    /// How often a spelling is there, and the first place.
    type Spelled = BTreeMap<String, (usize, usize, Span)>;
    let mut uses: HashMap<Vec<char>, Spelled> = HashMap::new();
    for pair in pairs {
        for name in latin(&pair.sides.target) {
            let mut letters: Vec<char> = name.lower.chars().collect();
            letters.sort_unstable();
            let spelled = uses.entry(letters).or_default();
            let known = spelled
                .entry(name.lower)
                .or_insert((0, pair.index, name.span));
            known.0 += 1;
        }
    }
    let mut found = Vec::new();
    for spelled in uses.values().filter(|spelled| spelled.len() > 1) {
        for (own, (count, bead, span)) in spelled {
            let often = spelled
                .iter()
                .any(|(other, (count, ..))| *count >= 2 && osa_distance(own, other) == 1);
            if *count == 1 && often {
                found.push((*bead, *span));
            }
        }
    }
    found.sort_unstable();
    for (bead, span) in found {
        if reported.insert(span) {
            hits.push(
                bead,
                Hit::new(msg!("This name is spelled differently elsewhere."))
                    .at(Side::Target, span),
            );
        }
    }
}

/// Returns the capitalised words of a side that are no beginnings of sentences, in small letters.
fn latin(half: &Half<'_>) -> Vec<Latin> {
    let lang = half.lang.primary();
    if is_headline(half) || half.language().is_some_and(|row| row.capital_nouns) {
        return Vec::new();
    }
    let names = half.words.iter().enumerate().filter_map(|(at, word)| {
        let bare = word
            .text
            .trim_end_matches("'s")
            .trim_end_matches("\u{2019}s");
        let named = word.is_capitalised()
            && !half.begins_sentence(at)
            && bare
                .chars()
                .skip(1)
                .all(|c| c.is_alphabetic() && c.is_lowercase())
            && bare.chars().count() >= FEWEST_LETTERS;
        let lower = bare.to_lowercase();
        (named && !function_words::contains(lang, &lower)).then(|| Latin {
            span: Span::new(word.span.start, word.span.start + bare.len()),
            lower,
        })
    });
    names.collect()
}

/// Returns the forms of the words of an Arabic side that may be a name.
fn stems<'h>(half: &'h Half<'_>) -> Vec<(&'h str, Span)> {
    let forms = |word: &'h Word<'_>| {
        let forms = proclitic_forms(&word.key).into_iter();
        forms.map(|form| (form, word.span)).collect::<Vec<_>>()
    };
    let all = half.words.iter().flat_map(forms);
    all.filter(|(form, _)| form.chars().count() >= FEWEST_ARABIC)
        .collect()
}

/// Returns the last of the forms that sound most like a Latin name, if one does at all.
fn nearest<'s>(stems: &'s [(&'s str, Span)], name: &str) -> Option<(f32, &'s &'s str, Span)> {
    let mut best: Option<(f32, &&str, Span)> = None;
    for (stem, span) in stems {
        let least = best.map_or(ALIKE / 2.0, |best| best.0);
        // A little less than the best, so that an equal one counts.
        let alike = likeness_above(stem, name, least - 1e-4);
        if alike >= least {
            best = Some((alike, stem, *span));
        }
    }
    best
}

/// Returns a word with each pair of inner neighbours in the other order.
fn swaps(word: &str) -> impl Iterator<Item = String> {
    let letters: Vec<char> = word.chars().collect();
    (1..letters.len()).filter_map(move |at| {
        let mut other = letters.clone();
        let (one, next) = (letters.get(at - 1)?, letters.get(at)?);
        // Arabic writes the vowels of foreign names in no order that sound would give.
        let glides = |c: &char| matches!(c, '\u{627}' | '\u{648}' | '\u{64A}');
        // The last e of an English name is not heard: Drive, Steve.
        let mute = *next == 'e' && at + 1 == letters.len();
        let stays = one == next || mute || glides(one) && glides(next);
        other.swap(at, at - 1);
        (!stays).then(|| other.into_iter().collect())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_that_changed_places_are_put_right() {
        let mended: Vec<String> = swaps("abc").collect();
        assert_eq!(mended, ["bac", "acb"]);
    }
}
