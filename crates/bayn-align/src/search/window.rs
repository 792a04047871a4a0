//! The part of a band between two nodes, with its cells counted from its own first row.

use super::band::Band;
use std::ops::Range;

/// The part of a band between two nodes.
pub(super) struct Window<'a> {
    pub(super) band: &'a Band,
    pub(super) from: (usize, usize),
    pub(super) to: (usize, usize),
}

impl Window<'_> {
    /// Returns its rows.
    pub(super) fn rows(&self) -> std::ops::RangeInclusive<usize> {
        self.from.0..=self.to.0
    }

    /// Returns the columns of one of its rows.
    pub(super) fn columns(&self, row: usize) -> Range<usize> {
        let run = self.band.row(row);
        run.start.max(self.from.1)..run.end.min(self.to.1 + 1)
    }

    /// Returns the cell of a node, counted from the first row of the window, if it is inside.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        if row < self.from.0 || row > self.to.0 || column < self.from.1 || column > self.to.1 {
            return None;
        }
        Some(self.band.cell(row, column)? - self.base())
    }

    /// Returns the cell of the band that counts as the first here.
    pub(super) fn base(&self) -> usize {
        let first = self.band.row(self.from.0).start;
        self.band.cell(self.from.0, first).unwrap_or(0)
    }

    /// Returns the number of cells from the first row's first to the last row's last.
    pub(super) fn len(&self) -> usize {
        let last = self.band.row(self.to.0);
        self.band
            .cell(self.to.0, last.end.saturating_sub(1))
            .map_or(0, |cell| cell + 1 - self.base())
    }
}
