//! The places where a sentence may end: those of UAX #29, and the few it cannot see.

use super::latin;
use crate::Lang;
use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

/// Returns the offsets inside `text` where a sentence may end, ascending.
pub(super) fn candidates<'a>(text: &'a str, lang: &Lang) -> impl Iterator<Item = usize> + 'a {
    let mut more = Vec::new();
    after_ellipsis(text, &mut more);
    after_glued_stop(text, lang, &mut more);
    more.sort_unstable();
    more.dedup();
    let mut more = more.into_iter().peekable();
    // Constant data behind a reference: made at no cost.
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
/// space and anything but a small letter follows.
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

/// Adds the places after a full stop between a small letter and a capital, as in
/// `the area.The warning`, where the word that follows is one that opens sentences.
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
