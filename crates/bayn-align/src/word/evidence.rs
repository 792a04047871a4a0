//! The evidence for and against a pair of words, and the resulting probability.
//!
//! Each pair is scored twice: by itself, and then with its neighbours, since words
//! mostly move together. The weights are those of one logistic regression.

use super::feature::WordFeatures;
use super::lexicon::Learned;
use super::reading::{Reading, Word};
use super::{WordModel, vectors};
use crate::signal::TokenKind;
use bayn_doc::Sides;
use harf::Span;

/// Where the features of the neighbours begin.
const NEIGHBOURS: usize = 13;

/// The probability of each pair, row by row.
#[derive(Clone, Debug)]
pub(super) struct Table {
    values: Vec<f32>,
    width: usize,
}

impl Table {
    fn of(found: &[WordFeatures], width: usize, model: &WordModel) -> Self {
        let values = found
            .iter()
            .map(|found| {
                let sum: f32 = found.iter().zip(&model.weights).map(|(f, w)| f * w).sum();
                1.0 / (1.0 + (-sum).exp())
            })
            .collect();
        Self { values, width }
    }

    /// Returns the probability of a pair; 0 outside.
    pub(super) fn at(&self, source: usize, target: usize) -> f32 {
        if target >= self.width {
            return 0.0;
        }
        self.values
            .get(source * self.width + target)
            .copied()
            .unwrap_or(0.0)
    }

    /// Returns the probability of the best pair among those at these distances.
    fn best_at(&self, from: (usize, usize), distances: &[(isize, isize)]) -> f32 {
        distances.iter().fold(0.0, |best: f32, &(down, along)| {
            let at = (
                from.0.checked_add_signed(down),
                from.1.checked_add_signed(along),
            );
            match at {
                (Some(source), Some(target)) => best.max(self.at(source, target)),
                _ => best,
            }
        })
    }
}

/// Scores every pair.
pub(super) fn weigh(
    sides: &Sides<Reading>,
    closeness: Option<&vectors::Table>,
    learned: &Learned,
    model: &WordModel,
) -> Table {
    let found = features(sides, closeness, learned, model);
    Table::of(&found, sides.target.0.len(), model)
}

/// Returns the features of every pair with the spans of its words.
pub(super) fn all(
    sides: &Sides<Reading>,
    closeness: Option<&vectors::Table>,
    learned: &Learned,
    model: &WordModel,
) -> Vec<(Span, Span, WordFeatures)> {
    let width = sides.target.0.len().max(1);
    features(sides, closeness, learned, model)
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
    model: &WordModel,
) -> Vec<WordFeatures> {
    let width = sides.target.0.len();
    let mut found = alone(sides, closeness, learned);
    let first = Table::of(&found, width, model);
    for (at, features) in found.iter_mut().enumerate() {
        let from = (at / width, at % width);
        features[NEIGHBOURS] = first.best_at(from, &[(-1, -1), (-1, -2), (-2, -1), (-2, -2)]);
        features[NEIGHBOURS + 1] = first.best_at(from, &[(1, 1), (1, 2), (2, 1), (2, 2)]);
        features[NEIGHBOURS + 2] = first.best_at(from, &[(1, -1), (-1, 1)]);
    }
    found
}

/// Returns the features of each pair by itself.
fn alone(
    sides: &Sides<Reading>,
    closeness: Option<&vectors::Table>,
    learned: &Learned,
) -> Vec<WordFeatures> {
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
            // By how much it is better or worse than the best other pair of either word.
            let lead = |best: [f32; 2]| near - if near >= best[0] { best[1] } else { best[0] };
            let (one, other) = (lead(by_row[row]), lead(by_column[column]));
            let number = number(source, target);
            let (name, name_near) = name(source, target);
            found.push([
                1.0,
                near,
                one.min(other),
                one.max(other),
                same_string(source, target),
                number.max(0.0),
                (-number).max(0.0),
                name,
                name_near,
                learned.probability(&source.key, &target.key),
                (source.place - target.place).abs(),
                f32::from(u8::from(source.is_function && target.is_function)),
                f32::from(u8::from(source.is_function != target.is_function)),
                0.0,
                0.0,
                0.0,
            ]);
        }
    }
    found
}

/// Returns the two largest values; a side of one word has no second one.
fn best_two(values: impl Iterator<Item = f32>) -> [f32; 2] {
    values.fold([0.0, 0.0], |[first, second], value| {
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

/// 1 for equal numbers, -1 for different ones or for a number and another word.
fn number(source: &Word, target: &Word) -> f32 {
    let says = |value| target.values.contains(value);
    if source.values.iter().any(says) {
        return 1.0;
    }
    let is_figure = |word: &Word| word.kind == TokenKind::Number;
    if is_figure(source) || is_figure(target) {
        -1.0
    } else {
        0.0
    }
}

/// Whether both may be the same name, by equal consonants, and how similar they are beyond
/// half.
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
                near = near.max(shared as f32 / one.len().max(other.len()) as f32);
            }
        }
    }
    if equal > 0.0 {
        (equal, 0.0)
    } else {
        (0.0, (near * 2.0 - 1.0).max(0.0))
    }
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
