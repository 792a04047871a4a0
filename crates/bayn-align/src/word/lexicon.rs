//! The lexicon learned from the text itself: the pairs of words that occur in the same beads.

use crate::signal::{Words, learn};
use bayn_doc::Bitext;
use bayn_doc::Sides;
use std::collections::HashMap;
use std::ops::Range;

/// The most beads that are read: more add little.
const MOST: usize = 20_000;

/// Pairs of word keys with the probability that they translate each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Learned(HashMap<String, HashMap<String, f32>>);

impl Learned {
    /// Learns from the beads of an alignment.
    pub(super) fn from(bitext: &Bitext) -> Self {
        let words = Sides::from_fn(|side| {
            let document = &bitext.documents[side];
            let last = bitext
                .beads
                .get(..MOST.min(bitext.beads.len()))
                .and_then(|beads| beads.last())
                .map_or(0, |bead| bead.sentences[side].end);
            Words::read(
                document.lang.primary(),
                (0..last).map(|at| document.sentence(at)),
            )
        });
        let beads: Vec<Sides<Range<usize>>> = bitext
            .beads
            .iter()
            .take(MOST)
            .map(|bead| bead.sentences.clone())
            .collect();
        let lexicon = learn(words.as_ref(), &beads);
        let mut pairs: HashMap<String, HashMap<String, f32>> = HashMap::new();
        for &(source, target, probability) in lexicon.pairs() {
            pairs
                .entry(words.source.key(source).to_owned())
                .or_default()
                .insert(words.target.key(target).to_owned(), probability);
        }
        Self(pairs)
    }

    /// Returns the probability of a pair of keys, 0 for a pair that was not seen.
    pub(super) fn probability(&self, source: &str, target: &str) -> f32 {
        self.0
            .get(source)
            .and_then(|found| found.get(target))
            .copied()
            .unwrap_or(0.0)
    }
}
