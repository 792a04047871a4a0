//! The bitext and its annotations, as plain data over spans.
//!
//! [`Bitext`] is the two texts and their beads. [`Annotations`] is what a reviewer writes.
//! Both change through a [`Change`] only, which [`plan`] creates from an [`Edit`] and which can
//! be inverted; [`ReviewedBitext`] contains all three with their history.

mod annotation;
mod bead;
mod bitext;
mod change;
mod document;
mod edit;
mod ladder;
mod rehome;
mod reviewed_bitext;
mod score;
mod segment;
mod severity;
mod side;

pub use annotation::{
    Annotations, BeadStatus, Dismissal, Entry, EntryKey, Mark, MarkId, Note, NoteId, Rating,
    Verdict,
};
pub use bead::{Bead, BeadId, BeadKind, LinkState, WEAK};
pub use bitext::{Bitext, tiles};
pub use change::{ApplyError, BeadRow, Change, Step};
pub use document::{Document, Paragraph, Sentence};
pub use edit::{Edit, EditError, Neighbour, plan, proportional_cut, torn_by_pin};
pub use ladder::{LadderError, LadderErrorKind, Rung, parse_ladder, rung_line};
pub use reviewed_bitext::{History, ReviewedBitext};
pub use score::Score;
pub use severity::Severity;
pub use side::{Side, Sides};
