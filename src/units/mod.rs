//! Floor 0: the measures that everything above speaks in.
//!
//! Bytes of a text, cells of a screen and the two sides of a bitext are types of their
//! own, so that the compiler sees where they are mixed.

mod cells;
mod score;
mod side;
mod span;

pub use cells::Cells;
pub use score::Score;
pub use side::{Side, Sides};
pub use span::Span;
