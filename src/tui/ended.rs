//! Why a screen was left.

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The user left.
    Quit,
    /// A signal; to be answered as the process would have without us.
    Signal(i32),
}
