//! Threads of their own for what somebody waits for.
//!
//! Work beside the loop, such as aligning by meaning the texts that were left just now, keeps the common
//! threads busy until it is done; what waits for them then is behind it.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;

static FRONT: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let threads = ThreadPoolBuilder::new().thread_name(|_number| "front".to_owned());
    // Where the system gives none, the common ones do.
    threads.build().ok()
});

/// Does work that somebody waits for.
pub(crate) fn in_front<R: Send>(act: impl FnOnce() -> R + Send) -> R {
    match FRONT.as_ref() {
        Some(front) => front.install(act),
        None => act(),
    }
}
