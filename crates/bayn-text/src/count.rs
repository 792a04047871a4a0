//! Word counts, as translators are paid by them and evaluations normalised (EWC).
//!
//! A run between spaces with a letter or digit is a word, as in the usual tools.
//! Scripts without spaces between words (Han, Kana, Thai, Lao, Khmer, Burmese) are segmented by
//! ICU's dictionaries.

use harf::Span;
use harf::shape::is_mark;
use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use std::sync::LazyLock;

static DICTIONARY: LazyLock<WordSegmenterBorrowed<'static>> =
    LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));

/// Returns the number of words of a text.
#[must_use]
pub fn count_words(text: &str) -> usize {
    text.split_whitespace().map(count_stretch).sum()
}

fn count_stretch(stretch: &str) -> usize {
    if !stretch.chars().any(writes_no_space) {
        return usize::from(stretch.chars().any(char::is_alphanumeric));
    }
    let mut start = 0;
    let pieces = DICTIONARY.segment_str(stretch).filter(|&end| {
        let piece = Span::new(start, end).of(stretch);
        start = end;
        piece.chars().any(|c| c.is_alphanumeric() && !is_mark(c))
    });
    pieces.count()
}

/// Returns whether the script of `c` writes no spaces between words.
const fn writes_no_space(c: char) -> bool {
    matches!(c,
        '\u{0E01}'..='\u{0EDF}'   // Thai, Lao
        | '\u{1000}'..='\u{109F}' // Burmese
        | '\u{1780}'..='\u{17DD}' // Khmer
        | '\u{3005}'..='\u{3007}' // iteration mark, zero
        | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{FF66}'..='\u{FF9D}' // Kana
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' // Han
        | '\u{A9E0}'..='\u{A9FE}' | '\u{AA60}'..='\u{AA7F}' // Burmese, extended
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn stretches_between_spaces_are_words() {
        assert_eq!(count_words(""), 0);
        assert_eq!(
            count_words("\u{2014} It isn't so, \u{201c}he\u{201d} said \u{2026}"),
            5
        );
        assert_eq!(count_words("well-known 36,000 a@b.org"), 3);
        assert_eq!(
            count_words(
                "\u{642}\u{627}\u{644} \u{644}\u{64E}\u{647}\u{64F}\u{60C} \u{646}\u{639}\u{645}"
            ),
            3
        );
        // Korean has spaces.
        assert_eq!(
            count_words("\u{c624}\u{b298} \u{b0a0}\u{c528}\u{ac00} \u{c88b}\u{b2e4}."),
            3
        );
    }

    #[test]
    fn scripts_without_spaces_are_cut_by_the_dictionary() {
        // 我 喜欢 喝茶
        assert_eq!(
            count_words("\u{6211}\u{559c}\u{6b22}\u{559d}\u{8336}\u{3002}"),
            3
        );
        // 東京 に 行き ます
        assert_eq!(
            count_words("\u{6771}\u{4eac}\u{306b}\u{884c}\u{304d}\u{307e}\u{3059}\u{3002}"),
            4
        );
        // สวัสดี ชาว โลก
        assert_eq!(
            count_words(
                "\u{e2a}\u{e27}\u{e31}\u{e2a}\u{e14}\u{e35}\u{e0a}\u{e32}\u{e27}\u{e42}\u{e25}\u{e01}"
            ),
            3
        );
        // Latin and digits among them: 用 GPU 训练 3 天
        assert_eq!(count_words("\u{7528}GPU\u{8bad}\u{7ec3}3\u{5929}"), 5);
    }
}
