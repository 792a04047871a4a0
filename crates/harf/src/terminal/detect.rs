//! From the question to the facts, in one call.

use super::Facts;
use super::decision::decide;
use super::evidence::Evidence;
#[cfg(unix)]
use super::probe::{Asking, Listen, probe};
use super::reply::Replies;
use super::settings::ConfigFiles;
#[cfg(unix)]
use std::io;
#[cfg(any(unix, feature = "detect"))]
use std::time::Duration;

/// The terminal that the program runs in.
#[derive(Clone, Copy, Debug)]
pub struct Terminal;

impl Terminal {
    /// Asks the terminal which it is, reads environment and settings, and decides.
    ///
    /// To be called once, before the program reads keys, enters the alternate screen or sets modes of
    /// its own. Waits no longer than `limit` for the first answer (300 ms are ample) and twice
    /// as long for the last one; a terminal that answers takes a few milliseconds. What was typed
    /// meanwhile is dropped with the answers, so that no answer is ever taken for a key. Where
    /// standard input or output is no terminal, nothing is asked and nothing written.
    ///
    /// ```no_run
    /// use std::time::Duration;
    ///
    /// let facts = harf::Terminal::detect(Duration::from_millis(300));
    /// println!("{}: {}", facts.name, facts.encoding);
    /// ```
    #[cfg(feature = "detect")]
    #[must_use]
    pub fn detect(limit: Duration) -> Facts {
        let read = |path: &std::path::Path| std::fs::read_to_string(path).ok();
        #[cfg(unix)]
        return Self::detect_by(
            Asking::Output,
            limit,
            super::keyboard::Keyboard::open,
            &read,
        );
        #[cfg(not(unix))]
        {
            let _ = limit;
            Self::by_environment(&read)
        }
    }

    /// As `detect`, for a program that reads its keys by itself: `listen` opens its keyboard in
    /// raw mode, which is given back what was typed meanwhile; `read` reads the settings of kitty
    /// and Konsole.
    #[cfg(unix)]
    #[must_use]
    pub fn detect_by<L: Listen>(
        asking: Asking,
        limit: Duration,
        listen: impl FnOnce() -> io::Result<L>,
        read: ConfigFiles<'_>,
    ) -> Facts {
        decide(Evidence::gather(probe(asking, limit, listen), read))
    }

    /// Decides without asking: by the environment and the settings that `read` reads.
    #[must_use]
    pub fn by_environment(read: ConfigFiles<'_>) -> Facts {
        decide(Evidence::gather(Replies::default(), read))
    }
}
