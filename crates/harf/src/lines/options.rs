//! What the terminal's facts mean for the layout.

use crate::layout::LayoutOptions;
use crate::terminal::Facts;
use crate::{Cells, Direction};

impl Facts {
    /// Returns the options to lay text out with for this terminal: which letters and marks it is to
    /// be given.
    ///
    /// ```
    /// use harf::layout::Block;
    /// use harf::{Cells, Direction, Facts};
    ///
    /// let facts = Facts::unasked(); // in a program: Terminal::detect(limit)
    /// let block = Block::new("\u{5d0}\u{5d1}", &facts.layout(Cells(8), Direction::Rtl));
    /// assert_eq!(block.lines[0].cells[1].symbol, "\u{5d0}");
    /// ```
    #[must_use]
    pub fn layout(&self, width: Cells, direction: Direction) -> LayoutOptions<'static> {
        LayoutOptions {
            shaping: self.shaping,
            tashkeel: self.tashkeel,
            ..LayoutOptions::new(width, direction)
        }
    }
}
