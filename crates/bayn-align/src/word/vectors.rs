//! How near two words are in meaning: the vectors of single words, which the encoder keeps.

use super::reading::Reading;
use crate::encoder::{Encoder, WIDTH};
use bayn_doc::Sides;

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

impl Table {
    /// Compares all words of two sides.
    ///
    /// What the words of a side have in common, their mean, is taken off first; few words
    /// have less in common than their mean says.
    pub(super) fn of(encoder: &Encoder, sides: &Sides<Reading>) -> Self {
        let centred = sides.as_ref().map(|side| centred(encoder, side));
        let width = centred.target.len();
        let values = centred
            .source
            .iter()
            .flat_map(|one| centred.target.iter().map(|other| dot(one, other)))
            .collect();
        Self { values, width }
    }
}

/// Returns the unit vectors of the words of a side without their shrunk mean.
fn centred(encoder: &Encoder, side: &Reading) -> Vec<[f32; WIDTH]> {
    const SHRINK: f32 = 3.0;
    let words: Vec<&str> = side.0.iter().map(|word| word.form.as_str()).collect();
    let vectors = encoder.words(&words);
    let mut rows: Vec<[f32; WIDTH]> = vectors.iter().map(|vector| vector.unit()).collect();
    let mut mean = [0.0_f32; WIDTH];
    for row in &rows {
        for (sum, value) in mean.iter_mut().zip(row) {
            *sum += value / (rows.len() as f32 + SHRINK);
        }
    }
    for row in &mut rows {
        for (value, mean) in row.iter_mut().zip(&mean) {
            *value -= mean;
        }
        let length = dot(row, row).sqrt().max(1e-9);
        row.iter_mut().for_each(|value| *value /= length);
    }
    rows
}

fn dot(one: &[f32], other: &[f32]) -> f32 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
