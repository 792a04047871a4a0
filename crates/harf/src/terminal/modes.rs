//! The modes that a terminal needs for its encoding, entered and left.

use super::Facts;
use std::io::{self, Write};

/// The bidi mode of a terminal while a program draws on it: entered by [`enter`](Self::enter),
/// left when this is dropped.
///
/// ```
/// use harf::terminal::{Evidence, decide, parse_replies};
/// use harf::{Facts, Modes};
///
/// let replies = parse_replies(b"\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c"); // VTE's
/// let facts = decide(Evidence { replies, ..Evidence::default() });
/// let mut out = Vec::new(); // in a program: stdout(), after the alternate screen was entered
/// Modes::enter(&mut out, &facts)?.leave()?;
/// assert_eq!(out, b"\x1b[8l\x1b[2J\x1b[8h");
/// # Ok::<(), std::io::Error>(())
/// ```
#[derive(Debug)]
pub struct Modes<W: Write = io::Stdout> {
    out: W,
    leaving: String,
}

impl<W: Write> Modes<W> {
    /// Asks the terminal to leave the order of cells alone, and clears the screen, since rows
    /// take the mode when they are erased. To be called in the alternate screen; a full redraw must follow.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn enter(mut out: W, facts: &Facts) -> io::Result<Self> {
        out.write_all(facts.enter_bidi().as_bytes())?;
        out.flush()?;
        Ok(Self {
            out,
            leaving: facts.leave_bidi(),
        })
    }

    /// Gives the terminal its own mode back: at the end, before a suspend, in a panic hook.
    ///
    /// # Errors
    /// What the terminal says.
    pub fn leave(mut self) -> io::Result<()> {
        self.give_back()
    }

    fn give_back(&mut self) -> io::Result<()> {
        let leaving = std::mem::take(&mut self.leaving);
        self.out.write_all(leaving.as_bytes())?;
        self.out.flush()
    }
}

impl<W: Write> Drop for Modes<W> {
    fn drop(&mut self) {
        // Nothing can be done about a terminal that went away.
        let _gone = self.give_back();
    }
}
