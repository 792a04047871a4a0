//! A lexicon learned from the text itself: IBM model 1 on the beads of a first alignment.
//!
//! Both directions are trained by expectation–maximisation (Brown et al. 1993, model 1, with
//! an empty word that explains what has no counterpart); a pair is kept when it was seen at
//! least twice and the geometric mean of its two probabilities passes .1. Words are sets per
//! bead: how often a word occurs in a sentence does not count.

use super::words::Words;
use bayn_doc::Sides;
use rayon::prelude::*;
use std::ops::Range;

/// Pairs of words with the probability that they translate each other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lexicon(Vec<(u32, u32, f32)>);

impl Lexicon {
    /// Takes given pairs; of a pair that occurs twice the more probable one counts.
    pub(crate) const fn from_pairs(pairs: Vec<(u32, u32, f32)>) -> Self {
        Self(pairs)
    }

    /// Adds the pairs of another lexicon.
    pub(crate) fn join(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }

    /// Returns the pairs: source word, target word, probability.
    pub(crate) fn pairs(&self) -> &[(u32, u32, f32)] {
        &self.0
    }
}

/// Rounds of expectation–maximisation.
const ROUNDS: usize = 5;
/// Beads of more sentences are ignored, since they are too vague.
const MAX_SENTENCES: usize = 6;
/// The discount of a word's probabilities for unseen pairs.
const SMOOTHING: f32 = 0.3;
/// Pairs below this are noise.
const FLOOR: f32 = 0.1;
/// Learned pairs count less than equal strings.
const CEILING: f32 = 0.9;

/// One bead as two sets of words, and where its pairs are in the table of pairs.
struct Sample {
    source: Vec<u32>,
    target: Vec<u32>,
    /// For each source word, for each target word: index of the pair.
    pairs: Vec<u32>,
}

/// Learns a lexicon from aligned blocks of sentences.
pub(crate) fn learn(words: Sides<&Words>, beads: &[Sides<Range<usize>>]) -> Lexicon {
    let mut samples: Vec<Sample> = beads
        .iter()
        .filter(|bead| {
            !bead.source.is_empty()
                && !bead.target.is_empty()
                && bead.source.len() + bead.target.len() <= MAX_SENTENCES
        })
        .map(|bead| Sample {
            source: set(words.source, &bead.source),
            target: set(words.target, &bead.target),
            pairs: Vec::new(),
        })
        // Without words on both sides a bead has no pairs to number.
        .filter(|sample| !sample.source.is_empty() && !sample.target.is_empty())
        .collect();
    bound(&mut samples);
    let (table, seen) = number_pairs(&mut samples);
    if table.is_empty() {
        return Lexicon::default();
    }
    let (forward, backward) = rayon::join(
        || train(&samples, &table, words.source.len(), false),
        || train(&samples, &table, words.target.len(), true),
    );
    Lexicon(
        table
            .iter()
            .zip(&seen)
            .zip(forward.iter().zip(&backward))
            .filter(|((_, seen), _)| **seen >= 2)
            .map(|((&(s, t), _), (f, b))| (s, t, (f * b).sqrt().min(CEILING)))
            .filter(|&(_, _, p)| p > FLOOR)
            .collect(),
    )
}

/// Leaves out the beads after which there would be too many pairs of words: beads of
/// pages without full stops would have millions each.
fn bound(samples: &mut Vec<Sample>) {
    /// Pairs that are always learned from.
    const ALWAYS: usize = 1 << 24;
    /// Beyond that, this many for each bead: several times those of long sentences.
    const EACH: usize = 1 << 12;
    let most = ALWAYS.max(samples.len() * EACH);
    let mut pairs = 0;
    samples.retain(|sample| {
        pairs += sample.source.len() * sample.target.len();
        pairs <= most
    });
}

/// Returns the distinct words of some sentences, without those that occur in one sentence
/// only, of which no pair can be seen twice, and without the most common of a long text.
fn set(words: &Words, sentences: &Range<usize>) -> Vec<u32> {
    let common = (words.sentences.len() / 5).max(200);
    let mut ids: Vec<u32> = sentences
        .clone()
        .flat_map(|at| words.sentences[at].iter().copied())
        .filter(|&id| {
            let held = words.postings[id as usize].len();
            (2..=common).contains(&held)
        })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Numbers the pairs that occur; returns them with the number of beads each was seen in.
fn number_pairs(samples: &mut [Sample]) -> (Vec<(u32, u32)>, Vec<u32>) {
    let mut all: Vec<(u32, u32)> = samples
        .par_iter()
        .flat_map_iter(|sample| {
            sample
                .source
                .iter()
                .flat_map(|&s| sample.target.iter().map(move |&t| (s, t)))
        })
        .collect();
    all.par_sort_unstable();
    let mut table: Vec<(u32, u32)> = Vec::new();
    let mut seen: Vec<u32> = Vec::new();
    for pair in all {
        if table.last() == Some(&pair) {
            if let Some(count) = seen.last_mut() {
                *count += 1;
            }
        } else {
            table.push(pair);
            seen.push(1);
        }
    }
    // Where the pairs of each source word begin.
    let words = table.last().map_or(0, |pair| pair.0 as usize + 1);
    let mut starts = vec![0_usize; words + 1];
    for pair in &table {
        starts[pair.0 as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    samples.par_iter_mut().for_each(|sample| {
        sample.pairs = Vec::with_capacity(sample.source.len() * sample.target.len());
        for &s in &sample.source {
            // Both lists ascend, so one walk finds the pairs of this word.
            let mut at = starts[s as usize];
            for &t in &sample.target {
                let rest = &table[at..starts[s as usize + 1]];
                at += rest.partition_point(|pair| pair.1 < t);
                sample.pairs.push(at as u32);
            }
        }
    });
    (table, seen)
}

/// Returns the probability of each pair: of its target word given its source word, or the
/// other way when `turned`.
fn train(samples: &[Sample], table: &[(u32, u32)], words: usize, turned: bool) -> Vec<f32> {
    let given = |pair: &(u32, u32)| if turned { pair.1 } else { pair.0 } as usize;
    let mut probability = vec![1.0_f32; table.len()];
    // The empty word's probabilities, by the word it explains.
    let others = table
        .iter()
        .map(|pair| if turned { pair.0 } else { pair.1 } as usize + 1)
        .max()
        .unwrap_or(0);
    let mut empty = vec![1.0_f32; others];
    for _ in 0..ROUNDS {
        let mut counts = vec![0.0_f32; table.len()];
        let mut totals = vec![0.0_f32; words];
        let mut empty_counts = vec![0.0_f32; others];
        let mut empty_total = 0.0_f32;
        for sample in samples {
            let (given_len, explained) = if turned {
                (sample.target.len(), &sample.source)
            } else {
                (sample.source.len(), &sample.target)
            };
            let width = sample.target.len();
            for (at, &word) in explained.iter().enumerate() {
                let index = |k: usize| {
                    let place = if turned {
                        at * width + k
                    } else {
                        k * width + at
                    };
                    sample.pairs[place] as usize
                };
                let nothing = empty[word as usize];
                let sum: f32 = nothing + (0..given_len).map(|k| probability[index(k)]).sum::<f32>();
                if sum <= 0.0 {
                    continue;
                }
                for k in 0..given_len {
                    let pair = index(k);
                    let share = probability[pair] / sum;
                    counts[pair] += share;
                    totals[given(&table[pair])] += share;
                }
                empty_counts[word as usize] += nothing / sum;
                empty_total += nothing / sum;
            }
        }
        for (pair, count) in counts.iter().enumerate() {
            probability[pair] = count / (totals[given(&table[pair])] + SMOOTHING);
        }
        for (word, count) in empty_counts.iter().enumerate() {
            empty[word] = count / (empty_total + SMOOTHING);
        }
    }
    probability
}
