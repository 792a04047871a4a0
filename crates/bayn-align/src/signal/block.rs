//! The similarity by words of every block of sentences in a band.
//!
//! The counterparts of a word in each run of 1 to 8 sentences of the other side are looked
//! up once; blocks are sums of that.

use super::counterpart::Counterparts;
use super::overlap::{Overlap, join};
use super::words::Words;
use crate::search::{Band, BlockTable, MAX_SIDE, slot};
use rayon::prelude::*;
use std::ops::Range;

impl Overlap<'_> {
    /// Returns the similarity of every block that begins inside the band and has at most `sum`
    /// sentences on both sides together.
    pub(crate) fn blocks(&self, band: &Band, sum: usize) -> BlockTable {
        let (rows, columns) = (self.source.sentences.len(), self.target.sentences.len());
        let longest = MAX_SIDE.min(sum - 1);
        let strip = strip_around(band, rows, columns, longest);
        let by_row: Vec<Vec<f32>> = (0..rows)
            .into_par_iter()
            .map(|row| {
                let words = &self.source.sentences[row];
                let held = (&self.forward, self.target.postings.as_slice());
                let words = (words.as_slice(), self.source.weights.as_slice());
                window_hits(words, held, strip[row].clone(), columns, longest)
            })
            .collect();
        let down = transposed(&strip, columns);
        let by_column: Vec<Vec<f32>> = (0..columns)
            .into_par_iter()
            .map(|column| {
                let words = &self.target.sentences[column];
                let held = (&self.backward, self.source.postings.as_slice());
                let words = (words.as_slice(), self.target.weights.as_slice());
                window_hits(words, held, down[column].clone(), rows, longest)
            })
            .collect();
        let masses = [running(self.source), running(self.target)];
        let hits = Hits {
            forward: |i: usize, j: usize, b: usize| {
                by_row[i][(j - strip[i].start) * longest + b - 1]
            },
            backward: |i: usize, j: usize, a: usize| {
                by_column[j][(i - down[j].start) * longest + a - 1]
            },
        };
        let shapes = slot::count(sum);
        let values = band.table(0.0, shapes, |row, cells| {
            for (column, cell) in band.row(row).zip(cells.chunks_exact_mut(shapes)) {
                let room = (longest.min(rows - row), longest.min(columns - column));
                hits.fill((row, column), room, sum, &masses, cell);
            }
        });
        BlockTable::new(values, sum)
    }
}

/// The summed weights of words of one sentence that find a counterpart in a run of the other
/// side.
struct Hits<F, B> {
    /// Of a source sentence, in target sentences from an index on.
    forward: F,
    /// Of a target sentence (the second argument), in source sentences from an index on.
    backward: B,
}

impl<F, B> Hits<F, B>
where
    F: Fn(usize, usize, usize) -> f32,
    B: Fn(usize, usize, usize) -> f32,
{
    /// Fills in the similarity of all blocks that begin at one cell, have at most `room` sentences
    /// per side, and `sum` together.
    fn fill(
        &self,
        (row, column): (usize, usize),
        room: (usize, usize),
        sum: usize,
        masses: &[Vec<f32>; 2],
        cell: &mut [f32],
    ) {
        let mut back = [0.0; MAX_SIDE];
        for b in 1..=room.1 {
            let mut x = 0.0;
            for (a, y) in (1..=room.0.min(sum - b)).zip(&mut back) {
                x += (self.forward)(row + a - 1, column, b);
                *y += (self.backward)(row, column + b - 1, a);
                let source = masses[0][row + a] - masses[0][row] + 1e-6;
                let target = masses[1][column + b] - masses[1][column] + 1e-6;
                cell[slot::of(a, b)] = join(x / source, *y / target);
            }
        }
    }
}

/// Returns the running sum of the weights, one more than sentences.
fn running(words: &Words) -> Vec<f32> {
    let mut sum = 0.0;
    let mut out = vec![0.0];
    for at in 0..words.sentences.len() {
        sum += words.mass(at);
        out.push(sum);
    }
    out
}

/// For one sentence, given by its words and their weights, and each window of 1 to `longest`
/// sentences of the other side that begins in `range`: the summed weight of its words that
/// find a counterpart in the window. `longest` numbers for each place.
fn window_hits(
    (words, weights): (&[u32], &[f32]),
    (counterparts, postings): (&Counterparts, &[Vec<u32>]),
    range: Range<usize>,
    total: usize,
    longest: usize,
) -> Vec<f32> {
    let mut out = vec![0.0; range.len() * longest];
    let end = (range.end + longest - 1).min(total);
    let mut hit = vec![0.0_f32; end.saturating_sub(range.start)];
    for &word in words {
        let (mut first, mut last) = (usize::MAX, 0);
        for &(other, sure) in &counterparts[word as usize] {
            let held = &postings[other as usize];
            let from = held.partition_point(|&at| (at as usize) < range.start);
            for &at in &held[from..] {
                let at = at as usize;
                if at >= end {
                    break;
                }
                let at = at - range.start;
                hit[at] = hit[at].max(sure);
                first = first.min(at);
                last = last.max(at);
            }
        }
        if first == usize::MAX {
            continue;
        }
        let weight = weights[word as usize];
        let begin = first.saturating_sub(longest - 1);
        let places = out.chunks_exact_mut(longest).enumerate();
        for (start, sums) in places.take(last + 1).skip(begin) {
            let mut best = 0.0_f32;
            for (size, sum) in sums.iter_mut().enumerate() {
                best = best.max(hit.get(start + size).copied().unwrap_or(0.0));
                *sum += weight * best;
            }
        }
        hit[first..=last].fill(0.0);
    }
    out
}

/// Returns the band widened so that every sentence of every block in it, of at most `longest`
/// sentences a side, has its cells: a run of columns for each row with a sentence.
fn strip_around(band: &Band, rows: usize, columns: usize, longest: usize) -> Vec<Range<usize>> {
    (0..rows)
        .map(|row| {
            let start = band.row(row.saturating_sub(longest - 1)).start;
            let end = (band.row(row).end + longest - 1).min(columns);
            start.min(end)..end
        })
        .collect()
}

/// Returns, for each column, the rows whose run contains it; contiguous since the band only moves
/// forward.
fn transposed(strip: &[Range<usize>], columns: usize) -> Vec<Range<usize>> {
    let mut found = vec![0..0; columns];
    for (row, run) in strip.iter().enumerate() {
        for rows in &mut found[run.clone()] {
            if rows.end == 0 {
                rows.start = row;
            }
            rows.end = row + 1;
        }
    }
    found
}
