//! The caret: from a byte to its cell and back, and moves by what the eye sees.
//!
//! A caret lies on a cell. Left and right go by what the eye sees, also inside a run of
//! the other direction; past the edge at which a line ends reading goes on to the next
//! line, past the other edge to the line before.
//!
//! ```text
//!   right-to-left block     columns are of the pane, 0 at its left edge;
//!   |   c b a|  row 0       moving left from c goes to d
//!   | g f e d|  row 1
//! ```

use crate::layout::block::Block;
use crate::layout::line::VisualLine;
use crate::{Cells, Direction, Span};

/// A cell by its row and its index on the row, counted from the left.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellPlace {
    /// The row, 0 at the top.
    pub row: usize,
    /// The index of the cell on its line, 0 at the left; not a column: cells may be wide.
    pub cell: usize,
}

/// A side of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Toward {
    /// The left edge of the screen.
    Left,
    /// The right edge of the screen.
    Right,
}

/// A cell without its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Slot {
    span: Span,
    width: Cells,
}

/// A line without its letters: its direction, where it begins, and its cells from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Slots {
    direction: Direction,
    indent: Cells,
    cells: Vec<Slot>,
}

/// Which bytes each cell of some rows stands for: all that a caret, a mouse and a selection
/// need, without the text.
///
/// Spans are bytes of the text that was laid out, plus what [`push`](Self::push) adds. Rows are
/// counted from the first line that was pushed; columns are those of a pane, 0 at its left edge.
/// Every [`CellPlace`] that a method returns is that of a cell. All searches are linear in the
/// cells.
///
/// ```
/// use harf::layout::{Block, LayoutOptions};
/// use harf::{Cells, Direction, Span};
///
/// // Hebrew with a Latin word: the eye sees "ab" at the left of a right-to-left line.
/// let text = "\u{5d0}\u{5d1} ab";
/// let map = Block::new(text, &LayoutOptions::new(Cells(8), Direction::Rtl)).caret_map();
///
/// let first = map.first().expect("a cell");
/// assert_eq!(map.span_at(first), Some(Span::new(0, 2)));
/// assert_eq!(map.column_of(first), Some(Cells(7)));
///
/// // To the left of the space comes the "b" of "ab".
/// let space = map.place_of(4).expect("a cell");
/// let left = map.left(space).expect("a cell");
/// assert_eq!(map.span_at(left), Some(Span::new(6, 7)));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaretMap {
    pane: Cells,
    lines: Vec<Slots>,
}

impl CaretMap {
    /// Returns a map without lines, for a pane of this width.
    #[must_use]
    pub const fn new(pane: Cells) -> Self {
        Self {
            pane,
            lines: Vec::new(),
        }
    }

    /// Adds a line below the others. `base` is added to its spans: the byte at which what was
    /// laid out begins in the whole text.
    pub fn push(&mut self, line: &VisualLine, base: usize) {
        let cells = line.cells.iter().map(|cell| Slot {
            span: cell.span.shifted(base),
            width: Cells(u16::from(cell.width)),
        });
        self.lines.push(Slots {
            direction: line.direction,
            indent: line.indent(self.pane),
            cells: cells.collect(),
        });
    }

    /// Returns whether there is no cell.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.iter().all(|line| line.cells.is_empty())
    }

    /// Returns the cell at which the first line with cells begins, in reading order.
    #[must_use]
    pub fn first(&self) -> Option<CellPlace> {
        let row = self.lines.iter().position(|line| !line.cells.is_empty())?;
        self.line_start(row)
    }

    /// Returns the cell at which a line begins: the leftmost, in a right-to-left line the
    /// rightmost. `None` on a row without cells.
    #[must_use]
    pub fn line_start(&self, row: usize) -> Option<CellPlace> {
        match self.lines.get(row)?.direction {
            Direction::Ltr => self.leftmost(row),
            Direction::Rtl => self.rightmost(row),
        }
    }

    /// Returns the cell at which a line ends: the opposite of [`line_start`](Self::line_start).
    #[must_use]
    pub fn line_end(&self, row: usize) -> Option<CellPlace> {
        match self.lines.get(row)?.direction {
            Direction::Ltr => self.rightmost(row),
            Direction::Rtl => self.leftmost(row),
        }
    }

    /// Returns the cell that stands for the byte at `offset`; for a byte that is not
    /// drawn, the next one that is, or the last of all. `None` where there is no cell.
    #[must_use]
    pub fn place_of(&self, offset: usize) -> Option<CellPlace> {
        let mut after: Option<(usize, CellPlace)> = None;
        let mut last: Option<(usize, CellPlace)> = None;
        for (place, drawn) in self.slots() {
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
        after.or(last).map(|(_, place)| place)
    }

    /// Returns the bytes under a cell.
    #[must_use]
    pub fn span_at(&self, place: CellPlace) -> Option<Span> {
        let cell = self.lines.get(place.row)?.cells.get(place.cell)?;
        Some(cell.span)
    }

    /// Returns the column of the pane at which a cell begins.
    #[must_use]
    pub fn column_of(&self, place: CellPlace) -> Option<Cells> {
        let line = self.lines.get(place.row)?;
        line.cells.get(place.cell)?;
        let before = line.cells.iter().take(place.cell);
        Some(before.fold(line.indent, |column, cell| column.plus(cell.width)))
    }

    /// Returns the bytes under the cell at a row and a column of the pane, or `None`
    /// where there is no cell; [`nearest`](Self::nearest) has one there too.
    ///
    /// ```
    /// use harf::layout::{Block, LayoutOptions};
    /// use harf::{Cells, Direction, Span};
    ///
    /// // Hebrew at the right edge of eight cells: a click, then a drag to the left.
    /// let text = "\u{5d0}\u{5d1}\u{5d2}";
    /// let map = Block::new(text, &LayoutOptions::new(Cells(8), Direction::Rtl)).caret_map();
    /// let from = map.hit(0, Cells(7)).expect("a letter");
    /// let to = map.hit(0, Cells(6)).expect("a letter");
    /// // What is selected has the cell under the pointer in it.
    /// assert_eq!(from.cover(to), Span::new(0, 4));
    /// assert_eq!(map.hit(0, Cells(0)), None);
    /// ```
    #[must_use]
    pub fn hit(&self, row: usize, column: Cells) -> Option<Span> {
        let line = self.lines.get(row)?;
        let mut start = line.indent;
        for cell in &line.cells {
            let end = start.plus(cell.width);
            if start <= column && column < end {
                return Some(cell.span);
            }
            start = end;
        }
        None
    }

    /// Returns the cell on `row` nearest to a column of the pane, or `None` on a row
    /// without cells.
    #[must_use]
    pub fn nearest(&self, row: usize, column: Cells) -> Option<CellPlace> {
        let line = self.lines.get(row)?;
        let mut end = line.indent;
        let reaches = line.cells.iter().position(|cell| {
            end = end.plus(cell.width);
            column < end
        });
        let last = line.cells.len().checked_sub(1)?;
        let cell = reaches.unwrap_or(last);
        Some(CellPlace { row, cell })
    }

    /// Returns the cell one to the left on the screen, going over the edge to the line that
    /// is read next or before; `None` at the corner of the map.
    #[must_use]
    pub fn left(&self, place: CellPlace) -> Option<CellPlace> {
        if let Some(cell) = place.cell.checked_sub(1) {
            return Some(CellPlace { cell, ..place });
        }
        match self.lines.get(place.row)?.direction {
            Direction::Ltr => self.line_end(self.row_above(place.row)?),
            Direction::Rtl => self.line_start(self.row_below(place.row)?),
        }
    }

    /// Returns the cell one to the right on the screen; see [`left`](Self::left).
    #[must_use]
    pub fn right(&self, place: CellPlace) -> Option<CellPlace> {
        let cell = place.cell.saturating_add(1);
        if cell < self.lines.get(place.row)?.cells.len() {
            return Some(CellPlace { cell, ..place });
        }
        match self.lines.get(place.row)?.direction {
            Direction::Ltr => self.line_start(self.row_below(place.row)?),
            Direction::Rtl => self.line_end(self.row_above(place.row)?),
        }
    }

    /// Returns the cell on the nearest row above that has cells, nearest to `column`.
    #[must_use]
    pub fn up(&self, place: CellPlace, column: Cells) -> Option<CellPlace> {
        self.nearest(self.row_above(place.row)?, column)
    }

    /// Returns the cell on the nearest row below that has cells, nearest to `column`.
    #[must_use]
    pub fn down(&self, place: CellPlace, column: Cells) -> Option<CellPlace> {
        self.nearest(self.row_below(place.row)?, column)
    }

    /// Returns the direction of the line on which a byte is drawn, or the next one that is; `None`
    /// where there is no cell.
    #[must_use]
    pub fn direction_at(&self, offset: usize) -> Option<Direction> {
        let place = self.place_of(offset)?;
        self.lines.get(place.row).map(|line| line.direction)
    }

    /// Returns the bytes of the cells beside `span` on the first line that it touches, from
    /// its leftmost cell outwards, up to the edge of the screen. Cells of `span` itself are
    /// among those to the right.
    pub fn beside(&self, span: Span, toward: Toward) -> impl Iterator<Item = Span> {
        let touched = self.slots().find(|(_, slot)| slot.span.overlaps(span));
        let cells = touched.and_then(|(at, _)| {
            let cells = &self.lines.get(at.row)?.cells;
            let (left, right) = cells.split_at_checked(at.cell)?;
            Some(match toward {
                Toward::Left => (left, &[][..]),
                Toward::Right => (&[][..], right.get(1..)?),
            })
        });
        let (left, right) = cells.unwrap_or_default();
        left.iter().rev().chain(right).map(|slot| slot.span)
    }

    /// Returns all cells, from top to bottom and from left to right.
    fn slots(&self) -> impl Iterator<Item = (CellPlace, Slot)> {
        self.lines.iter().enumerate().flat_map(|(row, line)| {
            let cells = line.cells.iter().enumerate();
            cells.map(move |(cell, slot)| (CellPlace { row, cell }, *slot))
        })
    }

    fn leftmost(&self, row: usize) -> Option<CellPlace> {
        self.lines.get(row)?.cells.first()?;
        Some(CellPlace { row, cell: 0 })
    }

    fn rightmost(&self, row: usize) -> Option<CellPlace> {
        let cell = self.lines.get(row)?.cells.len().checked_sub(1)?;
        Some(CellPlace { row, cell })
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

impl Block {
    /// Returns where the cells of this block are and which bytes they stand for.
    #[must_use]
    pub fn caret_map(&self) -> CaretMap {
        let mut map = CaretMap::new(self.pane);
        for line in &self.lines {
            map.push(line, 0);
        }
        map
    }
}

#[cfg(test)]
mod tests;
