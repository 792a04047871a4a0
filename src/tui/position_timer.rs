//! When the position is saved during reading: after a pause, so that a process that is
//! killed loses no more than the last keys, and moving never waits for the disk.

use crate::session::State;
use crate::session::ticket::TextId;
use std::time::{Duration, Instant};

/// The pause after which the position is saved.
const REST: Duration = Duration::from_secs(1);

/// The position saved last.
#[derive(Debug, Default)]
pub(super) struct Rest {
    kept: Option<(TextId, usize)>,
}

impl Rest {
    /// Returns the time until the position is to be saved; `None` if it is saved.
    pub(super) fn left(&self, state: &State, last_key: Instant) -> Option<Duration> {
        let moved = self.kept != Some(place(state));
        moved.then(|| REST.saturating_sub(last_key.elapsed()))
    }

    /// Returns whether the position is to be saved now; it then counts as saved.
    pub(super) fn is_due(&mut self, state: &State, last_key: Instant) -> bool {
        let due = self
            .left(state, last_key)
            .is_some_and(|left| left.is_zero());
        if due {
            self.kept = Some(place(state));
        }
        due
    }
}

fn place(state: &State) -> (TextId, usize) {
    (state.texts.id.clone(), state.reading.cursor.bead)
}
