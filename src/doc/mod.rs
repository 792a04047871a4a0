//! Floor 2: the bitext, as plain data over spans.

mod bead;
mod bitext;
mod document;

pub use bead::{Bead, BeadId, BeadKind, LinkState};
pub use bitext::{Bitext, tiles};
pub use document::{Document, Paragraph, Sentence};
