//! Similarity of two blocks of sentences by meaning: the cosine of their vectors.
//!
//! The vector of a block of 1 to 8 sentences is composed from the token sums of its sentences,
//! so each sentence is encoded once. Vectors are stored as bytes with one scale each: the cosine is
//! off by less than .005, and ten thousand sentences take forty megabytes a side.

use crate::encoder::{Block, Encoder, Parts, Vector, VectorMatrix, WIDTH};
use crate::neighbourhood::{Diagonal, Neighbourhood, best_of, insert_top};
use crate::search::{Band, BlockTable, MAX_SIDE, slot};
use rayon::prelude::*;
use std::ops::Range;

/// Above this number a side is compared with a sample of the other of this size.
const SAMPLE: usize = 512;

/// The number of sentences compared with a sample at once.
const ROWS: usize = 1024;
/// The number of rows and columns of the band whose blocks are compared at once.
const TOGETHER: usize = 16;
const ABREAST: usize = 128;
/// The number of sentences encoded before their blocks are composed.
const STRETCH: usize = 1024;
/// The number of sentences whose blocks are passed to the head at once: enough for efficient products.
const BATCH: usize = 16;

/// The vectors of all blocks of one side.
pub(crate) struct Vectors {
    /// For each first sentence, blocks of 1, 2 … sentences as far as the text goes.
    blocks: Vec<Vec<Vector>>,
    /// The mean of the vectors of single sentences.
    mean: [f32; WIDTH],
}

impl Vectors {
    /// Encodes the sentences of one side.
    pub(crate) fn encode(encoder: &Encoder, sentences: &[&str]) -> Self {
        let mut all = Self {
            blocks: Vec::with_capacity(sentences.len()),
            mean: [0.0; WIDTH],
        };
        // The common part is known when all sentences are encoded; without it a part at a time is
        // encoded and dropped.
        let stretch = match encoder.common() {
            Some(_) => sentences.len().max(1),
            None => STRETCH,
        };
        let mut parts: Vec<Parts> = Vec::new();
        for start in (0..sentences.len()).step_by(stretch) {
            let read = start + parts.len();
            let end = (start + stretch + MAX_SIDE - 1).min(sentences.len());
            parts.extend(encoder.parts_of(sentences.get(read..end).unwrap_or_default()));
            let common = encoder.common().map(|all| common(encoder, &parts, all));
            let own = stretch.min(sentences.len() - start);
            all.compose(encoder, &parts, (own, sentences.len()), common.as_ref());
            parts.drain(..own);
        }
        all
    }

    /// Adds the blocks that begin in the first `own` of some sentences of a side of `count`.
    fn compose(
        &mut self,
        encoder: &Encoder,
        parts: &[Parts],
        (own, count): (usize, usize),
        common: Option<&[f32; WIDTH]>,
    ) {
        let starts: Vec<usize> = (0..own).collect();
        let found: Vec<(Vec<Vector>, [f32; WIDTH])> = starts
            .par_chunks(BATCH)
            .flat_map_iter(|starts| {
                let runs = starts.iter().map(|&start| {
                    let longest = MAX_SIDE.min(parts.len() - start);
                    (1..=longest).map(move |size| start..start + size)
                });
                let blocks = runs.clone().flatten();
                let blocks: Vec<Block> =
                    blocks.filter_map(|run| Block::over(&parts[run])).collect();
                let mut units = encoder.head(&blocks).into_iter();
                let of_start = |run: usize| {
                    let mut units: Vec<[f32; WIDTH]> = units.by_ref().take(run).collect();
                    if let Some(common) = common {
                        units.iter_mut().for_each(|unit| take_off(unit, common));
                    }
                    let single = units.first().copied().unwrap_or([0.0; WIDTH]);
                    (units.iter().map(Vector::new).collect(), single)
                };
                runs.map(Iterator::count).map(of_start).collect::<Vec<_>>()
            })
            .collect();
        for (vectors, single) in found {
            for (mean, value) in self.mean.iter_mut().zip(&single) {
                *mean += value / count as f32;
            }
            self.blocks.push(vectors);
        }
    }

    fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Returns the mean similarity of each block to the sentences of `other`.
    fn means(&self, other: &Self) -> Vec<[f32; MAX_SIDE]> {
        self.blocks
            .par_iter()
            .map(|blocks| {
                let mut out = [0.0; MAX_SIDE];
                for (mean, block) in out.iter_mut().zip(blocks) {
                    let sum: f32 = block
                        .values
                        .iter()
                        .zip(&other.mean)
                        .map(|(&a, b)| f32::from(a) * b)
                        .sum();
                    *mean = sum * block.scale;
                }
                out
            })
            .collect()
    }

    /// Returns how the single sentences of `places` compare with those of `other`, or with
    /// a sample of them and those that `near` names.
    fn neighbourhood(
        &self,
        places: Range<usize>,
        other: &Self,
        near: impl Fn(usize) -> Range<usize> + Sync,
    ) -> Neighbourhood {
        let step = other.len().div_ceil(SAMPLE).max(1);
        let single = |at: usize| self.blocks.get(at)?.first();
        let sampled = other.blocks.iter().step_by(step);
        let sample = VectorMatrix::of(sampled.filter_map(|blocks| blocks.first()));
        let places: Vec<usize> = places.collect();
        let found: Vec<([f32; 3], f32)> = places
            .par_chunks(ROWS)
            .flat_map_iter(|places| {
                let own = VectorMatrix::of(places.iter().filter_map(|&at| single(at)));
                let cosines = own.cosines(&sample);
                let mut rows = cosines.chunks_exact(sample.len().max(1));
                let of_place = |&at: &usize| {
                    let mut top = [0.0; 3];
                    let Some(own) = single(at) else {
                        return (top, 0.0);
                    };
                    let mut sum = 0.0;
                    for &cosine in rows.next().unwrap_or_default() {
                        insert_top(&mut top, cosine);
                        sum += cosine;
                    }
                    for place in near(at).filter(|place| place % step != 0) {
                        if let Some(block) = other.blocks.get(place).and_then(|of| of.first()) {
                            insert_top(&mut top, own.cosine(block));
                        }
                    }
                    (top, sum / sample.len().max(1) as f32 * other.len() as f32)
                };
                places.iter().map(of_place).collect::<Vec<_>>()
            })
            .collect();
        let (tops, sums): (Vec<[f32; 3]>, Vec<f32>) = found.into_iter().unzip();
        Neighbourhood::from_top(&tops, &sums, other.len())
    }
}

/// Returns the common part of the sentences of a side: their mean, and for few sentences more
/// of the mean of all texts.
///
/// On 60 pairs each of German and French reports and of Arabic and English novels, with
/// multilingual-e5-small, the true pair is the nearest in .98 and .60 of the cases if the mean
/// of all texts is subtracted, in 1.00 and .90 if that of the side is.
fn common(encoder: &Encoder, parts: &[Parts], all: &[f32; WIDTH]) -> [f32; WIDTH] {
    /// The number of sentences that the mean of all texts counts as.
    const PRIOR: f32 = 8.0;
    let singles: Vec<Block> = parts
        .iter()
        .filter_map(|parts| Block::over(std::slice::from_ref(parts)))
        .collect();
    let mut sum = all.map(|value| value * PRIOR);
    for unit in encoder.head(&singles) {
        for (sum, value) in sum.iter_mut().zip(unit) {
            *sum += value;
        }
    }
    sum.map(|value| value / (PRIOR + singles.len() as f32))
}

/// Subtracts the common part from a vector, and normalises it to length 1 again.
fn take_off(unit: &mut [f32; WIDTH], common: &[f32; WIDTH]) {
    for (value, common) in unit.iter_mut().zip(common) {
        *value -= common;
    }
    let length = unit.iter().map(|value| value * value).sum::<f32>().sqrt();
    unit.iter_mut().for_each(|value| *value /= length.max(1e-6));
}

/// The blocks that begin at some consecutive sentences, as one matrix.
struct Starts {
    matrix: VectorMatrix,
    /// Where those of each sentence begin in it; one more at the end.
    offsets: Vec<usize>,
}

impl Starts {
    fn of(side: &Vectors, places: Range<usize>) -> Self {
        let blocks = |place| side.blocks.get(place).map_or(&[][..], Vec::as_slice);
        let mut offsets = vec![0];
        for place in places.clone() {
            offsets.push(offsets.last().map_or(0, |end| end + blocks(place).len()));
        }
        Self {
            matrix: VectorMatrix::of(places.flat_map(blocks)),
            offsets,
        }
    }

    /// Writes the cosines with those of `target`, which begin at `columns`, to the cells of the
    /// band at `runs` of columns, one run for each sentence here.
    fn fill(
        &self,
        target: &Self,
        (runs, columns): (&[Range<usize>], Range<usize>),
        mut cells: &mut [f32],
    ) {
        let cosines = self.matrix.cosines(&target.matrix);
        for (run, own) in runs.iter().zip(self.offsets.windows(2)) {
            let (here, next) = cells.split_at_mut(run.len() * slot::COUNT);
            cells = next;
            for (column, cell) in run.clone().zip(here.chunks_exact_mut(slot::COUNT)) {
                let Some([start, end]) = column
                    .checked_sub(columns.start)
                    .and_then(|at| target.offsets.get(at..at + 2)?.first_chunk::<2>())
                else {
                    continue;
                };
                for (a, row) in (own[0]..own[1]).enumerate() {
                    let row = row * target.matrix.len();
                    let cosines = cosines.get(row + start..row + end).unwrap_or_default();
                    for (b, &cosine) in cosines.iter().enumerate().take(MAX_SIDE - a) {
                        cell[slot::of(a + 1, b + 1)] = cosine;
                    }
                }
            }
        }
    }
}

/// The cosines between two sides.
pub(crate) struct Cosine<'a> {
    source: &'a Vectors,
    target: &'a Vectors,
}

impl<'a> Cosine<'a> {
    pub(crate) const fn new(source: &'a Vectors, target: &'a Vectors) -> Self {
        Self { source, target }
    }

    /// Returns how each sentence compares with the other side, source first.
    pub(crate) fn neighbourhood(&self, band: &Band) -> [Neighbourhood; 2] {
        let mut rows_of = vec![0..0; self.target.len() + 1];
        for row in 0..=band.height() {
            for column in band.row(row) {
                let rows: &mut Range<usize> = &mut rows_of[column];
                if rows.end == 0 {
                    rows.start = row;
                }
                rows.end = row + 1;
            }
        }
        let (rows, columns) = (self.source.len(), self.target.len());
        [
            self.source
                .neighbourhood(0..rows, self.target, |row| band.row(row)),
            self.target
                .neighbourhood(0..columns, self.source, |column| rows_of[column].clone()),
        ]
    }

    /// Returns how sentences of each side compare with a sample of the other; all other
    /// sentences get 0.
    pub(crate) fn neighbourhood_of(
        &self,
        rows: Range<usize>,
        columns: Range<usize>,
    ) -> [Neighbourhood; 2] {
        let of = |own: &Vectors, places: Range<usize>, other: &Vectors| {
            let start = places.start;
            let found = own.neighbourhood(places, other, |_| 0..0);
            found.shifted(start, own.len())
        };
        [
            of(self.source, rows, self.target),
            of(self.target, columns, self.source),
        ]
    }

    /// Returns the mean similarity of blocks to the other side, source first.
    pub(crate) fn means(&self) -> [Vec<[f32; MAX_SIDE]>; 2] {
        [
            self.source.means(self.target),
            self.target.means(self.source),
        ]
    }

    /// Returns the similarity of every block that begins inside the band.
    pub(crate) fn blocks(&self, band: &Band) -> BlockTable {
        let shape = (slot::COUNT, TOGETHER);
        let values = band.table_of_runs(0.0, shape, |rows, cells| {
            let source = Starts::of(self.source, rows.clone());
            let runs: Vec<Range<usize>> = rows.map(|row| band.row(row)).collect();
            let first = runs.iter().map(|run| run.start).min().unwrap_or_default();
            let end = runs.iter().map(|run| run.end).max().unwrap_or_default();
            for begin in (first..end).step_by(ABREAST) {
                let columns = begin..(begin + ABREAST).min(end);
                let target = Starts::of(self.target, columns.clone());
                source.fill(&target, (&runs, columns), cells);
            }
        });
        BlockTable::new(values, slot::MAX_SUM)
    }

    /// Returns, for the source sentences of a diagonal, the best few target sentences near it,
    /// with their cosine, best first.
    pub(crate) fn candidates(&self, keep: usize, diagonal: &Diagonal) -> Vec<Vec<(u32, f32)>> {
        let single = |side: &'a Vectors, at: usize| side.blocks.get(at)?.first();
        let rows: Vec<usize> = diagonal.rows.clone().collect();
        rows.par_chunks(ABREAST)
            .flat_map_iter(|rows| {
                let near = rows.iter().map(|&row| diagonal.near(row));
                let first = near
                    .clone()
                    .map(|near| near.start)
                    .min()
                    .unwrap_or_default();
                let end = near.map(|near| near.end).max().unwrap_or_default();
                let own = rows.iter().filter_map(|&row| single(self.source, row));
                let others = (first..end).filter_map(|at| single(self.target, at));
                let others = VectorMatrix::of(others);
                let cosines = VectorMatrix::of(own).cosines(&others);
                let found = rows.iter().zip(cosines.chunks_exact(others.len().max(1)));
                let found = found.map(|(&row, cosines)| {
                    let near = diagonal
                        .near(row)
                        .map(|at| (at as u32, cosines[at - first]));
                    best_of(near, keep, diagonal.middle(row) as u32)
                });
                let mut found: Vec<Vec<(u32, f32)>> = found.collect();
                found.resize(rows.len(), Vec::new());
                found
            })
            .collect()
    }
}
