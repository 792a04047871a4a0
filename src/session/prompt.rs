//! A line of text being typed, with its caret between grapheme clusters.

use bayn_text::{Message, msg};
use harf::grapheme::{boundary_before, next_boundary};

/// The text typed so far and the byte offset of the caret in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    text: String,
    caret: usize,
}

impl Prompt {
    /// Returns what is said of a paste that no prompt takes.
    #[must_use]
    pub fn overlong() -> Message {
        msg!("what was pasted is longer than 1 MB, and nothing of it was taken")
    }

    /// Returns a prompt that holds `text`, with the caret at its end.
    #[must_use]
    pub fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            caret: text.len(),
        }
    }

    /// Returns what was typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the byte offset of the caret.
    #[must_use]
    pub const fn caret(&self) -> usize {
        self.caret
    }

    /// Inserts text at the caret; control characters are left out.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text.chars().filter(|c| !c.is_control()).collect();
        self.text.insert_str(self.caret, &clean);
        self.caret += clean.len();
    }

    /// Deletes the cluster before the caret.
    pub fn delete_back(&mut self) {
        let start = self.before();
        self.text.drain(start..self.caret);
        self.caret = start;
    }

    /// Deletes the cluster after the caret.
    pub fn delete_forward(&mut self) {
        let end = self.after();
        self.text.drain(self.caret..end);
    }

    /// Deletes the word before the caret, with the space after it.
    pub fn delete_word(&mut self) {
        let head = self.text[..self.caret].trim_end();
        let start = head
            .char_indices()
            .rev()
            .find(|(_, c)| c.is_whitespace())
            .map_or(0, |(at, c)| at + c.len_utf8());
        self.text.drain(start..self.caret);
        self.caret = start;
    }

    /// Deletes everything.
    pub fn clear(&mut self) {
        self.text.clear();
        self.caret = 0;
    }

    /// Moves the caret one cluster back.
    pub fn back(&mut self) {
        self.caret = self.before();
    }

    /// Moves the caret one cluster forward.
    pub fn forward(&mut self) {
        self.caret = self.after();
    }

    /// Moves the caret to the start.
    pub const fn home(&mut self) {
        self.caret = 0;
    }

    /// Moves the caret to the end.
    pub const fn end(&mut self) {
        self.caret = self.text.len();
    }

    fn before(&self) -> usize {
        boundary_before(&self.text, self.caret.saturating_sub(1))
    }

    fn after(&self) -> usize {
        next_boundary(&self.text, self.caret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn editing_goes_by_clusters() {
        let mut prompt = Prompt::new("ab\u{628}\u{64e}");
        prompt.delete_back();
        assert_eq!(prompt.text(), "ab");
        prompt.back();
        prompt.insert("x\u{1b}y");
        assert_eq!(prompt.text(), "axyb");
        prompt.end();
        prompt.insert(" one two ");
        prompt.delete_word();
        assert_eq!(prompt.text(), "axyb one ");
        prompt.home();
        prompt.delete_forward();
        assert_eq!(prompt.text(), "xyb one ");
        prompt.clear();
        prompt.delete_back();
        prompt.delete_forward();
        assert_eq!(prompt.text(), "");
    }
}
