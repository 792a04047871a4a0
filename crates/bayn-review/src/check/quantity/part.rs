//! Splits words at hyphens, since they may contain numbers: `twenty-six`,
//! `24-year-old`.

use crate::check::{Half, Word};
use bayn_text::digit_value;
use harf::Span;

/// A word, or a part of it between hyphens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part<'a> {
    /// The folded letters.
    pub(super) key: &'a str,
    /// As it is written.
    pub(super) text: &'a str,
    /// Its bytes in the document.
    pub(super) span: Span,
    /// Whether only space or a hyphen is between it and the part before.
    pub(super) joined: bool,
}

impl Part<'_> {
    /// Returns whether it holds a decimal digit of any system.
    pub(super) fn has_digit(&self) -> bool {
        self.key.chars().any(|c| digit_value(c).is_some())
    }
}

/// Returns the parts of the words of a side in order.
pub(super) fn parts<'h>(half: &'h Half<'_>) -> Vec<Part<'h>> {
    let mut parts = Vec::new();
    for (at, word) in half.words.iter().enumerate() {
        let gap = half.before(at);
        let spaced = at > 0 && gap.chars().all(|c| c.is_whitespace() || c == '-');
        // Folding keeps hyphens, but may shorten what is between them.
        let written: Vec<&str> = word.text.split(['-', '\u{2011}']).collect();
        let folded: Vec<&str> = word.key.split('-').collect();
        if written.len() != folded.len() || written.len() == 1 {
            push_runs(word, spaced, &mut parts);
            continue;
        }
        let mut start = word.span.start;
        for (index, (raw, key)) in written.iter().zip(&folded).enumerate() {
            let end = start + raw.len();
            if !key.is_empty() {
                parts.push(Part {
                    key,
                    text: raw,
                    span: Span::new(start, end),
                    joined: index > 0 || spaced,
                });
            }
            let hyphen = half
                .document
                .get(end..)
                .and_then(|rest| rest.chars().next());
            start = end + hyphen.map_or(0, char::len_utf8);
        }
    }
    parts
}

/// Adds a word, split between digits and letters of a script without spaces between words.
fn push_runs<'h>(word: &'h Word<'_>, spaced: bool, parts: &mut Vec<Part<'h>>) {
    let close = |c: char| is_written_close(c);
    let alike = word.key.len() == word.text.len() && word.text.contains(close);
    let mut start = 0;
    let mut before: Option<bool> = None;
    let mut cut = |from: usize, to: usize| {
        if let (Some(text), Some(key)) = (word.text.get(from..to), word.key.get(from..to)) {
            parts.push(Part {
                key,
                text,
                span: Span::new(word.span.start + from, word.span.start + to),
                joined: from > 0 || spaced,
            });
        }
    };
    if alike {
        for (at, c) in word.text.char_indices() {
            let letter = close(c);
            if before.is_some_and(|before| before != letter) {
                cut(start, at);
                start = at;
            }
            before = Some(letter);
        }
        cut(start, word.text.len());
    } else {
        parts.push(Part {
            key: &word.key,
            text: word.text,
            span: word.span,
            joined: spaced,
        });
    }
}

/// Returns whether a letter belongs to a script that writes numbers and words without space
/// between them: Thai, Han, Kana, Hangul.
const fn is_written_close(c: char) -> bool {
    matches!(c, '\u{E01}'..='\u{E4E}' | '\u{3041}'..='\u{30FF}' | '\u{3105}'..='\u{312F}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}')
}
