//! The queue of lines for workers: in order, without finished ones, and not too far
//! ahead of the output, by number and by bytes in memory.

use super::done::Done;
use super::given::Given;
use crate::cli::records::{Record, Records, is_blank};
use crate::cli::report::CliError;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// The most lines ahead of the one to be written next.
pub(super) const AHEAD: usize = 256;
/// The most bytes of lines and their output in memory.
const HELD: usize = 64 << 20;

/// The remaining lines, and the progress of writing.
pub(super) struct Queue {
    left: Mutex<Left>,
    ahead: Mutex<Ahead>,
    freed: Condvar,
}

struct Left {
    records: Records,
    done: Done,
}

/// How far reading is ahead of writing.
#[derive(Default)]
struct Ahead {
    /// Lines that are written or skipped.
    written: usize,
    /// Bytes of the others in memory.
    held: usize,
}

/// A work item.
pub(super) struct Taken {
    /// The number of the line, from 0.
    pub(super) at: usize,
    /// Its content; `None` if it is blank or done.
    pub(super) record: Option<Result<Record, CliError>>,
    /// Its bytes in memory.
    pub(super) held: usize,
}

impl Queue {
    pub(super) fn new(records: Records, done: Done) -> Self {
        Self {
            left: Mutex::new(Left { records, done }),
            ahead: Mutex::new(Ahead::default()),
            freed: Condvar::new(),
        }
    }

    /// Returns the next line, once it is not too far ahead.
    pub(super) fn next(&self) -> Option<Taken> {
        let mut left = self.left.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, record) = left.records.next()?;
        let record = match record {
            // Which of two pairs of one name is done depends on their order, so it is asked here.
            Ok(Record::Line(line)) => {
                let passed = is_blank(&line) || left.done.has(&line, at);
                (!passed).then_some(Ok(Record::Line(line)))
            }
            other => Some(other),
        };
        let held = match &record {
            Some(Ok(Record::Line(line))) => line.len(),
            _ => 0,
        };
        let far = |ahead: &mut Ahead| {
            let is_full = ahead.held > 0 && ahead.held + held > HELD;
            ahead.written != usize::MAX && (at >= ahead.written + AHEAD || is_full)
        };
        let mut ahead = self
            .freed
            .wait_while(self.ahead(), far)
            .unwrap_or_else(PoisonError::into_inner);
        ahead.held += held;
        Some(Taken { at, record, held })
    }

    /// Replaces `before` bytes in the count by `now`.
    pub(super) fn hold(&self, before: usize, now: usize) {
        let mut ahead = self.ahead();
        ahead.held = (ahead.held + now).saturating_sub(before);
    }

    /// Records that the first `lines` are written, and `freed` bytes are freed.
    pub(super) fn write(&self, lines: usize, freed: usize) {
        let mut ahead = self.ahead();
        ahead.written = lines;
        ahead.held = ahead.held.saturating_sub(freed);
        self.freed.notify_all();
    }

    /// Wakes all waiting workers: nothing more is written.
    pub(super) fn end(&self) {
        self.write(usize::MAX, 0);
    }

    fn ahead(&self) -> MutexGuard<'_, Ahead> {
        self.ahead.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Done {
    /// Returns whether the pair of a line is done; each that is done answers once.
    fn has(&mut self, line: &[u8], at: usize) -> bool {
        if self.is_empty() {
            return false;
        }
        match Given::read(&String::from_utf8_lossy(line), at) {
            Ok(given) => self.take(&given.key()),
            Err(fault) => self.take(&fault.given.key()),
        }
    }
}
