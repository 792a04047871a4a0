//! Where to split a text that is too long to be handled in one piece.

use harf::grapheme::boundary_before;

/// The most bytes that a sentence may have; a longer one is split. The
/// longest sentences of novels and laws are shorter.
pub const LONGEST_SENTENCE: usize = 16 << 10;

/// Returns how many bytes of `text` are before the split: all of them if there are at most
/// `most`, else up to the last white space among the first `most`, or if their second half
/// has none, up to the last grapheme cluster, or if one is longer than that, between two
/// characters. Never 0 unless the text is empty, for a `most` of at least 4; O(`most`).
#[must_use]
pub fn cut_before(text: &str, most: usize) -> usize {
    if text.len() <= most {
        return text.len();
    }
    let head = back_to_char(text, most);
    let half = back_to_char(text, head / 2);
    let second = text.get(half..head).unwrap_or("");
    if let Some((at, space)) = second.char_indices().rev().find(|(_, c)| c.is_whitespace()) {
        return half + at + space.len_utf8();
    }
    // The character after the split determines whether there is a boundary.
    let seen = text.get(..back_to_char(text, head + 4)).unwrap_or(text);
    let cluster = boundary_before(seen, head);
    if cluster > half { cluster } else { head }
}

/// Returns `at`, or if it is inside a character or beyond the text, the last boundary
/// before it.
fn back_to_char(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::cut_before;
    use proptest::prelude::*;

    #[test]
    fn a_text_is_cut_at_space_then_at_clusters_then_at_characters() {
        assert_eq!(cut_before("short", 8), 5);
        assert_eq!(cut_before("aaaa bbbb cccc", 8), 5);
        assert_eq!(cut_before("aaaabbbbcccc", 8), 8);
        assert_eq!(cut_before("a bbbbbbbbbb", 8), 8);
        assert_eq!(cut_before("aaaaaae\u{301}bbbb", 7), 6);
        let marks = format!("a{}", "\u{301}".repeat(50));
        assert_eq!(cut_before(&marks, 8), 7);
    }

    proptest! {
        #[test]
        fn pieces_tile_any_text(text in "\\PC{0,60}", most in 4_usize..40) {
            let mut at = 0;
            while at < text.len() {
                let length = cut_before(&text[at..], most);
                prop_assert!((1..=most).contains(&length));
                prop_assert!(text.is_char_boundary(at + length));
                at += length;
            }
        }
    }
}
