//! Separate threads for work that the user waits for.
//!
//! Background work, such as aligning by meaning the texts that were just closed, keeps the common
//! threads busy until it is done; other work has to wait.

use rayon::{ThreadPool, ThreadPoolBuilder};
use std::sync::LazyLock;

static FRONT: LazyLock<Option<ThreadPool>> = LazyLock::new(|| {
    let threads = ThreadPoolBuilder::new().thread_name(|_number| "front".to_owned());
    // If the system provides none, the common ones are used.
    threads.build().ok()
});

/// Does work that the user waits for.
pub(crate) fn in_front<R: Send>(act: impl FnOnce() -> R + Send) -> R {
    match FRONT.as_ref() {
        Some(front) => front.install(act),
        None => act(),
    }
}
