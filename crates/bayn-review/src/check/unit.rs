//! Different units of measurement, such as a square kilometer and a square mile.
//!
//! Only a swap within one measure counts (length for length), next to a
//! number on either side; of time also without one, where each side has a unit that the other
//! lacks. The check cannot recognise a conversion of the value, but
//! if both units are on one side the pair is ignored.

use super::lexicon::Mention;
use super::odd::{relative_start, unpaired};
use super::quantity::{Quantity, quantities};
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::message::Word;
use bayn_text::msg;
use harf::Span;

const KINDS: &[&str] = &["unit.length", "unit.area", "unit.mass", "unit.volume", TIME];

/// Units of time occur without a number as often as with one: last year, within minutes.
const TIME: &str = "unit.time";
/// How far from each other, as a share of the sentence, two units of time that were swapped are.
const NEAR: f64 = 0.34;

/// Returns whether two units of time, one on each side, replace each other: neither
/// side names that of the other anywhere, and both are at about the same place.
fn is_swapped(pair: &Pair<'_>, source: &Mention<'static>, target: &Mention<'static>) -> bool {
    let names = |side: Side, concept: &str| {
        let mut all = pair.mentions[side].iter();
        all.any(|mention| mention.kind == TIME && mention.concept == concept)
    };
    let place = |side: Side, mention: &Mention<'_>| relative_start(&pair.sides[side], mention.span);
    let far = place(Side::Source, source) - place(Side::Target, target);
    far.abs() <= NEAR
        && !names(Side::Source, target.concept)
        && !names(Side::Target, source.concept)
}

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if pair.has_lists() && pair.is_matched() {
        misplaced(pair, hits);
    }
    for kind in KINDS {
        let lone = unpaired(pair, kind);
        let measured = |side: Side| -> Vec<(Mention<'static>, Option<f64>)> {
            let half = &pair.sides[side];
            if lone[side].is_empty() {
                return Vec::new();
            }
            let dated = |mention: &&Mention<'static>| !is_dated(half, mention);
            let numbers = quantities(half);
            let count = |m: &Mention<'static>| (*m, count_before(half, &numbers, m.span));
            lone[side].iter().filter(dated).map(count).collect()
        };
        let (source, target) = (measured(Side::Source), measured(Side::Target));
        for (own, count) in &target {
            let rival = source.iter().find(|(mention, other)| match (count, other) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (Some(_), None) | (None, Some(_)) if *kind != TIME => true,
                _ => *kind == TIME && is_swapped(pair, mention, own),
            });
            if let Some((other, _)) = rival {
                hits.push(
                    pair.index,
                    Hit::new(msg!(
                        "The units differ: {source} in the source, {target} in the translation.",
                        source = Word(other.concept),
                        target = Word(own.concept)
                    ))
                    .at(Side::Source, other.span)
                    .at(Side::Target, own.span),
                );
            }
        }
    }
}

/// Returns whether a year is a date rather than a measure: in the year 2017.
fn is_dated(half: &Half<'_>, mention: &Mention<'_>) -> bool {
    let next = mention.word + half.words_in(mention.span).len();
    let value = half.words.get(next).and_then(|word| {
        let digits: String = word
            .text
            .chars()
            .filter_map(|c| c.to_digit(10))
            .map(|d| d.to_string())
            .collect();
        let all = digits.len() == word.text.chars().count();
        digits.parse::<u32>().ok().filter(|_| all)
    });
    mention.concept == "year" && value.is_some_and(|year| (1000..2200).contains(&year))
}

/// Reports a unit of time of the translation where only another can be, whatever the source says
/// instead: a week or a month before a day of the week, a week before a year, the months of a
/// grown person.
fn misplaced(pair: &Pair<'_>, hits: &mut Hits) {
    let half = &pair.sides.target;
    let source = pair.mentions_of(Side::Source, TIME);
    for own in pair.mentions_of(Side::Target, TIME) {
        let next = own.word + half.words_in(own.span).len();
        let before_day = half.is_joined(next - 1)
            && pair
                .mentions
                .target
                .iter()
                .any(|mention| mention.kind == "weekday" && mention.word == next);
        let year = half.words.get(next).is_some_and(|word| {
            let value = word.text.parse::<u32>().unwrap_or(0);
            half.is_joined(next - 1) && (1800..2100).contains(&value)
        });
        let wrong = before_day && !matches!(own.concept, "day" | "hour")
            || year && half.is("ar") && matches!(own.concept, "week" | "month" | "hour")
            || is_age(half, &own)
                && matches!(own.concept, "month" | "week" | "day")
                && source.is_empty();
        let named = source.iter().any(|mention| mention.concept == own.concept);
        if wrong && !named {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "This unit of time does not fit its number or context."
                ))
                .at(Side::Target, own.span),
            );
        }
    }
}

/// Returns whether an Arabic unit of time counts somebody's age: above twenty, and behind a word
/// for age or reaching.
fn is_age(half: &Half<'_>, unit: &Mention<'_>) -> bool {
    const AGE: [&str; 3] = [
        "\u{639}\u{645}\u{631}",
        "\u{628}\u{627}\u{644}\u{63A}",
        "\u{64A}\u{628}\u{644}\u{63A}",
    ];
    let Some(number) = unit.word.checked_sub(1).and_then(|at| half.words.get(at)) else {
        return false;
    };
    let old = number
        .text
        .parse::<u32>()
        .is_ok_and(|years| (20..110).contains(&years));
    let before = unit.word.saturating_sub(5)..unit.word - 1;
    half.is("ar")
        && old
        && before.into_iter().any(|at| {
            bayn_text::proclitic_forms(half.key(at)).iter().any(|stem| {
                AGE.iter().any(|age| stem.starts_with(age))
                    || stem.starts_with("\u{62A}\u{628}\u{644}\u{63A}")
            })
        })
}

/// Returns the number that is up to two words before the unit, or directly after it.
fn count_before(half: &Half<'_>, numbers: &[Quantity], unit: Span) -> Option<f64> {
    // "two-hour" and the dual contain their number.
    if let Some(within) = numbers.iter().find(|number| number.span.overlaps(unit)) {
        return Some(within.value());
    }
    let beside = |gap: &Span| half.words_in(*gap).len() <= 1;
    let near = |gap: &Span| !gap.of(half.document).contains([',', '.', ';', '\u{60C}']);
    let ended = numbers.partition_point(|n| n.span.end <= unit.start);
    let before = numbers.iter().take(ended).rev();
    let mut before = before
        .map(|n| (n, Span::new(n.span.end, unit.start)))
        .take_while(|(_, gap)| beside(gap));
    let begun = numbers.partition_point(|n| n.span.start < unit.end);
    let mut behind = numbers
        .iter()
        .skip(begun)
        .map(|n| (n, Span::new(unit.end, n.span.start)))
        .take_while(|(_, gap)| beside(gap));
    let found = before.find(|(_, gap)| near(gap));
    let found = found.or_else(|| behind.find(|(_, gap)| near(gap)));
    found.map(|(number, _)| number.value())
}
