//! Rules of scripts with capital letters: Latin, Cyrillic, Greek, Armenian.

use super::point::{LOOK, Point, first_word, last_spaced};
use super::rules::{Verdict, join_if};
use crate::language::lists_for;
use crate::{Lang, language};

/// Returns whether `text` begins with a capitalised function word, by the list of `lang` (of the
/// first language of its script where the word is in another script): a word that a capital
/// makes the first of its sentence.
pub(super) fn is_opener(text: &str, lang: &Lang) -> bool {
    let word = first_word(text);
    if !word.starts_with(char::is_uppercase) {
        return false;
    }
    let alone = word.chars().nth(1).is_none() && word != "A" && word != "I";
    if alone && is_initial(text, word) {
        return false;
    }
    // A list holds small letters; words in capitals alone are names.
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    capitals == 1
        && lists_for(word, lang)
            .is_some_and(|lists| lists.words().contains(word.to_lowercase().as_str()))
}

/// Returns whether no space follows `word`, with which `text` begins: `В. Иванов`, but `В Москве`.
fn is_initial(text: &str, word: &str) -> bool {
    let at = text.find(word).map(|at| at + word.len());
    let rest = at.and_then(|at| text.get(at..)).unwrap_or("");
    !rest.starts_with(char::is_whitespace)
}

/// `am 3. Oktober`; but `im Jahr 2019. Die` ends, as does a number before an opener.
pub(super) fn ordinal(point: &Point<'_>) -> Verdict {
    let stopped = language(point.lang.primary()).is_some_and(|row| row.ordinal_stop);
    if !stopped || !point.is_plain_stop() || !point.gap {
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
    // "I" is a pronoun unless a name or an initial is before it.
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
