//! The bitext and what is written about it, as plain data over spans.
//!
//! [`Bitext`] is the two texts and their beads. [`Annotations`] is what a reviewer writes.
//! Both change through a [`Change`] only, which [`plan`] makes of an [`Edit`] and which can
//! be turned round; [`Dossier`] holds all three with their history.

mod annotation;
mod bead;
mod bitext;
mod change;
mod document;
mod dossier;
mod edit;
mod ladder;
mod rehome;
mod score;
mod segment;
mod side;

pub use annotation::{
    Annotations, BeadStatus, Dismissal, Entry, EntryKey, Mark, MarkId, Note, NoteId, Rating,
    Severity, Verdict,
};
pub use bead::{Bead, BeadId, BeadKind, LinkState, WEAK};
pub use bitext::{Bitext, tiles};
pub use change::{BeadRow, Change, Clash, Step};
pub use document::{Document, Paragraph, Sentence};
pub use dossier::{Dossier, History};
pub use edit::{Edit, Neighbour, Refusal, plan, proportional_cut};
pub use ladder::{Misstep, MisstepKind, Rung, read_rungs, rung_line};
pub use score::Score;
pub use side::{Side, Sides};
