//! Paragraphs set to a width, as rows of cells.
//!
//! [`Block`] lays a text out; a [`VisualLine`] is one of its rows. Levels are resolved once
//! for a paragraph, lines are filled in logical order, and each is reordered on its own.

mod block;
pub(crate) mod caret;
mod highlight;
mod line;
mod options;
mod unit;
mod wrap;

pub use block::Block;
pub use highlight::CellRun;
pub use line::{CellKind, VisualCell, VisualLine, is_mark_cell};
pub use options::{Digits, Invisibles, LayoutOptions, Newlines, Spaces};
pub use wrap::opportunities;
