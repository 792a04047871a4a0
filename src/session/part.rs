//! The open part of a long file that is read part by part.

use bayn_text::{Message, msg};

use bayn_text::message::Fraction;

/// Which part of a file is shown; counts from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part {
    /// The number of the part.
    pub at: usize,
    /// The number of parts, once they are counted.
    pub count: Option<usize>,
}

/// The pending requests for parts of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turning {
    /// The part being loaded: the last one requested.
    pub to: Option<usize>,
    /// Whether the parts are being counted.
    pub counts: bool,
}

impl Part {
    /// Returns the part in words, such as `part 2/100`.
    #[must_use]
    pub fn label(&self) -> Message {
        match self.count {
            Some(count) => msg!("part {part}", part = Fraction(self.at + 1, count)),
            None => msg!("part {part}/\u{2026}", part = self.at + 1),
        }
    }
}
