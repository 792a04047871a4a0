//! Arabic number words, folded: genders, cases, duals and construct forms, hundreds joined
//! to their unit, units before tens, parts joined by a prefixed *wa*.
//!
//! *mia wa-thalatha wa-ishrun alf* is read part by part: hundred, and three, and twenty
//! (123), thousand. Plurals of multipliers (*alaf*, thousands) are numbers only after one.

use super::part::Part;
use super::{Grip, Read};
use bayn_text::{NumberSense as Sense, number_senses, proclitic_forms};

/// Fractions and words for two that need no number in the translation.
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

/// Units that are just as often another word: one, anyone, the two, lady, lion, tithe.
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

/// Returns what a word may be. The checks keep the ya under a hamza, which the words of
/// numbers have folded.
fn senses(key: &str) -> &'static [(Sense, i64)] {
    if key.contains('\u{626}') {
        number_senses("ar", &key.replace('\u{626}', "\u{64A}"))
    } else if key.starts_with("\u{645}\u{64A}\u{62A}") {
        // Without the hamza it is no two hundred: "dead".
        &[]
    } else {
        number_senses("ar", key)
    }
}

/// Returns the value of a word in the first of its senses that is wanted.
fn number(key: &str, wanted: &[Sense]) -> Option<f64> {
    let mut senses = senses(key).iter();
    let (_, value) = senses.find(|(sense, _)| wanted.contains(sense))?;
    Some(*value as f64)
}

/// Returns the value of a word that multiplies the number before it; its plural does so too.
pub(super) fn multiplier(key: &str) -> Option<f64> {
    number(key, &[Sense::Scale, Sense::Plural])
}

/// Returns the first year of the twenties to the nineties.
fn decade(key: &str) -> Option<f64> {
    let tens = key.strip_suffix("\u{627}\u{62A}")?;
    let tens = tens.strip_suffix('\u{64A}').unwrap_or(tens);
    number(tens, &[Sense::Tens])
}

/// Returns the fraction in "and a half" and the like.
pub(super) fn and_fraction(key: &str) -> Option<f64> {
    let fraction = key.strip_prefix(AND)?;
    find(LOOSE, fraction).filter(|value| *value < 1.0)
}

/// Reads the number that begins with the first part.
pub(super) fn read(parts: &[Part<'_>]) -> Option<Read> {
    let first = parts.first()?;
    // "quantity" is no hundred behind "like".
    if first.key.starts_with("\u{643}\u{645}\u{64A}") {
        return None;
    }
    let stems = proclitic_forms(first.key);
    if let Some(value) = stems.iter().find_map(|stem| decade(stem)) {
        return Some(Read {
            values: vec![value, 1900.0 + value],
            grip: Grip::Weak,
            taken: 1,
        });
    }
    // "half a million" is without article between.
    if let Some(part) = stems.iter().find_map(|stem| find(LOOSE, stem)) {
        let factor = parts
            .get(1)
            .filter(|next| next.joined)
            .and_then(|next| proclitic_forms(next.key).into_iter().find_map(multiplier));
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
    let in_a_row = |stem: &&str| number(stem, &[Sense::Rank]);
    if let Some(value) = stems.iter().find_map(in_a_row) {
        return Some(ordinal(parts, value));
    }
    let first_atom = stems.iter().find_map(|stem| {
        // A plural is a number only behind one.
        if number(stem, &[Sense::Plural]).is_some() {
            return None;
        }
        atom(stem).map(|(rank, value)| (*stem, rank, value))
    });
    let Some((stem, rank, value)) = first_atom else {
        return is_dual(&stems).then(|| Read {
            values: vec![2.0],
            grip: Grip::Weak,
            taken: 1,
        });
    };
    let mut sum = Sum::default();
    sum.add(rank, value);
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

/// Returns whether a word is two of something: a noun of the list, or a feminine dual, whose
/// ending hardly any plural has.
fn is_dual(stems: &[&str]) -> bool {
    const FEMININE: [&str; 2] = ["\u{62A}\u{627}\u{646}", "\u{62A}\u{64A}\u{646}"];
    const FEWEST_LETTERS: usize = 5;
    stems.iter().any(|stem| {
        let feminine = FEMININE.iter().any(|end| stem.ends_with(end));
        number(stem, &[Sense::Pair]).is_some() || feminine && stem.chars().count() >= FEWEST_LETTERS
    })
}

/// Reads an ordinal with its tens: "the twenty-first", "the twelfth".
fn ordinal(parts: &[Part<'_>], value: f64) -> Read {
    let next = parts
        .get(1)
        .filter(|next| next.joined)
        .map_or("", |next| next.key);
    let teen = number(next, &[Sense::Ten]).is_some();
    let tens = next.strip_prefix(AND).and_then(|rest| {
        proclitic_forms(rest)
            .into_iter()
            .find_map(|stem| number(stem, &[Sense::Tens]))
    });
    let more = if teen { Some(10.0) } else { tens };
    let mut taken = 1 + usize::from(more.is_some());
    let mut whole = value + more.unwrap_or(0.0);
    // "the sixty-first after the hundred", as laws number their articles.
    let key = |at: usize| {
        parts
            .get(at)
            .filter(|part| part.joined)
            .map_or("", |part| part.key)
    };
    if key(taken) == "\u{628}\u{639}\u{62F}"
        && let Some(hundreds) = proclitic_forms(key(taken + 1))
            .into_iter()
            .find_map(|stem| number(stem, &[Sense::Hundred, Sense::Hundreds, Sense::Dual]))
    {
        whole += hundreds;
        taken += 2;
    }
    Read {
        values: vec![whole],
        grip: Grip::Weak,
        taken,
    }
}

/// The effect of a number word on the sum.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Unit,
    Ten,
    Hundred,
    /// A multiplier, or its dual, which includes the two.
    Multiplier,
    Dual,
}

fn atom(key: &str) -> Option<(Rank, f64)> {
    senses(key).iter().find_map(|&(sense, value)| {
        let (rank, value) = match sense {
            Sense::Unit | Sense::Ten if value > 0 => (Rank::Unit, value),
            Sense::Tens => (Rank::Ten, value),
            Sense::Hundred | Sense::Hundreds => (Rank::Hundred, value),
            Sense::Scale | Sense::Plural => (Rank::Multiplier, value),
            Sense::Dual | Sense::Construct => (Rank::Dual, value * 2),
            _ => return None,
        };
        Some((rank, value as f64))
    })
}

/// A number while it is read.
#[derive(Default)]
struct Sum {
    /// The part already multiplied.
    total: f64,
    /// The part that a multiplier may follow.
    current: f64,
    last: Option<Rank>,
    factor: f64,
    /// Whether nothing was before the last multiplier.
    is_bare: bool,
}

impl Sum {
    fn add(&mut self, rank: Rank, value: f64) {
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

    /// Adds the next word if it continues the number.
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
                self.add(rank, value);
            }
            return fits;
        }
        let units = self.current % 100.0;
        if number(key, &[Sense::Ten]).is_some()
            && self.last == Some(Rank::Unit)
            && (1.0..10.0).contains(&units)
        {
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
                self.add(Rank::Multiplier, value);
                true
            }
            _ => false,
        }
    }
}
