//! Finds out which terminal this is: asks it, with the reader's own keyboard to hear its answers,
//! and reads what lies about it on this machine.

use crate::disk;
use harf::terminal::{Asking, Evidence, Replies, TerminalFacts, decide};

/// Asks the terminal, reads environment and files, and decides. To be called once, before raw
/// mode and the alternate screen are entered. Asks nothing where standard input or output is no
/// terminal.
#[must_use]
pub fn detect(asking: Asking) -> TerminalFacts {
    decide(Evidence::gather(replies(asking), &|path| {
        disk::read_text(path).ok()
    }))
}

#[cfg(not(unix))]
fn replies(_: Asking) -> Replies {
    Replies::default()
}

#[cfg(unix)]
fn replies(asking: Asking) -> Replies {
    harf::terminal::probe(asking, unix::Listening::open)
}

#[cfg(unix)]
mod unix {
    use crate::tui::input::Source;
    use crate::tui::terminal::Raw;
    use harf::terminal::Listen;
    use harf::terminal::cutter::Token;
    use std::io;
    use std::time::Instant;

    /// The keyboard in raw mode; it is closed before raw mode is left.
    pub(super) struct Listening {
        source: Source,
        _raw: Raw,
    }

    impl Listening {
        pub(super) fn open() -> io::Result<Self> {
            let raw = Raw::enter()?;
            let source = Source::open()?;
            Ok(Self { source, _raw: raw })
        }
    }

    impl Listen for Listening {
        fn pop(&mut self) -> Option<Token> {
            self.source.pop()
        }

        fn wait(&mut self, until: Instant) -> io::Result<()> {
            self.source.wait(None, Some(until)).map(drop)
        }

        fn put_back(&mut self, token: Token) {
            self.source.put_back(token);
        }
    }
}
