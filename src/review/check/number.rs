//! Numbers that the other side has not, by value, and percent signs that one side lacks.
//!
//! Digits must have a counterpart: digits of any system, words, a month's name for its
//! number, a dual for two. Number words must have one when they are compounds, or when the
//! other side has a number without partner at the same time; small words alone are idioms
//! too often.

use super::quantity::{Grip, Quantity, quantities};
use super::{Half, Hit, Hits, Pair, Setup};
use crate::units::{Side, Sides, Span};

/// From this value on a number word is no idiom.
const SURE_WORDS: f64 = 11.0;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.is_matched() {
        return;
    }
    let all = Sides::from_fn(|side| quantities(&pair.sides[side]));
    let unequal = Sides::from_fn(|side| -> Vec<&Quantity> {
        let others = &all[side.other()];
        let own = all[side].iter();
        own.filter(|number| !others.iter().any(|other| number.equals(other)))
            .collect()
    });
    let lone = Sides::from_fn(|side| -> Vec<&Quantity> {
        let said = |number: &&&Quantity| {
            let others = (
                all[side.other()].as_slice(),
                unequal[side.other()].as_slice(),
            );
            is_said_otherwise(number, pair, side.other(), others)
        };
        let own = unequal[side].iter();
        own.filter(|number| !said(number)).copied().collect()
    });
    // A number that one side says more often may be the rival of one that only the other has.
    let surplus = Sides::from_fn(|side| -> Vec<&Quantity> {
        let count = |all: &[Quantity], of: &Quantity| all.iter().filter(|n| n.equals(of)).count();
        let (own, others) = (all[side].as_slice(), all[side.other()].as_slice());
        own.iter()
            .filter(|number| number.grip == Grip::Words && number.value() >= 3.0)
            .filter(|number| (1..count(own, number)).contains(&count(others, number)))
            .collect()
    });
    let mut open = Sides::from_fn(|side| {
        let asks = |number: &&&Quantity| match number.grip {
            Grip::Digits => true,
            Grip::Words => {
                number.value() >= SURE_WORDS && number.value().fract() == 0.0
                    || lone[side.other()]
                        .iter()
                        .chain(&surplus[side.other()])
                        .any(|other| rivals(number, other))
            }
            Grip::Weak => false,
        };
        lone[side].iter().filter(asks).copied().collect::<Vec<_>>()
    });
    for number in std::mem::take(&mut open.target) {
        let rival = nearest(pair, number, &lone.source);
        open.source.retain(|other| Some(other.span) != rival);
        let mut hit =
            Hit::new("The source does not have this number.").at(Side::Target, number.span);
        if let Some(span) = rival {
            hit = Hit::new("The numbers differ.")
                .at(Side::Source, span)
                .at(Side::Target, number.span);
        }
        hits.push(pair.index, hit);
    }
    for number in open.source {
        hits.push(
            pair.index,
            Hit::new("The translation does not have this number.").at(Side::Source, number.span),
        );
    }
    percent(pair, &all, hits);
}

/// Returns whether two numbers without partner are likely the two renderings of one.
fn rivals(one: &Quantity, other: &Quantity) -> bool {
    other.grip > Grip::Weak || one.grip > Grip::Weak && (2.0..=10.0).contains(&other.value())
}

/// Returns the number of `others` that stands at about the same place of its side.
fn nearest(pair: &Pair<'_>, number: &Quantity, others: &[&Quantity]) -> Option<Span> {
    let place = |half: &Half<'_>, span: Span| {
        (span.start.saturating_sub(half.span.start)) as f64 / half.span.len().max(1) as f64
    };
    let own = place(&pair.sides.target, number.span);
    others
        .iter()
        .filter(|other| rivals(number, other))
        .map(|other| (other, (place(&pair.sides.source, other.span) - own).abs()))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(other, _)| other.span)
}

/// Returns whether `side` says the number in a way that is no number, or by another clock.
/// `others` are its numbers, and those of them that the number's own side does not have.
fn is_said_otherwise(
    number: &Quantity,
    pair: &Pair<'_>,
    side: Side,
    (others, lone): (&[Quantity], &[&Quantity]),
) -> bool {
    let half = &pair.sides[side];
    // A month that both sides name stands for no figure.
    let own_months = pair.mentions_of(side.other(), "month");
    let months = pair.mentions_of(side, "month");
    let month = months.iter().any(|month| {
        month
            .concept
            .parse()
            .is_ok_and(|value: f64| number.has(value))
            && !own_months.iter().any(|own| own.concept == month.concept)
    });
    // Duals of nouns end in -an or -ayn; where another number waits for its partner, it is that.
    let dual = number.has(2.0)
        && half.is("ar")
        && !lone.iter().any(|other| rivals(number, other))
        && half.words.iter().any(|word| {
            word.key.chars().count() >= 4
                && (word.key.ends_with("\u{627}\u{646}") || word.key.ends_with("\u{64A}\u{646}"))
        });
    // "half past two", a quarter of an hour
    let clock = (number.has(30.0) && others.iter().any(|other| other.has(0.5)))
        || ((number.has(15.0) || number.has(45.0)) && others.iter().any(|other| other.has(0.25)));
    // 15:00 is 3 p.m.
    let hour = number.value();
    let afternoon = (1.0..=23.0).contains(&hour)
        && lone
            .iter()
            .filter(|other| other.grip > Grip::Weak)
            .any(|other| number.has(other.value() + 12.0) || other.has(hour + 12.0))
        && Side::BOTH.iter().any(|&side| tells_time(&pair.sides[side]));
    month || dual || clock || afternoon
}

/// Returns whether a side tells the time of the day.
fn tells_time(half: &Half<'_>) -> bool {
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

/// Reports a number that is a percentage on one side only.
fn percent(pair: &Pair<'_>, all: &Sides<Vec<Quantity>>, hits: &mut Hits) {
    for number in all.target.iter().filter(|number| number.grip > Grip::Weak) {
        let same: Vec<&Quantity> = all.source.iter().filter(|o| o.equals(number)).collect();
        let twins = all.target.iter().filter(|o| o.equals(number));
        if let Some(other) = same.first()
            && same.iter().all(|other| other.percent != number.percent)
            && twins.into_iter().all(|twin| twin.percent == number.percent)
        {
            hits.push(
                pair.index,
                Hit::new("One side gives this number in percent, the other does not.")
                    .at(Side::Source, other.span)
                    .at(Side::Target, number.span),
            );
        }
    }
}
