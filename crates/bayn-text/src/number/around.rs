//! The context of a figure: the ending of an ordinal, and the adjacent words.

/// Returns the length of `st`, `nd`, `rd` or `th` when `text` begins with it as an ending.
pub(super) fn ordinal_ending(text: &str) -> Option<usize> {
    let ending = text.get(..2)?;
    let ends = !text.get(2..)?.starts_with(|c: char| c.is_alphanumeric());
    (ends
        && ["st", "nd", "rd", "th"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(ending)))
    .then_some(2)
}

/// Returns the length of the word that `text` begins with; a full stop between letters is part of it.
pub(super) fn word_length(text: &str) -> usize {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let inner = c == '.'
            && text
                .get(at + 1..)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic()));
        if !is_word_char(c) && !inner {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Returns the length of the word that `text` ends with.
pub(super) fn word_length_back(text: &str) -> usize {
    text.len() - text.trim_end_matches(is_word_char).len()
}

fn is_word_char(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{640}' | '\u{64B}'..='\u{65F}' | '\u{670}')
}
