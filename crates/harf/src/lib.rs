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
//! ```
//! use harf::layout::{Block, LayoutOptions};
//! use harf::{Cells, Direction};
//!
//! let block = Block::new("\u{633}\u{644}\u{627}\u{645}", &LayoutOptions::new(Cells(10), Direction::Rtl));
//! assert_eq!(block.lines.len(), 1);
//! ```

pub mod bidi;
mod cells;
mod direction;
pub mod encode;
pub mod grapheme;
pub mod layout;
mod mark;
pub mod shape;
mod span;
pub mod terminal;

pub use cells::Cells;
pub use direction::Direction;
pub use mark::mark_of;
pub use span::Span;
