//! What speaks for and against a pair of words, and the probability that follows.

use super::WordModel;
use super::lexicon::Learned;
use super::reading::{Reading, Word};
use super::vectors;
use crate::align::signal::TokenKind;
use crate::units::{Sides, Span};

/// The number of features of a pair.
pub const WORD_FEATURE_COUNT: usize = 13;

/// Returns the name of a feature as the weight files spell it.
#[must_use]
pub const fn word_feature_name(feature: usize) -> &'static str {
    const NAMES: [&str; WORD_FEATURE_COUNT] = [
        "bias",
        "cosine",
        "ahead",
        "first",
        "string",
        "number",
        "number_odd",
        "name",
        "name_near",
        "learned",
        "apart",
        "function_both",
        "function_one",
    ];
    if feature < NAMES.len() {
        NAMES[feature]
    } else {
        ""
    }
}

/// The probability of each pair, row by row.
#[derive(Clone, Debug)]
pub(super) struct Table {
    values: Vec<f32>,
    width: usize,
}

impl Table {
    /// Returns the probability of a pair.
    pub(super) fn at(&self, source: usize, target: usize) -> f32 {
        self.values
            .get(source * self.width + target)
            .copied()
            .unwrap_or(0.0)
    }
}

/// Weighs every pair.
pub(super) fn weigh(
    sides: &Sides<Reading>,
    closeness: Option<&vectors::Table>,
    learned: &Learned,
    model: &WordModel,
) -> Table {
    let values = features(sides, closeness, learned)
        .iter()
        .map(|found| {
            let sum: f32 = found.iter().zip(&model.weights).map(|(f, w)| f * w).sum();
            1.0 / (1.0 + (-sum).exp())
        })
        .collect();
    Table {
        values,
        width: sides.target.0.len(),
    }
}

/// Returns the features of every pair with the spans of its words.
pub(super) fn all(
    sides: &Sides<Reading>,
    closeness: Option<&vectors::Table>,
    learned: &Learned,
) -> Vec<(Span, Span, [f32; WORD_FEATURE_COUNT])> {
    let width = sides.target.0.len().max(1);
    features(sides, closeness, learned)
        .into_iter()
        .enumerate()
        .filter_map(|(at, found)| {
            let source = sides.source.0.get(at / width)?;
            let target = sides.target.0.get(at % width)?;
            Some((source.span, target.span, found))
        })
        .collect()
}

fn features(
    sides: &Sides<Reading>,
    closeness: Option<&vectors::Table>,
    learned: &Learned,
) -> Vec<[f32; WORD_FEATURE_COUNT]> {
    let (rows, columns) = (sides.source.0.len(), sides.target.0.len());
    let cosine = |row: usize, column: usize| closeness.map_or(0.0, |table| table.at(row, column));
    let by_row: Vec<[f32; 2]> = (0..rows)
        .map(|row| best_two((0..columns).map(|column| cosine(row, column))))
        .collect();
    let by_column: Vec<[f32; 2]> = (0..columns)
        .map(|column| best_two((0..rows).map(|row| cosine(row, column))))
        .collect();
    let mut found = Vec::with_capacity(rows * columns);
    for (row, source) in sides.source.0.iter().enumerate() {
        for (column, target) in sides.target.0.iter().enumerate() {
            let near = cosine(row, column);
            // By how much it leads, or trails, the best other pair of either word.
            let lead = |best: [f32; 2]| near - if near >= best[0] { best[1] } else { best[0] };
            let leads = [lead(by_row[row]), lead(by_column[column])];
            let first = leads.iter().filter(|lead| **lead > 0.0).count() == 2;
            let number = number(source, target);
            let (name, name_near) = name(source, target);
            found.push([
                1.0,
                near,
                leads[0].min(leads[1]),
                if first && closeness.is_some() {
                    1.0
                } else {
                    0.0
                },
                same_string(source, target),
                number.max(0.0),
                (-number).max(0.0),
                name,
                name_near,
                learned.probability(&source.key, &target.key),
                (source.place - target.place).abs(),
                f32::from(u8::from(source.is_function && target.is_function)),
                f32::from(u8::from(source.is_function != target.is_function)),
            ]);
        }
    }
    found
}

fn best_two(values: impl Iterator<Item = f32>) -> [f32; 2] {
    values.fold([-1.0, -1.0], |[first, second], value| {
        if value > first {
            [value, first]
        } else {
            [first, second.max(value)]
        }
    })
}

/// 1 for equal strings of some length, less for short ones.
fn same_string(source: &Word, target: &Word) -> f32 {
    if source.key != target.key || source.kind == TokenKind::Number {
        return 0.0;
    }
    if source.key.chars().count() > 3 {
        1.0
    } else {
        0.5
    }
}

/// 1 for equal numbers, -1 for different ones or a number and a word that is none.
fn number(source: &Word, target: &Word) -> f32 {
    if source
        .values
        .iter()
        .any(|value| target.values.contains(value))
    {
        return 1.0;
    }
    let is_figure = |word: &Word| word.kind == TokenKind::Number;
    if is_figure(source) || is_figure(target) {
        -1.0
    } else {
        0.0
    }
}

/// Whether both may name the same, by equal consonants, and by nearly equal ones.
fn name(source: &Word, target: &Word) -> (f32, f32) {
    if source.kind == target.kind || !source.may_be_name || !target.may_be_name {
        return (0.0, 0.0);
    }
    let mut equal = 0.0_f32;
    let mut near = 0.0_f32;
    for one in &source.skeletons {
        for other in &target.skeletons {
            let shorter = one.len().min(other.len());
            if one == other {
                equal = equal.max(if shorter >= 3 { 1.0 } else { 0.5 });
            } else if shorter >= 3 {
                let shared = longest_common(one.as_bytes(), other.as_bytes());
                let longer = one.len().max(other.len());
                near = near.max(shared as f32 / longer as f32);
            }
        }
    }
    (equal, if equal > 0.0 { 0.0 } else { near })
}

/// Returns the length of the longest common subsequence.
fn longest_common(one: &[u8], other: &[u8]) -> usize {
    let mut row = vec![0; other.len() + 1];
    for &a in one {
        let mut diagonal = 0;
        for (at, &b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b {
                diagonal + 1
            } else {
                above.max(row[at])
            };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}
