//! A word or a pair that a learner keeps for later.

use bayn_text::Lang;

/// A word with the sentence it was met in, or a whole pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The word; empty where a pair is kept.
    pub word: String,
    /// The words of the other side that answer to it, as far as that is known.
    pub answer: String,
    /// The sentence that it is in.
    pub sentence: String,
    /// What is beside that on the other side.
    pub translation: String,
    /// The language of the word and of the other side.
    pub langs: [Lang; 2],
    /// The name of the text.
    pub text: String,
}
