//! Characters that are not letters: vowel signs, other marks, and what cannot be seen.

use crate::property::property;

/// The most marks drawn on one base; the longest run that a stream-safe text may hold
/// (UAX #15 <https://www.unicode.org/reports/tr15/#Stream_Safe_Text_Format>).
pub(crate) const MOST_MARKS: usize = 30;

/// Returns whether `c` is a sign that a reader can do without: the vowel and reading signs
/// of Arabic, the points and accents of Hebrew, the vowels of Syriac. Madda and hamza
/// (U+0653–0655) are part of their letter and are not among them.
#[must_use]
pub const fn is_tashkeel(c: char) -> bool {
    matches!(c,
        '\u{64b}'..='\u{652}' | '\u{656}'..='\u{65e}' | '\u{670}'
        | '\u{610}'..='\u{61a}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{6e7}' | '\u{6e8}' | '\u{6ea}'..='\u{6ed}'
        | '\u{8ca}'..='\u{8e1}' | '\u{8e3}'..='\u{8ff}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}'
        | '\u{5c7}'
        | '\u{730}'..='\u{74a}')
}

/// Returns whether `c` is drawn on the character before it (general category M).
#[must_use]
pub fn is_mark(c: char) -> bool {
    property(c).is_mark()
}

/// Returns whether `c` leaves nothing on a page: control characters, bidi controls,
/// joiners, variation selectors and the rest of Unicode's default ignorables, and the
/// separators of lines and paragraphs. Such a character is never part of a symbol.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    property(c).is_invisible()
}

/// Returns whether `c` is before the letter or digits that it belongs to, such as
/// U+06DD before the number of a verse (UAX #29, class Prepend): it takes a cell
/// of its own.
pub(crate) fn is_prepended(c: char) -> bool {
    property(c).is_prepended()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hamza_and_madda_are_no_tashkeel() {
        assert!(is_tashkeel('\u{64e}') && is_tashkeel('\u{651}') && is_tashkeel('\u{670}'));
        assert!(!is_tashkeel('\u{654}') && !is_tashkeel('\u{653}') && !is_tashkeel('\u{640}'));
    }

    #[test]
    fn every_tashkeel_is_a_mark() {
        for c in ('\0'..='\u{ffff}').filter(|&c| is_tashkeel(c)) {
            assert!(is_mark(c), "{c:?}");
        }
    }

    #[test]
    fn what_cannot_be_seen_is_invisible() {
        for c in [
            '\0',
            '\u{1b}',
            '\u{9b}',
            '\u{ad}',
            '\u{200b}',
            '\u{200c}',
            '\u{202e}',
            '\u{2066}',
            '\u{feff}',
            '\u{fe0f}',
            '\u{e0041}',
            '\n',
            '\u{2029}',
        ] {
            assert!(is_invisible(c), "{c:?}");
        }
        for c in [
            'a', ' ', '\u{a0}', '\u{640}', '\u{600}', '\u{2026}', '\u{fffd}', '\u{64e}',
        ] {
            assert!(!is_invisible(c), "{c:?}");
        }
    }
}
