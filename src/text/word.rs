//! Words as spans (UAX #29 §4), without the punctuation and space between them.
//!
//! Arabic marks and tatweel stay inside their word. A number is one word with its inner
//! separators (`36,000`); a Han or Kana character is a word of its own, since no dictionary
//! is carried.

use crate::units::Span;
use icu_segmenter::WordSegmenter;
use icu_segmenter::options::WordBreakInvariantOptions;
use unicode_normalization::char::is_combining_mark;

/// Returns the words of `text` in order.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    // Constant data behind a reference: made at no cost.
    let segmenter =
        WordSegmenter::new_for_non_complex_scripts(WordBreakInvariantOptions::default());
    let mut start = 0;
    segmenter
        .segment_str(text)
        .iter_with_word_type()
        .filter_map(move |(end, kind)| {
            let span = Span::new(start, end);
            start = end;
            // The segmenter judges by the last character, which may be a vowel mark.
            let is_word = kind.is_word_like() || span.of(text).chars().any(is_letter);
            (is_word && !span.is_empty()).then_some(span)
        })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::words;

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
