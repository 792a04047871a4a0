//! How near two words are in meaning: vectors of single words, kept while they are asked for.
//!
//! A word's vector is always the same, so it is computed once and kept. Two generations bound
//! the memory: when the young one is full it becomes the old one, and what is asked for again
//! comes back from there; what is not is forgotten with the next change.

use super::reading::{Reading, Word};
use crate::align::encoder::{Encoder, WIDTH};
use crate::units::{Side, Sides};
use std::collections::HashMap;

/// Vectors in one generation: two of them take eight megabytes.
const GENERATION: usize = 2048;

type Vector = Box<[f32]>;

/// The vectors of words met so far.
#[derive(Debug, Default)]
pub(super) struct Vectors {
    young: HashMap<String, Vector>,
    old: HashMap<String, Vector>,
}

/// The cosine of each word of the source with each of the target, row by row.
#[derive(Clone, Debug)]
pub(super) struct Table {
    values: Vec<f32>,
    width: usize,
}

impl Table {
    /// Returns the cosine of a pair.
    pub(super) fn at(&self, source: usize, target: usize) -> f32 {
        self.values
            .get(source * self.width + target)
            .copied()
            .unwrap_or(0.0)
    }
}

impl Vectors {
    /// Compares all words of two sides. Of a word with two forms the nearer one counts.
    pub(super) fn table(&mut self, encoder: &Encoder, sides: &Sides<Reading>) -> Table {
        self.meet(encoder, sides);
        let width = sides.target.0.len();
        let mut values = Vec::with_capacity(sides.source.0.len() * width);
        for source in &sides.source.0 {
            for target in &sides.target.0 {
                values.push(self.cosine(source, target));
            }
        }
        Table { values, width }
    }

    fn cosine(&self, source: &Word, target: &Word) -> f32 {
        let mut best = -1.0_f32;
        for one in source.forms.iter().filter_map(|form| self.young.get(form)) {
            for other in target.forms.iter().filter_map(|form| self.young.get(form)) {
                best = best.max(one.iter().zip(other).map(|(a, b)| a * b).sum());
            }
        }
        best
    }

    /// Sees to it that the vectors of all words are at hand.
    fn meet(&mut self, encoder: &Encoder, sides: &Sides<Reading>) {
        let forms: Vec<&String> = Side::BOTH
            .into_iter()
            .flat_map(|side| &sides[side].0)
            .flat_map(|word| &word.forms)
            .collect();
        if self.young.len() + forms.len() > GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        let mut new: Vec<&str> = Vec::new();
        for form in forms {
            if self.young.contains_key(form) {
                continue;
            }
            match self.old.remove(form) {
                Some(vector) => {
                    self.young.insert(form.clone(), vector);
                }
                None => new.push(form),
            }
        }
        new.sort_unstable();
        new.dedup();
        let vectors: Vec<[f32; WIDTH]> = encoder.embed_all(&new);
        for (form, vector) in new.into_iter().zip(vectors) {
            self.young.insert(form.to_owned(), vector.into());
        }
    }
}
