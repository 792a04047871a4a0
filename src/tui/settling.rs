//! When words are written once more: in a terminal that cuts letters while it is behind, once nothing
//! has been drawn for a while.

use std::time::{Duration, Instant};

/// How long nothing is drawn before the terminal is taken to have read all.
const QUIET: Duration = Duration::from_millis(200);

/// The frames since words were written once more.
#[derive(Debug, Default)]
pub(super) struct Settling {
    drawn: Option<Instant>,
}

impl Settling {
    /// Notes that a frame was drawn.
    pub(super) fn drawn(&mut self) {
        self.drawn = Some(Instant::now());
    }

    /// Returns how long it is until words are to be written once more; `None` where they were.
    pub(super) fn left(&self) -> Option<Duration> {
        self.drawn
            .map(|drawn| QUIET.saturating_sub(drawn.elapsed()))
    }

    /// Returns whether they are to be written now; they count as written then.
    pub(super) fn is_due(&mut self) -> bool {
        let due = self.left().is_some_and(|left| left.is_zero());
        if due {
            self.drawn = None;
        }
        due
    }
}
