//! What a format cannot hold, counted while it is written, told in one line each.

use crate::xml::is_xml_char;

/// The losses of one writing, each with how often it happened.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    counts: Vec<(&'static str, usize)>,
}

impl LeftOut {
    /// Counts a loss of `what` when it happened.
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

    /// Counts the characters of a text that XML cannot hold.
    pub fn count_lost_chars(&mut self, text: &str) {
        let lost = text.chars().filter(|c| !is_xml_char(*c)).count();
        self.add("control characters (now U+FFFD)", lost);
    }

    /// Returns whether nothing was lost.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Returns one line for each kind of loss, such as `left out: groups, 3 times`.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.counts
            .iter()
            .map(|(what, count)| match count {
                1 => format!("left out: {what}"),
                count => format!("left out: {what}, {count} times"),
            })
            .collect()
    }
}
