//! The places where a sentence may end: those of UAX #29, and a few that it misses.

use super::latin;
use super::point::{is_closing, is_greek, opens_with_ellipsis};
use crate::Lang;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

/// Returns the offsets inside `text` where a sentence may end, ascending.
pub(super) fn candidates<'a>(text: &'a str, lang: &Lang) -> impl Iterator<Item = usize> + 'a {
    let mut more = Vec::new();
    after_ellipsis(text, &mut more);
    after_glued_stop(text, lang, &mut more);
    before_small_opening(text, &mut more);
    after_greek_question(text, lang, &mut more);
    more.sort_unstable();
    more.dedup();
    let mut more = more.into_iter().peekable();
    // Constant data behind a reference: creating it costs nothing.
    let segmenter = SentenceSegmenter::new(SentenceBreakInvariantOptions::default());
    let mut known = segmenter
        .segment_str(text)
        .filter(|at| (1..text.len()).contains(at))
        .peekable();
    std::iter::from_fn(move || match (known.peek(), more.peek()) {
        (Some(one), Some(other)) if one > other => more.next(),
        (Some(one), Some(other)) => {
            if one == other {
                more.next();
            }
            known.next()
        }
        (Some(_), None) => known.next(),
        (None, _) => more.next(),
    })
}

/// Adds the places after U+2026, which UAX #29 does not count among the terminators, where
/// a space and anything but a lower-case letter follow.
fn after_ellipsis(text: &str, places: &mut Vec<usize>) {
    for (at, mark) in text.match_indices('\u{2026}') {
        let end = at + mark.len();
        let rest = text.get(end..).unwrap_or("");
        let closed = rest.trim_start_matches(super::point::is_quote_or_bracket);
        let next = closed.trim_start();
        if next.len() < closed.len()
            && next.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase())
        {
            places.push(text.len() - next.len());
        }
    }
}

/// Adds the places after a full stop between a lower-case letter and a capital, as in
/// `the area.The warning`, if the following word is one that opens sentences.
fn after_glued_stop(text: &str, lang: &Lang, places: &mut Vec<usize>) {
    let bytes = text.as_bytes();
    for (at, _) in text.match_indices('.') {
        let before = at.checked_sub(1).and_then(|before| bytes.get(before));
        let after = bytes.get(at + 1);
        if before.is_some_and(u8::is_ascii_lowercase)
            && after.is_some_and(u8::is_ascii_uppercase)
            && latin::is_opener(text.get(at + 1..).unwrap_or(""), lang)
        {
            places.push(at + 1);
        }
    }
}

/// Adds the places after a full stop where a sentence begins with a number or an ellipsis before a
/// small letter (`It closed early. 3 people left.`): UAX #29 takes that for one that goes on. Before a
/// number the stop must end a word, no abbreviation.
fn before_small_opening(text: &str, places: &mut Vec<usize>) {
    for (at, _) in text.match_indices('.') {
        let rest = text.get(at + 1..).unwrap_or("");
        let next = rest.trim_start();
        if next.len() == rest.len() {
            continue;
        }
        let before = text.get(..at).unwrap_or("");
        let number = next.starts_with(|c: char| c.is_numeric()) && ends_in_word(before);
        let omission = before.ends_with(char::is_alphanumeric) && opens_with_ellipsis(next);
        if number || omission {
            places.push(text.len() - next.len());
        }
    }
}

/// Returns whether the last token is a word in small letters that can be spoken: four letters or more,
/// a vowel near its end.
fn ends_in_word(text: &str) -> bool {
    /// A longer token is none.
    const LONGEST: usize = 32;
    let vowel = |c: char| !c.is_ascii() || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
    let mut letters = text.chars().rev().take(LONGEST);
    let word: Vec<char> = letters.by_ref().take_while(|c| c.is_lowercase()).collect();
    let before = text.chars().rev().nth(word.len());
    word.len() >= 4
        && word.iter().take(3).copied().any(vowel)
        && before.is_none_or(|c| c.is_whitespace() || c.is_uppercase())
}

/// Adds the places after the Greek question mark, which is written as a semicolon.
fn after_greek_question(text: &str, lang: &Lang, places: &mut Vec<usize>) {
    if !is_greek(lang) {
        return;
    }
    for (at, mark) in text.match_indices([';', '\u{37E}']) {
        let before = text.get(..at).unwrap_or("").chars().next_back();
        let rest = text.get(at + mark.len()..).unwrap_or("");
        let next = rest.trim_start_matches(is_closing).trim_start();
        if before.is_some_and(|c| c.is_alphanumeric() && !c.is_ascii_alphabetic())
            && next.len() < rest.len()
        {
            places.push(text.len() - next.len());
        }
    }
}
