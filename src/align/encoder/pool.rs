//! A batch of sentences from tokens to the sums that [`Parts`] keeps.
//!
//! A token's row `t = f W + b`, where `f` is the layer norm of its table row and of its
//! three branches, 1280 numbers. Only sums of `t` are wanted, and a sum commutes with the
//! product: `f` is added up first, and one product does for all tokens of a sentence.

use ndarray::{Array2, ArrayView1, ArrayView2, ArrayViewMut2, Axis, Slice};

use super::asset::Asset;
use super::branch::{Branch, CHANNELS, Room, Sentences};
use super::dense::{Dense, layer_norm, moments};
use super::parts::{Parts, WIDTH};
use super::table::Table;

/// Window sizes of the branches, and how many tokens of a window lie before its own.
const ORDERS: [(usize, usize); 3] = [(2, 0), (3, 1), (5, 2)];
/// Numbers a token has before the last product.
const FEATURES: usize = WIDTH + ORDERS.len() * CHANNELS;

/// Tokens whose branches are worked out together: few enough that the numbers stay in the cache
/// from one step to the next, enough to keep the products busy.
const GROUP: usize = 512;

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
        let pool = Dense::new(asset, "pool", FEATURES, WIDTH)?;
        let bias = Array2::from_shape_vec((1, FEATURES), asset.floats("pool.bias", FEATURES)?);
        let mut constant = pool.apply(bias.ok()?.view()).into_raw_vec_and_offset().0;
        for (value, bias) in constant.iter_mut().zip(asset.floats("pool.b", WIDTH)?) {
            *value += bias;
        }
        Some(Self {
            project: Dense::new(asset, "proj", WIDTH, joined)?,
            project_bias: asset.floats("proj.b", joined)?,
            gain: asset.floats("ln.gain", joined)?,
            bias: asset.floats("ln.bias", joined)?,
            branches: [branch(0)?, branch(1)?, branch(2)?],
            pool,
            pool_gain: asset.floats("pool.gain", FEATURES)?,
            constant,
        })
    }

    /// Returns the parts of each sentence, given by its ids with the begin and end token.
    pub(super) fn run(&self, table: &Table, ids: &[Vec<u32>]) -> Vec<Parts> {
        let mut known: Vec<u32> = ids.concat();
        let mut pieces = known.clone();
        known.sort_unstable();
        known.dedup();
        for piece in &mut pieces {
            *piece = known.binary_search(piece).unwrap_or_default() as u32;
        }
        let rows = table.rows(&known);
        let mut x = self.project.apply(rows.view());
        for mut row in x.rows_mut() {
            if let Some(row) = row.as_slice_mut() {
                for (value, bias) in row.iter_mut().zip(&self.project_bias) {
                    *value += bias;
                }
                layer_norm(row, &self.gain, &self.bias);
            }
        }
        let channels = |number: usize| Slice::from(number * CHANNELS..(number + 1) * CHANNELS);
        let own: [ArrayView2<'_, f32>; ORDERS.len()] =
            std::array::from_fn(|number| x.slice_axis(Axis(1), channels(number)));
        let taken: [Array2<f32>; ORDERS.len()] =
            std::array::from_fn(|number| self.branches[number].take(own[number]));
        let mut sums = Array2::zeros((3 * ids.len(), FEATURES));
        let mut rooms: [Room; ORDERS.len()] = Default::default();
        let (mut pieces, mut rest) = (pieces.as_slice(), sums.view_mut());
        for group in groups(ids) {
            let ends: Vec<usize> = group
                .iter()
                .scan(0, |end, ids| {
                    *end += ids.len();
                    Some(*end)
                })
                .collect();
            let (here, after) = pieces.split_at(ends.last().copied().unwrap_or(0));
            pieces = after;
            let sentences = Sentences {
                pieces: here,
                ends: &ends,
            };
            for (number, branch) in self.branches.iter().enumerate() {
                let input = (own[number], &taken[number]);
                branch.run(input, &sentences, &mut rooms[number]);
            }
            let (target, after) = rest.split_at(Axis(0), 3 * group.len());
            rest = after;
            self.add_features(&rows, &rooms, &sentences, target);
        }
        self.parts(&sums, ids)
    }

    /// Adds up the normed features: three rows a sentence, interior, begin and end.
    fn add_features(
        &self,
        rows: &Array2<f32>,
        rooms: &[Room; ORDERS.len()],
        sentences: &Sentences<'_>,
        mut sums: ArrayViewMut2<'_, f32>,
    ) {
        let mut start = 0;
        for (number, &end) in sentences.ends.iter().enumerate() {
            for (token, &piece) in sentences.pieces.iter().enumerate().take(end).skip(start) {
                let kind = match token {
                    token if token == start => 1,
                    token if token + 1 == end => 2,
                    _ => 0,
                };
                let mut target = sums.row_mut(3 * number + kind);
                let [two, three, five]: [&[f32]; ORDERS.len()] = std::array::from_fn(|branch| {
                    self.branches[branch].row(&rooms[branch], number, token)
                });
                let parts = [slice(rows.row(piece as usize)), two, three, five];
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

    /// Turns sums of features into sums of rows.
    fn parts(&self, sums: &Array2<f32>, ids: &[Vec<u32>]) -> Vec<Parts> {
        let rows = self.pool.apply(sums.view());
        let row = |at: usize, tokens: usize| {
            let mut out = [0f32; WIDTH];
            for ((out, value), constant) in out.iter_mut().zip(rows.row(at)).zip(&self.constant) {
                *out = value + constant * tokens as f32;
            }
            out
        };
        ids.iter()
            .enumerate()
            .map(|(number, ids)| {
                let tokens = ids.len().saturating_sub(2);
                Parts {
                    interior_sum: row(3 * number, tokens),
                    begin: row(3 * number + 1, 1),
                    end: row(3 * number + 2, 1),
                    tokens,
                }
            })
            .collect()
    }
}

/// Cuts the sentences of a batch into groups of about [`GROUP`] tokens.
fn groups(ids: &[Vec<u32>]) -> impl Iterator<Item = &[Vec<u32>]> {
    let mut rest = ids;
    std::iter::from_fn(move || {
        let mut tokens = 0;
        let is_full = |ids: &Vec<u32>| {
            tokens += ids.len();
            tokens >= GROUP
        };
        let count = rest
            .iter()
            .position(is_full)
            .map_or(rest.len(), |at| at + 1);
        let (group, after) = rest.split_at(count);
        rest = after;
        (!group.is_empty()).then_some(group)
    })
}

/// Returns a row as a slice; rows of our own arrays always are one.
fn slice(row: ArrayView1<'_, f32>) -> &[f32] {
    row.to_slice().unwrap_or_default()
}
