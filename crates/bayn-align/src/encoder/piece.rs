//! The output of the layers below the windows for each distinct subword of a batch.
//!
//! It does not depend on a subword's neighbours, so it is computed once per subword however often
//! the subword is in the batch.

use super::parts::WIDTH;

/// Numbers a token has in a branch.
pub(super) const CHANNELS: usize = 256;

/// The data about some subwords, one row each.
#[derive(Debug)]
pub(super) struct Known<const BRANCHES: usize> {
    /// The rows of the table.
    pub(super) rows: Vec<f32>,
    /// The normalised projections, those of each branch in separate columns.
    pub(super) projected: Vec<f32>,
    /// The contributions to the first convolution of each branch: the products for all positions in the
    /// window, side by side.
    pub(super) taken: [Vec<f32>; BRANCHES],
}

impl<const BRANCHES: usize> Default for Known<BRANCHES> {
    fn default() -> Self {
        Self {
            rows: Vec::new(),
            projected: Vec::new(),
            taken: std::array::from_fn(|_| Vec::new()),
        }
    }
}

/// The distinct subwords of a batch, by their indexes in it.
#[derive(Debug)]
pub(super) struct Pieces<const BRANCHES: usize> {
    /// The number of subwords in each part except the last.
    size: usize,
    /// Places in the windows of each branch.
    orders: [usize; BRANCHES],
    parts: Vec<Known<BRANCHES>>,
}

impl<const BRANCHES: usize> Pieces<BRANCHES> {
    /// Joins parts that were computed separately, each of `size` subwords except the last.
    pub(super) const fn new(
        (size, orders): (usize, [usize; BRANCHES]),
        parts: Vec<Known<BRANCHES>>,
    ) -> Self {
        Self {
            size,
            orders,
            parts,
        }
    }

    /// Returns the parts, to be overwritten.
    pub(super) fn into_parts(self) -> Vec<Known<BRANCHES>> {
        self.parts
    }

    /// Returns a subword's row of the table.
    #[inline(always)]
    pub(super) fn row(&self, piece: u32) -> &[f32] {
        let (known, at) = self.find(piece);
        known.map_or(&[], |known| row(&known.rows, at, WIDTH))
    }

    /// Returns a branch's share of a subword's projection.
    #[inline(always)]
    pub(super) fn projected(&self, piece: u32, branch: usize) -> &[f32] {
        let (known, at) = self.find(piece);
        known.map_or(&[], |known| {
            row(&known.projected, at * BRANCHES + branch, CHANNELS)
        })
    }

    /// Returns the contribution of a subword to a branch at a position of its window.
    #[inline(always)]
    pub(super) fn taken(&self, piece: u32, branch: usize, place: usize) -> &[f32] {
        let (known, at) = self.find(piece);
        let taken = known.and_then(|known| known.taken.get(branch));
        let order = self.orders.get(branch).copied().unwrap_or_default();
        taken.map_or(&[], |taken| row(taken, at * order + place, CHANNELS))
    }

    #[inline(always)]
    fn find(&self, piece: u32) -> (Option<&Known<BRANCHES>>, usize) {
        let (piece, size) = (piece as usize, self.size.max(1));
        (self.parts.get(piece / size), piece % size)
    }
}

/// Returns row number `at` of rows of `width` numbers.
#[inline(always)]
fn row(rows: &[f32], at: usize, width: usize) -> &[f32] {
    rows.get(at * width..(at + 1) * width).unwrap_or_default()
}
