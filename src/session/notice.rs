//! A one-line message for the user.

use bayn_text::Message;

/// The kind of a notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something could not be done.
    Bad,
}

/// One line for the user, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Its kind.
    pub tone: Tone,
    /// The sentence.
    pub text: Message,
}

impl Notice {
    /// Returns a notice that something was done.
    pub fn good(text: impl Into<Message>) -> Self {
        Self {
            tone: Tone::Good,
            text: text.into(),
        }
    }

    /// Returns a notice that something could not be done.
    pub fn bad(text: impl Into<Message>) -> Self {
        Self {
            tone: Tone::Bad,
            text: text.into(),
        }
    }
}
