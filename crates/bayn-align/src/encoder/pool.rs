//! A batch of sentences from tokens to the sums that [`Parts`] keeps.
//!
//! A token's row `t = f W + b`, where `f` is the layer norm of its table row and of its
//! three branches, 1280 numbers. Only sums of `t` are needed, and a sum commutes with the
//! product: `f` is summed first, and one product suffices for all tokens of a sentence.

use rayon::prelude::*;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use super::asset::Asset;
use super::batch::{Sizes, batches};
use super::branch::{Branch, Room, Sentences};
use super::dense::{Dense, Levels, Weights, layer_norm, make_room, moments};
use super::embeddings::Table;
use super::parts::{Block, Parts, WIDTH};
use super::piece::{CHANNELS, Known, Pieces};
use super::wide::wide;

/// Window sizes of the branches, and how many tokens of a window are before its own.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Numbers a token has before the last product.
const FEATURES: usize = WIDTH + ORDERS.len() * CHANNELS;

/// Tokens whose branches are computed together: few enough that the numbers stay in the cache
/// from one step to the next, enough for efficient products.
const GROUP: Sizes = Sizes {
    most: 512,
    least: 256,
};
/// The smallest and largest number of subwords that are computed together.
const PART: Range<usize> = 256..512;
/// The number of parts of a sentence: its interior, the begin and the end token.
const KINDS: usize = 3;
/// The number of sentences in one call of the last product.
const SHARE: usize = 128;

/// Buffers for batches, one after the other: each overwrites those of the previous one, so
/// no memory is allocated.
#[derive(Debug, Default)]
pub(super) struct Space {
    known: Vec<Known<{ ORDERS.len() }>>,
    /// As many as threads have worked at once.
    rooms: Mutex<Vec<[Room; ORDERS.len()]>>,
    sums: Vec<f32>,
}

impl Space {
    /// Lends a buffer to a task.
    fn lend(
        rooms: &Mutex<Vec<[Room; ORDERS.len()]>>,
        work: impl FnOnce(&mut [Room; ORDERS.len()]),
    ) {
        let lock = || rooms.lock().unwrap_or_else(PoisonError::into_inner);
        let free = lock().pop();
        let mut room = free.unwrap_or_default();
        work(&mut room);
        lock().push(room);
    }
}

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
    /// The constant contribution of any token: the norm's bias times the matrix, plus its own bias.
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
    pub(super) fn run(&self, table: &Table, ids: &[Vec<u32>], space: &mut Space) -> Vec<Parts> {
        self.add_up(table, ids, KINDS, space);
        self.shared(&space.sums, ids, |rows, number, ids| {
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

    /// Returns each sentence as a separate block: a third of the work of the last product,
    /// if no sentence is to be joined with others.
    pub(super) fn alone(&self, table: &Table, ids: &[Vec<u32>], space: &mut Space) -> Vec<Block> {
        self.add_up(table, ids, 1, space);
        self.shared(&space.sums, ids, |rows, number, ids| Block {
            sum: self.row(rows, number, ids.len()),
            tokens: ids.len(),
        })
    }

    /// Writes the summed features of sentences: `kinds` rows each, all tokens in one or the
    /// interior, the begin and the end apart.
    fn add_up(&self, table: &Table, ids: &[Vec<u32>], kinds: usize, space: &mut Space) {
        let mut known: Vec<u32> = ids.concat();
        let mut pieces = known.clone();
        known.sort_unstable();
        known.dedup();
        for piece in &mut pieces {
            *piece = known.binary_search(piece).unwrap_or_default() as u32;
        }
        let size = known.len().div_ceil(rayon::current_num_threads());
        let size = size.clamp(PART.start, PART.end);
        let mut parts = std::mem::take(&mut space.known);
        parts.resize_with(known.len().div_ceil(size), Known::default);
        known
            .par_chunks(size)
            .zip(parts.par_iter_mut())
            .for_each(|(ids, known)| self.know(table, ids, known));
        let known = Pieces::new((size, ORDERS.map(|(order, _)| order)), parts);

        make_room(&mut space.sums, kinds * ids.len() * FEATURES);
        let (mut pieces, mut rest) = (pieces.as_slice(), space.sums.as_mut_slice());
        let mut work = Vec::new();
        for group in batches(ids, rayon::current_num_threads(), GROUP) {
            let (target, after) = rest.split_at_mut(kinds * group.len() * FEATURES);
            let (here, next) = pieces.split_at(group.iter().map(Vec::len).sum());
            (rest, pieces) = (after, next);
            work.push((group, here, target));
        }
        let rooms = &space.rooms;
        work.into_par_iter().for_each(|(group, pieces, sums)| {
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
            Space::lend(rooms, |rooms| {
                for (number, (branch, room)) in self.branches.iter().zip(&mut *rooms).enumerate() {
                    branch.run((&known, number), &sentences, room);
                }
                wide(|| self.add_features((&known, kinds), rooms, &sentences, sums));
            });
        });
        space.known = known.into_parts();
    }

    /// Applies the last product to sums, and calls `of` with the rows of each sentence
    /// and their position.
    fn shared<T: Send>(
        &self,
        sums: &[f32],
        ids: &[Vec<u32>],
        of: impl Fn(&[f32], usize, &[u32]) -> T + Sync,
    ) -> Vec<T> {
        let kinds = sums.len() / (FEATURES * ids.len()).max(1);
        sums.par_chunks(kinds.max(1) * SHARE * FEATURES)
            .zip(ids.par_chunks(SHARE))
            .flat_map_iter(|(sums, ids)| {
                let mut rows = Vec::new();
                let levels = Levels::of(sums, FEATURES);
                self.pool.apply(&levels, &mut rows);
                let found = ids
                    .iter()
                    .enumerate()
                    .map(|(number, ids)| of(&rows, number, ids));
                found.collect::<Vec<T>>()
            })
            .collect()
    }

    /// Returns the summed row of some tokens, with their constant contribution.
    fn row(&self, rows: &[f32], at: usize, tokens: usize) -> [f32; WIDTH] {
        let mut out = [0f32; WIDTH];
        let row = rows.get(at * WIDTH..(at + 1) * WIDTH).unwrap_or_default();
        wide(|| {
            for ((out, value), constant) in out.iter_mut().zip(row).zip(&self.constant) {
                *out = value + constant * tokens as f32;
            }
        });
        out
    }

    /// Computes what does not depend on a subword's neighbours.
    fn know(&self, table: &Table, ids: &[u32], known: &mut Known<{ ORDERS.len() }>) {
        let Known {
            rows,
            projected,
            taken,
        } = known;
        table.rows(ids, rows);
        self.project.apply(&Levels::of(rows, WIDTH), projected);
        wide(|| {
            for row in projected.chunks_exact_mut(ORDERS.len() * CHANNELS) {
                for (value, bias) in row.iter_mut().zip(&self.project_bias) {
                    *value += bias;
                }
                layer_norm(row, &self.gain, &self.bias);
            }
        });
        let mut own = Levels::default();
        for (number, (branch, taken)) in self.branches.iter().zip(taken).enumerate() {
            let channels = projected.chunks_exact(CHANNELS).skip(number);
            own.fill(channels.step_by(ORDERS.len()), CHANNELS);
            branch.project(&own, taken);
        }
    }

    /// Sums the normalised features, one row per sentence and kind.
    #[inline(always)]
    fn add_features(
        &self,
        (known, kinds): (&Pieces<{ ORDERS.len() }>, usize),
        rooms: &[Room; ORDERS.len()],
        sentences: &Sentences<'_>,
        sums: &mut [f32],
    ) {
        sums.fill(0.0);
        let mut start = 0;
        for (number, &end) in sentences.ends.iter().enumerate() {
            for (token, &piece) in sentences.pieces.iter().enumerate().take(end).skip(start) {
                let kind = match token {
                    token if token == start => 1,
                    token if token + 1 == end => 2,
                    _ => 0,
                };
                let at = (kinds * number + kind.min(kinds - 1)) * FEATURES;
                let [two, three, five]: [&[f32]; ORDERS.len()] = std::array::from_fn(|branch| {
                    self.branches[branch].row(&rooms[branch], number, token)
                });
                let parts = [known.row(piece), two, three, five];
                let (mean, inverse) = moments(&parts);
                let mut target = sums.get_mut(at..at + FEATURES).unwrap_or_default();
                for part in parts {
                    let (here, rest) = target.split_at_mut(part.len().min(target.len()));
                    for (sum, value) in here.iter_mut().zip(part) {
                        *sum += (value - mean) * inverse;
                    }
                    target = rest;
                }
            }
            start = end;
        }
        for row in sums.chunks_exact_mut(FEATURES) {
            for (value, gain) in row.iter_mut().zip(&self.pool_gain) {
                *value *= gain;
            }
        }
    }
}
