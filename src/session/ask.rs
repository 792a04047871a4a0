//! What a line is being typed for.

use bayn_doc::{BeadId, MarkId, NoteId, Sides};
use harf::Span;

/// What a line is being typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Why a bead is rejected.
    Reason(BeadId),
    /// A note on a bead or on spans of it; with a name when one is being changed.
    Note(BeadId, Option<NoteId>, Sides<Vec<Span>>),
    /// What is said about a mark.
    MarkNote(MarkId),
    /// What should be in place of what a mark points at.
    Suggestion(MarkId),
    /// A score from 0 to 100.
    Score(BeadId),
}

impl Ask {
    /// Returns the word before the line.
    #[must_use]
    pub const fn label(&self) -> &'static str {
        match self {
            Self::Reason(_) => "rejected because: ",
            Self::Note(..) => "note: ",
            Self::MarkNote(_) => "marked; note on it (tab: what it should say): ",
            Self::Suggestion(_) => "should read: ",
            Self::Score(_) => "score, 0 nothing kept \u{2026} 100 perfect: ",
        }
    }
}
