//! Data about a text other than its characters.

use bayn_text::Found;
use bayn_text::Message;

/// Data about one text other than its characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The name shown: the file's name without its folders.
    pub name: String,
    /// The warnings of the decoder and the clean-up, in sentences.
    pub notes: Vec<Message>,
    /// Whether damaged letters were repaired (`true`) or left; `None` if nothing is damaged.
    pub mended: Option<bool>,
    /// The encoding, if it is shown: guessed, or not UTF-8.
    pub encoding: String,
    /// Where headings begin in the clean text, in order, each with its level from 1.
    pub headings: Vec<(usize, u8)>,
    /// Invisible, control and direction characters, by their offsets in the clean text.
    pub found: Vec<Found>,
}
