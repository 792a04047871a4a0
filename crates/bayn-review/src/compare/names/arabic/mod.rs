//! Names in Arabic, which has no capitals: by the list of world names, by the sound of names that
//! other texts write in Latin letters ([`hear`]), by linked sentences and
//! by meaning ([`meaning`]), and by the words around them ([`neighbour`]).

mod hear;
mod meaning;
mod neighbour;

use super::cluster::Clusters;
use super::sound_index::SoundIndex;
use super::token::{Reading, Token};
use super::word_list::world;
use super::{Linked, Mention, Texts};
use bayn_doc::Side;
use bayn_text::proclitic_forms;
use hear::by_sound;
use meaning::{by_lines, by_links, by_meaning};
use neighbour::{by_words_before, grow, with_bodies};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// Finds the Arabic spellings of names, and names that only Arabic texts have.
pub(crate) fn find(clusters: &mut Clusters<'_>, texts: &Texts<'_>) {
    if !has_arabic(clusters) {
        return;
    }
    clusters.take_stock();
    let mut ear = SoundIndex::new(clusters.readings);
    by_sound(clusters, texts.linked, true, &mut ear);
    by_world(clusters);
    by_sound(clusters, texts.linked, false, &mut ear);
    grow(clusters);
    clusters.take_stock();
    by_links(clusters, texts);
    by_meaning(clusters, texts.encoder);
    by_lines(clusters, texts.encoder);
    by_initials(clusters);
    by_words_before(clusters);
    with_bodies(clusters);
}

fn has_arabic(clusters: &Clusters<'_>) -> bool {
    clusters
        .readings
        .iter()
        .any(|reading| reading.tokens.iter().any(|token| token.arabic))
}

fn token<'c>(clusters: &Clusters<'c>, document: usize, at: usize) -> Option<&'c Token> {
    clusters.readings.get(document)?.tokens.get(at)
}

/// Returns whether words are adjacent, all in Arabic.
fn together(reading: &Reading, words: &Range<usize>) -> bool {
    words.clone().all(|at| {
        reading.tokens.get(at).is_some_and(|token| {
            token.arabic && (at == words.start || token.joined && !token.opened)
        })
    })
}

fn is_free(clusters: &Clusters<'_>, document: usize, words: &Range<usize>) -> bool {
    !clusters.is_taken(document, words)
}

fn mention(clusters: &Clusters<'_>, document: usize, words: Range<usize>) -> Option<Mention> {
    let reading = clusters.readings.get(document)?;
    Some(Mention {
        document,
        span: reading.span(&words),
        name: 0..words.len(),
        core: words
            .clone()
            .filter_map(|at| reading.tokens.get(at))
            .map(|token| shortest(&token.key).to_owned())
            .collect(),
        words,
        body: None,
        arabic: true,
    })
}

/// Returns the shortest form under the clitics that is long enough for a name.
fn shortest(key: &str) -> &str {
    proclitic_forms(key)
        .into_iter()
        .filter(|stem| stem.chars().count() >= 3)
        .min_by_key(|stem| stem.len())
        .unwrap_or(key)
}

fn same_word(key: &str, wanted: &str) -> bool {
    let bare = wanted.strip_prefix("\u{627}\u{644}").unwrap_or(wanted);
    proclitic_forms(key)
        .into_iter()
        .any(|stem| stem == wanted || stem == bare)
}

/// Finds names of the world, longest first.
fn by_world(clusters: &mut Clusters<'_>) {
    let names = world().iter().filter(|name| name.arabic);
    let roots: HashMap<usize, usize> = (0..clusters.entries.len())
        .filter_map(|entry| {
            let root = clusters.root(entry);
            Some((clusters.world_of(root)?, root))
        })
        .collect();
    let mut entries = roots;
    let mut by_first: HashMap<&str, Vec<_>> = HashMap::new();
    for name in names {
        if let Some(first) = name.words.first() {
            let bare = first.strip_prefix("\u{627}\u{644}").unwrap_or(first);
            by_first.entry(bare).or_default().push(name);
        }
    }
    for document in 0..clusters.readings.len() {
        let Some(reading) = clusters.readings.get(document) else {
            continue;
        };
        for (at, first) in reading.tokens.iter().enumerate().filter(|(_, t)| t.arabic) {
            let mut named: Vec<_> = proclitic_forms(&first.key)
                .into_iter()
                .filter_map(|stem| by_first.get(stem))
                .flatten()
                .copied()
                .filter(|name| {
                    name.words
                        .first()
                        .is_some_and(|word| same_word(&first.key, word))
                })
                .collect();
            named.sort_by_key(|name| std::cmp::Reverse(name.words.len()));
            for name in named {
                let words = at..at + name.words.len();
                let rest = name.words.iter().zip(words.clone()).skip(1);
                let fits = together(reading, &words)
                    && rest.clone().all(|(wanted, at)| {
                        reading
                            .tokens
                            .get(at)
                            .is_some_and(|token| token.key == *wanted)
                    });
                if !fits || !is_free(clusters, document, &words) {
                    continue;
                }
                let entry = *entries
                    .entry(name.entity)
                    .or_insert_with(|| clusters.new_entry(name.words.clone(), Some(name.entity)));
                if let Some(found) = mention(clusters, document, words) {
                    clusters.add(entry, found);
                }
            }
        }
    }
}

/// Finds words made of the first letters of an Arabic name.
fn by_initials(clusters: &mut Clusters<'_>) {
    let mut initials: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for (at, mention) in clusters.mentions.iter().enumerate() {
        if mention.arabic && mention.core.len() >= 3 {
            let letters: String = mention
                .core
                .iter()
                .filter_map(|word| word.chars().next())
                .collect();
            initials
                .entry(letters)
                .or_default()
                .insert(clusters.root_of_mention(at));
        }
    }
    for (letters, roots) in initials {
        if let [root] = roots.into_iter().collect::<Vec<_>>()[..] {
            for document in 0..clusters.readings.len() {
                let count = clusters
                    .readings
                    .get(document)
                    .map_or(0, |reading| reading.tokens.len());
                for at in 0..count {
                    let fits = token(clusters, document, at).is_some_and(|token| {
                        token.arabic && !token.function && same_word(&token.key, &letters)
                    });
                    if fits
                        && is_free(clusters, document, &(at..at + 1))
                        && let Some(found) = mention(clusters, document, at..at + 1)
                    {
                        clusters.add(root, found);
                    }
                }
            }
        }
    }
}

/// Adds every occurrence of a phrase to a name.
fn add_everywhere(clusters: &mut Clusters<'_>, entry: usize, phrase: &[String]) {
    for document in 0..clusters.readings.len() {
        let count = clusters
            .readings
            .get(document)
            .map_or(0, |reading| reading.tokens.len());
        for at in 0..count {
            let words = at..at + phrase.len();
            let fits = together(&clusters.readings[document], &words)
                && phrase.iter().zip(words.clone()).all(|(wanted, at)| {
                    token(clusters, document, at)
                        .is_some_and(|token| shortest(&token.key) == wanted)
                });
            if fits
                && is_free(clusters, document, &words)
                && let Some(found) = mention(clusters, document, words)
            {
                clusters.add(entry, found);
            }
        }
    }
}

/// Returns the sentences of other texts that a sentence is linked with.
fn beside(linked: &[Linked<'_>], document: usize, sentence: usize) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    for pair in linked {
        for (side, own, other) in [
            (Side::Source, pair.source, pair.target),
            (Side::Target, pair.target, pair.source),
        ] {
            if own != document {
                continue;
            }
            for bead in pair
                .beads
                .iter()
                .filter(|bead| bead.sentences[side].contains(&sentence))
            {
                found.extend(bead.sentences[side.other()].clone().map(|at| (other, at)));
            }
        }
    }
    found
}

fn is_in(clusters: &Clusters<'_>, mention: &Mention, sentences: &BTreeSet<(usize, usize)>) -> bool {
    token(clusters, mention.document, mention.words.start)
        .is_some_and(|token| sentences.contains(&(mention.document, token.sentence)))
}
