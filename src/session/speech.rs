//! Reading aloud: which sentence a command of the user's is speaking.

use bayn_doc::Side;

/// What is being read aloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// The sentence being read; none while nothing is.
    pub now: Option<(Side, usize)>,
    /// How often something was read: what ends late is told from what is being read.
    pub turn: usize,
}
