//! Where the reader is in the texts, and where it jumped from.

use bayn_doc::{Bitext, Side};
use bayn_text::words;
use harf::Span;

/// Where the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The index of the current bead.
    pub bead: usize,
    /// The side that the caret, free scrolling and copying refer to.
    pub side: Side,
    /// The byte of the active document under the caret, once the caret has been moved.
    pub caret: Option<usize>,
}

impl Cursor {
    /// Returns the word under the caret: its side and its bytes.
    #[must_use]
    pub fn word(self, bitext: &Bitext) -> Option<(Side, Span)> {
        let byte = self.caret?;
        let document = &bitext.documents[self.side];
        let bead = bitext.beads.get(self.bead)?;
        let span = document.span_of(&bead.sentences[self.side])?;
        let word = words(span.of(&document.text))
            .map(|word| word.shifted(span.start))
            .find(|word| word.contains(byte))?;
        Some((self.side, word))
    }
}

/// The jump list, like a browser's history.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jumps {
    /// Places, oldest first.
    pub list: Vec<Cursor>,
    /// The place in the list; its length if the user has not gone back.
    pub at: usize,
}
