//! One name, several spellings: a name of the source that the translation writes in two ways.
//!
//! A capitalised word is matched with the word of the source that has the same consonants; words
//! matched with the same word of the source that look similar are spellings of one name. The first
//! spelling of the text is the reference, as for reviewers, and every other one is reported
//! where it occurs; so is another spelling of its article (`Al Baghouz`, `al-Baghouz`).

use super::capital::is_headline;
use super::{Half, Hit, Hits, Pair, Setup, spelling};
use bayn_align::consonants;
use bayn_doc::BeadKind;
use bayn_doc::{Severity, Side};
use bayn_text::msg;
use bayn_text::proclitic_forms;
use harf::Span;
use std::collections::{BTreeSet, HashMap};
use strsim::osa_distance;

/// The fewest letters of a name that is compared.
const FEWEST_LETTERS: usize = 4;
/// The most letters in which spellings of one name differ.
const FARTHEST: usize = 2;

/// One place where a name occurs.
struct NameUse<'a> {
    bead: usize,
    span: Span,
    /// The article as written with its hyphen or space, such as `al-`; empty if there is none.
    article: &'a str,
    /// The name without article, in lower case.
    core: String,
    /// Whether the case of its first letter is no evidence.
    begins: bool,
}

pub(crate) fn check(pairs: &[Pair<'_>], setup: &Setup<'_>, hits: &mut Hits) {
    let mut names: HashMap<String, Vec<NameUse<'_>>> = HashMap::new();
    let mut order: Vec<String> = Vec::new();
    for pair in pairs {
        let (source, target) = (&pair.sides.source, &pair.sides.target);
        if pair.kind == BeadKind::Furniture || !source.is("ar") || !pair.is_matched() {
            continue;
        }
        let heard = heard(source);
        let headline = is_headline(target);
        for at in 0..target.words.len() {
            let Some(place) = place_at((pair.index, headline), target, at) else {
                continue;
            };
            for stem in heard.get(&consonants(&place.core)).into_iter().flatten() {
                let places = names.entry(stem.clone()).or_insert_with(|| {
                    order.push(stem.clone());
                    Vec::new()
                });
                places.push(NameUse {
                    core: place.core.clone(),
                    ..place
                });
            }
        }
    }
    spelling::check(pairs, setup, hits);
    let mut reported: BTreeSet<Span> = hits.targets();
    for stem in order {
        let places = names.remove(&stem).unwrap_or_default();
        compare(&places, &mut reported, hits);
    }
}

/// Returns the words of an Arabic side by their consonants; of each word the form without
/// clitics that has them.
fn heard(half: &Half<'_>) -> HashMap<String, Vec<String>> {
    let mut heard: HashMap<String, Vec<String>> = HashMap::new();
    for word in &half.words {
        for stem in proclitic_forms(&word.key) {
            let known = heard.entry(consonants(stem)).or_default();
            // "al-baghuz" is the same name as "baghuz" with a proclitic.
            if !known.iter().any(|known| stem.ends_with(known.as_str())) {
                known.retain(|known| !known.ends_with(stem));
                known.push(stem.to_owned());
            }
        }
    }
    heard
}

fn place_at<'a>(
    (bead, headline): (usize, bool),
    half: &Half<'a>,
    at: usize,
) -> Option<NameUse<'a>> {
    let word = half.words.get(at)?;
    let article_of = |text: &str| {
        let head = text.split(['-', '\u{2011}']).next().unwrap_or("");
        let known = ["al", "el", "as", "ad", "ar", "az", "an", "ash", "ez", "es"];
        let lower = head.to_lowercase();
        (known.contains(&lower.as_str()) && head.len() < text.len()).then_some(head.len() + 1)
    };
    let (article, core, mut span) = match article_of(word.text) {
        Some(cut) => (word.text.get(..cut)?, word.text.get(cut..)?, word.span),
        None => ("", word.text, word.span),
    };
    let mut article = article;
    let core_start = core.chars().next()?;
    if !core_start.is_uppercase() || word.is_acronym() {
        return None;
    }
    let mut first = at;
    if article.is_empty() && at > 0 && half.is_joined(at - 1) {
        let before = half.words.get(at - 1)?;
        if matches!(before.text, "Al" | "al" | "El" | "el") {
            article = Span::new(before.span.start, word.span.start).of(half.document);
            span = before.span.cover(span);
            first = at - 1;
        }
    }
    let core = core
        .trim_end_matches("\u{2019}s")
        .trim_end_matches("'s")
        .to_lowercase();
    let letters = core.chars().filter(|c| c.is_alphabetic()).count();
    if letters < FEWEST_LETTERS || letters != core.chars().count() {
        return None;
    }
    Some(NameUse {
        bead,
        span,
        article,
        core,
        begins: half.begins_sentence(first) || headline,
    })
}

fn compare(places: &[NameUse<'_>], reported: &mut BTreeSet<Span>, hits: &mut Hits) {
    let mut cores: HashMap<usize, BTreeSet<&str>> = HashMap::new();
    for place in places {
        cores.entry(place.bead).or_default().insert(&place.core);
    }
    let articled: Vec<(usize, &NameUse<'_>)> = places
        .iter()
        .enumerate()
        .filter(|(_, place)| !place.article.is_empty())
        .collect();
    for (index, place) in places.iter().enumerate() {
        let earlier = places.get(..index).unwrap_or_default();
        // Two spellings in one sentence are two names.
        let beside = cores.get(&place.bead).is_some_and(|cores| cores.len() > 1);
        let alike = |other: &&NameUse<'_>| {
            same_name(&other.core, &place.core) && (!beside || other.core == place.core)
        };
        let Some(first) = earlier.iter().find(alike) else {
            continue;
        };
        let before = articled.partition_point(|(at, _)| *at < index);
        let mut before = articled.iter().take(before).map(|(_, other)| other);
        let with_article = before.find(|other| alike(other));
        let article = with_article.map(|other| other.article);
        let written = |text: &str| {
            if place.begins {
                text.to_lowercase()
            } else {
                text.to_owned()
            }
        };
        // The case of the first article says nothing if a sentence begins with it.
        let first_case_counts = with_article.is_some_and(|other| !other.begins);
        let other_article = !place.article.is_empty()
            && article.is_some_and(|article| {
                if first_case_counts {
                    written(article) != written(place.article)
                } else {
                    article.to_lowercase() != place.article.to_lowercase()
                }
            });
        if (first.core != place.core || other_article) && reported.insert(place.span) {
            hits.push(
                place.bead,
                Hit::new(msg!("This name is spelled differently earlier."))
                    .at(Side::Target, place.span)
                    .severity(Severity::Neutral),
            );
        }
    }
}

/// Returns whether two words look like spellings of the same name.
fn same_name(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (short, long) = if one.len() < other.len() {
        (one, other)
    } else {
        (other, one)
    };
    // Iraq and Iraqi, Japan and Japanese are two words of one name.
    let derived = long.strip_prefix(short).is_some_and(|rest| {
        matches!(
            rest,
            "s" | "n" | "i" | "an" | "ian" | "ese" | "ish" | "is" | "e" | "a" | "ic"
        )
    });
    let length = long.chars().count();
    !derived
        && one.chars().next() == other.chars().next()
        && osa_distance(one, other) <= FARTHEST.min(length / 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_are_told_from_other_words_of_a_name() {
        assert!(same_name("baghouz", "baghuz"));
        assert!(same_name("baghouz", "baghuoz"));
        assert!(!same_name("iraq", "iraqi"));
        assert!(!same_name("syria", "zour"));
    }
}
