//! Candidate pairs for a detailed comparison: a few for each text, by cheap features.
//!
//! Texts of different languages are compared by the cosine of their mean vectors and by the
//! rare names, numbers and words they share. Every text keeps its best few; a pair is a candidate
//! if either side keeps it. Up to [`EACH`] texts this takes O(n·m) products of 512 bytes; of more
//! texts only those are compared that share a feature, found through postings.

use crate::compare::sketch::Sketch;
use rayon::prelude::*;
use std::collections::HashMap;

/// Texts of each other language that a text keeps.
const KEPT: usize = 6;
/// A feature in more texts than this share (in hundredths) of all is ignored.
const COMMON: usize = 20;
/// So is a feature in more texts than this, however many there are.
const FREQUENT: usize = 1_000;
/// Up to so many texts, each is compared with each by its mean.
const EACH: usize = 8_000;

/// Two texts that may belong together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Candidate {
    pub(crate) one: usize,
    pub(crate) other: usize,
    /// The share of the rare marks of the poorer text that both have.
    pub(crate) overlap: f32,
    /// The cosine of the mean vectors, where both texts have one.
    pub(crate) cosine: Option<f32>,
}

impl Candidate {
    pub(crate) fn rank(&self) -> f32 {
        self.cosine.unwrap_or(0.0) + self.overlap
    }
}

/// Returns the candidate pairs, each once, by index.
pub(crate) fn candidates(sketches: &[Sketch]) -> Vec<Candidate> {
    let (weights, postings) = weigh(sketches);
    let masses: Vec<f32> = sketches
        .iter()
        .map(|sketch| {
            let sum: f32 = sketch
                .marks
                .iter()
                .filter_map(|mark| weights.get(&mark.hash))
                .sum();
            sum.max(1.0)
        })
        .collect();
    let languages: Vec<&str> = sketches
        .iter()
        .map(|sketch| sketch.lang.primary())
        .collect();
    let mut found: Vec<Candidate> = (0..sketches.len())
        .into_par_iter()
        .flat_map_iter(|one| {
            let mut shared: HashMap<usize, f32> = HashMap::new();
            for mark in sketches.get(one).map_or(&[][..], |sketch| &sketch.marks) {
                let weight = weights.get(&mark.hash).copied().unwrap_or(0.0);
                for &other in postings.get(&mark.hash).into_iter().flatten() {
                    *shared.entry(other as usize).or_default() += weight;
                }
            }
            let mut by_language: HashMap<&str, Vec<Candidate>> = HashMap::new();
            // Without a mean, only what shares a mark can be near.
            let has_mean = sketches.get(one).is_some_and(|one| one.meaning.is_some());
            let mut others: Vec<usize> = if has_mean && sketches.len() <= EACH {
                (0..sketches.len()).collect()
            } else {
                shared.keys().copied().collect()
            };
            others.sort_unstable();
            for other in others {
                let sum = shared.get(&other).copied().unwrap_or(0.0);
                let (Some(lang), Some(own)) = (languages.get(other), languages.get(one)) else {
                    continue;
                };
                if lang == own {
                    continue;
                }
                let candidate = compare(sketches, &masses, one, other, sum);
                if candidate.rank() > 0.0 {
                    by_language.entry(lang).or_default().push(candidate);
                }
            }
            by_language.into_values().flat_map(|mut list| {
                list.sort_unstable_by(|a, b| {
                    b.rank().total_cmp(&a.rank()).then(a.other.cmp(&b.other))
                });
                list.truncate(KEPT);
                list
            })
        })
        .map(|found| Candidate {
            one: found.one.min(found.other),
            other: found.one.max(found.other),
            ..found
        })
        .collect();
    found.sort_unstable_by_key(|candidate| (candidate.one, candidate.other));
    found.dedup_by_key(|candidate| (candidate.one, candidate.other));
    found
}

fn compare(
    sketches: &[Sketch],
    masses: &[f32],
    one: usize,
    other: usize,
    shared: f32,
) -> Candidate {
    let mass = |at: usize| masses.get(at).copied().unwrap_or(1.0);
    let mean = |at: usize| sketches.get(at)?.meaning.as_ref().map(|found| &found.mean);
    Candidate {
        one,
        other,
        overlap: shared / mass(one).min(mass(other)),
        cosine: mean(one)
            .zip(mean(other))
            .map(|(one, other)| one.cosine(other)),
    }
}

type Postings = HashMap<u64, Vec<u32>>;

/// Returns the weight of each feature, and the texts that have it; features of one text or of most
/// are left out.
fn weigh(sketches: &[Sketch]) -> (HashMap<u64, f32>, Postings) {
    let mut postings: Postings = HashMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        for mark in &sketch.marks {
            postings
                .entry(mark.hash)
                .or_default()
                .push(u32::try_from(at).unwrap_or(u32::MAX));
        }
    }
    let most = (sketches.len() * COMMON / 100).clamp(8, FREQUENT);
    postings.retain(|_, texts| texts.len() > 1 && texts.len() <= most);
    let total = sketches.len() as f32;
    let weights = postings
        .iter()
        .map(|(&hash, texts)| (hash, (1.0 + total / texts.len() as f32).ln()))
        .collect();
    (weights, postings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::sketch::{Mark, Meaning, Vector};
    use bayn_align::encoder::WIDTH;
    use bayn_text::Lang;

    /// Texts in two languages that mean the same, with a mark that `shared` of them have.
    fn texts(count: usize, shared: usize) -> Vec<Sketch> {
        let text = |at: usize| Sketch {
            lang: Lang::new(if at.is_multiple_of(2) { "en" } else { "ar" }),
            marks: (at < shared)
                .then_some(Mark {
                    hash: 7,
                    strong: true,
                })
                .into_iter()
                .collect(),
            meaning: Some(Meaning {
                blocks: Vec::new(),
                mean: Vector::new(&[1.0; WIDTH]),
            }),
            ..Sketch::default()
        };
        (0..count).map(text).collect()
    }

    #[test]
    fn of_very_many_texts_those_are_compared_that_share_a_mark() {
        assert!(!candidates(&texts(40, 0)).is_empty());
        let many = candidates(&texts(EACH + 2, 2));
        let pairs: Vec<(usize, usize)> = many.iter().map(|pair| (pair.one, pair.other)).collect();
        assert_eq!(pairs, [(0, 1)]);
    }

    #[test]
    fn a_mark_that_very_many_texts_have_says_nothing() {
        let known = |shared: usize| weigh(&texts(6_000, shared)).1.len();
        assert_eq!((known(FREQUENT), known(FREQUENT + 1)), (1, 0));
    }
}
