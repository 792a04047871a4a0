//! One line for the user.

/// How a message is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something was done.
    Good,
    /// Something could not be done.
    Bad,
}

/// One line for the user, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// How it is meant.
    pub tone: Tone,
    /// The sentence.
    pub text: bayn_text::Message,
}

impl Message {
    /// Returns a message that something was done.
    pub fn good(text: impl Into<bayn_text::Message>) -> Self {
        Self {
            tone: Tone::Good,
            text: text.into(),
        }
    }

    /// Returns a message that something could not be done.
    pub fn bad(text: impl Into<bayn_text::Message>) -> Self {
        Self {
            tone: Tone::Bad,
            text: text.into(),
        }
    }
}
