//! What the layers below the windows make of each different piece of a batch.
//!
//! None of it depends on a piece's neighbours, so it is worked out once a piece however often
//! the piece is in the batch.

use ndarray::{Array2, ArrayView1};

/// Numbers a token has in a branch.
pub(super) const CHANNELS: usize = 256;

/// What is known of some pieces, one row a piece.
#[derive(Debug)]
pub(super) struct Known<const BRANCHES: usize> {
    /// The rows of the table.
    pub(super) rows: Array2<f32>,
    /// The normed projections, those of each branch in columns of their own.
    pub(super) projected: Array2<f32>,
    /// What the first convolution of each branch takes: the products of all its places in the
    /// window, side by side.
    pub(super) taken: [Array2<f32>; BRANCHES],
}

/// The different pieces of a batch, by their numbers in it.
#[derive(Debug)]
pub(super) struct Pieces<const BRANCHES: usize> {
    /// How many pieces each part but the last has.
    size: usize,
    parts: Vec<Known<BRANCHES>>,
}

impl<const BRANCHES: usize> Pieces<BRANCHES> {
    /// Joins parts that were worked out apart, each of `size` pieces but the last.
    pub(super) const fn new(size: usize, parts: Vec<Known<BRANCHES>>) -> Self {
        Self { size, parts }
    }

    /// Returns a piece's row of the table.
    pub(super) fn row(&self, piece: u32) -> &[f32] {
        self.find(piece, |known, at| slice(known.rows.row(at)))
    }

    /// Returns a branch's share of a piece's projection.
    pub(super) fn projected(&self, piece: u32, branch: usize) -> &[f32] {
        let all = self.find(piece, |known, at| slice(known.projected.row(at)));
        all.get(branch * CHANNELS..(branch + 1) * CHANNELS)
            .unwrap_or_default()
    }

    /// Returns what a branch takes from a piece at a place of its window.
    pub(super) fn taken(&self, piece: u32, branch: usize, place: usize) -> &[f32] {
        let all = self.find(piece, |known, at| {
            known
                .taken
                .get(branch)
                .map_or(&[][..], |taken| slice(taken.row(at)))
        });
        all.get(place * CHANNELS..(place + 1) * CHANNELS)
            .unwrap_or_default()
    }

    fn find<'a>(
        &'a self,
        piece: u32,
        of: impl Fn(&'a Known<BRANCHES>, usize) -> &'a [f32],
    ) -> &'a [f32] {
        let piece = piece as usize;
        let part = self.parts.get(piece / self.size.max(1));
        part.map_or(&[], |known| of(known, piece % self.size.max(1)))
    }
}

/// Returns a row as a slice; rows of our own arrays always are one.
fn slice(row: ArrayView1<'_, f32>) -> &[f32] {
    row.to_slice().unwrap_or_default()
}
