//! Times of day in digits: `9.30`, `09:30`, `9h30` and `21:30` are equal, and so is the half that
//! East Asian languages write after the hour.

use super::Half;
use harf::Span;
use regex::Regex;
use std::sync::LazyLock;

/// An hour and its minutes, separated as in any of the languages.
static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"([01]?\d|2[0-4])(?:[.:\u{66B}\u{FF1A}]|\s?[hH]\s?|\u{65F6}|\u{6642}|[\u{70B9}\u{9EDE}]|\u{C2DC}\s?)([0-5]\d|[\u{534A}\u{BC18}])").ok()
});

/// The times that occur on both sides.
#[derive(Debug, Default)]
pub(super) struct Times(Vec<Span>);

impl Times {
    /// Returns the spans of the times of `half` that `other` has too, in 12 or 24 hours.
    pub(super) fn shared(half: &Half<'_>, other: &Half<'_>) -> Self {
        let own = times(half);
        if own.is_empty() {
            return Self::default();
        }
        let others = times(other);
        let told = |time: &(Span, u32)| others.iter().any(|(_, other)| *other == time.1);
        Self(own.into_iter().filter(told).map(|(span, _)| span).collect())
    }

    /// Returns whether a number is part of one of them.
    pub(super) fn overlap(&self, number: Span) -> bool {
        self.0.iter().any(|time| time.overlaps(number))
    }
}

/// Returns the value of a few digits of any system.
pub(super) fn value_of(digits: &str) -> u32 {
    let digits = digits.chars().filter_map(bayn_text::digit_value);
    digits.fold(0, |all, digit| all * 10 + u32::from(digit))
}

/// Returns the times of a side, in minutes of half a day.
fn times(half: &Half<'_>) -> Vec<(Span, u32)> {
    let text = half.text();
    let Some(time) = TIME.as_ref() else {
        return Vec::new();
    };
    let beside = |at: Option<char>| at.is_some_and(|c| c.is_numeric());
    let found = time.captures_iter(text).filter_map(|found| {
        let (all, hour, minutes) = (found.get(0)?, found.get(1)?, found.get(2)?);
        let before = text.get(..all.start())?.chars().next_back();
        let behind = text.get(all.end()..)?.chars().next();
        if beside(before) || beside(behind) {
            return None;
        }
        let span = Span::new(all.start(), all.end()).shifted(half.span.start);
        let minutes = match minutes.as_str() {
            "\u{534A}" | "\u{BC18}" => 30,
            digits => value_of(digits),
        };
        let minutes = value_of(hour.as_str()) % 12 * 60 + minutes;
        Some((span, minutes))
    });
    found.collect()
}

/// Returns whether a side contains a time of day.
pub(super) fn tells_time(half: &Half<'_>) -> bool {
    const WORDS: [&str; 9] = [
        "pm",
        "am",
        "o'clock",
        "afternoon",
        "evening",
        "\u{627}\u{644}\u{633}\u{627}\u{639}\u{647}",
        "\u{645}\u{633}\u{627}\u{621}",
        "\u{638}\u{647}\u{631}\u{627}",
        "\u{62A}\u{648}\u{642}\u{64A}\u{62A}",
    ];
    half.words.iter().enumerate().any(|(at, word)| {
        word.is_in(&WORDS)
            || word.key.ends_with("pm") && word.is_number()
            || (word.is_in(&["p", "a"]) && half.key(at + 1) == "m")
            || (word.is_number() && half.between(at) == ":")
    })
}
