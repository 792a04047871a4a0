//! One question to the terminal, and its answers before anything else is read.
//!
//! First DA1 alone, which every terminal answers: a terminal that is silent or slow is asked
//! no more. Then the rest in one go, ended by a second DA1. All of it is bound to a limit, and
//! answers under way are waited for as long once more. What comes later still is dropped by the
//! reader, which goes on in the stream where the probe stops; keys that are pressed meanwhile
//! are kept for it.

#[cfg(unix)]
use super::reply::Replies;

/// DA1: what are you.
#[cfg(unix)]
const WHAT_ARE_YOU: &[u8] = b"\x1b[c";
/// DECRQM 8, XTVERSION, DA2, OSC 11 (the background), and DA1 again as the end.
#[cfg(unix)]
const QUESTIONS: &[u8] = b"\x1b[8$p\x1b[>q\x1b[>c\x1b]11;?\x1b\\\x1b[c";

/// Where the questions are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    /// To standard output, if that and standard input are terminals: for a program that is shown
    /// there and reads its keys.
    Output,
    /// To standard output, if it is a terminal, whatever standard input is: for a filter, which
    /// hears the answers from the controlling terminal.
    Filter,
    /// To the controlling terminal, though standard output may be a file: for a report.
    Terminal,
}

#[cfg(unix)]
pub use unix::{Listen, probe};

#[cfg(unix)]
mod unix {
    use super::{Asking, QUESTIONS, Replies, WHAT_ARE_YOU};
    use crate::terminal::cutter::Token;
    use rustix::termios::isatty;
    use std::io::{self, Write};
    use std::os::fd::AsFd;
    use std::time::{Duration, Instant};

    /// The keyboard while the terminal is asked, in raw mode; it is given back when dropped.
    pub trait Listen {
        /// Returns the next token that was read.
        fn pop(&mut self) -> Option<Token>;

        /// Waits until something was read, or `until` has come.
        ///
        /// # Errors
        /// What the terminal says.
        fn wait(&mut self, until: Instant) -> io::Result<()>;

        /// Keeps what is no answer for whoever reads next.
        fn put_back(&mut self, token: Token);
    }

    /// Asks the terminal, once, before the alternate screen is entered. Gives empty replies
    /// where standard input, or what is written to, is no terminal, and where it stays silent
    /// for `limit`; `listen` is called where there is one.
    #[must_use]
    pub fn probe<L: Listen>(
        asking: Asking,
        limit: Duration,
        listen: impl FnOnce() -> io::Result<L>,
    ) -> Replies {
        match asking {
            Asking::Output if !isatty(rustix::stdio::stdin()) => return Replies::default(),
            Asking::Output | Asking::Filter => ask(io::stdout(), limit, listen),
            Asking::Terminal if !isatty(rustix::stdio::stdin()) => return Replies::default(),
            Asking::Terminal => std::fs::OpenOptions::new()
                .write(true)
                .open("/dev/tty")
                .and_then(|out| ask(out, limit, listen)),
        }
        .unwrap_or_default()
    }

    fn ask<L: Listen>(
        mut out: impl Write + AsFd,
        limit: Duration,
        listen: impl FnOnce() -> io::Result<L>,
    ) -> io::Result<Replies> {
        if !isatty(&out) {
            return Ok(Replies::default());
        }
        let mut source = listen()?;
        let mut typed = Vec::new();
        let asked = question(&mut out, limit, &mut source, &mut typed);
        for token in typed {
            source.put_back(token);
        }
        asked
    }

    fn question(
        out: &mut impl Write,
        limit: Duration,
        source: &mut impl Listen,
        typed: &mut Vec<Token>,
    ) -> io::Result<Replies> {
        let start = Instant::now();
        let cap = start + limit;
        let mut replies = Replies::default();
        out.write_all(WHAT_ARE_YOU)?;
        out.flush()?;
        hear(source, &mut replies, typed, cap)?;
        if !replies.da1 || start.elapsed() > limit / 2 {
            return Ok(replies);
        }
        replies.da1 = false;
        out.write_all(QUESTIONS)?;
        out.flush()?;
        hear(source, &mut replies, typed, cap)?;
        if !replies.da1 {
            hear(source, &mut replies, typed, cap + limit)?;
        }
        Ok(replies)
    }

    /// Reads until DA1 was answered, or `until` has come.
    fn hear(
        source: &mut impl Listen,
        replies: &mut Replies,
        typed: &mut Vec<Token>,
        until: Instant,
    ) -> io::Result<()> {
        loop {
            while let Some(token) = source.pop() {
                if !replies.record(&token) {
                    typed.push(token);
                }
                if replies.da1 {
                    return Ok(());
                }
            }
            if Instant::now() >= until {
                return Ok(());
            }
            source.wait(until)?;
        }
    }
}
