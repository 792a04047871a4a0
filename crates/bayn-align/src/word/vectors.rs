//! How near two words are in meaning: vectors of single words, kept while they are asked for.
//!
//! A word's vector is always the same, so it is computed once and kept. Two generations bound
//! the memory: when the young one is full it becomes the old one, and what is asked for again
//! comes back from there; what is not is forgotten with the next change.

use super::reading::Reading;
use crate::encoder::{Encoder, WIDTH};
use bayn_doc::{Side, Sides};
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
    /// Compares all words of two sides.
    ///
    /// What the words of a side have in common, their mean, is taken off first; few words
    /// have less in common than their mean says.
    pub(super) fn table(&mut self, encoder: &Encoder, sides: &Sides<Reading>) -> Table {
        self.meet(encoder, sides);
        let centred = sides.as_ref().map(|side| self.centred(side));
        let width = centred.target.len();
        let values = centred
            .source
            .iter()
            .flat_map(|one| centred.target.iter().map(|other| dot(one, other)))
            .collect();
        Table { values, width }
    }

    /// Returns the unit vectors of the words of a side without their shrunk mean.
    fn centred(&self, side: &Reading) -> Vec<Vec<f32>> {
        const SHRINK: f32 = 3.0;
        let rows: Vec<&[f32]> = side
            .0
            .iter()
            .map(|word| self.young.get(&word.form).map_or(&[][..], |row| row))
            .collect();
        let mut mean = vec![0.0_f32; WIDTH];
        for row in &rows {
            for (sum, value) in mean.iter_mut().zip(*row) {
                *sum += value / (rows.len() as f32 + SHRINK);
            }
        }
        rows.into_iter()
            .map(|row| {
                let mut row: Vec<f32> = row.iter().zip(&mean).map(|(v, m)| v - m).collect();
                let length = dot(&row, &row).sqrt().max(1e-9);
                row.iter_mut().for_each(|value| *value /= length);
                row
            })
            .collect()
    }

    /// Sees to it that the vectors of all words are at hand.
    fn meet(&mut self, encoder: &Encoder, sides: &Sides<Reading>) {
        let words = || Side::BOTH.into_iter().flat_map(|side| &sides[side].0);
        if self.young.len() + words().count() > GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        let mut new: Vec<&str> = Vec::new();
        for word in words() {
            if self.young.contains_key(&word.form) {
                continue;
            }
            match self.old.remove(&word.form) {
                Some(vector) => {
                    self.young.insert(word.form.clone(), vector);
                }
                None => new.push(&word.form),
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

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
