//! Splits a text into the compared pieces: its words, and the punctuation between them.

use bayn_formats::between_placeholders;
use bayn_text::words;
use harf::Span;

/// Returns whether a text has placeholders of codes.
pub(crate) fn has_codes(text: &str) -> bool {
    between_placeholders(text).len() > 1
}

/// Returns the words of a text and the punctuation between them, in order; if `is_plain`, codes are
/// not punctuation.
pub(crate) fn pieces(text: &str, is_plain: bool) -> Vec<Span> {
    let parts = match is_plain {
        true => between_placeholders(text),
        false => vec![(0, text)],
    };
    let mut pieces = Vec::new();
    for (begin, part) in parts {
        let mut at = 0;
        for word in words(part).chain([Span::new(part.len(), part.len())]) {
            let between = Span::new(at, word.start).of(part);
            for mark in between.split_whitespace() {
                let start = at + (mark.as_ptr() as usize - between.as_ptr() as usize);
                pieces.push(Span::new(start, start + mark.len()).shifted(begin));
            }
            if !word.is_empty() {
                pieces.push(word.shifted(begin));
            }
            at = word.end;
        }
    }
    pieces
}
