//! Multipliers after digits in any language that has a row of number words, and the East Asian powers of
//! ten thousand.

use crate::check::Half;
use bayn_text::{NumberSense as Sense, fold, has_number_sense, number_senses};

/// Returns whether words of a kind, such as those for percent, can be read in the language of a side.
pub(in crate::check) fn reads(half: &Half<'_>, sense: Sense) -> bool {
    let lang = half.lang.primary();
    // Those with their own readers.
    matches!(lang, "en" | "ar" | "zh" | "ja" | "ko") || has_number_sense(lang, sense)
}

/// Returns the factor of a word after digits.
pub(super) fn multiplier(half: &Half<'_>, key: &str) -> Option<f64> {
    let lang = half.lang.primary();
    // "2 milyon'luk": the part after an apostrophe is an ending.
    let bare = key.split('\'').next().unwrap_or(key);
    let folded = fold(bare).text;
    let scale = |word: &str| {
        let senses = number_senses(lang, word).iter();
        let mut scales = senses.filter(|(sense, value)| {
            matches!(sense, Sense::Scale | Sense::Plural) && *value >= 100
        });
        scales.next().map(|(_, value)| *value as f64)
    };
    scale(&folded).or_else(|| {
        // If endings are attached, the word with one is the same: "5 milyondan fazla".
        if !matches!(lang, "tr" | "az" | "fi" | "hu") {
            return None;
        }
        stems(&folded).find_map(scale)
    })
}

/// How many letters an ending has at most, and a word for a power of ten before one at least.
const LONGEST_ENDING: usize = 5;
const FEWEST_LETTERS: usize = 5;

/// Returns whether a word, or two, is "percent" in the language of a side.
pub(super) fn is_percent(half: &Half<'_>, words: &str) -> bool {
    let folded = fold(words).text.replace(' ', "_");
    let named = |word: &str| {
        let mut senses = number_senses(half.lang.primary(), word).iter();
        senses.any(|(sense, _)| *sense == Sense::Percent)
    };
    named(&folded) || is_eastern_percent(words) || inflects(half) && stems(&folded).any(named)
}

/// Returns whether words take endings in the language of a side that its lists do not name.
/// English has none, and those of Arabic are listed.
fn inflects(half: &Half<'_>) -> bool {
    !half.is("en") && !half.is("ar")
}

/// Returns a word without what may be its ending, letter by letter: `procentach`, `prozentig`.
fn stems(word: &str) -> impl Iterator<Item = &str> {
    let ends = word.char_indices().rev().take(LONGEST_ENDING);
    let heads = ends.filter_map(|(at, _)| word.get(..at));
    heads.filter(|head| head.chars().count() >= FEWEST_LETTERS)
}

/// Returns whether a run of characters begins with "percent" as in Japanese and Korean, attached
/// to the following text.
fn is_eastern_percent(words: &str) -> bool {
    const PERCENT: [&str; 3] = [
        "\u{30D1}\u{30FC}\u{30BB}\u{30F3}\u{30C8}",
        "\u{D37C}\u{C13C}\u{D2B8}",
        "\u{D504}\u{B85C}",
    ];
    PERCENT.iter().any(|percent| words.starts_with(percent))
}

/// Returns the factor of the characters at the beginning of a word: a myriad, a hundred million.
pub(super) fn eastern(word: &str) -> Option<f64> {
    let power = |c: char| {
        Some(match c {
            '\u{5341}' | '\u{C2ED}' => 1e1,
            '\u{767E}' | '\u{BC31}' => 1e2,
            '\u{5343}' | '\u{CC9C}' => 1e3,
            '\u{4E07}' | '\u{842C}' | '\u{B9CC}' => 1e4,
            '\u{4EBF}' | '\u{5104}' | '\u{C5B5}' => 1e8,
            '\u{5146}' | '\u{C870}' => 1e12,
            _ => return None,
        })
    };
    // "more than", "some": the sign is between the digits and the power.
    let bare = word.strip_prefix([
        '\u{591A}', '\u{4F59}', '\u{9918}', '\u{6765}', '\u{4F86}', '\u{51E0}', '\u{5E7E}',
        '\u{C5EC}',
    ]);
    let powers = bare.unwrap_or(word).chars().map_while(power);
    powers.fold(None, |all, one| Some(all.unwrap_or(1.0) * one))
}
