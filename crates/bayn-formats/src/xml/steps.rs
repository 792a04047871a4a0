//! Counts look-ups of attributes, so that tests can measure work without a clock.

use std::cell::Cell;

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// Counts one look-up.
pub(crate) fn step() {
    COUNT.with(|count| count.set(count.get() + 1));
}

/// Returns how many look-ups `work` made on this thread.
pub(crate) fn of<T>(work: impl FnOnce() -> T) -> (usize, T) {
    let before = COUNT.with(Cell::get);
    let made = work();
    (COUNT.with(Cell::get) - before, made)
}
