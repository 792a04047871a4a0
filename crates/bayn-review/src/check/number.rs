//! Numbers missing on the other side, by value, and percent signs missing on one side.
//!
//! Digits must have a counterpart: digits of any system, words, the name of a month for its
//! number, a dual for two. Number words must have one if they are compounds, or if the
//! other side also has an unmatched number; simple ones alone are idioms
//! too often.

use super::clock::{Times, tells_time};
use super::game_score;
use super::measure::is_converted;
use super::quantity::{Grip, Quantity, Values, quantities, reads};
use super::{Half, Hit, Hits, Pair, Setup, Word};
use bayn_doc::{Severity, Side, Sides};
use bayn_text::{NumberSense as Sense, digit_value, msg};
use harf::Span;
use std::collections::{BTreeSet, HashMap};

/// From this value on a number word is not an idiom.
const SURE_WORDS: f64 = 11.0;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.is_matched() {
        return;
    }
    let all = Sides::from_fn(|side| quantities(&pair.sides[side]));
    let known = Sides::from_fn(|side| Values::of(all[side].iter()));
    let unequal = Sides::from_fn(|side| -> Vec<&Quantity> {
        let others = &known[side.other()];
        let own = all[side].iter();
        own.filter(|number| !others.equal_any(number) && !is_notation(pair, side, number.span))
            .collect()
    });
    let lone = Sides::from_fn(|side| -> Vec<&Quantity> {
        let others = (&known[side.other()], unequal[side.other()].as_slice());
        let otherwise = Otherwise::new(pair, side.other(), others);
        let own = unequal[side].iter();
        own.filter(|number| !otherwise.says(number))
            .copied()
            .collect()
    });
    // A number that one side says more often may be the rival of one that only the other has.
    let surplus = Sides::from_fn(|side| -> Vec<&Quantity> {
        let mut counts: HashMap<Vec<u64>, bool> = HashMap::new();
        let more = |number: &Quantity| {
            let own = known[side].count(number);
            (1..own).contains(&known[side.other()].count(number))
        };
        all[side]
            .iter()
            .filter(|number| number.grip == Grip::Words && number.value() >= 3.0)
            .filter(|number| *counts.entry(bits(number)).or_insert_with(|| more(number)))
            .collect()
    });
    let converted = is_converted(pair, &lone);
    let mut open = Sides::from_fn(|side| {
        let others = lone[side.other()].iter().chain(&surplus[side.other()]);
        let rivals = Rivals::of(others.copied());
        // Numbers in words are read in some languages only: in others each of digits is compared
        // with digits.
        let digits = |number: &&Quantity| number.grip == Grip::Digits;
        let blind = !spells(&pair.sides[side.other()]);
        // What the readable side says in words is as firm.
        let sure = |number: &&Quantity| digits(number) || number.grip == Grip::Words;
        let rival = lone[side.other()].iter().any(|number| match blind {
            true => digits(number),
            false => sure(number),
        });
        let asks = |number: &&&Quantity| match number.grip {
            _ if (blind || !spells(&pair.sides[side])) && converted => false,
            Grip::Digits if blind || !spells(&pair.sides[side]) => rival,
            _ if blind => false,
            Grip::Digits => true,
            Grip::Words => {
                number.value() >= SURE_WORDS && number.value().fract() == 0.0 || rivals.any(number)
            }
            Grip::Weak => false,
        };
        lone[side].iter().filter(asks).copied().collect::<Vec<_>>()
    });
    let rivals = Rivals::of(lone.source.iter().copied());
    let mut taken: BTreeSet<Span> = BTreeSet::new();
    let blind = Side::BOTH.iter().any(|&side| !spells(&pair.sides[side]));
    // If number words are not read, every second number is written in an unknown form.
    let severity = match blind {
        true => Severity::Minor,
        false => Severity::Major,
    };
    let unscaled = Side::BOTH
        .iter()
        .any(|&side| !reads(&pair.sides[side], Sense::Scale));
    for number in std::mem::take(&mut open.target) {
        let rival = rivals.nearest(pair, number);
        if blind && rival.is_none_or(|rival| taken.contains(&rival)) {
            continue;
        }
        // If "million" cannot be read, only the digits before it can be compared.
        if unscaled && rival.is_some_and(|rival| have_same_digits(pair, rival, number.span)) {
            continue;
        }
        taken.extend(rival);
        let mut hit =
            Hit::new(msg!("The source does not have this number.")).at(Side::Target, number.span);
        if let Some(span) = rival {
            hit = Hit::new(msg!("The numbers differ."))
                .at(Side::Source, span)
                .at(Side::Target, number.span);
        }
        hits.push(pair.index, hit.severity(severity));
    }
    for number in open.source {
        if taken.contains(&number.span) || blind {
            continue;
        }
        hits.push(
            pair.index,
            Hit::new(msg!("The translation does not have this number."))
                .at(Side::Source, number.span)
                .severity(severity),
        );
    }
    // Where numbers in words are read, each of the two has been compared.
    if blind && taken.is_empty() {
        tallies(pair, hits);
    }
    percent(pair, (&all, &known), severity, hits);
}

/// Reports different game scores; a time that both sides have is not one.
fn tallies(pair: &Pair<'_>, hits: &mut Hits) {
    let times = Times::shared(&pair.sides.target, &pair.sides.source);
    let unequal = game_score::unequal(&pair.sides.source, &pair.sides.target).into_iter();
    for (source, target) in unequal.filter(|(_, target)| !times.overlap(*target)) {
        hits.push(
            pair.index,
            Hit::new(msg!("The numbers differ."))
                .at(Side::Source, source)
                .at(Side::Target, target),
        );
    }
}

/// Returns whether a number is within square brackets that the other side has with the same in
/// them: `[1,1]` is no decimal.
fn is_notation(pair: &Pair<'_>, side: Side, number: Span) -> bool {
    let half = &pair.sides[side];
    let head = Span::new(half.span.start, number.start).of(half.document);
    let tail = Span::new(number.end, half.span.end).of(half.document);
    let (Some(open), Some(close)) = (head.rfind('['), tail.find(']')) else {
        return false;
    };
    let all = Span::new(half.span.start + open, number.end + close + 1).of(half.document);
    !all.contains(char::is_alphabetic) && pair.sides[side.other()].text().contains(all)
}

/// Returns whether a number of each side has the same digits, whatever zeros follow.
fn have_same_digits(pair: &Pair<'_>, source: Span, target: Span) -> bool {
    let digits = |side: Side, span: Span| {
        let digits = span.of(pair.sides[side].document).chars();
        let mut digits: Vec<_> = digits.filter_map(digit_value).collect();
        digits.truncate(
            digits
                .iter()
                .rposition(|digit| *digit != 0)
                .map_or(0, |last| last + 1),
        );
        digits
    };
    let own = digits(Side::Source, source);
    !own.is_empty() && own == digits(Side::Target, target)
}

/// Returns whether numbers in words are read in the language of a side.
fn spells(half: &Half<'_>) -> bool {
    half.is("ar") || half.is("en")
}

/// The values of a number as a key for counting.
fn bits(number: &Quantity) -> Vec<u64> {
    number.values.iter().map(|value| value.to_bits()).collect()
}

/// Unmatched numbers, each of which may be the wrong rendering of another.
struct Rivals<'a> {
    /// Those that are not weak words, in order.
    firm: Vec<&'a Quantity>,
    /// Small weak words, in order: rivals of firm numbers only.
    small: Vec<&'a Quantity>,
}

impl<'a> Rivals<'a> {
    fn of(numbers: impl Iterator<Item = &'a Quantity>) -> Self {
        let (firm, weak): (Vec<_>, Vec<_>) = numbers.partition(|number| number.grip > Grip::Weak);
        let small = |number: &&Quantity| (2.0..=10.0).contains(&number.value());
        Self {
            firm,
            small: weak.into_iter().filter(small).collect(),
        }
    }

    /// Returns whether one of them is likely the other rendering of a number.
    fn any(&self, number: &Quantity) -> bool {
        !self.firm.is_empty() || number.grip > Grip::Weak && !self.small.is_empty()
    }

    /// Returns the one that is at about the same place of its side.
    fn nearest(&self, pair: &Pair<'_>, number: &Quantity) -> Option<Span> {
        let relative_start = |half: &Half<'_>, span: Span| {
            (span.start.saturating_sub(half.span.start)) as f64 / half.span.len().max(1) as f64
        };
        let own = relative_start(&pair.sides.target, number.span);
        let small = match number.grip {
            Grip::Weak => &[][..],
            _ => self.small.as_slice(),
        };
        // In order of their places: the nearest is on one side of the number's own.
        let beside = [self.firm.as_slice(), small].into_iter().flat_map(|all| {
            let at =
                all.partition_point(|other| relative_start(&pair.sides.source, other.span) < own);
            all.get(at.saturating_sub(1)..all.len().min(at + 1))
                .unwrap_or_default()
        });
        beside
            .map(|other| {
                let far = (relative_start(&pair.sides.source, other.span) - own).abs();
                (other.span, far)
            })
            .min_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)))
            .map(|(span, _)| span)
    }
}

/// Values that a side expresses other than by a number, or in another time format.
struct Otherwise<'a> {
    /// All numbers of the side.
    others: &'a Values<'a>,
    /// The values of the months that only it names.
    months: Vec<f64>,
    /// Whether a word of it may be a dual.
    dual: bool,
    /// Its numbers that the other side does not have.
    rivals: Rivals<'a>,
    /// Of these, those that are not weak words.
    firm: Values<'a>,
    /// Whether one of the sides has a time of day.
    clock: bool,
    /// The times of day that both sides have, each in its own format.
    times: Times,
}

impl<'a> Otherwise<'a> {
    fn new(pair: &Pair<'_>, side: Side, (others, lone): (&'a Values<'a>, &[&'a Quantity])) -> Self {
        let half = &pair.sides[side];
        // A month that both sides name does not represent a figure.
        let own = pair.mentions_of(side.other(), "month");
        let own: BTreeSet<&str> = own.iter().map(|month| month.concept).collect();
        let months = pair.mentions_of(side, "month");
        let months: BTreeSet<&str> = months.iter().map(|month| month.concept).collect();
        // Duals of nouns end in -an or -ayn.
        let dual = |key: &str| {
            key.chars().count() >= 4
                && (key.ends_with("\u{627}\u{646}") || key.ends_with("\u{64A}\u{646}"))
        };
        let rivals = Rivals::of(lone.iter().copied());
        Self {
            others,
            months: months
                .difference(&own)
                .filter_map(|month| month.parse().ok())
                .collect(),
            dual: half.is("ar") && half.words.iter().any(|word| dual(&word.key)),
            firm: Values::of(rivals.firm.iter().copied()),
            rivals,
            clock: Side::BOTH.iter().any(|&side| tells_time(&pair.sides[side])),
            times: Times::shared(&pair.sides[side.other()], half),
        }
    }

    /// Returns whether the side expresses this number of the other side in such a way.
    fn says(&self, number: &Quantity) -> bool {
        let month = self.months.iter().any(|value| number.has(*value));
        // If another number is unmatched, a dual counts as its counterpart.
        let dual = self.dual && number.has(2.0) && !self.rivals.any(number);
        // "half past two", a quarter of an hour
        let past = (number.has(30.0) && self.others.has(0.5))
            || ((number.has(15.0) || number.has(45.0)) && self.others.has(0.25));
        // "half" for 50 percent
        let share = number.percent && self.others.has(number.value() / 100.0);
        // 15:00 is 3 p.m.
        let hour = number.value();
        let afternoon = self.clock
            && (1.0..=23.0).contains(&hour)
            && (self.firm.has(hour + 12.0)
                || number.values.iter().any(|own| {
                    let near = self.firm.near(own - 12.0);
                    near.into_iter()
                        .any(|other| number.has(other.value() + 12.0))
                }));
        month || dual || past || share || afternoon || self.times.overlap(number.span)
    }
}

/// Reports a number that is a percentage on one side only.
fn percent(
    pair: &Pair<'_>,
    (all, known): (&Sides<Vec<Quantity>>, &Sides<Values<'_>>),
    severity: Severity,
    hits: &mut Hits,
) {
    if !Side::BOTH
        .iter()
        .all(|&side| reads(&pair.sides[side], Sense::Percent))
    {
        return;
    }
    /// The first equal number of the source; on each side, whether it is written plainly and in percent.
    type Equal = (Option<Span>, Sides<[bool; 2]>);
    let mut same: HashMap<Vec<u64>, Equal> = HashMap::new();
    for number in all.target.iter().filter(|number| number.grip > Grip::Weak) {
        // The first of the source that equals it, and which of both ways each side writes it.
        let (other, ways) = same.entry(bits(number)).or_insert_with(|| {
            let equal = Sides::from_fn(|side: Side| known[side].equal(number));
            let ways = equal.as_ref().map(|equal| {
                [false, true].map(|percent| equal.iter().any(|other| other.percent == percent))
            });
            let first = equal.source.iter().map(|other| other.span).min();
            (first, ways)
        });
        let [own, otherwise] = [number.percent, !number.percent].map(usize::from);
        if let Some(other) = *other
            && !(counts_points(&pair.sides.source, other)
                || counts_points(&pair.sides.target, number.span))
            && !ways.source.get(own).copied().unwrap_or(true)
            && !ways.target.get(otherwise).copied().unwrap_or(true)
        {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "One side gives this number in percent, the other does not."
                ))
                .at(Side::Source, other)
                .at(Side::Target, number.span)
                .severity(severity),
            );
        }
    }
}

/// Returns whether a number counts points, which are of percent or not without a word: "20 points",
/// "20 Prozentpunkte".
fn counts_points(half: &Half<'_>, number: Span) -> bool {
    const POINTS: [&str; 9] = [
        "point",
        "punkt",
        "punt",
        "pont",
        "puan",
        "\u{43F}\u{443}\u{43D}\u{43A}\u{442}",
        "\u{646}\u{642}\u{637}",
        "\u{646}\u{642}\u{627}\u{637}",
        "\u{767E}\u{5206}\u{70B9}",
    ];
    let names = |word: &Word<'_>| POINTS.iter().any(|point| word.key.contains(point));
    let next = half.words.iter().find(|word| word.span.start >= number.end);
    half.words_in(number).iter().any(names) || next.is_some_and(names)
}
