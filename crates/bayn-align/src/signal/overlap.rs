//! Similarity of two blocks of sentences by the words they share, in any script.
//!
//! For each word of a block the best counterpart in the other block is found: the same string,
//! the same number, a name with the same consonants, or a pair from the lexicon learned from this
//! text. The matches, weighted by how rare a word is, as a share of all weights, are computed for
//! both sides and combined as half their geometric and half their arithmetic mean. Frequencies
//! are those of this text. Word order is ignored.

use super::counterpart::{Counterparts, counterparts, pairs};
use super::lexicon::Lexicon;
use super::words::Words;
use crate::neighbourhood::{Diagonal, Neighbourhood, best_of, insert_top};
use rayon::prelude::*;
use std::ops::Range;

/// A word that occurs in more sentences does not help to locate one.
const COMMON: usize = 64;

/// The overlap of words between two sides.
pub(crate) struct Overlap<'a> {
    pub(super) source: &'a Words,
    pub(super) target: &'a Words,
    pub(super) forward: Counterparts,
    pub(super) backward: Counterparts,
}

impl<'a> Overlap<'a> {
    /// Prepares the pairs of words, from strings and from a lexicon if one was learned.
    pub(crate) fn new(source: &'a Words, target: &'a Words, lexicon: Option<&Lexicon>) -> Self {
        let pairs = pairs(source, target, lexicon);
        Self {
            forward: counterparts(source.len(), pairs.iter().copied()),
            backward: counterparts(target.len(), pairs.iter().map(|&(s, t, p)| (t, s, p))),
            source,
            target,
        }
    }

    /// Returns how each sentence compares with the other side, and for each source sentence
    /// its best few target sentences with their similarity, best first.
    pub(crate) fn neighbourhood(&self, keep: usize) -> ([Neighbourhood; 2], Vec<Vec<(u32, f32)>>) {
        self.compare_within(keep, usize::MAX)
    }

    /// Returns the same, where each sentence is compared with those of the other side that are
    /// at most `reach` from the proportional position.
    pub(crate) fn compare_within(
        &self,
        keep: usize,
        reach: usize,
    ) -> ([Neighbourhood; 2], Vec<Vec<(u32, f32)>>) {
        let (rows, columns) = (self.source.sentences.len(), self.target.sentences.len());
        let masses: Vec<f32> = (0..columns).map(|at| self.target.mass(at)).collect();
        let mut tops = [Vec::with_capacity(rows), vec![[0.0; 3]; columns]];
        let mut sums = [Vec::with_capacity(rows), vec![0.0; columns]];
        let mut candidates = Vec::with_capacity(rows);
        let all: Vec<usize> = (0..rows).collect();
        let diagonal = Diagonal {
            rows: 0..rows,
            columns: 0..columns,
            reach,
        };
        // Which words are common does not depend on the row, so copies of a sentence are treated alike.
        let width = reach.saturating_mul(2).clamp(1, columns.max(1));
        let common = COMMON * columns.max(1) / width;
        // Rows go in batches, so that the lists of all pairs are never in memory at once.
        for batch in all.chunks(256) {
            let found: Vec<_> = batch
                .par_iter()
                .map_init(
                    || RowScratch::new(columns),
                    |scratch, &row| {
                        let list = self.row(row, (&diagonal.near(row), common), &masses, scratch);
                        let mut top = [0.0; 3];
                        let mut sum = 0.0;
                        for &(_, value) in &list {
                            insert_top(&mut top, value);
                            sum += value;
                        }
                        let middle = diagonal.middle(row) as u32;
                        let best = best_of(list.iter().copied(), keep, middle);
                        (list, best, top, sum)
                    },
                )
                .collect();
            for (list, best, top, sum) in found {
                for (column, value) in list {
                    insert_top(&mut tops[1][column as usize], value);
                    sums[1][column as usize] += value;
                }
                tops[0].push(top);
                sums[0].push(sum);
                candidates.push(best);
            }
        }
        let neighbourhood = [
            Neighbourhood::from_top(&tops[0], &sums[0], columns),
            Neighbourhood::from_top(&tops[1], &sums[1], rows),
        ];
        (neighbourhood, candidates)
    }

    /// Returns the similarity of one source sentence to each target sentence that is near and shares a
    /// word.
    fn row(
        &self,
        row: usize,
        (near, common): (&Range<usize>, usize),
        masses: &[f32],
        scratch: &mut RowScratch,
    ) -> Vec<(u32, f32)> {
        let mut best_of: Vec<(u32, f32)> = Vec::new();
        for &word in &self.source.sentences[row] {
            let weight = self.source.weights[word as usize];
            for &(other, sure) in &self.forward[word as usize] {
                best_of.push((other, sure));
                let held = &self.target.postings[other as usize];
                if held.len() > common {
                    continue;
                }
                for &column in inside(held, near) {
                    // Counterparts are sorted best first: the first match in a sentence counts.
                    if scratch.seen[column as usize] != scratch.turn {
                        scratch.seen[column as usize] = scratch.turn;
                        scratch.touch(column);
                        scratch.forward[column as usize] += weight * sure;
                    }
                }
            }
            scratch.turn += 1;
        }
        best_of.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        best_of.dedup_by_key(|entry| entry.0);
        for (other, sure) in best_of {
            let weight = self.target.weights[other as usize];
            let held = &self.target.postings[other as usize];
            if held.len() <= common {
                for &column in inside(held, near) {
                    scratch.backward[column as usize] += weight * sure;
                }
            }
        }
        let mass = self.source.mass(row);
        let mut list = Vec::with_capacity(scratch.touched.len());
        for &column in &scratch.touched {
            let at = column as usize;
            let x = scratch.forward[at] / (mass + 1e-6);
            let y = scratch.backward[at] / (masses[at] + 1e-6);
            list.push((column, join(x, y)));
            scratch.forward[at] = 0.0;
            scratch.backward[at] = 0.0;
            scratch.listed[at] = false;
        }
        scratch.touched.clear();
        list
    }
}

/// Returns those of some ascending columns that are near.
fn inside<'a>(held: &'a [u32], near: &Range<usize>) -> &'a [u32] {
    let from = held.partition_point(|&at| (at as usize) < near.start);
    let rest = held.get(from..).unwrap_or_default();
    let end = rest.partition_point(|&at| (at as usize) < near.end);
    rest.get(..end).unwrap_or_default()
}

/// Combines the covered shares of both sides.
pub(super) fn join(x: f32, y: f32) -> f32 {
    0.5 * (x * y).max(0.0).sqrt() + 0.25 * (x + y)
}

/// Arrays over the other side that are reused for each row.
struct RowScratch {
    forward: Vec<f32>,
    backward: Vec<f32>,
    seen: Vec<u32>,
    listed: Vec<bool>,
    touched: Vec<u32>,
    turn: u32,
}

impl RowScratch {
    fn new(columns: usize) -> Self {
        Self {
            forward: vec![0.0; columns],
            backward: vec![0.0; columns],
            seen: vec![0; columns],
            listed: vec![false; columns],
            touched: Vec::new(),
            turn: 1,
        }
    }

    fn touch(&mut self, column: u32) {
        if !self.listed[column as usize] {
            self.listed[column as usize] = true;
            self.touched.push(column);
        }
    }
}
