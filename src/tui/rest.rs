//! When the place is written down while somebody reads: once they rest there, so that a process that is
//! killed loses no more than the last keys, and nobody who moves waits for the disk.

use crate::session::State;
use crate::session::ticket::TextId;
use std::time::{Duration, Instant};

/// How long somebody rests at a place before it is written down.
const REST: Duration = Duration::from_secs(1);

/// The place that was written down last.
#[derive(Debug, Default)]
pub(super) struct Rest {
    kept: Option<(TextId, usize)>,
}

impl Rest {
    /// Returns how long it is until the place is to be written down; `None` where it is.
    pub(super) fn left(&self, state: &State, last_key: Instant) -> Option<Duration> {
        let moved = self.kept != Some(place(state));
        moved.then(|| REST.saturating_sub(last_key.elapsed()))
    }

    /// Returns whether the place is to be written down now; it counts as written then.
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
