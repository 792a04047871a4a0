//! A word or a pair saved for learning.

use bayn_text::Lang;

/// A word with its sentence, or a whole pair.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The word; empty if a pair is saved.
    pub word: String,
    /// The linked words of the other side, if known.
    pub answer: String,
    /// The sentence that it is in.
    pub sentence: String,
    /// Its counterpart on the other side.
    pub translation: String,
    /// The language of the word and of the other side.
    pub langs: [Lang; 2],
    /// The name of the text.
    pub text: String,
}
