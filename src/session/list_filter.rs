//! Filters a list: only the lines that contain all the words typed are shown.

use crate::session::prompt::Prompt;
use bayn_text::fold;

/// The words that filter the list on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListFilter {
    /// The words.
    pub words: Prompt,
    /// Whether they are being typed.
    pub is_typed: bool,
}

impl ListFilter {
    /// Returns whether lines may be left out.
    #[must_use]
    pub fn is_on(&self) -> bool {
        !self.words.text().trim().is_empty()
    }

    /// Returns whether a line is kept: it contains every word, ignoring case and vowel marks.
    #[must_use]
    pub fn keeps(&self, line: &str) -> bool {
        if !self.is_on() {
            return true;
        }
        let line = fold(line).text;
        let words = self.words.text().split_whitespace();
        words
            .into_iter()
            .all(|word| line.contains(&fold(word).text))
    }
}
