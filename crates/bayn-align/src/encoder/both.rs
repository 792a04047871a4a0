//! Two pieces of work at once while others wait for a model.

/// Runs both, the second on a thread of its own, and returns what they give.
///
/// Who reads a model while others wait for it must not take up work of a pool meanwhile, as
/// `rayon::join` does: that work may wait for the model too, and then for itself.
pub(super) fn both<A, B: Send>(
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
