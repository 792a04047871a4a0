//! Which cells show a span: runs of columns, for highlights.

use crate::layout::block::Block;
use crate::layout::line::VisualLine;
use crate::{Cells, Span};

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
    /// Returns the cells whose bytes `span` touches, as runs of columns counted from the
    /// line's first cell.
    fn columns_of(&self, span: Span) -> Vec<(Cells, Cells)> {
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
    ///
    /// ```
    /// use harf::layout::{Block, LayoutOptions};
    /// use harf::{Cells, Direction, Span};
    ///
    /// // Right to left, "ab" is drawn at the left: columns 3 and 4 of 8.
    /// let text = "\u{5d0}\u{5d1} ab";
    /// let block = Block::new(text, &LayoutOptions::new(Cells(8), Direction::Rtl));
    /// let runs = block.cells_of(Span::new(5, 7));
    /// assert_eq!((runs[0].start, runs[0].end), (Cells(3), Cells(5)));
    /// ```
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
}
