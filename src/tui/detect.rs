//! Detects the terminal: queries it, reading replies through the reader's own keyboard,
//! and reads the environment and files of this machine.

use crate::disk;
use harf::Terminal;
use harf::terminal::{Asking, Facts};
use std::path::Path;
use std::time::Duration;

/// How long the terminal may take to answer.
const LIMIT: Duration = Duration::from_millis(300);

/// Reads environment and files and decides, without a query.
#[must_use]
pub fn unasked() -> Facts {
    Terminal::by_environment(&|path: &Path| disk::read_text(path).ok())
}

/// Queries the terminal, reads environment and files, and decides. To be called once, before raw
/// mode and the alternate screen are entered. Queries nothing if standard input or output is not a
/// terminal.
#[must_use]
pub fn detect(asking: Asking) -> Facts {
    let read = |path: &Path| disk::read_text(path).ok();
    #[cfg(unix)]
    return Terminal::detect_by(asking, LIMIT, unix::Listening::open, &read);
    #[cfg(not(unix))]
    {
        let _ = (asking, LIMIT);
        Terminal::by_environment(&read)
    }
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
