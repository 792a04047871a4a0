//! Reading aloud: the sentence that the user's speech command is speaking.

use bayn_doc::Side;

/// The state of reading aloud.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Speech {
    /// The sentence being read; `None` if nothing is.
    pub now: Option<(Side, usize)>,
    /// A counter that distinguishes a late end from that of the current sentence.
    pub turn: usize,
}
