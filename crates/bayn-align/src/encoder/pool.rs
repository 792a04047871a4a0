//! A batch of sentences from tokens to the sums that [`Parts`] keeps.
//!
//! A token's row `t = f W + b`, where `f` is the layer norm of its table row and of its
//! three branches, 1280 numbers. Only sums of `t` are wanted, and a sum commutes with the
//! product: `f` is added up first, and one product does for all tokens of a sentence.

use ndarray::{Array2, ArrayViewMut2, Axis, Slice};
use rayon::prelude::*;
use std::ops::Range;

use super::asset::Asset;
use super::batch::{Sizes, batches};
use super::branch::{Branch, Room, Sentences};
use super::dense::{Dense, Levels, Weights, layer_norm, moments};
use super::embeddings::Table;
use super::parts::{Block, Parts, WIDTH};
use super::piece::{CHANNELS, Known, Pieces};

/// Window sizes of the branches, and how many tokens of a window lie before its own.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Numbers a token has before the last product.
const FEATURES: usize = WIDTH + ORDERS.len() * CHANNELS;

/// Tokens whose branches are worked out together: few enough that the numbers stay in the cache
/// from one step to the next, enough to keep the products busy.
const GROUP: Sizes = Sizes {
    most: 512,
    least: 256,
};
/// Pieces that are worked out together, at least and at most.
const PART: Range<usize> = 256..2048;
/// What a sentence is parted in: its interior, the begin and the end.
const KINDS: usize = 3;
/// Sentences whose sums go through the last product together.
const SHARE: usize = 128;

/// The weights from the table to the sums.
#[derive(Debug)]
pub(super) struct Pool {
    project: Dense,
    project_bias: Vec<f32>,
    gain: Vec<f32>,
    bias: Vec<f32>,
    branches: [Branch; ORDERS.len()],
    pool: Dense,
    pool_gain: Vec<f32>,
    /// What a token adds whatever it is: the norm's bias times the matrix, plus its own bias.
    constant: Vec<f32>,
}

impl Pool {
    /// Reads the sections of the projection, the branches and the last product.
    pub(super) fn new(asset: &Asset<'_>) -> Option<Self> {
        let joined = ORDERS.len() * CHANNELS;
        let branch = |at: usize| {
            let &(order, left) = ORDERS.get(at)?;
            Branch::new(asset, order, left)
        };
        let pool = Weights::read(asset, "pool", FEATURES, WIDTH)?;
        let mut constant = pool.times_row(&asset.floats("pool.bias", FEATURES)?);
        for (value, bias) in constant.iter_mut().zip(asset.floats("pool.b", WIDTH)?) {
            *value += bias;
        }
        Some(Self {
            project: Dense::new(asset, "proj", WIDTH, joined)?,
            project_bias: asset.floats("proj.b", joined)?,
            gain: asset.floats("ln.gain", joined)?,
            bias: asset.floats("ln.bias", joined)?,
            branches: [branch(0)?, branch(1)?, branch(2)?],
            pool: pool.into(),
            pool_gain: asset.floats("pool.gain", FEATURES)?,
            constant,
        })
    }

    /// Returns the parts of each sentence, given by its ids with the begin and end token.
    pub(super) fn run(&self, table: &Table, ids: &[Vec<u32>]) -> Vec<Parts> {
        self.shared(&self.sums(table, ids, KINDS), ids, |rows, number, ids| {
            let row = |kind: usize, tokens: usize| self.row(rows, KINDS * number + kind, tokens);
            let tokens = ids.len().saturating_sub(2);
            Parts {
                interior_sum: row(0, tokens),
                begin: row(1, 1),
                end: row(2, 1),
                tokens,
            }
        })
    }

    /// Returns each sentence as a block of its own: a third of the work of the last product,
    /// where no sentence is to be joined with others.
    pub(super) fn alone(&self, table: &Table, ids: &[Vec<u32>]) -> Vec<Block> {
        self.shared(&self.sums(table, ids, 1), ids, |rows, number, ids| Block {
            sum: self.row(rows, number, ids.len()),
            tokens: ids.len(),
        })
    }

    /// Returns the summed features of sentences: `kinds` rows each, all tokens in one or the
    /// interior, the begin and the end apart.
    fn sums(&self, table: &Table, ids: &[Vec<u32>], kinds: usize) -> Array2<f32> {
        let mut known: Vec<u32> = ids.concat();
        let mut pieces = known.clone();
        known.sort_unstable();
        known.dedup();
        for piece in &mut pieces {
            *piece = known.binary_search(piece).unwrap_or_default() as u32;
        }
        let size = known.len().div_ceil(rayon::current_num_threads());
        let size = size.clamp(PART.start, PART.end);
        let parts = known.par_chunks(size).map(|known| self.know(table, known));
        let known = Pieces::new(size, parts.collect());

        let mut sums = Array2::zeros((kinds * ids.len(), FEATURES));
        let (mut pieces, mut rest) = (pieces.as_slice(), sums.view_mut());
        let mut work = Vec::new();
        for group in batches(ids, rayon::current_num_threads(), GROUP) {
            let (target, after) = rest.split_at(Axis(0), kinds * group.len());
            let (here, next) = pieces.split_at(group.iter().map(Vec::len).sum());
            (rest, pieces) = (after, next);
            work.push((group, here, target));
        }
        work.into_par_iter()
            .for_each_init(Default::default, |rooms, (group, pieces, sums)| {
                let ends: Vec<usize> = group
                    .iter()
                    .scan(0, |end, ids| {
                        *end += ids.len();
                        Some(*end)
                    })
                    .collect();
                let sentences = Sentences {
                    pieces,
                    ends: &ends,
                };
                self.add_features((&known, kinds), rooms, &sentences, sums);
            });

        sums
    }

    /// Takes sums through the last product, and makes of the rows of each sentence what `of`
    /// says, which is told where they are.
    fn shared<T: Send>(
        &self,
        sums: &Array2<f32>,
        ids: &[Vec<u32>],
        of: impl Fn(&Array2<f32>, usize, &[u32]) -> T + Sync,
    ) -> Vec<T> {
        let kinds = sums.nrows() / ids.len().max(1);
        let shares: Vec<_> = sums
            .axis_chunks_iter(Axis(0), kinds.max(1) * SHARE)
            .collect();
        shares
            .into_par_iter()
            .zip(ids.par_chunks(SHARE))
            .flat_map_iter(|(sums, ids)| {
                let rows = self.pool.apply(&Levels::of(sums));
                let found = ids
                    .iter()
                    .enumerate()
                    .map(|(number, ids)| of(&rows, number, ids));
                found.collect::<Vec<T>>()
            })
            .collect()
    }

    /// Returns the row of some tokens, summed up, with what they add whatever they are.
    fn row(&self, rows: &Array2<f32>, at: usize, tokens: usize) -> [f32; WIDTH] {
        let mut out = [0f32; WIDTH];
        for ((out, value), constant) in out.iter_mut().zip(rows.row(at)).zip(&self.constant) {
            *out = value + constant * tokens as f32;
        }
        out
    }

    /// Works out what does not depend on a piece's neighbours.
    fn know(&self, table: &Table, ids: &[u32]) -> Known<{ ORDERS.len() }> {
        let rows = table.rows(ids);
        let mut projected = self.project.apply(&Levels::of(rows.view()));
        for mut row in projected.rows_mut() {
            if let Some(row) = row.as_slice_mut() {
                for (value, bias) in row.iter_mut().zip(&self.project_bias) {
                    *value += bias;
                }
                layer_norm(row, &self.gain, &self.bias);
            }
        }
        let taken = std::array::from_fn(|number| {
            let channels = Slice::from(number * CHANNELS..(number + 1) * CHANNELS);
            let own = Levels::of(projected.slice_axis(Axis(1), channels));
            self.branches[number].project(&own)
        });
        Known {
            rows,
            projected,
            taken,
        }
    }

    /// Adds up the normed features, as many rows a sentence as there are kinds.
    fn add_features(
        &self,
        (known, kinds): (&Pieces<{ ORDERS.len() }>, usize),
        rooms: &mut [Room; ORDERS.len()],
        sentences: &Sentences<'_>,
        mut sums: ArrayViewMut2<'_, f32>,
    ) {
        for (number, (branch, room)) in self.branches.iter().zip(rooms.iter_mut()).enumerate() {
            branch.run((known, number), sentences, room);
        }
        let mut start = 0;
        for (number, &end) in sentences.ends.iter().enumerate() {
            for (token, &piece) in sentences.pieces.iter().enumerate().take(end).skip(start) {
                let kind = match token {
                    token if token == start => 1,
                    token if token + 1 == end => 2,
                    _ => 0,
                };
                let mut target = sums.row_mut(kinds * number + kind.min(kinds - 1));
                let [two, three, five]: [&[f32]; ORDERS.len()] = std::array::from_fn(|branch| {
                    self.branches[branch].row(&rooms[branch], number, token)
                });
                let parts = [known.row(piece), two, three, five];
                let (mean, inverse) = moments(&parts);
                if let Some(mut target) = target.as_slice_mut() {
                    for part in parts {
                        let (here, rest) = target.split_at_mut(part.len().min(target.len()));
                        for (sum, value) in here.iter_mut().zip(part) {
                            *sum += (value - mean) * inverse;
                        }
                        target = rest;
                    }
                }
            }
            start = end;
        }
        for mut row in sums.rows_mut() {
            for (value, gain) in row.iter_mut().zip(&self.pool_gain) {
                *value *= gain;
            }
        }
    }
}
