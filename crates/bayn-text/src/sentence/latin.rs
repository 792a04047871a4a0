//! Rules of scripts with capital letters: Latin, Cyrillic, Greek, Armenian.

use super::point::{LOOK, Point, first_word, last_spaced};
use super::rules::{Verdict, join_if};
use crate::{Lang, function_words};

/// Languages that write ordinals as a number with a full stop.
const ORDINAL_STOP: &[&str] = &[
    "de", "da", "nb", "no", "nn", "fi", "cs", "sk", "pl", "hu", "hr", "sl", "sr", "bs", "et", "lv",
    "tr", "is", "lb",
];

/// Returns whether `text` begins with a capitalised function word of `lang` (of English
/// where the language has no list): a word that a capital makes the first of its sentence.
pub(super) fn is_opener(text: &str, lang: &Lang) -> bool {
    let word = first_word(text);
    if !word.starts_with(char::is_uppercase) || (word.len() == 1 && word != "A" && word != "I") {
        return false;
    }
    // A list holds small letters; words in capitals alone are names.
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals == 1 && function_words::contains(latin_list(lang), &word.to_lowercase())
}

/// Returns the tag of the word list for Latin words inside a text of `lang`.
fn latin_list(lang: &Lang) -> &str {
    let primary = lang.primary();
    if function_words::is_cased(primary) {
        primary
    } else {
        "en"
    }
}

/// `am 3. Oktober`; but `im Jahr 2019. Die` ends, as does a number before an opener.
pub(super) fn ordinal(point: &Point<'_>) -> Verdict {
    if !ORDINAL_STOP.contains(&point.lang.primary()) || !point.is_plain_stop() || !point.gap {
        return Verdict::Pass;
    }
    let digits = point.word.len();
    let number = (1..=2).contains(&digits) && point.word.bytes().all(|byte| byte.is_ascii_digit());
    let roman = !point.word.is_empty() && point.word.bytes().all(|byte| b"IVX".contains(&byte));
    join_if((number || roman) && !is_opener(point.next, point.lang))
}

/// `J. R. R. Tolkien`, with a hyphen `J.-P.`, in small letters `z. B.`; an opener after it
/// ends the sentence.
pub(super) fn initial(point: &Point<'_>) -> Verdict {
    let last = point.word.rsplit('-').next().unwrap_or("");
    let mut chars = last.chars();
    let (Some(letter), None) = (chars.next(), chars.next()) else {
        return Verdict::Pass;
    };
    if !point.is_plain_stop() || is_opener(point.next, point.lang) {
        return Verdict::Pass;
    }
    // Half of an abbreviation written apart, such as `z. B.` or `v. Chr.`.
    if letter.is_lowercase() {
        return Verdict::Join;
    }
    // "I" is a pronoun unless a name or an initial stands before it.
    let before = point.before.trim_end();
    let named = last_spaced(before).starts_with(char::is_uppercase);
    join_if(letter.is_uppercase() && (letter != 'I' || named))
}

/// `U.S.`, `p.m.`: letters and stops in turn.
pub(super) fn acronym(point: &Point<'_>) -> Verdict {
    let dotted = point.word.contains('.')
        && point.word.split('.').all(|part| {
            let mut chars = part.chars();
            chars
                .next()
                .is_some_and(|c| c.is_uppercase() || c.is_lowercase())
                && chars.next().is_none()
        });
    let open = point.next_char().is_some_and(char::is_alphanumeric);
    join_if(dotted && point.is_plain_stop() && open && !is_opener(point.next, point.lang))
}

/// UAX #29 SB8 holds after a full stop only; here after any terminator.
pub(super) fn small_letter(point: &Point<'_>) -> Verdict {
    let mut near = point.next.chars().take(LOOK);
    let after = near.find(|c| c.is_alphanumeric() || c.is_whitespace());
    join_if(
        !point.stop.is_empty()
            && after.is_some_and(|c| c.is_lowercase() && !matches!(c, '\u{AA}' | '\u{BA}')),
    )
}
