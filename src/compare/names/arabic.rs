//! Names in Arabic, which has no capitals: by the list of the world, by the sound of names that
//! other texts write in Latin letters, by what stands in linked sentences, and by the words
//! before them.

use super::cluster::Clusters;
use super::ear::Ear;
use super::token::{Reading, Token};
use super::word_list::{Around, world};
use super::{Linked, Mention, Texts, sound};
use crate::align::encoder::{Encoder, WIDTH};
use crate::compare::clitic::stems;
use crate::units::Side;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;

/// How alike two words must sound to be one name.
const ALIKE: f32 = 0.8;
/// The same where no link says that both are named at one place.
const ALIKE_ALONE: f32 = 0.88;
/// The same for a word among others of a name.
const ALIKE_IN_NAME: f32 = 0.72;
/// The fewest consonants of a name that is known by its sound alone.
const CONSONANTS: usize = 3;
/// The cosine from which a phrase stands for a name, with what co-occurring adds.
const COSINE: f32 = 0.55;
/// The same where no link says that they belong together.
const COSINE_ALONE: f32 = 0.7;
/// Words of a phrase that may stand for a name.
const LONGEST: usize = 3;
/// Linked sentences in which phrases are looked for.
const MOST_BEADS: usize = 5;

/// Finds the Arabic spellings of names, and names that only Arabic texts have.
pub(crate) fn find(clusters: &mut Clusters<'_>, texts: &Texts<'_>) {
    if !has_arabic(clusters) {
        return;
    }
    clusters.take_stock();
    let mut ear = Ear::new(clusters.readings);
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

/// Returns whether words stand beside each other, all in Arabic.
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
    stems(key)
        .into_iter()
        .filter(|stem| stem.chars().count() >= 3)
        .min_by_key(|stem| stem.len())
        .unwrap_or(key)
}

fn same_word(key: &str, wanted: &str) -> bool {
    let bare = wanted.strip_prefix("\u{627}\u{644}").unwrap_or(wanted);
    stems(key)
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
            let mut named: Vec<_> = stems(&first.key)
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

/// Finds names that sound like one in Latin letters, of several words or of one.
fn by_sound(clusters: &mut Clusters<'_>, linked: &[Linked<'_>], several: bool, ear: &mut Ear) {
    let mut cores: Vec<(usize, Vec<String>)> = clusters
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.acronym && entry.core.iter().all(|word| word.is_ascii()))
        .filter(|(_, entry)| (entry.core.len() > 1) == several)
        .map(|(at, entry)| {
            let plain = |word: &String| match entry.core.len() {
                1 => word.clone(),
                _ => clusters.plain(word).to_owned(),
            };
            (at, entry.core.iter().map(plain).collect())
        })
        .collect();
    cores.sort_by_key(|(_, core)| std::cmp::Reverse(core.len()));
    for (entry, core) in &cores {
        for (document, at) in ear.starts(core) {
            let words = at..at + core.len();
            let fits = clusters
                .readings
                .get(document)
                .is_some_and(|reading| together(reading, &words))
                && if core.len() == 1 {
                    sounds_alone(clusters, document, at, *entry, linked, ear)
                } else {
                    sounds_together(clusters, document, &words, core, ear)
                };
            if fits
                && is_free(clusters, document, &words)
                && let Some(found) = mention(clusters, document, words)
            {
                clusters.add(*entry, found);
            }
        }
    }
}

fn sounds_alone(
    clusters: &Clusters<'_>,
    document: usize,
    at: usize,
    entry: usize,
    linked: &[Linked<'_>],
    ear: &mut Ear,
) -> bool {
    let (Some(token), Some(own)) = (token(clusters, document, at), clusters.entries.get(entry))
    else {
        return false;
    };
    let Some(latin) = own.core.first() else {
        return false;
    };
    if token.function || latin.chars().count() < 3 || ear.alike(&token.key, latin) < ALIKE {
        return false;
    }
    // What the linked text names at the same place may be less alike, or shorter.
    let short = sound::consonants(latin) < CONSONANTS;
    let likeness = ear.alike(&token.key, latin);
    if !short && likeness >= ALIKE_ALONE {
        return true;
    }
    let beside = beside(clusters, linked, document, token.sentence);
    let root = clusters.root(entry);
    (!short || likeness > 0.9)
        && clusters
            .mentions
            .iter()
            .enumerate()
            .any(|(index, mention)| {
                clusters.root_of_mention(index) == root && is_in(clusters, mention, &beside)
            })
}

fn sounds_together(
    clusters: &Clusters<'_>,
    document: usize,
    words: &Range<usize>,
    core: &[String],
    ear: &mut Ear,
) -> bool {
    let mut left: Vec<&String> = core.iter().collect();
    let mut others = 0;
    for at in words.clone() {
        let Some(token) = token(clusters, document, at) else {
            return false;
        };
        let found = left.iter().position(|latin| {
            let least = if sound::consonants(latin) < 2 {
                0.9
            } else {
                ALIKE_IN_NAME
            };
            latin.chars().count() > 1 && ear.alike(&token.key, latin) >= least
        });
        match found {
            Some(at) => {
                left.remove(at);
            }
            None if token.function => return false,
            None => others += 1,
        }
    }
    // Of three words one may be translated: the Democratic Forces of Syria.
    let heard = core.len() - others;
    others == 0 || heard >= 2 && heard * 3 >= core.len() * 2
}

/// Returns the sentences of other texts that a sentence is linked with.
fn beside(
    clusters: &Clusters<'_>,
    linked: &[Linked<'_>],
    document: usize,
    sentence: usize,
) -> BTreeSet<(usize, usize)> {
    let _ = clusters;
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

/// Lets Arabic names of one word grow over the words that always stand beside them.
fn grow(clusters: &mut Clusters<'_>) {
    for (before, steps) in [(true, 1), (false, 1)] {
        for _ in 0..steps {
            let mut beside: BTreeMap<Vec<String>, Vec<(usize, String)>> = BTreeMap::new();
            for (at, mention) in clusters
                .mentions
                .iter()
                .enumerate()
                .filter(|(_, m)| m.arabic)
            {
                if mention.core.len() > 1 {
                    continue;
                }
                let place = if before {
                    mention.words.start.checked_sub(1)
                } else {
                    Some(mention.words.end)
                };
                let joined = |place: usize| {
                    let later = if before { place + 1 } else { place };
                    token(clusters, mention.document, later)
                        .is_some_and(|token| token.joined && !token.opened)
                };
                let word = place
                    .filter(|&place| joined(place))
                    .and_then(|place| token(clusters, mention.document, place))
                    .filter(|token| token.arabic && !token.function)
                    .map_or(String::new(), |token| shortest(&token.key).to_owned());
                beside
                    .entry(mention.core.clone())
                    .or_default()
                    .push((at, word));
            }
            for list in beside.into_values() {
                let [(_, first), ..] = list.as_slice() else {
                    continue;
                };
                if list.len() < 3 || first.is_empty() || list.iter().any(|(_, word)| word != first)
                {
                    continue;
                }
                for (at, _) in list {
                    if let Some(mention) = clusters.mentions.get_mut(at)
                        && let Some(reading) = clusters.readings.get(mention.document)
                    {
                        if before {
                            mention.words.start -= 1;
                            mention.name = mention.name.start + 1..mention.name.end + 1;
                        } else {
                            mention.words.end += 1;
                        }
                        mention.span = reading.span(&mention.words);
                    }
                }
            }
        }
    }
}

/// A phrase of Arabic words, by their shortest forms.
type Phrase = Vec<String>;

/// Finds what stands for a name in linked sentences, for names not found by then.
fn by_links(clusters: &mut Clusters<'_>, texts: &Texts<'_>) {
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
        // The sentences beside each mention.
        let mut places: Vec<BTreeSet<(usize, usize)>> = own
            .iter()
            .filter_map(of)
            .filter_map(|mention| {
                let sentence = token(clusters, mention.document, mention.words.start)?.sentence;
                Some(beside(clusters, texts.linked, mention.document, sentence))
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

/// Returns the phrases of some sentences that no name holds yet, each once.
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
    // What stands in half of the sentences at least; all where there is one.
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

/// Adds every place of a phrase to a name.
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

/// The fewest times that a phrase and a name stand in the texts to be compared without links.
const OFTEN: usize = 3;

/// Finds what means the same as a name of several words, where both are used often.
fn by_meaning(clusters: &mut Clusters<'_>, encoder: Option<&Encoder>) {
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

/// Joins a short Arabic line inside a text in Latin letters with the name that it says.
fn by_lines(clusters: &mut Clusters<'_>, encoder: Option<&Encoder>) {
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

/// Finds names that only Arabic texts have, by the words before them: `Abu …`, `city …`.
fn by_words_before(clusters: &mut Clusters<'_>) {
    let mut entries: HashMap<Vec<String>, usize> = HashMap::new();
    for document in 0..clusters.readings.len() {
        let count = clusters
            .readings
            .get(document)
            .map_or(0, |reading| reading.tokens.len());
        for at in 0..count {
            let Some(word) = token(clusters, document, at).filter(|token| token.arabic) else {
                continue;
            };
            let kunya = matches!(
                word.key.as_str(),
                "\u{627}\u{628}\u{648}" | "\u{627}\u{628}\u{64A}"
            );
            let around = Around::arabic();
            let words = if kunya {
                at..at + 2
            } else if around.is("title", &word.key) {
                at + 1..at + 3
            } else if stems(&word.key).iter().any(|stem| around.is("head", stem)) {
                at + 1..at + 2
            } else {
                continue;
            };
            let content = words.clone().all(|at| {
                token(clusters, document, at).is_some_and(|token| {
                    !token.function
                        && token.joined | (at == words.start)
                        && token.key.chars().count() > 2
                })
            });
            let definite =
                token(clusters, document, words.start).is_some_and(|token| token.joined) || kunya;
            if !content
                || !definite
                || !together(&clusters.readings[document], &words)
                || !is_free(clusters, document, &words)
            {
                continue;
            }
            if let Some(found) = mention(clusters, document, words) {
                let entry = *entries
                    .entry(found.core.clone())
                    .or_insert_with(|| clusters.new_entry(found.core.clone(), None));
                clusters.add(entry, found);
            }
        }
    }
}

/// Takes `organization` and its like before a name into its spelling.
fn with_bodies(clusters: &mut Clusters<'_>) {
    for at in 0..clusters.mentions.len() {
        let Some(mention) = clusters.mentions.get(at).filter(|mention| mention.arabic) else {
            continue;
        };
        let joined = token(clusters, mention.document, mention.words.start)
            .is_some_and(|token| token.joined);
        let before = mention.words.start.checked_sub(1).filter(|_| joined);
        let word = before.and_then(|before| token(clusters, mention.document, before));
        let body = word.and_then(|word| {
            stems(&word.key)
                .into_iter()
                .find(|stem| Around::arabic().is("body", stem))
        });
        let document = mention.document;
        if let (Some(body), Some(before)) = (body, before)
            && is_free(clusters, document, &(before..before + 1))
            && let Some(reading) = clusters.readings.get(document)
            && let Some(mention) = clusters.mentions.get_mut(at)
        {
            mention.body = Some(body.to_owned());
            mention.words.start = before;
            mention.name = mention.name.start + 1..mention.name.end + 1;
            mention.span = reading.span(&mention.words);
        }
    }
}
