//! Documents as the aligner reads them: without vowel marks and tatweel.
//!
//! Vowel marks and tatweel have no counterpart in a translation, but they produce different
//! tokens for the same words, which no encoder knows. Marks of ordinary prose are kept, since the
//! encoder has learned it: a word whose only mark is tanwin at its end, or a shadda, and the marks
//! of a text that has few.

use bayn_doc::Document;
use harf::Span;
use harf::shape::{is_mark, is_tashkeel};
use std::borrow::Cow;

const TATWEEL: char = '\u{640}';
const TANWIN: char = '\u{64B}';
const SHADDA: char = '\u{651}';

/// One in this many letters has such a mark in a vowelled text; in an unvowelled novel it is
/// at most one in a hundred.
const FEW: usize = 50;

fn is_passed_over(c: char) -> bool {
    is_tashkeel(c) || c == TATWEEL
}

fn is_inside(c: char) -> bool {
    c.is_alphabetic() || is_mark(c) || c == TATWEEL
}

/// Returns whether the marks of a word are those of ordinary prose.
fn is_ordinary(word: &str) -> bool {
    let mut marks = word
        .chars()
        .rev()
        .enumerate()
        .filter(|(_, c)| is_passed_over(*c));
    match (marks.next(), marks.next()) {
        (None, _) | (Some((0 | 1, TANWIN)) | Some((_, SHADDA)), None) => true,
        (Some(_), _) => false,
    }
}

/// Returns the offsets at which bytes are removed, ascending, with the number of bytes.
fn passed_over(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for word in text.split_inclusive(|c| !is_inside(c)) {
        if !is_ordinary(word.trim_end_matches(|c| !is_inside(c))) {
            let marks = word.char_indices().filter(|(_, c)| is_passed_over(*c));
            found.extend(marks.map(|(mark, c)| (at + mark, c.len_utf8())));
        }
        at += word.len();
    }
    found
}

/// Returns a document without vowel marks and tatweel; its sentences and paragraphs are the same.
pub(crate) fn plain(document: &Document) -> Cow<'_, Document> {
    if !document.text.chars().any(is_passed_over) {
        return Cow::Borrowed(document);
    }
    let marks = passed_over(&document.text);
    let letters = document.text.chars().filter(|c| c.is_alphabetic()).count();
    if marks.is_empty() || marks.len() * FEW < letters {
        return Cow::Borrowed(document);
    }
    let mut bare = document.clone();
    bare.text.clear();
    // How many bytes were removed before each offset of the original text, ascending.
    let mut gone = Vec::with_capacity(marks.len());
    let (mut done, mut total) = (0, 0);
    for (at, length) in marks {
        bare.text
            .push_str(document.text.get(done..at).unwrap_or(""));
        done = at + length;
        total += length;
        gone.push((done, total));
    }
    bare.text.push_str(document.text.get(done..).unwrap_or(""));
    let place = |at: usize| {
        let before = gone.partition_point(|(end, _)| *end <= at);
        let taken = before.checked_sub(1).and_then(|before| gone.get(before));
        at - taken.map_or(0, |(_, total)| *total)
    };
    let moved = |span: Span| Span::new(place(span.start), place(span.end));
    for sentence in &mut bare.sentences {
        sentence.span = moved(sentence.span);
    }
    for paragraph in &mut bare.paragraphs {
        paragraph.span = moved(paragraph.span);
    }
    Cow::Owned(bare)
}

#[cfg(test)]
mod tests {
    use super::plain;
    use bayn_doc::Document;
    use bayn_text::Lang;

    #[test]
    fn marks_and_tatweel_go_and_sentences_stay() {
        let bare = "كتب الولد. ثم نام.\n\nقال الرجل.";
        let marked = "كَتَبَ الـوَلَدُ. ثُمَّ نامَ.\n\nقالَ الرَّجُلُ.";
        let lang = Lang::new("ar");
        let (bare, marked) = (
            Document::from_text(bare, &lang),
            Document::from_text(marked, &lang),
        );
        assert_eq!(*plain(&marked), bare);
        assert_eq!(*plain(&bare), bare);
        // Marks of ordinary prose are kept.
        let prose = Document::from_text("شكرًا جزيلاً، ثمّ نام.", &lang);
        assert_eq!(*plain(&prose), prose);
        let hebrew = Document::from_text("שָׁלוֹם לְכֻלָּם. טוֹב.", &Lang::new("he"));
        assert_eq!(plain(&hebrew).text, "שלום לכלם. טוב.");
    }
}
