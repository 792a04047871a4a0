//! The purpose of a line of input.

use crate::session::command::Command;
use crate::session::keymap::Mode;
use bayn_doc::{BeadId, MarkId, NoteId, Sides};
use bayn_text::{Message, msg};
use harf::Span;

/// The purpose of a line of input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ask {
    /// The reason for rejecting a bead.
    Reason(BeadId),
    /// A note on a bead or on spans of it; with an id if an existing note is being changed.
    Note(BeadId, Option<NoteId>, Sides<Vec<Span>>),
    /// A note about a mark.
    MarkNote(MarkId),
    /// The correction of a mark.
    Suggestion(MarkId),
    /// A score from 0 to 100.
    Score(BeadId),
}

impl Ask {
    /// Returns the prompt before the line.
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
