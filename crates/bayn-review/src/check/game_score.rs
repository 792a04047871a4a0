//! Game scores, `2-1`: two numbers whose values alone do not distinguish `1-0` from `1-1`.

use super::Half;
use super::clock::value_of;
use harf::Span;
use regex::Regex;
use std::sync::LazyLock;

static TALLY: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(\d{1,2})\s?[-\u{2013}\u{2212}:\u{FF1A}&]\s?(\d{1,2})").ok());

/// Returns the scores of two sides that the other side does not have, in either order of the numbers;
/// none unless both sides have the same number of scores.
pub(super) fn unequal(one: &Half<'_>, other: &Half<'_>) -> Vec<(Span, Span)> {
    let own = tallies(one);
    let others = tallies(other);
    if own.len() != others.len() {
        return Vec::new();
    }
    let lone = |from: &[(Span, [u32; 2])], among: &[(Span, [u32; 2])]| -> Vec<Span> {
        let has = |tally: &[u32; 2]| among.iter().any(|(_, other)| other == tally);
        let lone = from.iter().filter(|(_, tally)| !has(tally));
        lone.map(|(span, _)| *span).collect()
    };
    let (left, right) = (lone(&own, &others), lone(&others, &own));
    match left.len() == right.len() {
        true => left.into_iter().zip(right).collect(),
        false => Vec::new(),
    }
}

/// Returns the scores of a side, each with the smaller number first.
fn tallies(half: &Half<'_>) -> Vec<(Span, [u32; 2])> {
    let text = half.text();
    let Some(tally) = TALLY.as_ref() else {
        return Vec::new();
    };
    // A date or a telephone number has more of the same.
    let goes_on = |at: Option<char>| {
        at.is_some_and(|c| c.is_numeric() || matches!(c, '-' | '.' | ',' | '/' | ':' | '\u{2013}'))
    };
    let found = tally.captures_iter(text).filter_map(|found| {
        let (all, first, second) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let before = text.get(..all.start())?.chars().next_back();
        let rest = text.get(all.end()..)?;
        let behind = rest.chars().next();
        // What ends a sentence is no part of a number.
        let ends = rest.chars().nth(1).is_none_or(|c| !c.is_numeric());
        if goes_on(before) || behind.is_some_and(char::is_numeric) || goes_on(behind) && !ends {
            return None;
        }
        let mut tally = [first.as_str(), second.as_str()].map(value_of);
        tally.sort_unstable();
        let span = Span::new(all.start(), all.end()).shifted(half.span.start);
        Some((span, tally))
    });
    found.collect()
}
