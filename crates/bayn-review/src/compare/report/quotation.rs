//! The quotations of a text, by quotation marks.

use bayn_doc::Document;
use bayn_text::words;
use harf::Span;

/// Shorter quotations are single words in quotation marks.
const FEWEST_WORDS: usize = 5;

/// Pairs of quotation marks.
const MARKS: [(char, char); 4] = [
    ('\u{201C}', '\u{201D}'),
    ('\u{AB}', '\u{BB}'),
    ('\u{201E}', '\u{201C}'),
    ('"', '"'),
];

/// Returns the text between quotation marks inside a paragraph, in order, without the marks.
pub(crate) fn quotations(document: &Document) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for paragraph in &document.paragraphs {
        let text = paragraph.span.of(&document.text);
        for (open, close) in MARKS {
            let mut rest = 0;
            while let Some(at) = text.get(rest..).and_then(|part| part.find(open)) {
                let start = rest + at + open.len_utf8();
                let Some(length) = text.get(start..).and_then(|part| part.find(close)) else {
                    break;
                };
                let span = Span::new(start, start + length);
                if words(span.of(text)).count() >= FEWEST_WORDS {
                    let span = span.shifted(paragraph.span.start);
                    if !found.iter().any(|other| other.overlaps(span)) {
                        found.push(span);
                    }
                }
                rest = start + length + close.len_utf8();
            }
        }
    }
    found.sort_unstable_by_key(|span| span.start);
    found
}
