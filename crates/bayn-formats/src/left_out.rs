//! What a format cannot represent, counted while it is written and reported in one line each.

use crate::xml::is_xml_char;
use bayn_text::message::Word;
use bayn_text::{Message, label, plural};

/// The losses during one writing, with their counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    counts: Vec<(&'static str, usize)>,
}

impl LeftOut {
    /// Counts a loss of `what` if it happened.
    pub fn count(&mut self, what: &'static str, happened: bool) {
        self.add(what, usize::from(happened));
    }

    /// Counts `times` losses of `what`.
    pub fn add(&mut self, what: &'static str, times: usize) {
        if times == 0 {
            return;
        }
        match self.counts.iter_mut().find(|(known, _)| *known == what) {
            Some((_, count)) => *count += times,
            None => self.counts.push((what, times)),
        }
    }

    /// Returns how often `what` was lost.
    pub(crate) fn times(&self, what: &str) -> usize {
        let found = self.counts.iter().find(|(known, _)| *known == what);
        found.map_or(0, |(_, times)| *times)
    }

    /// Counts the characters of a text that XML cannot represent.
    pub(crate) fn count_lost_chars(&mut self, text: &str) {
        let lost = text.chars().filter(|c| !is_xml_char(*c)).count();
        self.add(label!("control characters (now U+FFFD)"), lost);
    }

    /// Returns whether nothing was lost.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Returns one line for each kind of loss, such as `groups, 3 times`.
    #[must_use]
    pub fn lines(&self) -> Vec<Message> {
        self.counts
            .iter()
            .map(|&(what, times)| {
                plural!("{what}", "{what}, {times} times", times, what = Word(what))
            })
            .collect()
    }
}
