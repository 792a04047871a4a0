//! Different months and weekdays, by meaning: Levantine, Egyptian and Maghrebi names
//! of the months, the months of the Hijra, abbreviations.
//!
//! A name that only one side has counts if the other side names no month (weekday) at all
//! and gives no number that could be the month.

use super::lexicon::Mention;
use super::odd::{lone, names};
use super::quantity::quantities;
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Severity;
use bayn_doc::{Side, Sides};
use bayn_text::msg;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    for kind in ["month", "hijri", "weekday"] {
        let mut lone = lone(pair, kind);
        for side in Side::BOTH {
            let half = &pair.sides[side];
            lone[side].retain(|mention| match kind {
                "month" => is_month(half, mention),
                "hijri" => is_dated(half, mention),
                _ => !is_part_of_name(half, mention) && !is_the_two(pair, side, mention),
            });
        }
        compare(pair, kind, &lone, hits);
    }
}

fn compare(pair: &Pair<'_>, kind: &str, lone: &Sides<Vec<Mention<'static>>>, hits: &mut Hits) {
    if !lone.source.is_empty() && !lone.target.is_empty() {
        let said = match kind {
            "weekday" => msg!("The days of the week differ."),
            "hijri" => msg!("The months differ."),
            _ => msg!(
                "The months differ: the source names month {source}, the translation month {target}.",
                source = names(&lone.source),
                target = names(&lone.target)
            ),
        };
        hits.push(
            pair.index,
            Hit::new(said)
                .at_all(Side::Source, lone.source.iter().map(|mention| mention.span))
                .at_all(Side::Target, lone.target.iter().map(|mention| mention.span)),
        );
        return;
    }
    for side in Side::BOTH {
        let other = side.other();
        if lone[side].is_empty() || !pair.mentions_of(other, kind).is_empty() {
            continue;
        }
        let numbers = quantities(&pair.sides[other]);
        for mention in &lone[side] {
            let value: f64 = mention.concept.parse().unwrap_or(0.0);
            let numeric = kind == "month" && numbers.iter().any(|number| number.has(value));
            if !numeric {
                let message = match side {
                    Side::Source => msg!("The translation does not name this day or month."),
                    Side::Target => msg!("The source does not name this day or month."),
                };
                // A translator may state which day "today" was.
                let severity = match side {
                    Side::Source => Severity::Minor,
                    Side::Target => Severity::Neutral,
                };
                hits.push(
                    pair.index,
                    Hit::new(message).at(side, mention.span).severity(severity),
                );
            }
        }
    }
}

/// Returns whether an ambiguous name of a Hijri month has a day or a year
/// next to it, or the word "month".
fn is_dated(half: &Half<'_>, mention: &Mention<'_>) -> bool {
    if !matches!(mention.concept, "1" | "2" | "7" | "8" | "10") || !half.is("ar") {
        return true;
    }
    let words = half.words_in(mention.span);
    let said = words
        .first()
        .is_some_and(|word| word.key.ends_with("\u{634}\u{647}\u{631}"));
    let zero = words
        .last()
        .is_some_and(|word| word.key == "\u{627}\u{644}\u{635}\u{641}\u{631}");
    let before = mention
        .word
        .checked_sub(1)
        .and_then(|at| half.words.get(at));
    let behind = half.words.get(mention.word + words.len());
    let number = |word: Option<&super::Word<'_>>| word.is_some_and(super::Word::is_number);
    said || (!zero && (number(before) || number(behind)))
}

/// Returns whether the Arabic Monday means "the two" of the other side; a day has its
/// word before it, or the day on the other side.
fn is_the_two(pair: &Pair<'_>, side: Side, mention: &Mention<'_>) -> bool {
    const TWO: &[&str] = &["two", "both", "either", "pair", "couple", "neither"];
    let (half, other) = (&pair.sides[side], &pair.sides[side.other()]);
    let day = half.words_in(mention.span).first();
    let day = day.is_some_and(|word| word.key.ends_with("\u{64A}\u{648}\u{645}"));
    let named = mention.word.checked_sub(1).is_some_and(|at| {
        // "day", "evening", "morning", "night"
        half.words.get(at).is_some_and(|word| {
            word.is_in(&[
                "\u{64A}\u{648}\u{645}",
                "\u{645}\u{633}\u{627}\u{621}",
                "\u{635}\u{628}\u{627}\u{62D}",
                "\u{644}\u{64A}\u{644}\u{647}",
            ])
        })
    });
    half.is("ar")
        && mention.concept == "1"
        && !day
        && !named
        && other.words.iter().any(|word| word.is_in(TWO))
}

/// Returns whether a day of the week is part of a name, such as that of a newspaper.
fn is_part_of_name(half: &Half<'_>, mention: &Mention<'_>) -> bool {
    let capital = |at: Option<usize>| {
        at.and_then(|at| half.words.get(at))
            .is_some_and(|word| word.is_capitalised() && !word.is_number())
    };
    half.is("en")
        && (half.is_joined(mention.word) && capital(Some(mention.word + 1))
            || mention.word.checked_sub(1).is_some_and(|at| {
                half.is_joined(at) && !half.begins_sentence(at) && capital(Some(at))
            }))
}

/// Returns whether an ambiguous word is a month: `May` and `March` and abbreviations need
/// a date around them.
fn is_month(half: &Half<'_>, mention: &Mention<'_>) -> bool {
    let word = mention.span.of(half.document);
    if !matches!(
        word,
        "May" | "March" | "Mar" | "Jan" | "Jun" | "August" | "April" | "June"
    ) {
        return true;
    }
    let key = |at: Option<usize>| at.and_then(|at| half.words.get(at));
    let before = key(mention.word.checked_sub(1));
    let after = key(Some(mention.word + 1));
    let opens = |word: &super::Word<'_>| {
        word.is_in(&[
            "in", "of", "since", "until", "till", "by", "on", "last", "next", "this", "early",
            "late", "mid", "from", "between", "during", "through", "to", "every",
        ])
    };
    after.is_some_and(super::Word::is_number)
        || before.is_some_and(|word| word.is_number() || opens(word))
}
