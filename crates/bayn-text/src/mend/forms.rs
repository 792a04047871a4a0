//! Presentation forms as the letters that they are shapes of.

use super::rewrite::{Rewrite, Rewritten, lines};
use unicode_normalization::UnicodeNormalization;

/// Returns whether a character is the shape of a letter, a pair of letters or a mark. Ornate
/// parentheses and whole formulas (U+FDFA and its like), which people write, are not.
pub(super) const fn is_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FE70}'..='\u{FE74}'
        | '\u{FE76}'..='\u{FEFC}')
}

/// So many shapes make a line a damaged one; a single one is a slip of the keyboard.
const SOME: usize = 3;
/// Of so many letters of a damaged line one is a shape.
const SHARE: usize = 10;

fn is_damaged(line: &str) -> bool {
    let shapes = line.chars().filter(|c| is_form(*c)).count();
    shapes >= SOME && shapes * SHARE >= line.chars().filter(|c| c.is_alphabetic()).count()
}

/// Writes letters for shapes.
pub(super) fn mend(text: &str) -> Option<Rewritten> {
    if !lines(text).any(|(_, line)| is_damaged(line)) {
        return None;
    }
    let mut rewrite = Rewrite::of(text);
    let mut letters = String::new();
    for (at, c) in text.char_indices() {
        let whole = c == '\u{FDF2}';
        if is_form(c) || whole {
            letters.clear();
            letters.extend(c.nfkc());
            // A mark is stored with what carried it: a space, or a tatweel.
            let bare = letters.trim_start_matches([' ', '\u{640}']);
            rewrite.replace(at..at + c.len_utf8(), bare);
        }
    }
    rewrite.finish()
}
