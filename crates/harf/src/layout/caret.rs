//! Places in a block: moving on the screen, hitting a cell, finding the cells of a span.
//!
//! A caret stands on a cell. Left and right go by what the eye sees, also inside a run of
//! the other direction; past the edge at which a line ends reading goes on to the next
//! line, past the other edge to the line before.
//!
//! ```text
//!   right-to-left block     columns are of the pane, 0 at its left edge;
//!   |   c b a|  row 0       moving left from c goes to d
//!   | g f e d|  row 1
//! ```

use crate::Direction;
use crate::layout::block::Block;
use crate::layout::line::VisualLine;
use crate::{Cells, Span};

/// A cell of a block: its row, and its index on the row counted from the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// The row, counted from the top of the block.
    pub row: usize,
    /// The index of the cell on its line, in visual order.
    pub cell: usize,
}

/// Neighbouring cells of one row, in columns of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellRun {
    /// The row, counted from the top of the block.
    pub row: usize,
    /// The first column.
    pub start: Cells,
    /// One past the last column.
    pub end: Cells,
}

impl VisualLine {
    /// Returns the column of its first cell in a pane `pane` cells wide: 0 in a
    /// left-to-right line, what is left over in a right-to-left one.
    #[must_use]
    pub fn indent(&self, pane: Cells) -> Cells {
        match self.direction {
            Direction::Ltr => Cells(0),
            Direction::Rtl => pane.minus(self.width()),
        }
    }

    /// Returns the cells whose bytes `span` touches, as runs of columns counted from the
    /// line's first cell.
    #[must_use]
    pub fn columns_of(&self, span: Span) -> Vec<(Cells, Cells)> {
        let mut runs: Vec<(Cells, Cells)> = Vec::new();
        let mut start = Cells(0);
        for cell in &self.cells {
            let end = start.plus(Cells(u16::from(cell.width)));
            if span.overlaps(cell.span) || (cell.span.is_empty() && span.contains(cell.span.start))
            {
                match runs.last_mut() {
                    Some(last) if last.1 == start => last.1 = end,
                    _ => runs.push((start, end)),
                }
            }
            start = end;
        }
        runs
    }
}

impl Block {
    /// Returns exactly the cells whose bytes `span` touches, from top to bottom and from
    /// left to right. A span inside one bidi run gives one run of cells a row; a span
    /// across runs may give several.
    #[must_use]
    pub fn cells_of(&self, span: Span) -> Vec<CellRun> {
        let mut found = Vec::new();
        for (row, line) in self.lines.iter().enumerate() {
            if !line.span.overlaps(span) {
                continue;
            }
            let indent = line.indent(self.pane);
            for (start, end) in line.columns_of(span) {
                found.push(CellRun {
                    row,
                    start: indent.plus(start),
                    end: indent.plus(end),
                });
            }
        }
        found
    }

    /// Returns the bytes under the cell at a row and a column of the pane, or `None`
    /// where there is no cell.
    #[must_use]
    pub fn hit(&self, row: usize, column: Cells) -> Option<Span> {
        let line = self.lines.get(row)?;
        let mut start = line.indent(self.pane);
        for cell in &line.cells {
            let end = start.plus(Cells(u16::from(cell.width)));
            if start <= column && column < end {
                return Some(cell.span);
            }
            start = end;
        }
        None
    }

    /// Returns the place on `row` nearest to a column of the pane, or `None` on a row
    /// without cells.
    #[must_use]
    pub fn nearest(&self, row: usize, column: Cells) -> Option<Place> {
        let line = self.lines.get(row)?;
        let mut end = line.indent(self.pane);
        let mut at = 0;
        for (index, cell) in line.cells.iter().enumerate() {
            at = index;
            end = end.plus(Cells(u16::from(cell.width)));
            if column < end {
                break;
            }
        }
        line.cells.get(at).map(|_| Place { row, cell: at })
    }

    /// Returns the bytes under a place.
    #[must_use]
    pub fn span_at(&self, place: Place) -> Option<Span> {
        let cell = self.lines.get(place.row)?.cells.get(place.cell)?;
        Some(cell.span)
    }

    /// Returns the column of the pane at which the cell of a place begins.
    #[must_use]
    pub fn column_of(&self, place: Place) -> Option<Cells> {
        let line = self.lines.get(place.row)?;
        line.cells.get(place.cell)?;
        let before = line.cells.iter().take(place.cell);
        Some(before.fold(line.indent(self.pane), |column, cell| {
            column.plus(Cells(u16::from(cell.width)))
        }))
    }

    /// Returns the cell that stands for the byte at `offset`; for a byte that is not
    /// drawn, the next one that is, or the last of all.
    #[must_use]
    pub fn place_of(&self, offset: usize) -> Option<Place> {
        let mut after: Option<(usize, Place)> = None;
        let mut last: Option<(usize, Place)> = None;
        for (row, line) in self.lines.iter().enumerate() {
            for (cell, drawn) in line.cells.iter().enumerate() {
                let place = Place { row, cell };
                if drawn.span.contains(offset) {
                    return Some(place);
                }
                let start = drawn.span.start;
                if start >= offset && after.is_none_or(|(nearest, _)| start < nearest) {
                    after = Some((start, place));
                }
                if last.is_none_or(|(furthest, _)| start >= furthest) {
                    last = Some((start, place));
                }
            }
        }
        after.or(last).map(|(_, place)| place)
    }

    /// Returns the place one cell to the left on the screen, going over the edge to the
    /// line that is read next or before; `None` at the corner of the block.
    #[must_use]
    pub fn left(&self, place: Place) -> Option<Place> {
        if let Some(cell) = place.cell.checked_sub(1) {
            return Some(Place { cell, ..place });
        }
        let row = match self.direction {
            Direction::Ltr => self.row_above(place.row)?,
            Direction::Rtl => self.row_below(place.row)?,
        };
        let cell = self.lines.get(row)?.cells.len().checked_sub(1)?;
        Some(Place { row, cell })
    }

    /// Returns the place one cell to the right on the screen; see [`Block::left`].
    #[must_use]
    pub fn right(&self, place: Place) -> Option<Place> {
        if place.cell.saturating_add(1) < self.lines.get(place.row)?.cells.len() {
            return Some(Place {
                cell: place.cell + 1,
                ..place
            });
        }
        let row = match self.direction {
            Direction::Ltr => self.row_below(place.row)?,
            Direction::Rtl => self.row_above(place.row)?,
        };
        Some(Place { row, cell: 0 })
    }

    /// Returns the place on the nearest row above that has cells, nearest to `column`.
    #[must_use]
    pub fn up(&self, place: Place, column: Cells) -> Option<Place> {
        self.nearest(self.row_above(place.row)?, column)
    }

    /// Returns the place on the nearest row below that has cells, nearest to `column`.
    #[must_use]
    pub fn down(&self, place: Place, column: Cells) -> Option<Place> {
        self.nearest(self.row_below(place.row)?, column)
    }

    fn row_above(&self, row: usize) -> Option<usize> {
        let above = self.lines.get(..row.min(self.lines.len()))?;
        above.iter().rposition(|line| !line.cells.is_empty())
    }

    fn row_below(&self, row: usize) -> Option<usize> {
        let below = self.lines.get(row.saturating_add(1)..)?;
        let ahead = below.iter().position(|line| !line.cells.is_empty())?;
        Some(row + 1 + ahead)
    }
}

#[cfg(test)]
mod tests;
