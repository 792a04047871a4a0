//! The cache of rows: lines by the part of a text that they belong to.

use crate::session::several::Difference;
use crate::tui::bounded::Bounded;
use bayn_doc::Side;
use bayn_text::Romanisation;
use harf::Span;
use harf::layout::{LayoutOptions, VisualLine};
use std::ops::{Deref, Range};
use std::rc::Rc;

/// One line of a pane and the document byte that its spans count from.
#[derive(Clone, Debug, PartialEq)]
pub struct PaneLine {
    /// The line.
    pub line: VisualLine,
    /// The document byte at which the line's text block begins.
    pub base: usize,
    /// Whether it is the romanisation of the line above, without bytes of its own.
    pub is_roman: bool,
}

impl PaneLine {
    /// Returns the document bytes of a cell's span.
    #[must_use]
    pub const fn in_document(&self, span: Span) -> Span {
        span.shifted(self.base)
    }
}

#[derive(Clone, PartialEq, Eq, Hash)]
pub(super) struct Key {
    pub(super) which: Which,
    /// The bytes laid out: sentences may be split and joined, their bytes stay.
    pub(super) span: Span,
    pub(super) options: LayoutOptions<'static>,
    pub(super) roman: Option<Romanisation>,
}

/// Which text a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Which {
    /// One of the two main texts.
    Side(Side),
    /// A further translation, by its number.
    Further(usize),
}

/// The parts of what is shown of a text at one bead, in order.
#[derive(Debug, Default)]
pub(super) struct Parts {
    pub(super) parts: Vec<Part>,
    /// Their total number of lines.
    pub(super) lines: usize,
}

#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) span: Span,
    /// The number of its first line.
    pub(super) first: usize,
}

/// A cached line of a part.
pub struct KeptLine {
    pub(super) part: Rc<Vec<PaneLine>>,
    pub(super) at: usize,
}

impl Deref for KeptLine {
    type Target = PaneLine;

    fn deref(&self) -> &PaneLine {
        // Made by `Page::numbered`, which checked that the line exists.
        &self.part[self.at]
    }
}

/// The cost of a cache entry, in cells.
pub(super) const ENTRY: usize = 8;

/// The number of a further translation, the bytes of the first and the sentences of it.
pub(super) type Compared = (usize, Option<Span>, Range<usize>);

/// Laid-out sides of beads, as many as a large screen and its surroundings need.
pub struct RowCache {
    /// The part of the file whose rows are cached: another one has other sentences with the same
    /// numbers.
    pub(super) part: Option<usize>,
    pub(super) sides: Bounded<Key, Rc<Parts>>,
    pub(super) laid_out: Bounded<Key, Rc<Vec<PaneLine>>>,
    pub(super) differences: Bounded<Compared, Option<Rc<Difference>>>,
}

impl Default for RowCache {
    fn default() -> Self {
        /// More than a large screen and its surroundings need.
        const MOST: usize = 1024;
        /// Cells, including the overhead of lines and entries: about 30 MB.
        const CELLS: usize = 1 << 18;
        Self {
            part: None,
            sides: Bounded::new(MOST),
            laid_out: Bounded::new(CELLS),
            differences: Bounded::new(MOST),
        }
    }
}

impl Parts {
    /// Returns the index of the part that contains a byte of the document.
    pub(super) fn holding(&self, byte: usize) -> Option<usize> {
        let next = self.parts.partition_point(|part| part.span.start <= byte);
        let at = next.checked_sub(1)?;
        self.parts
            .get(at)
            .is_some_and(|part| part.span.contains(byte))
            .then_some(at)
    }
}
