//! When words are rewritten: in a terminal that clips letters while it lags, once nothing
//! has been drawn for a while.

use std::time::{Duration, Instant};

/// The time without drawing after which the terminal is assumed to have read everything.
const QUIET: Duration = Duration::from_millis(200);

/// The frames since words were rewritten.
#[derive(Debug, Default)]
pub(super) struct Settling {
    drawn: Option<Instant>,
}

impl Settling {
    /// Records that a frame was drawn.
    pub(super) fn drawn(&mut self) {
        self.drawn = Some(Instant::now());
    }

    /// Returns the time until words are to be rewritten; `None` if they were.
    pub(super) fn left(&self) -> Option<Duration> {
        self.drawn
            .map(|drawn| QUIET.saturating_sub(drawn.elapsed()))
    }

    /// Returns whether they are to be rewritten now; they then count as rewritten.
    pub(super) fn is_due(&mut self) -> bool {
        let due = self.left().is_some_and(|left| left.is_zero());
        if due {
            self.drawn = None;
        }
        due
    }
}
