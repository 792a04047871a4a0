//! Runs two tasks in parallel while others wait for a model.

/// Runs both, the second on a separate thread, and returns their results.
///
/// A task that reads a model while others wait for it must not pick up other work of a pool meanwhile, as
/// `rayon::join` does: that work may wait for the model too, which is a deadlock.
pub(super) fn in_parallel<A, B: Send>(
    one: impl FnOnce() -> A,
    other: impl FnOnce() -> B + Send,
) -> (A, B) {
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        let one = one();
        match other.join() {
            Ok(other) => (one, other),
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}
