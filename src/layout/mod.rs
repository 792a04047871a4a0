//! Floor 3: paragraphs set to a width, as rows of cells.

mod line;

pub use line::{CellKind, VisualCell, VisualLine};
