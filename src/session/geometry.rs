//! The layout of the last frame, so that the next update can refer to rows and cells.
//!
//! Drawing returns a `Geometry`; updating reads it and never lays out text itself. It has
//! the heights of the beads on the screen and of about two screens on either side:
//!
//! ```text
//!   window[0] ..... top ....... window[k] ....... window[n]
//!                   |<- rows on the screen ->|
//! ```

use crate::session::command::Command;
use bayn_doc::{Side, Sides};
use harf::{CaretMap, Span};
use std::ops::Range;

/// A scroll position: a row inside a bead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// The index of the bead.
    pub bead: usize,
    /// The row inside it, from 0; row 0 may be the space above a paragraph.
    pub row: usize,
}

/// Where a pane is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pane {
    /// First column.
    pub x: u16,
    /// Width in cells.
    pub width: u16,
}

impl Pane {
    /// Returns whether the column lies in the pane.
    #[must_use]
    pub const fn contains(self, column: u16) -> bool {
        self.x <= column && column - self.x < self.width
    }
}

/// A cell on the screen that represents bytes of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlacedCell {
    /// The bytes of the document.
    pub span: Span,
    /// First column on the screen.
    pub x: u16,
    /// Width in cells.
    pub width: u16,
}

/// One text row on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScreenRow {
    /// The row of the screen.
    pub y: u16,
    /// The bead it belongs to.
    pub bead: usize,
    /// The cells of each side on this row, from left to right.
    pub cells: Sides<Vec<PlacedCell>>,
}

/// The layout of the last frame.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Geometry {
    /// The number of text rows on the screen.
    pub rows: usize,
    /// The first row of the screen for each pane; equal while the panes are locked.
    pub top: Sides<Anchor>,
    /// The index of the first bead in `heights`.
    pub first: usize,
    /// The heights in rows of consecutive beads around the screen.
    pub heights: Vec<usize>,
    /// The panes; `None` if the side is hidden.
    pub panes: Sides<Option<Pane>>,
    /// The text rows of the screen.
    pub screen: Vec<ScreenRow>,
    /// The cells of the current bead on the active side; of a bead of many kilobytes those
    /// around the caret. Empty before the first frame.
    pub caret: CaretMap,
    /// The number of entries of the topmost list that fit on the screen.
    pub list_rows: usize,
    /// The entry of the topmost list on each row of the screen that has one.
    pub list_lines: Vec<(u16, usize)>,
    /// Clickable areas that run a command: the row, its columns, the command.
    pub buttons: Vec<(u16, Range<u16>, Command)>,
    /// The number of entries of the topmost list.
    pub list_length: usize,
    /// The number of translations that fit, if there are several; else 0.
    pub room: usize,
    /// The side that is first on a row, for mouse hits in stacked layout.
    pub stacked: bool,
}

impl Geometry {
    /// Returns the command that a click on a cell runs.
    #[must_use]
    pub fn button_at(&self, column: u16, row: u16) -> Option<Command> {
        let hit =
            |(y, columns, _): &&(u16, Range<u16>, Command)| *y == row && columns.contains(&column);
        self.buttons.iter().find(hit).map(|button| button.2)
    }

    /// Returns the height of a bead, if it is in the window.
    #[must_use]
    pub fn height(&self, bead: usize) -> Option<usize> {
        self.heights.get(bead.checked_sub(self.first)?).copied()
    }

    /// Returns the place `rows` below `from` (above, when negative), stopping at the ends of
    /// the window.
    #[must_use]
    pub fn advance(&self, from: Anchor, rows: isize) -> Anchor {
        let mut at = from;
        let mut left = rows.unsigned_abs();
        if rows >= 0 {
            while left > 0 {
                let Some(height) = self.height(at.bead) else {
                    break;
                };
                let rest = height.saturating_sub(at.row);
                if left < rest {
                    at.row += left;
                    break;
                }
                if self.height(at.bead + 1).is_none() {
                    at.row = height.saturating_sub(1);
                    break;
                }
                left -= rest;
                at = Anchor {
                    bead: at.bead + 1,
                    row: 0,
                };
            }
        } else {
            while left > 0 {
                if left <= at.row {
                    at.row -= left;
                    break;
                }
                left -= at.row + 1;
                let above = at.bead.checked_sub(1).and_then(|bead| {
                    self.height(bead).map(|height| Anchor {
                        bead,
                        row: height.saturating_sub(1),
                    })
                });
                match above {
                    Some(above) => at = above,
                    None => {
                        at.row = 0;
                        break;
                    }
                }
            }
        }
        at
    }

    /// Returns how many rows `to` lies below `from`; negative when above. `None` outside the
    /// window.
    #[must_use]
    pub fn distance(&self, from: Anchor, to: Anchor) -> Option<isize> {
        let mut rows = 0;
        let (low, high, sign) = if from <= to {
            (from, to, 1)
        } else {
            (to, from, -1)
        };
        for bead in low.bead..high.bead {
            rows += self.height(bead)?;
        }
        let rows = (rows + high.row).saturating_sub(low.row);
        isize::try_from(rows).ok().map(|rows| rows * sign)
    }

    /// Returns the bead and the document byte under a cell of the screen.
    #[must_use]
    pub fn hit(&self, column: u16, row: u16) -> Option<(usize, Option<(Side, usize)>)> {
        let line = self.screen.iter().find(|line| line.y == row)?;
        for side in Side::BOTH {
            let inside = self.panes[side].is_some_and(|pane| pane.contains(column));
            if !inside || (self.stacked && line.cells[side].is_empty()) {
                continue;
            }
            let byte = line.cells[side]
                .iter()
                .find(|cell| cell.x <= column && column - cell.x < cell.width)
                .map(|cell| (side, cell.span.start));
            if byte.is_some() || !self.stacked {
                return Some((line.bead, byte));
            }
        }
        Some((line.bead, None))
    }

    /// Returns the side whose pane holds the cell of the screen.
    #[must_use]
    pub fn side_at(&self, column: u16, row: u16) -> Option<Side> {
        let line = self.screen.iter().find(|line| line.y == row);
        Side::BOTH.into_iter().find(|&side| {
            self.panes[side].is_some_and(|pane| pane.contains(column))
                && (!self.stacked || line.is_some_and(|line| !line.cells[side].is_empty()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn geometry() -> Geometry {
        Geometry {
            rows: 5,
            first: 2,
            heights: vec![2, 3, 1],
            ..Geometry::default()
        }
    }

    #[test]
    fn advancing_crosses_beads_and_stops_at_the_window() {
        let g = geometry();
        let at = |bead, row| Anchor { bead, row };
        assert_eq!(g.advance(at(2, 0), 3), at(3, 1));
        assert_eq!(g.advance(at(3, 1), -3), at(2, 0));
        assert_eq!(g.advance(at(3, 1), 99), at(4, 0));
        assert_eq!(g.advance(at(3, 1), -99), at(2, 0));
        assert_eq!(g.distance(at(2, 1), at(4, 0)), Some(4));
        assert_eq!(g.distance(at(4, 0), at(2, 1)), Some(-4));
        assert_eq!(g.distance(at(1, 0), at(2, 1)), None);
    }
}
