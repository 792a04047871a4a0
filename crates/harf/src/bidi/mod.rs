//! The Unicode Bidirectional Algorithm (UAX #9), one paragraph and one line at a time.
//!
//! [`Paragraph`] resolves the levels of a paragraph (rules P to I); [`Paragraph::line`]
//! gives those of one wrapped line after L1; [`VisualMap`] orders anything by its levels
//! (L2); [`mirrored`] is L4. L3, marks after their base, needs no step of its own since
//! the layout above orders grapheme clusters and not characters.
//! <https://www.unicode.org/reports/tr9/>

mod bracket;
mod class;
mod implicit;
mod kind;
mod line;
mod order;
mod paragraph;

pub(crate) use class::{Strength, strength};
pub use class::{direction_in, direction_of};
pub use line::mirrored;
pub use order::VisualMap;
pub(crate) use order::visual_order;
pub use paragraph::Paragraph;
pub(crate) use paragraph::paragraphs;
