//! Locks that one process has on a file.

use std::fs::{File, TryLockError};
use std::thread;
use std::time::Duration;

/// How often a lock is asked for, and how long the pause between is.
const TRIES: usize = 20;
const PAUSE: Duration = Duration::from_millis(10);

/// Takes the lock of a file; `false` where another process has it. A process that is just being
/// started holds what its parent had open until its program runs, so a lock that was given up may
/// seem taken for a moment: it is asked for again for a fifth of a second.
pub fn lock(file: &File) -> bool {
    for at in 0..TRIES {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) if at + 1 < TRIES => thread::sleep(PAUSE),
            Err(TryLockError::WouldBlock) => return false,
            // A file system without locks (some network shares) is no reason to refuse work.
            Ok(()) | Err(TryLockError::Error(_)) => return true,
        }
    }
    false
}
