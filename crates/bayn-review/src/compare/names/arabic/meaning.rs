//! Arabic phrases with the meaning of a name: in sentences linked with it, among phrases used
//! as often as it, or on a separate line.

use super::{add_everywhere, beside, is_free, mention, together, token};
use crate::compare::names::Texts;
use crate::compare::names::cluster::Clusters;
use bayn_align::encoder::{Encoder, WIDTH};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// The cosine, plus a bonus for co-occurrence, from which a phrase is a spelling of a name.
const COSINE: f32 = 0.55;
/// The same if no link shows that they correspond.
const COSINE_ALONE: f32 = 0.7;
/// The most words of a phrase that may be a name.
const LONGEST: usize = 3;
/// The number of linked sentences in which phrases are searched.
const MOST_BEADS: usize = 5;
/// The fewest times that a phrase and a name occur in the texts to be compared without links.
const OFTEN: usize = 3;

/// A phrase of Arabic words, by their shortest forms.
type Phrase = Vec<String>;

/// Finds the counterpart of a name in linked sentences, for names not found before.
pub(super) fn by_links(clusters: &mut Clusters<'_>, texts: &Texts<'_>) {
    let mut vectors: HashMap<String, [f32; WIDTH]> = HashMap::new();
    let roots: BTreeSet<usize> = (0..clusters.entries.len())
        .map(|at| clusters.root(at))
        .collect();
    for root in roots {
        let own: Vec<usize> = (0..clusters.mentions.len())
            .filter(|&at| clusters.root_of_mention(at) == root)
            .collect();
        let of = |at: &usize| clusters.mentions.get(*at);
        if own.iter().filter_map(of).any(|mention| mention.arabic) {
            continue;
        }
        // The sentences linked with each mention.
        let mut places: Vec<BTreeSet<(usize, usize)>> = own
            .iter()
            .filter_map(of)
            .filter_map(|mention| {
                let sentence = token(clusters, mention.document, mention.words.start)?.sentence;
                Some(beside(texts.linked, mention.document, sentence))
            })
            .filter(|sentences| !sentences.is_empty())
            .collect();
        places.dedup();
        let total = places.len();
        if total == 0 {
            continue;
        }
        let mut counts: BTreeMap<Phrase, (usize, String)> = BTreeMap::new();
        for sentences in places.iter().take(MOST_BEADS) {
            for (phrase, text) in phrases(clusters, sentences) {
                counts.entry(phrase).or_insert((0, text)).0 += 1;
            }
        }
        let label = clusters
            .entries
            .get(root)
            .map(|entry| entry.core.join(" "))
            .unwrap_or_default();
        if let Some(phrase) = best(
            &counts,
            total.min(MOST_BEADS),
            &label,
            texts.encoder,
            &mut vectors,
        ) {
            add_everywhere(clusters, root, &phrase);
        }
    }
}

/// Returns the phrases of some sentences that are in no name yet, each once.
fn phrases(
    clusters: &Clusters<'_>,
    sentences: &BTreeSet<(usize, usize)>,
) -> BTreeMap<Phrase, String> {
    let mut found = BTreeMap::new();
    for &(document, sentence) in sentences {
        let Some(reading) = clusters.readings.get(document) else {
            continue;
        };
        let start = reading
            .tokens
            .partition_point(|token| token.sentence < sentence);
        let end = reading
            .tokens
            .partition_point(|token| token.sentence <= sentence);
        for at in start..end {
            for length in 1..=LONGEST.min(end - at) {
                let words = at..at + length;
                let content = |at: usize| {
                    token(clusters, document, at)
                        .is_some_and(|token| !token.function && token.key.chars().count() > 2)
                };
                if !together(reading, &words)
                    || !content(words.start)
                    || !content(words.end - 1)
                    || !is_free(clusters, document, &words)
                {
                    continue;
                }
                if let Some(mention) = mention(clusters, document, words) {
                    let text = mention
                        .words
                        .clone()
                        .filter_map(|at| token(clusters, document, at))
                        .map(|token| token.key.as_str())
                        .collect::<Vec<_>>()
                        .join(" ");
                    found.insert(mention.core, text);
                }
            }
        }
    }
    found
}

fn best(
    counts: &BTreeMap<Phrase, (usize, String)>,
    total: usize,
    label: &str,
    encoder: Option<&Encoder>,
    vectors: &mut HashMap<String, [f32; WIDTH]>,
) -> Option<Phrase> {
    let encoder = encoder?;
    // Phrases in at least half of the sentences; all if there is only one.
    let likely: Vec<(&Phrase, f32, &str)> = counts
        .iter()
        .filter(|(_, (count, _))| count * 2 >= total)
        .map(|(phrase, (count, text))| (phrase, *count as f32 / total as f32, text.as_str()))
        .collect();
    let mut missing: Vec<&str> = likely
        .iter()
        .map(|(.., text)| *text)
        .chain([label])
        .filter(|text| !vectors.contains_key(*text))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    for (text, vector) in missing.iter().zip(encoder.embed_all(&missing)) {
        vectors.insert((*text).to_owned(), vector);
    }
    let own = vectors.get(label)?;
    let cosine = |text: &str| {
        vectors.get(text).map_or(0.0, |other| {
            own.iter().zip(other).map(|(a, b)| a * b).sum::<f32>()
        })
    };
    let together = |share: f32| if total > 1 { 0.15 * share } else { 0.0 };
    let (phrase, score) = likely
        .iter()
        .map(|(phrase, share, text)| (*phrase, cosine(text) + together(*share)))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(a.0)))?;
    (score >= COSINE).then(|| phrase.clone())
}

/// Finds phrases of the same meaning as a name of several words, if both are used often.
pub(super) fn by_meaning(clusters: &mut Clusters<'_>, encoder: Option<&Encoder>) {
    let Some(encoder) = encoder else { return };
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut arabic: BTreeSet<usize> = BTreeSet::new();
    for (at, mention) in clusters.mentions.iter().enumerate() {
        let root = clusters.root_of_mention(at);
        *counts.entry(root).or_default() += 1;
        if mention.arabic {
            arabic.insert(root);
        }
    }
    let mut labels: Vec<(usize, String)> = clusters
        .entries
        .iter()
        .enumerate()
        .filter(|(at, entry)| {
            let root = clusters.root(*at);
            entry.core.len() > 1 && !arabic.contains(&root) && counts.get(&root) >= Some(&OFTEN)
        })
        .map(|(at, entry)| (at, entry.core.join(" ")))
        .collect();
    labels.sort();
    let mut often: BTreeMap<Phrase, (usize, String)> = BTreeMap::new();
    for (document, reading) in clusters.readings.iter().enumerate() {
        let sentences: BTreeSet<usize> =
            reading.tokens.iter().map(|token| token.sentence).collect();
        for sentence in sentences {
            for (phrase, text) in phrases(clusters, &BTreeSet::from([(document, sentence)])) {
                if phrase.len() == 2 {
                    often.entry(phrase).or_insert((0, text)).0 += 1;
                }
            }
        }
    }
    often.retain(|_, (count, _)| *count >= OFTEN);
    if labels.is_empty() || often.is_empty() {
        return;
    }
    let texts: Vec<&str> = labels
        .iter()
        .map(|(_, text)| text.as_str())
        .chain(often.values().map(|(_, text)| text.as_str()))
        .collect();
    let vectors = encoder.embed_all(&texts);
    let (names, phrases) = vectors.split_at(labels.len().min(vectors.len()));
    let cosine =
        |a: &[f32; WIDTH], b: &[f32; WIDTH]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    for ((entry, _), own) in labels.iter().zip(names) {
        let best = often
            .keys()
            .zip(phrases)
            .map(|(phrase, vector)| (phrase, cosine(own, vector)))
            .max_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((phrase, score)) = best
            && score >= COSINE_ALONE
        {
            add_everywhere(clusters, *entry, phrase);
        }
    }
}

/// Joins a short Arabic line inside a Latin text with the name that it represents.
pub(super) fn by_lines(clusters: &mut Clusters<'_>, encoder: Option<&Encoder>) {
    let Some(encoder) = encoder else { return };
    for document in 0..clusters.readings.len() {
        let Some(reading) = clusters.readings.get(document) else {
            continue;
        };
        let arabic = reading.tokens.iter().filter(|token| token.arabic).count();
        if arabic == 0 || arabic * 2 > reading.tokens.len() {
            continue;
        }
        let mut lines: BTreeMap<usize, Range<usize>> = BTreeMap::new();
        for (at, token) in reading.tokens.iter().enumerate() {
            let line = lines.entry(token.sentence).or_insert(at..at);
            line.end = at + 1;
        }
        lines.retain(|_, words| (2..=8).contains(&words.len()) && together(reading, words));
        for words in lines.into_values() {
            let Some(found) = mention(clusters, document, words.clone()) else {
                continue;
            };
            let text = found.span.of(&clusters.documents[document].text).to_owned();
            let long: Vec<(usize, String)> = clusters
                .entries
                .iter()
                .enumerate()
                .filter(|(_, entry)| entry.core.len() > 1 && entry.documents.contains(&document))
                .map(|(at, entry)| (at, entry.core.join(" ")))
                .collect();
            let mut asked: Vec<&str> = long.iter().map(|(_, text)| text.as_str()).collect();
            asked.push(&text);
            let vectors = encoder.embed_all(&asked);
            let Some((own, others)) = vectors.split_last() else {
                continue;
            };
            let cosine =
                |other: &[f32; WIDTH]| own.iter().zip(other).map(|(a, b)| a * b).sum::<f32>();
            let best = long
                .iter()
                .zip(others)
                .map(|((at, _), vector)| (*at, cosine(vector)))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((entry, score)) = best
                && score >= COSINE_ALONE
            {
                clusters.remove_inside(document, &words);
                clusters.add(entry, found);
            }
        }
    }
}
