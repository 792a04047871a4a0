//! A line of text typed for a command.

use bayn_text::{Message, msg};

/// `harf`'s line, which knows how its caret moves in mixed scripts.
pub type Prompt = harf::InputLine;

/// Returns the message about a paste without a prompt.
#[must_use]
pub fn overlong() -> Message {
    msg!("what was pasted is longer than 1 MB; nothing was inserted")
}
