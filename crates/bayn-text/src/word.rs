//! Words as spans (UAX #29 §4), without the punctuation and space between them.
//!
//! Arabic marks and tatweel stay inside their word. A number is one word with its inner
//! separators (`36,000`); a Han or Kana character is a separate word, since no dictionary
//! is built in. Plain letters between spaces, which need no rules, are not passed to
//! them: that is most of a text, and several times faster.

use harf::Span;
use harf::shape::is_mark;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;

/// Returns the words of `text` in order.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut at = 0;
    let mut judged = None;
    std::iter::from_fn(move || {
        loop {
            if let Some(span) = judged.as_mut().and_then(Iterator::next) {
                return Some(span);
            }
            let (stretch, is_word) = next_stretch(text.as_bytes(), at)?;
            at = stretch.end;
            if is_word {
                return Some(stretch);
            }
            judged = Some(segmented(text, stretch));
        }
    })
}

/// Returns the words of a part of a text according to the rules.
fn segmented(text: &str, part: Span) -> impl Iterator<Item = Span> + '_ {
    // Constant data behind a reference: creating it costs nothing.
    let segmenter =
        WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let mut start = part.start;
    segmenter.segment_str(part.of(text)).filter_map(move |end| {
        let span = Span::new(start, part.start + end);
        start = span.end;
        // The segmenter's own kind of a word is that of its last character, which may be
        // a vowel mark.
        span.of(text).chars().any(is_letter).then_some(span)
    })
}

/// Returns whether `c` is invisible and does not split the word around it: the joiners and the soft
/// hyphen.
#[must_use]
pub(crate) const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}' | '\u{AD}')
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_mark(c)
}

/// What a byte tells about word boundaries, if that is possible without the rules.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Plain {
    /// The first byte of a letter or digit, ASCII or Arabic, with the length of its encoding.
    Letter(usize),
    /// The first of two bytes of an Arabic mark: it belongs to what is before it.
    Mark,
    /// A character with a boundary on either side in any context: space, hyphen, bracket.
    Border,
    /// A character that joins letters or digits if it is between them: `isn't`, `3.5`.
    Joiner,
    /// A byte that needs the rules.
    Other,
}

fn plain(bytes: &[u8], at: usize) -> Plain {
    match (bytes.get(at), bytes.get(at + 1)) {
        (Some(b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z'), _) => Plain::Letter(1),
        // U+0620 to U+064A, U+0660 to U+0669, U+0671 to U+067F
        (Some(0xD8), Some(0xA0..=0xBF))
        | (Some(0xD9), Some(0x80..=0x8A | 0xA0..=0xA9 | 0xB1..=0xBF)) => Plain::Letter(2),
        // U+064B to U+065F, U+0670
        (Some(0xD9), Some(0x8B..=0x9F | 0xB0)) => Plain::Mark,
        (Some(b'.' | b',' | b';' | b':' | b'\'' | b'"'), _) => Plain::Joiner,
        (Some(b'_'), _) => Plain::Other,
        (Some(b' ' | b'\n' | b'\t' | b'!'..=b'~'), _) => Plain::Border,
        _ => Plain::Other,
    }
}

/// Returns the next part of a text from a boundary on, and whether it is one word: the rules
/// decide the rest, up to the next space before a letter, which no rule looks
/// across. Nine of ten words of a text need no rules.
fn next_stretch(bytes: &[u8], from: usize) -> Option<(Span, bool)> {
    let mut start = from;
    while matches!(plain(bytes, start), Plain::Border | Plain::Joiner) {
        start += 1;
    }
    bytes.get(start)?;
    let mut end = start;
    loop {
        match plain(bytes, end) {
            Plain::Letter(length) => end += length,
            Plain::Mark if end > start => end += 2,
            _ => break,
        }
    }
    let is_border = |at| at >= bytes.len() || plain(bytes, at) == Plain::Border;
    let joins_nothing = plain(bytes, end) == Plain::Joiner && is_border(end + 1);
    if end > start && (is_border(end) || joins_nothing) {
        return Some((Span::new(start, end), true));
    }
    while end < bytes.len() {
        let space = matches!(bytes.get(end), Some(b' ' | b'\n'));
        end += 1;
        if space && matches!(plain(bytes, end), Plain::Letter(_)) {
            break;
        }
    }
    // A character before this part may belong to what the rules find there.
    let start = if start > from { start - 1 } else { start };
    Some((Span::new(start, end.max(start)), false))
}

#[cfg(test)]
mod tests {
    use super::{segmented, words};
    use harf::Span;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn words_are_those_of_the_rules(
            text in "([a-zA-Z0-9]{1,4}|[ \n]|[-.,;:'\"_()!/\t]|[\u{620}-\u{652}]{1,4}|[\u{660}-\u{67f}]|[\u{600}-\u{61f}]|[\u{a0}\u{e9}\u{301}\u{5d0}\u{4e00}\u{30ab}\u{200c}\u{2019}\u{201d}\u{2026}\u{fb50}\u{1f468}\u{1f1e6}]){0,24}"
        ) {
            let all: Vec<Span> = segmented(&text, Span::new(0, text.len())).collect();
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), all);
        }

        #[test]
        fn words_of_any_text_are_those_of_the_rules(text in "\\PC{0,30}") {
            let all: Vec<Span> = segmented(&text, Span::new(0, text.len())).collect();
            prop_assert_eq!(words(&text).collect::<Vec<_>>(), all);
        }
    }

    fn of(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn punctuation_is_no_word() {
        assert_eq!(
            of("\u{201C}It isn't,\u{201D} he said (twice)."),
            ["It", "isn't", "he", "said", "twice"]
        );
    }

    #[test]
    fn arabic_marks_and_tatweel_stay_inside() {
        let text = "\u{645}\u{64F}\u{62D}\u{640}\u{645}\u{651}\u{62F}\u{60C} \u{642}\u{627}\u{644}";
        assert_eq!(
            of(text),
            [
                "\u{645}\u{64F}\u{62D}\u{640}\u{645}\u{651}\u{62F}",
                "\u{642}\u{627}\u{644}"
            ]
        );
    }

    #[test]
    fn a_word_may_end_with_a_mark() {
        let text =
            "\u{623}\u{648}\u{644}\u{627}\u{64B} \u{64B} \u{62A}\u{64F}\u{642}\u{644}\u{651}.";
        assert_eq!(
            of(text),
            [
                "\u{623}\u{648}\u{644}\u{627}\u{64B}",
                "\u{62A}\u{64F}\u{642}\u{644}\u{651}"
            ]
        );
    }

    #[test]
    fn a_number_is_one_word() {
        assert_eq!(of("36,000 and 3.5%"), ["36,000", "and", "3.5"]);
        assert_eq!(of("\u{663}\u{66B}\u{665}"), ["\u{663}\u{66B}\u{665}"]);
    }
}
