//! What a line is being typed for.

use crate::session::command::Command;
use crate::session::keymap::Mode;
use bayn_doc::{BeadId, MarkId, NoteId, Sides};
use bayn_text::{Message, msg};
use harf::Span;

/// What a line is being typed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Why a bead is rejected.
    Reason(BeadId),
    /// A note on a bead or on spans of it; with a name when one is being changed.
    Note(BeadId, Option<NoteId>, Sides<Vec<Span>>),
    /// A note about a mark.
    MarkNote(MarkId),
    /// What should be in place of what a mark points at.
    Suggestion(MarkId),
    /// A score from 0 to 100.
    Score(BeadId),
}

impl Ask {
    /// Returns the label before the line.
    #[must_use]
    pub fn label(&self) -> Message {
        match self {
            Self::Reason(_) => msg!("reason for rejecting:"),
            Self::Note(..) => msg!("note:"),
            Self::MarkNote(_) => {
                let other = Mode::Prompt.keys(Command::OtherField);
                msg!("marked; note on it ({other}: correction):", other)
            }
            Self::Suggestion(_) => msg!("correction:"),
            Self::Score(_) => msg!("score (0 no meaning kept, 100 perfect):"),
        }
    }
}
