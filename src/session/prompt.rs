//! A line of text that a command waits for.

use bayn_text::{Message, msg};

/// `harf`'s line, which knows how its caret moves in mixed scripts.
pub type Prompt = harf::InputLine;

/// Returns the message about a paste that no prompt takes.
#[must_use]
pub fn overlong() -> Message {
    msg!("what was pasted is longer than 1 MB; nothing was inserted")
}
