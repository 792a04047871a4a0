//! Replaces presentation forms by the letters that they are shapes of.

use super::rewrite::{Rewrite, Rewritten, lines};
use unicode_normalization::UnicodeNormalization;

/// Returns whether a character is the shape of a letter, a pair of letters or a mark. Ornate
/// parentheses and whole formulas (such as U+FDFA), which people write, are not.
pub(super) const fn is_form(c: char) -> bool {
    matches!(c, '\u{FB50}'..='\u{FBB1}' | '\u{FBD3}'..='\u{FD3D}' | '\u{FE70}'..='\u{FE74}'
        | '\u{FE76}'..='\u{FEFC}')
}

/// Returns a text with letters instead of their presentation forms and of ligatures, Latin and Hebrew
/// ones too, as named in fonts.
#[must_use]
pub fn unshaped(text: &str) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        if is_form(c) || matches!(c, '\u{FB00}'..='\u{FB06}' | '\u{FB1D}'..='\u{FB4F}' | '\u{FDF2}')
        {
            let start = letters.len();
            letters.extend(c.nfkc());
            // A mark is stored with its base: a space, or a tatweel.
            let carried = letters
                .get(start..)
                .map(|new| new.len() - new.trim_start_matches([' ', '\u{640}']).len());
            letters.drain(start..start + carried.unwrap_or(0));
        } else {
            letters.push(c);
        }
    }
    letters
}

/// From this number of presentation forms on a line is damaged; a single one is a typing error.
const SOME: usize = 3;
/// At least one in this many letters of a damaged line is a presentation form.
const SHARE: usize = 10;

fn is_damaged(line: &str) -> bool {
    let shapes = line.chars().filter(|c| is_form(*c)).count();
    shapes >= SOME && shapes * SHARE >= line.chars().filter(|c| c.is_alphabetic()).count()
}

/// Replaces presentation forms by letters.
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
            // A mark is stored with its base: a space, or a tatweel.
            let bare = letters.trim_start_matches([' ', '\u{640}']);
            rewrite.replace(at..at + c.len_utf8(), bare);
        }
    }
    rewrite.finish()
}
