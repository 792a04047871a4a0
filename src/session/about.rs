//! What is known of a text beside its characters.

use bayn_text::Found;
use bayn_text::Message;

/// What is known of one text beside its characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The name shown: the file's name without its folders.
    pub name: String,
    /// What the decoder and the cleaning had to say, in sentences.
    pub notes: Vec<Message>,
    /// Whether damaged letters were mended (`true`) or left as they are; none where nothing is damaged.
    pub mended: Option<bool>,
    /// The encoding, where it is worth showing: guessed, or not UTF-8.
    pub encoding: String,
    /// Where headings begin in the clean text, in order, each with its level from 1.
    pub headings: Vec<(usize, u8)>,
    /// Invisible, control and direction characters, by their offset in the clean text.
    pub found: Vec<Found>,
}
