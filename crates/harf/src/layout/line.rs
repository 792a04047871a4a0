//! One row of a laid-out paragraph, as cells in visual order.
//!
//! A line knows nothing of the terminal. Its cells say what is drawn, what is there in
//! logical order, and at which bidi level; the encoder above turns that into bytes.
//!
//! ```text
//!   visual order   ->   cell 0 | cell 1 | cell 2 ...
//!   each cell           symbol, width, span in the paragraph, level, kind
//! ```

use crate::Direction;
use crate::{Cells, Span};
use compact_str::CompactString;

/// What a cell's characters are to the bidi algorithm of a terminal that runs its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CellKind {
    /// A strong left-to-right character (class L).
    Left,
    /// A strong right-to-left character (classes R and AL).
    Right,
    /// White space (class WS, and S and B where they show).
    Space,
    /// Anything else: digits, punctuation, symbols.
    Neutral,
}

/// One grapheme cluster on a line, kept without memory of its own but for clusters of many
/// marks: one or two cells wide, or more for a wide cluster.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VisualCell {
    /// What is drawn in a terminal that neither reorders nor shapes: presentation forms,
    /// mirrored brackets, marks after their base. Never holds a control character.
    pub symbol: CompactString,
    /// The same cluster in its logical letters, neither shaped nor mirrored.
    pub logical: CompactString,
    /// How many cells it fills; at least 1.
    pub width: u8,
    /// The bytes of the paragraph that it stands for. A lam-alef cell spans both letters.
    pub span: Span,
    /// Its resolved embedding level after UAX #9 L1; odd is right-to-left.
    pub level: u8,
    /// Its class as other bidi engines see the drawn symbol.
    pub kind: CellKind,
}

/// Returns whether a cell is the mark of an invisible character ([`crate::mark_of`])
/// and no text: no grapheme cluster begins with two ASCII characters.
#[must_use]
pub fn is_mark_cell(cell: &VisualCell) -> bool {
    matches!(cell.symbol.as_bytes(), [b'[', b'A'..=b'Z', ..])
}

/// One visual line: its cells from left to right, before any alignment or padding.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VisualLine {
    /// The cells in visual order, left to right.
    pub cells: Vec<VisualCell>,
    /// The bytes of the paragraph that the line holds, with the space it was broken at.
    pub span: Span,
    /// The base direction: a right-to-left line is set flush right.
    pub direction: Direction,
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

    /// Returns the width of all cells together.
    #[must_use]
    pub fn width(&self) -> Cells {
        Cells(
            self.cells
                .iter()
                .fold(0_u16, |sum, cell| sum.saturating_add(u16::from(cell.width))),
        )
    }

    /// Returns the line in logical order, as it would be written to a file.
    #[must_use]
    pub fn logical_text(&self) -> String {
        let mut cells: Vec<&VisualCell> = self.cells.iter().collect();
        cells.sort_by_key(|cell| (cell.span.start, cell.span.end));
        cells.iter().map(|cell| &*cell.logical).collect()
    }
}
