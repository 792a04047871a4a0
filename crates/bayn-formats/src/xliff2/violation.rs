//! A broken clause of XLIFF 2, found at an element.

use crate::FormatError;
use crate::feed::Feed;
use crate::findings::Findings;
use crate::xml::Element;
use bayn_text::{Message, msg};

/// A violation before its place is looked up in the file.
#[derive(Clone, Debug)]
pub(super) struct Violation {
    at: usize,
    anchor: String,
    clause: Message,
    message: Message,
}

impl Violation {
    /// Returns a violation at an element: the anchor is that of the specification's heading,
    /// the clause its name in docs/formats.md.
    pub(super) fn new(
        element: &Element,
        anchor: &str,
        clause: impl Into<Message>,
        message: impl Into<Message>,
    ) -> Self {
        Self::at(element.at, anchor, clause, message)
    }

    /// Returns a violation at a byte of the file.
    pub(super) fn at(
        at: usize,
        anchor: &str,
        clause: impl Into<Message>,
        message: impl Into<Message>,
    ) -> Self {
        Self {
            at,
            anchor: anchor.replace(':', "_").to_ascii_lowercase(),
            clause: clause.into(),
            message: message.into(),
        }
    }

    /// Adds it to the findings of a file.
    pub(super) fn add_to(self, found: &mut Findings) {
        found.add(self.at, || self.error());
    }

    fn error(self) -> FormatError {
        let clause = msg!(
            "XLIFF 2 #{anchor}: {clause}",
            anchor = self.anchor,
            clause = self.clause
        );
        FormatError::whole(clause, self.message)
            .remedy(msg!("repair it in the tool that wrote the file"))
    }

    /// Returns the violation as an error with its place in a text.
    pub(super) fn in_text(self, text: &Feed<'_>) -> FormatError {
        let at = self.at;
        let error = self.error();
        text.error(at, error.clause, error.message)
            .remedy(error.remedy)
    }
}
