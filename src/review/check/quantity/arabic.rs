//! Arabic number words, folded: genders, cases, duals and construct forms, hundreds glued
//! to their unit, units before tens, parts joined by a prefixed *wa*.
//!
//! *mia wa-thalatha wa-ishrun alf* is read part by part: hundred, and three, and twenty
//! (123), thousand. Plurals of multipliers (*alaf*, thousands) are numbers only behind one.

use super::part::Part;
use super::{Grip, Read};
use crate::text::proclitic_forms;

/// One to ten, in all genders and cases.
const UNITS: &[(&str, f64)] = &[
    ("\u{648}\u{627}\u{62D}\u{62F}", 1.0),
    ("\u{648}\u{627}\u{62D}\u{62F}\u{647}", 1.0),
    ("\u{627}\u{62D}\u{62F}", 1.0),
    ("\u{627}\u{62D}\u{62F}\u{64A}", 1.0),
    ("\u{627}\u{62B}\u{646}\u{627}\u{646}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{64A}\u{646}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{62A}\u{627}\u{646}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{62A}\u{64A}\u{646}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{627}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{64A}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{62A}\u{627}", 2.0),
    ("\u{627}\u{62B}\u{646}\u{62A}\u{64A}", 2.0),
    ("\u{62B}\u{644}\u{627}\u{62B}", 3.0),
    ("\u{62B}\u{644}\u{627}\u{62B}\u{647}", 3.0),
    ("\u{627}\u{631}\u{628}\u{639}", 4.0),
    ("\u{627}\u{631}\u{628}\u{639}\u{647}", 4.0),
    ("\u{62E}\u{645}\u{633}", 5.0),
    ("\u{62E}\u{645}\u{633}\u{647}", 5.0),
    ("\u{633}\u{62A}", 6.0),
    ("\u{633}\u{62A}\u{647}", 6.0),
    ("\u{633}\u{628}\u{639}", 7.0),
    ("\u{633}\u{628}\u{639}\u{647}", 7.0),
    ("\u{62B}\u{645}\u{627}\u{646}", 8.0),
    ("\u{62B}\u{645}\u{627}\u{646}\u{64A}", 8.0),
    ("\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{647}", 8.0),
    ("\u{62A}\u{633}\u{639}", 9.0),
    ("\u{62A}\u{633}\u{639}\u{647}", 9.0),
    ("\u{639}\u{634}\u{631}", 10.0),
    ("\u{639}\u{634}\u{631}\u{647}", 10.0),
    ("\u{62B}\u{644}\u{627}\u{62B}\u{627}", 3.0),
    ("\u{627}\u{631}\u{628}\u{639}\u{627}", 4.0),
    ("\u{62E}\u{645}\u{633}\u{627}", 5.0),
    ("\u{633}\u{62A}\u{627}", 6.0),
    ("\u{633}\u{628}\u{639}\u{627}", 7.0),
    ("\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{627}", 8.0),
    ("\u{62A}\u{633}\u{639}\u{627}", 9.0),
    ("\u{639}\u{634}\u{631}\u{627}", 10.0),
];

/// Twenty to ninety.
const TENS: &[(&str, f64)] = &[
    ("\u{639}\u{634}\u{631}\u{648}\u{646}", 20.0),
    ("\u{639}\u{634}\u{631}\u{64A}\u{646}", 20.0),
    ("\u{62B}\u{644}\u{627}\u{62B}\u{648}\u{646}", 30.0),
    ("\u{62B}\u{644}\u{627}\u{62B}\u{64A}\u{646}", 30.0),
    ("\u{627}\u{631}\u{628}\u{639}\u{648}\u{646}", 40.0),
    ("\u{627}\u{631}\u{628}\u{639}\u{64A}\u{646}", 40.0),
    ("\u{62E}\u{645}\u{633}\u{648}\u{646}", 50.0),
    ("\u{62E}\u{645}\u{633}\u{64A}\u{646}", 50.0),
    ("\u{633}\u{62A}\u{648}\u{646}", 60.0),
    ("\u{633}\u{62A}\u{64A}\u{646}", 60.0),
    ("\u{633}\u{628}\u{639}\u{648}\u{646}", 70.0),
    ("\u{633}\u{628}\u{639}\u{64A}\u{646}", 70.0),
    ("\u{62B}\u{645}\u{627}\u{646}\u{648}\u{646}", 80.0),
    ("\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{646}", 80.0),
    ("\u{62A}\u{633}\u{639}\u{648}\u{646}", 90.0),
    ("\u{62A}\u{633}\u{639}\u{64A}\u{646}", 90.0),
];

/// Hundreds, alone, dual and glued to a unit.
const HUNDREDS: &[(&str, f64)] = &[
    ("\u{645}\u{626}\u{647}", 100.0),
    ("\u{645}\u{627}\u{626}\u{647}", 100.0),
    ("\u{645}\u{64A}\u{647}", 100.0),
    ("\u{645}\u{627}\u{64A}\u{647}", 100.0),
    ("\u{645}\u{626}\u{62A}\u{627}\u{646}", 200.0),
    ("\u{645}\u{626}\u{62A}\u{64A}\u{646}", 200.0),
    ("\u{645}\u{627}\u{626}\u{62A}\u{627}\u{646}", 200.0),
    ("\u{645}\u{627}\u{626}\u{62A}\u{64A}\u{646}", 200.0),
    ("\u{645}\u{626}\u{62A}\u{627}", 200.0),
    ("\u{645}\u{626}\u{62A}\u{64A}", 200.0),
    ("\u{645}\u{627}\u{626}\u{62A}\u{627}", 200.0),
    ("\u{645}\u{627}\u{626}\u{62A}\u{64A}", 200.0),
    ("\u{62B}\u{644}\u{627}\u{62B}\u{645}\u{626}\u{647}", 300.0),
    (
        "\u{62B}\u{644}\u{627}\u{62B}\u{645}\u{627}\u{626}\u{647}",
        300.0,
    ),
    ("\u{627}\u{631}\u{628}\u{639}\u{645}\u{626}\u{647}", 400.0),
    (
        "\u{627}\u{631}\u{628}\u{639}\u{645}\u{627}\u{626}\u{647}",
        400.0,
    ),
    ("\u{62E}\u{645}\u{633}\u{645}\u{626}\u{647}", 500.0),
    ("\u{62E}\u{645}\u{633}\u{645}\u{627}\u{626}\u{647}", 500.0),
    ("\u{633}\u{62A}\u{645}\u{626}\u{647}", 600.0),
    ("\u{633}\u{62A}\u{645}\u{627}\u{626}\u{647}", 600.0),
    ("\u{633}\u{628}\u{639}\u{645}\u{626}\u{647}", 700.0),
    ("\u{633}\u{628}\u{639}\u{645}\u{627}\u{626}\u{647}", 700.0),
    ("\u{62B}\u{645}\u{627}\u{646}\u{645}\u{626}\u{647}", 800.0),
    (
        "\u{62B}\u{645}\u{627}\u{646}\u{645}\u{627}\u{626}\u{647}",
        800.0,
    ),
    (
        "\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{645}\u{626}\u{647}",
        800.0,
    ),
    (
        "\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{645}\u{627}\u{626}\u{647}",
        800.0,
    ),
    ("\u{62A}\u{633}\u{639}\u{645}\u{626}\u{647}", 900.0),
    ("\u{62A}\u{633}\u{639}\u{645}\u{627}\u{626}\u{647}", 900.0),
];

/// What multiplies the words before it.
const MULTIPLIERS: &[(&str, f64)] = &[
    ("\u{627}\u{644}\u{641}", 1000.0),
    ("\u{627}\u{644}\u{641}\u{627}", 1000.0),
    ("\u{627}\u{644}\u{627}\u{641}", 1000.0),
    ("\u{645}\u{644}\u{64A}\u{648}\u{646}", 1000000.0),
    ("\u{645}\u{644}\u{64A}\u{648}\u{646}\u{627}", 1000000.0),
    ("\u{645}\u{644}\u{627}\u{64A}\u{64A}\u{646}", 1000000.0),
    ("\u{645}\u{644}\u{64A}\u{627}\u{631}", 1000000000.0),
    ("\u{645}\u{644}\u{64A}\u{627}\u{631}\u{627}", 1000000000.0),
    (
        "\u{645}\u{644}\u{64A}\u{627}\u{631}\u{627}\u{62A}",
        1000000000.0,
    ),
    ("\u{628}\u{644}\u{64A}\u{648}\u{646}", 1000000000.0),
    (
        "\u{62A}\u{631}\u{64A}\u{644}\u{64A}\u{648}\u{646}",
        1000000000000.0,
    ),
    (
        "\u{62A}\u{631}\u{64A}\u{644}\u{64A}\u{648}\u{646}\u{627}",
        1000000000000.0,
    ),
    (
        "\u{62A}\u{631}\u{644}\u{64A}\u{648}\u{646}",
        1000000000000.0,
    ),
];

/// Two thousand, two million, …
const DUALS: &[(&str, f64)] = &[
    ("\u{627}\u{644}\u{641}\u{627}\u{646}", 2000.0),
    ("\u{627}\u{644}\u{641}\u{64A}\u{646}", 2000.0),
    ("\u{627}\u{644}\u{641}\u{64A}", 2000.0),
    (
        "\u{645}\u{644}\u{64A}\u{648}\u{646}\u{627}\u{646}",
        2000000.0,
    ),
    (
        "\u{645}\u{644}\u{64A}\u{648}\u{646}\u{64A}\u{646}",
        2000000.0,
    ),
    ("\u{645}\u{644}\u{64A}\u{648}\u{646}\u{64A}", 2000000.0),
    (
        "\u{645}\u{644}\u{64A}\u{627}\u{631}\u{627}\u{646}",
        2000000000.0,
    ),
    (
        "\u{645}\u{644}\u{64A}\u{627}\u{631}\u{64A}\u{646}",
        2000000000.0,
    ),
    ("\u{645}\u{644}\u{64A}\u{627}\u{631}\u{64A}", 2000000000.0),
    (
        "\u{62A}\u{631}\u{64A}\u{644}\u{64A}\u{648}\u{646}\u{64A}\u{646}",
        2000000000000.0,
    ),
    (
        "\u{62A}\u{631}\u{64A}\u{644}\u{64A}\u{648}\u{646}\u{64A}",
        2000000000000.0,
    ),
];

/// First to tenth.
const ORDINALS: &[(&str, f64)] = &[
    ("\u{627}\u{648}\u{644}", 1.0),
    ("\u{627}\u{648}\u{644}\u{64A}", 1.0),
    ("\u{62B}\u{627}\u{646}\u{64A}", 2.0),
    ("\u{62B}\u{627}\u{646}\u{64A}\u{647}", 2.0),
    ("\u{62B}\u{627}\u{646}", 2.0),
    ("\u{62B}\u{627}\u{644}\u{62B}", 3.0),
    ("\u{62B}\u{627}\u{644}\u{62B}\u{647}", 3.0),
    ("\u{631}\u{627}\u{628}\u{639}", 4.0),
    ("\u{631}\u{627}\u{628}\u{639}\u{647}", 4.0),
    ("\u{62E}\u{627}\u{645}\u{633}", 5.0),
    ("\u{62E}\u{627}\u{645}\u{633}\u{647}", 5.0),
    ("\u{633}\u{627}\u{62F}\u{633}", 6.0),
    ("\u{633}\u{627}\u{62F}\u{633}\u{647}", 6.0),
    ("\u{633}\u{627}\u{628}\u{639}", 7.0),
    ("\u{633}\u{627}\u{628}\u{639}\u{647}", 7.0),
    ("\u{62B}\u{627}\u{645}\u{646}", 8.0),
    ("\u{62B}\u{627}\u{645}\u{646}\u{647}", 8.0),
    ("\u{62A}\u{627}\u{633}\u{639}", 9.0),
    ("\u{62A}\u{627}\u{633}\u{639}\u{647}", 9.0),
    ("\u{639}\u{627}\u{634}\u{631}", 10.0),
    ("\u{639}\u{627}\u{634}\u{631}\u{647}", 10.0),
    ("\u{62D}\u{627}\u{62F}\u{64A}", 1.0),
    ("\u{62D}\u{627}\u{62F}\u{64A}\u{647}", 1.0),
];

/// Fractions and words for two that ask for no number.
const LOOSE: &[(&str, f64)] = &[
    ("\u{646}\u{635}\u{641}", 0.5),
    ("\u{62B}\u{644}\u{62B}", 0.3333333333333333),
    ("\u{631}\u{628}\u{639}", 0.25),
    ("\u{645}\u{631}\u{62A}\u{64A}\u{646}", 2.0),
    ("\u{636}\u{639}\u{641}", 2.0),
    ("\u{643}\u{644}\u{627}", 2.0),
    ("\u{643}\u{644}\u{62A}\u{627}", 2.0),
    ("\u{632}\u{648}\u{62C}", 2.0),
    ("\u{62B}\u{644}\u{62B}\u{64A}", 0.6666666666666666),
    ("\u{62B}\u{644}\u{62B}\u{627}", 0.6666666666666666),
    ("\u{62B}\u{644}\u{62B}\u{64A}\u{646}", 0.6666666666666666),
];

/// The twenties to the nineties.
const DECADES: &[(&str, f64)] = &[
    (
        "\u{639}\u{634}\u{631}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        20.0,
    ),
    ("\u{639}\u{634}\u{631}\u{64A}\u{646}\u{627}\u{62A}", 20.0),
    (
        "\u{62B}\u{644}\u{627}\u{62B}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        30.0,
    ),
    (
        "\u{62B}\u{644}\u{627}\u{62B}\u{64A}\u{646}\u{627}\u{62A}",
        30.0,
    ),
    (
        "\u{627}\u{631}\u{628}\u{639}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        40.0,
    ),
    (
        "\u{627}\u{631}\u{628}\u{639}\u{64A}\u{646}\u{627}\u{62A}",
        40.0,
    ),
    (
        "\u{62E}\u{645}\u{633}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        50.0,
    ),
    ("\u{62E}\u{645}\u{633}\u{64A}\u{646}\u{627}\u{62A}", 50.0),
    ("\u{633}\u{62A}\u{64A}\u{646}\u{64A}\u{627}\u{62A}", 60.0),
    ("\u{633}\u{62A}\u{64A}\u{646}\u{627}\u{62A}", 60.0),
    (
        "\u{633}\u{628}\u{639}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        70.0,
    ),
    ("\u{633}\u{628}\u{639}\u{64A}\u{646}\u{627}\u{62A}", 70.0),
    (
        "\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        80.0,
    ),
    (
        "\u{62B}\u{645}\u{627}\u{646}\u{64A}\u{646}\u{627}\u{62A}",
        80.0,
    ),
    (
        "\u{62A}\u{633}\u{639}\u{64A}\u{646}\u{64A}\u{627}\u{62A}",
        90.0,
    ),
    ("\u{62A}\u{633}\u{639}\u{64A}\u{646}\u{627}\u{62A}", 90.0),
];

/// Plural multipliers, which are numbers only behind a number.
const PLURALS: &[&str] = &[
    "\u{627}\u{644}\u{627}\u{641}",
    "\u{645}\u{644}\u{627}\u{64A}\u{64A}\u{646}",
    "\u{645}\u{644}\u{64A}\u{627}\u{631}\u{627}\u{62A}",
];
/// The second half of eleven to nineteen.
const TEEN: &[&str] = &["\u{639}\u{634}\u{631}", "\u{639}\u{634}\u{631}\u{647}"];
/// Units that are as often another word: one, anyone, the two, lady, lion, tithe.
const DOUBTFUL: &[&str] = &[
    "\u{633}\u{62A}",
    "\u{633}\u{628}\u{639}",
    "\u{639}\u{634}\u{631}",
    "\u{62E}\u{645}\u{633}",
    "\u{627}\u{62D}\u{62F}",
];
/// The conjunction.
const AND: char = '\u{648}';

fn find(table: &[(&str, f64)], key: &str) -> Option<f64> {
    table.iter().find(|row| row.0 == key).map(|row| row.1)
}

/// Returns the value of a word that multiplies the digits before it.
pub(super) fn multiplier(key: &str) -> Option<f64> {
    find(MULTIPLIERS, key)
}

/// Returns the fraction in "and a half" and the like.
pub(super) fn and_fraction(key: &str) -> Option<f64> {
    let fraction = key.strip_prefix(AND)?;
    find(LOOSE, fraction).filter(|value| *value < 1.0)
}

/// Reads the number that begins with the first part.
pub(super) fn read(parts: &[Part<'_>]) -> Option<Read> {
    let first = parts.first()?;
    let stems = proclitic_forms(first.key);
    let stem_in = |table| {
        stems
            .iter()
            .find_map(|stem| find(table, stem).map(|v| (*stem, v)))
    };
    if let Some((_, value)) = stem_in(DECADES) {
        return Some(Read {
            values: vec![value, 1900.0 + value],
            grip: Grip::Weak,
            taken: 1,
        });
    }
    // "half a million" stands without article between.
    if let Some((_, part)) = stem_in(LOOSE) {
        let factor = parts.get(1).filter(|next| next.joined).and_then(|next| {
            proclitic_forms(next.key)
                .into_iter()
                .find_map(|stem| find(MULTIPLIERS, stem))
        });
        return Some(match factor {
            Some(factor) if part < 1.0 => Read {
                values: vec![part * factor],
                grip: Grip::Words,
                taken: 2,
            },
            _ => Read {
                values: vec![part],
                grip: Grip::Weak,
                taken: 1,
            },
        });
    }
    if let Some((_, value)) = stem_in(ORDINALS) {
        return Some(ordinal(parts, value));
    }
    let (stem, rank, value) = stems.iter().find_map(|stem| {
        if PLURALS.contains(stem) {
            return None;
        }
        atom(stem).map(|(rank, value)| (*stem, rank, value))
    })?;
    let mut sum = Sum::default();
    sum.take(rank, value);
    let mut taken = 1;
    while let Some(next) = parts.get(taken).filter(|next| next.joined) {
        let used = sum.extend(next.key, parts.get(taken - 1).map_or("", |part| part.key));
        if !used {
            break;
        }
        taken += 1;
    }
    let value = sum.total + sum.current;
    // Without its mark a thousand in the accusative looks as two thousand in the construct.
    let last = parts.get(taken - 1);
    let either = sum.last == Some(Rank::Multiplier)
        && sum.is_bare
        && last.is_some_and(|part| part.key.ends_with('\u{627}') && !part.text.contains('\u{64B}'));
    let weak = value < 3.0 || (taken == 1 && DOUBTFUL.contains(&stem));
    let mut values = vec![value];
    if either {
        values.push(value + sum.factor);
    }
    Some(Read {
        values,
        grip: if weak { Grip::Weak } else { Grip::Words },
        taken,
    })
}

/// Reads an ordinal with its tens: "the twenty-first", "the twelfth".
fn ordinal(parts: &[Part<'_>], value: f64) -> Read {
    let next = parts
        .get(1)
        .filter(|next| next.joined)
        .map_or("", |next| next.key);
    let teen = TEEN.contains(&next);
    let tens = next.strip_prefix(AND).and_then(|rest| {
        proclitic_forms(rest)
            .into_iter()
            .find_map(|stem| find(TENS, stem))
    });
    let more = if teen { Some(10.0) } else { tens };
    Read {
        values: vec![value + more.unwrap_or(0.0)],
        grip: Grip::Weak,
        taken: 1 + usize::from(more.is_some()),
    }
}

/// What a number word does to the sum.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Unit,
    Ten,
    Hundred,
    /// A multiplier, or its dual, which brings its own two.
    Multiplier,
    Dual,
}

fn atom(key: &str) -> Option<(Rank, f64)> {
    [
        (UNITS, Rank::Unit),
        (TENS, Rank::Ten),
        (HUNDREDS, Rank::Hundred),
        (MULTIPLIERS, Rank::Multiplier),
        (DUALS, Rank::Dual),
    ]
    .into_iter()
    .find_map(|(table, rank)| find(table, key).map(|value| (rank, value)))
}

/// A number while it is read.
#[derive(Default)]
struct Sum {
    /// What is already multiplied.
    total: f64,
    /// What waits for a multiplier.
    current: f64,
    last: Option<Rank>,
    factor: f64,
    /// Whether nothing stood before the last multiplier.
    is_bare: bool,
}

impl Sum {
    fn take(&mut self, rank: Rank, value: f64) {
        match rank {
            Rank::Unit | Rank::Ten | Rank::Hundred => self.current += value,
            Rank::Multiplier => {
                self.is_bare = self.current == 0.0;
                self.total += (if self.current == 0.0 {
                    1.0
                } else {
                    self.current
                }) * value;
                self.current = 0.0;
                self.factor = value;
            }
            Rank::Dual => {
                self.total += value;
                self.factor = value / 2.0;
            }
        }
        self.last = Some(rank);
    }

    /// Takes the next word if it goes on with the number.
    fn extend(&mut self, key: &str, before: &str) -> bool {
        if let Some(rest) = key.strip_prefix(AND) {
            if let Some(fraction) = and_fraction(key) {
                if self.last != Some(Rank::Multiplier) {
                    return false;
                }
                self.total += fraction * self.factor;
                self.last = Some(Rank::Unit);
                return true;
            }
            let Some((rank, value)) =
                atom(rest).or_else(|| rest.strip_prefix("\u{627}\u{644}").and_then(atom))
            else {
                return false;
            };
            let fits = match (self.last, rank) {
                (Some(Rank::Unit), Rank::Ten) => self.current % 100.0 < 10.0,
                (Some(Rank::Hundred), Rank::Unit | Rank::Ten) => true,
                (Some(Rank::Multiplier | Rank::Dual), Rank::Multiplier | Rank::Dual) => {
                    value < self.factor
                }
                (Some(Rank::Multiplier | Rank::Dual), _) => true,
                _ => false,
            };
            if fits {
                self.take(rank, value);
            }
            return fits;
        }
        let units = self.current % 100.0;
        if TEEN.contains(&key) && self.last == Some(Rank::Unit) && (1.0..10.0).contains(&units) {
            self.current += 10.0;
            self.last = Some(Rank::Ten);
            return true;
        }
        match atom(key) {
            // "three hundred" in two words
            Some((Rank::Hundred, value))
                if self.last == Some(Rank::Unit) && value == 100.0 && units >= 3.0 =>
            {
                self.current += units * 99.0;
                self.last = Some(Rank::Hundred);
                true
            }
            // "a million and half a million" names its multiplier twice.
            Some((Rank::Multiplier, value))
                if self.current == 0.0 && self.last == Some(Rank::Unit) && value == self.factor =>
            {
                true
            }
            Some((Rank::Multiplier, value)) if self.current > 0.0 && before != key => {
                self.take(Rank::Multiplier, value);
                true
            }
            _ => false,
        }
    }
}
