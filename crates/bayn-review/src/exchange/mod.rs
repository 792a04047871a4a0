//! Converts reviews to the bilingual files of other tools and back.
//!
//! ```text
//!               XLIFF 1.2 and 2.1                 TMX, JSON Lines
//!  marks        ITS issues on their words, note   note
//!  verdicts     state of the segment, note        note
//!  notes        note                              note
//!  scores       note                              note
//!  all, exact   <bayn:entry> in the unit          <prop type="x-bayn:entry">
//! ```
//!
//! For people without such tools there is [`table`]: Word and Excel.
//!
//! The exact entry is for bayn itself. Changes by other tools count: a mark whose words
//! no longer have its issue is not imported, and issues and notes without entry become
//! marks and notes. A unit is a pair; it is located in a review by its texts.

mod codes;
mod issues;
mod read;
pub mod table;
mod write;

pub use read::{Taken, read};
pub use write::{Form, write, write_onto};

/// The namespace of our own elements.
pub const NS: &str = "urn:x-bayn:review:1";

/// The `type` of a `<prop>` that contains an entry.
pub(crate) const PROP: &str = "x-bayn:entry";
