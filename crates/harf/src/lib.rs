//! Right-to-left text for terminal programs.
//!
//! ```text
//!   text ─ bidi ─ shape ─ layout ─ rows of cells in visual order ─ encode ─ what this terminal is sent
//!                                                     terminal: which terminal it is, and what it needs
//! ```
//!
//! [`layout::Block`] sets a text to a width: it resolves levels by UAX #9, chooses presentation
//! forms and breaks lines by UAX #14. [`encode`] turns a row in visual order into the row that
//! makes a given terminal show it; [`terminal`] finds out which terminal that is.
//!
//! A [`Span`] is a range of bytes, a [`Cells`] a number of columns; no function takes one for the
//! other. A [`CaretMap`] leads from bytes to cells and back, for a caret, a mouse, a selection.
//!
//! ```
//! use harf::layout::{Block, LayoutOptions};
//! use harf::terminal::{Choice, Facts};
//! use harf::{Cells, Direction, encode::Encoding};
//!
//! // Two Hebrew letters and a Latin word, in a pane of eight cells read from right to left.
//! let options = LayoutOptions::new(Cells(8), Direction::Rtl);
//! let block = Block::new("\u{5d0}\u{5d1} ab", &options);
//!
//! // One line: its cells from left to right as the eye sees them, flush right.
//! let line = &block.lines[0];
//! let seen: String = line.cells.iter().map(|cell| cell.symbol.as_str()).collect();
//! assert_eq!(seen, "ab \u{5d1}\u{5d0}");
//! assert_eq!(line.indent(block.pane), Cells(3));
//!
//! // Of a terminal that was not asked nothing is known: its rows are guarded.
//! let facts = Facts::unasked();
//! assert_eq!(facts.encoding, Encoding::Guard);
//! let runs = Choice { bidi: Some(Encoding::Runs), ..Choice::default() };
//! assert_eq!(facts.chosen(runs).encoding, Encoding::Runs);
//! ```

pub mod bidi;
mod cells;
mod direction;
pub mod encode;
pub mod grapheme;
mod input;
pub mod layout;
mod lines;
mod mark;
mod pieces;
mod property;
#[cfg(feature = "ratatui")]
pub mod ratatui;
pub mod shape;
mod span;
pub mod terminal;

pub use cells::Cells;
pub use direction::Direction;
pub use input::{InputLine, InputView};
pub use layout::caret::{CaretMap, CellPlace, Toward};
pub use lines::{Printer, encode_line};
pub use mark::mark_of;
pub use pieces::Pieces;
pub use span::Span;
pub use terminal::{Facts, Modes, Terminal};

/// The example of README.md, as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
