//! Why a screen was closed.

/// Why the loop ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// The user quit.
    Quit,
    /// A signal, which must have its default effect on the process.
    Signal(i32),
}
