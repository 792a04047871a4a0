//! The numbers of a side, by value, however they are written.
//!
//! Digits of any system with the separators of the language, number words of Arabic (duals,
//! construct forms, joined hundreds) and English, multipliers after digits (`1.5m`, `36
//! thousand`), ordinals, decades and percent. A number that can be read in two ways has
//! both values. How strictly a number requires a counterpart depends on its form:
//! digits always do, `one` or an ordinal never.

mod arabic;
mod digits;
mod english;
mod part;
mod scale;
mod values;

use super::Half;
use bayn_text::digit_value;
pub(super) use english::counts_several;
use harf::Span;
use part::{Part, parts};
pub(super) use scale::reads;
pub(crate) use values::Values;

/// How strictly a number requires a counterpart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Grip {
    /// Words that often mean no number: one, second, half, a dozen.
    Weak,
    /// Number words.
    Words,
    /// Digits.
    Digits,
}

/// A number in a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quantity {
    /// Its bytes in the document, with multiplier and percent sign.
    pub(crate) span: Span,
    /// Its value, and other values it may have; never empty.
    pub(crate) values: Vec<f64>,
    /// Its form.
    pub(crate) grip: Grip,
    /// Whether it is a percentage.
    pub(crate) percent: bool,
    /// Whether it is an ordinal.
    pub(crate) ordinal: bool,
}

impl Quantity {
    /// Returns whether both may be the same number.
    pub(crate) fn equals(&self, other: &Self) -> bool {
        self.values.iter().any(|&a| other.has(a))
    }

    /// Returns whether `value` is one of its values.
    pub(crate) fn has(&self, value: f64) -> bool {
        self.values
            .iter()
            .any(|own| (own - value).abs() <= 1e-12 * own.abs().max(1.0))
    }

    /// Returns its first value.
    pub(crate) fn value(&self) -> f64 {
        self.values.first().copied().unwrap_or_default()
    }
}

/// Returns the numbers of a side in order.
pub(crate) fn quantities(half: &Half<'_>) -> Vec<Quantity> {
    let parts = parts(half);
    let arabic = half.is("ar");
    let mut found: Vec<Quantity> = Vec::new();
    let mut at = 0;
    while at < parts.len() {
        let rest = parts.get(at..).unwrap_or_default();
        // The minutes of a full hour.
        let full = rest.first().is_some_and(|part| {
            part.key.chars().all(|c| digit_value(c) == Some(0))
                && part.key.chars().count() == 2
                && half
                    .document
                    .get(..part.span.start)
                    .is_some_and(|head| head.ends_with(':'))
        });
        // What a program fills in: "%.3f", "%2d".
        let filled_in = rest.first().is_some_and(|part| {
            let head = half.document.get(..part.span.start).unwrap_or_default();
            head.trim_end_matches('.').ends_with('%')
                && part.key.ends_with(|c: char| c.is_ascii_alphabetic())
        });
        let read = if full || filled_in {
            None
        } else if rest.first().is_some_and(Part::has_digit) {
            digits::read(rest, half)
        } else if arabic && !rest.first().is_some_and(is_latin) {
            arabic::read(rest)
        } else if half.is("en") || arabic {
            // Titles and names are untranslated in an Arabic text.
            english::read(rest)
        } else {
            None
        };
        let Some(read) = read else {
            at += 1;
            continue;
        };
        let taken = rest.get(..read.taken.max(1)).unwrap_or_default();
        let span = match (taken.first(), taken.last()) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => break,
        };
        let after = rest.get(taken.len()..).unwrap_or_default();
        let percent = percent_end(half, span, after);
        let sign = percent_before(half, span);
        let mut whole = percent.map_or(span, |end| span.cover(Span::new(end, end)));
        whole.start = sign.unwrap_or(whole.start);
        found.push(Quantity {
            span: whole,
            values: read.values,
            grip: read.grip,
            percent: percent.is_some() || sign.is_some(),
            ordinal: is_ordinal(half, taken),
        });
        at += taken.len();
        // "in the hundred" is not a hundred.
        let behind = |part: &&Part<'_>| percent.is_some_and(|end| part.span.end <= end);
        at += after.iter().take_while(behind).count();
    }
    share_percent(half, &mut found);
    complete_years(half, &mut found);
    found
}

/// Returns whether parts are an ordinal, by the sense of the last of them; a second that is
/// counted is a time.
fn is_ordinal(half: &Half<'_>, taken: &[Part<'_>]) -> bool {
    use bayn_text::NumberSense as Sense;
    let Some((first, last)) = taken.first().zip(taken.last()) else {
        return false;
    };
    let has = |lang: &str, key: &str, wanted: Sense| {
        let mut senses = bayn_text::number_senses(lang, key).iter();
        senses.any(|(sense, _)| *sense == wanted)
    };
    if half.is("en") {
        let digits = first.has_digit()
            && ["st", "nd", "rd", "th"]
                .iter()
                .any(|end| last.key.ends_with(end));
        return digits || has("en", last.key, Sense::Ordinal);
    }
    let stems = bayn_text::proclitic_forms(first.key);
    half.is("ar") && stems.iter().any(|stem| has("ar", stem, Sense::Rank))
}

/// Gives the numbers of a range the sign that only its last one has: `5 to 10 percent`.
fn share_percent(half: &Half<'_>, found: &mut [Quantity]) {
    for at in (1..found.len()).rev() {
        let [Some(own), Some(next)] = [found.get(at - 1), found.get(at)] else {
            continue;
        };
        let gap = half.document.get(own.span.end..next.span.start);
        let gap = gap.unwrap_or(".");
        // A dash, or a word or two as small as "to" and "and the".
        let joined = gap.split_whitespace().count() <= 2
            && gap.trim().chars().count() <= 8
            && !gap.contains([',', ';', '.', '\u{60C}', '(', ')']);
        let small = |number: &Quantity| number.value() <= 1000.0;
        if joined && own.percent != next.percent && small(own) && small(next) {
            let backwards = next.percent;
            let whole = if backwards { at - 1 } else { at };
            let before = PERCENT_FIRST.contains(&half.lang.primary()) || backwards;
            if before && let Some(number) = found.get_mut(whole) {
                number.percent = true;
            }
        }
    }
}

/// Adds the century to the last year of a range: `1950-53`.
fn complete_years(half: &Half<'_>, found: &mut [Quantity]) {
    for at in 1..found.len() {
        let [Some(first), Some(last)] = [found.get(at - 1), found.get(at)] else {
            continue;
        };
        let gap = half.document.get(first.span.end..last.span.start);
        let year = first.value();
        let short = last.value();
        let range = matches!(gap, Some("-" | "\u{2013}" | "/" | "\u{2011}"))
            && (1000.0..=2100.0).contains(&year)
            && year.fract() == 0.0
            && last.span.len() <= 4
            && (0.0..100.0).contains(&short);
        if range {
            let whole = year - year % 100.0 + short;
            if let Some(last) = found.get_mut(at) {
                last.values.push(whole);
            }
        }
    }
}

/// Languages that may write the word for percent before the number.
const PERCENT_FIRST: [&str; 4] = ["tr", "az", "ku", "ckb"];

/// The length of the longest word for percent.
const LONGEST_PERCENT: usize = 16;

/// Returns where a percent sign before a number begins, as Arabic texts have it too.
fn percent_before(half: &Half<'_>, span: Span) -> Option<usize> {
    let before = half.document.get(half.span.start..span.start)?.trim_end();
    if PERCENT_FIRST.contains(&half.lang.primary()) {
        let before = before
            .trim_end_matches(['"', '\u{201C}', '\u{AB}'])
            .trim_end();
        // A text without spaces must not be walked through again for each of its numbers.
        let mut back = before.char_indices().rev().take(LONGEST_PERCENT + 1);
        let start = back.find(|(_, c)| c.is_whitespace());
        let start = start.map_or(0, |(at, c)| at + c.len_utf8());
        let word = before.get(start..).unwrap_or_default();
        let bare = word.trim_start_matches(|c: char| !c.is_alphabetic());
        if scale::is_percent(half, bare) {
            return Some(half.span.start + start + word.len() - bare.len());
        }
    }
    let rest = before.strip_suffix(['%', '\u{66A}'])?;
    let behind_another = rest.trim_end().ends_with(|c| digit_value(c).is_some());
    (!behind_another).then_some(half.span.start + rest.len())
}

fn is_latin(part: &Part<'_>) -> bool {
    part.key.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The result of reading a number at the beginning of some parts.
struct Read {
    values: Vec<f64>,
    grip: Grip,
    /// The number of parts that it covers.
    taken: usize,
}

/// Returns where the percent sign or word after a number ends.
fn percent_end(half: &Half<'_>, span: Span, after: &[Part<'_>]) -> Option<usize> {
    let document = half.document;
    let rest = document.get(span.end..)?;
    let spaces = rest.len()
        - rest
            .trim_start_matches([' ', '\u{A0}', '\u{202F}', ')'])
            .len();
    let sign = rest.get(spaces..)?.chars().next()?;
    let behind = rest.get(spaces + sign.len_utf8()..)?.chars().next();
    // "5 %s" begins what a program fills in.
    let filled_in = spaces > 0 && behind.is_some_and(|c| c.is_ascii_alphabetic());
    if matches!(sign, '%' | '\u{66A}' | '\u{FE6A}' | '\u{FF05}') && !filled_in {
        return Some(span.end + spaces + sign.len_utf8());
    }
    let key = |at: usize| after.get(at).map_or("", |part| part.key);
    let end = |at: usize| after.get(at).map(|part| part.span.end);
    if scale::is_percent(half, key(0)) {
        return end(0);
    }
    if scale::is_percent(half, &format!("{} {}", key(0), key(1))) {
        return end(1);
    }
    // The preposition is sometimes attached to the digits.
    if span.of(document).ends_with("\u{641}\u{64A}") && is_hundred(key(0)) {
        return end(0);
    }
    match (key(0), key(1)) {
        ("percent" | "pct" | "pc", _) => end(0),
        ("percentage", "point" | "points") => end(1),
        ("per", "cent") => end(1),
        // "point of the hundred": a percentage point
        (
            "\u{646}\u{642}\u{637}\u{647}" | "\u{646}\u{642}\u{627}\u{637}",
            "\u{645}\u{626}\u{648}\u{64A}\u{647}",
        ) => end(1),
        // "in the hundred", in two words or one
        ("\u{641}\u{64A}", hundred) if is_hundred(hundred) => end(1),
        (glued, _) => glued
            .strip_prefix('\u{628}')
            .filter(|hundred| is_hundred(hundred))
            .and_then(|_| end(0)),
    }
}

/// Returns whether a folded word is "the hundred", in one of its spellings.
fn is_hundred(key: &str) -> bool {
    matches!(
        key,
        "\u{627}\u{644}\u{645}\u{626}\u{647}"
            | "\u{627}\u{644}\u{645}\u{627}\u{626}\u{647}"
            | "\u{627}\u{644}\u{645}\u{64A}\u{647}"
    )
}
