//! One n-gram branch: two convolutions over 2, 3 or 5 tokens, each with a residual connection.
//!
//! `h = relu(conv(x) W1 + b1) + x`, `c = relu(conv(h) W2 + b2) + h`; conv puts k neighbours
//! in one row, with zero padding. What the first convolution takes from a
//! token depends on its subword only, so it is computed once per subword of the batch and summed
//! by position: most tokens of a text are repeated. The second is one product over windows
//! that overlap in place; sentences are in one row with zeros between them.

use super::asset::Asset;
use super::dense::{Dense, Levels, Weights, make_room};
use super::largest::largest;
use super::level::{REACH, ZERO, write_levels};
use super::piece::{CHANNELS, Pieces};
use super::wide::wide;

/// The tokens of some sentences: for each token the index of its subword in the batch.
#[derive(Debug)]
pub(super) struct Sentences<'a> {
    /// The subwords of all sentences, one sentence after the other.
    pub(super) pieces: &'a [u32],
    /// Where each sentence ends.
    pub(super) ends: &'a [usize],
}

impl<'a> Sentences<'a> {
    /// Returns the sentences in order.
    fn iter(&self) -> impl Iterator<Item = &'a [u32]> {
        let (pieces, mut start) = (self.pieces, 0);
        self.ends.iter().map(move |&end| {
            let sentence = pieces.get(start..end).unwrap_or_default();
            start = end;
            sentence
        })
    }
}

/// Buffers of a branch, reused for each group of sentences.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// The output of the first convolution, with zeros between sentences.
    hidden: Vec<f32>,
    /// The same quantised, and the step size: the same throughout a sentence, since a
    /// window contains several of its tokens.
    levels: Vec<u8>,
    scales: Vec<f32>,
    /// The products of the windows.
    products: Vec<i32>,
    /// The output of the second convolution.
    out: Vec<f32>,
}

/// The weights of a branch.
#[derive(Debug)]
pub(super) struct Branch {
    /// The number of tokens in a window.
    order: usize,
    /// How many of them are before the token itself.
    left: usize,
    first: Dense,
    first_bias: Vec<f32>,
    second: Dense,
    second_bias: Vec<f32>,
}

impl Branch {
    /// Reads the branch with windows of `order` tokens, `left` of them before the token.
    pub(super) fn new(asset: &Asset<'_>, order: usize, left: usize) -> Option<Self> {
        let weights = |layer| {
            let name = format!("w{layer}.{order}");
            Weights::read(asset, &name, order * CHANNELS, CHANNELS)
        };
        Some(Self {
            order,
            left,
            first: weights(1)?.blocks_side_by_side(CHANNELS).into(),
            first_bias: asset.floats(&format!("b1.{order}"), CHANNELS)?,
            second: weights(2)?.into(),
            second_bias: asset.floats(&format!("b2.{order}"), CHANNELS)?,
        })
    }

    /// Writes to `out` the contributions of some subwords to the first convolution, one per row of `x`: the
    /// products for all positions in the window, side by side.
    pub(super) fn project(&self, x: &Levels, out: &mut Vec<f32>) {
        self.first.apply(x, out);
    }

    /// Writes one row per token to `room`; [`Self::row`] returns it. `number` is the index of this branch
    /// in `BRANCHES`.
    pub(super) fn run<const BRANCHES: usize>(
        &self,
        (pieces, number): (&Pieces<BRANCHES>, usize),
        sentences: &Sentences<'_>,
        room: &mut Room,
    ) {
        let pad = self.pad();
        let rows = sentences.pieces.len() + pad * (sentences.ends.len() + 1);
        let Room {
            hidden,
            levels,
            scales,
            products,
            out,
        } = room;
        hidden.clear();
        hidden.resize(rows * CHANNELS, 0.0);
        levels.clear();
        levels.resize(rows * CHANNELS, ZERO);
        levels.resize(2 * rows * CHANNELS, 0);
        let (high, low) = levels.split_at_mut(rows * CHANNELS);
        scales.clear();
        scales.resize(rows, 0.0);
        let mut at = pad;
        for sentence in sentences.iter() {
            let here = at..at + sentence.len();
            let range = here.start * CHANNELS..here.end * CHANNELS;
            let target = hidden.get_mut(range.clone()).unwrap_or_default();
            let planes = (high.get_mut(range.clone()), low.get_mut(range));
            let largest = wide(|| {
                self.fill_hidden((pieces, number), sentence, target);
                let largest = largest(target);
                if let (Some(high), Some(low)) = planes {
                    write_levels(target, largest, high, low);
                }
                largest
            });
            scales
                .get_mut(here)
                .unwrap_or_default()
                .fill(largest / REACH);
            at += sentence.len() + pad;
        }
        let windows = (rows + 1).saturating_sub(self.order);
        self.second
            .multiply(levels, (rows, windows), CHANNELS, products);
        make_room(out, windows * CHANNELS);
        wide(|| {
            let own = hidden.chunks_exact(CHANNELS).zip(scales.iter());
            let products = self.second.rows(products, rows);
            for ((row, products), (bypass, scale)) in out
                .chunks_exact_mut(CHANNELS)
                .zip(products)
                .zip(own.skip(self.left))
            {
                let columns = self.second.scales().iter().zip(&self.second_bias);
                let products = products.zip(bypass).zip(columns);
                for (value, ((product, bypass), (column, bias))) in row.iter_mut().zip(products) {
                    *value = (product as f32 * scale * column + bias).max(0.0) + bypass;
                }
            }
        });
    }

    /// Returns the row of a token, counted over all sentences, that is in sentence `number`.
    #[inline(always)]
    pub(super) fn row<'r>(&self, room: &'r Room, number: usize, token: usize) -> &'r [f32] {
        let at = self.pad() * (number + 1) + token - self.left;
        let row = room.out.get(at * CHANNELS..(at + 1) * CHANNELS);
        row.unwrap_or_default()
    }

    /// Rows of zeros before, between and after sentences.
    #[inline(always)]
    fn pad(&self) -> usize {
        self.left.max(self.order - 1 - self.left)
    }

    /// Writes the first convolution of one sentence to the start of `target`.
    #[inline(always)]
    fn fill_hidden<const BRANCHES: usize>(
        &self,
        (pieces, number): (&Pieces<BRANCHES>, usize),
        sentence: &[u32],
        target: &mut [f32],
    ) {
        let (rows, _) = target.as_chunks_mut::<CHANNELS>();
        for (token, (row, &piece)) in rows.iter_mut().zip(sentence).enumerate() {
            row.copy_from_slice(&self.first_bias);
            for slot in 0..self.order {
                let Some(&neighbour) = (token + slot)
                    .checked_sub(self.left)
                    .and_then(|place| sentence.get(place))
                else {
                    continue;
                };
                let part = pieces.taken(neighbour, number, slot);
                for (value, part) in row.iter_mut().zip(part) {
                    *value += part;
                }
            }
            for (value, bypass) in row.iter_mut().zip(pieces.projected(piece, number)) {
                *value = value.max(0.0) + bypass;
            }
        }
    }
}
