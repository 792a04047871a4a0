//! English number words: `twenty-six`, `a hundred and five`, `half a million`, `third`.

use super::part::Part;
use super::{Grip, Read};
use bayn_text::{NumberSense as Sense, number_senses};

/// Returns whether a lower-case word means more than one.
pub(in crate::check) fn counts_several(word: &str) -> bool {
    let small = number(word, &[Sense::Unit, Sense::Teen, Sense::Tens]);
    small
        .or_else(|| multiplier(word))
        .is_some_and(|value| value > 1.0)
}

/// Words for a number that need no counterpart.
const LOOSE: [(&str, f64); 15] = [
    ("once", 1.0),
    ("single", 1.0),
    ("twice", 2.0),
    ("both", 2.0),
    ("couple", 2.0),
    ("pair", 2.0),
    ("double", 2.0),
    ("doubled", 2.0),
    ("twin", 2.0),
    ("triple", 3.0),
    ("half", 0.5),
    ("quarter", 0.25),
    ("fortnight", 2.0),
    ("decade", 10.0),
    ("thirds", 3.0),
];

/// Returns the value of a word in small letters in the first of its senses that is wanted.
fn number(word: &str, wanted: &[Sense]) -> Option<f64> {
    let mut senses = number_senses("en", word).iter();
    let (_, value) = senses.find(|(sense, _)| wanted.contains(sense))?;
    Some(*value as f64)
}

fn unit(word: &str) -> Option<f64> {
    number(word, &[Sense::Unit, Sense::Teen])
}

fn ten(word: &str) -> Option<f64> {
    number(word, &[Sense::Tens])
}

fn nth(word: &str) -> Option<f64> {
    number(word, &[Sense::Ordinal])
}

/// Returns the value of a word that multiplies the number before it; a dozen is only counted.
pub(super) fn multiplier(word: &str) -> Option<f64> {
    number(word, &[Sense::Hundred, Sense::Scale]).filter(|value| *value >= 100.0)
}

/// Reads the number that begins with the first part.
pub(super) fn read(parts: &[Part<'_>]) -> Option<Read> {
    let key = |at: usize| match parts.get(at) {
        Some(part) if at == 0 || part.joined => part.key,
        _ => "",
    };
    if let Some(loose) = loose(&key) {
        return Some(loose);
    }
    let begins_with_article = key(0) == "a" && (multiplier(key(1)).is_some() || key(1) == "dozen");
    let mut at = usize::from(begins_with_article);
    let mut total = 0.0;
    let mut current: Option<f64> = begins_with_article.then_some(1.0);
    let mut words = 0;
    let mut ordinal = false;
    let mut factor_before = 0.0;
    loop {
        let word = key(at);
        let held = current.unwrap_or(0.0);
        if let Some(value) = unit(word).filter(|_| held % 10.0 == 0.0 && held % 100.0 != 10.0) {
            // "a hundred" holds the article's one only until its multiplier.
            if (value >= 10.0 && held % 100.0 != 0.0) || (begins_with_article && words == 0) {
                break;
            }
            current = Some(held + value);
        } else if let Some(value) = ten(word).filter(|_| held % 100.0 == 0.0) {
            current = Some(held + value);
        } else if word == "hundred" && held < 100.0 && (current.is_some()) {
            current = Some(held.max(1.0) * 100.0);
        } else if let Some(factor) = multiplier(word).filter(|_| word != "hundred") {
            if current.is_none() && words == 0 {
                break;
            }
            total += current.take().unwrap_or(1.0) * factor;
            factor_before = factor;
        } else if word == "point"
            && words > 0
            && unit(key(at + 1)).is_some_and(|digit| digit < 10.0)
        {
            // "three point five million"
            let value;
            (value, at) = decimals(held, at + 1, &key);
            current = Some(value);
            if let Some(factor) = multiplier(key(at)) {
                total += value * factor;
                current = None;
                at += 1;
            }
            break;
        } else if word == "dozen" && current.is_some() {
            total += current.take().unwrap_or(1.0) * 12.0;
            at += 1;
            words += 1;
            break;
        } else if word == "and" && words > 0 {
            // "two and a half million"
            if key(at + 1) == "a" && key(at + 2) == "half" {
                at += 3;
                // "a million and a half"
                if current.is_none() && factor_before > 0.0 {
                    total += factor_before / 2.0;
                    break;
                }
                current = Some(held + 0.5);
                if let Some(factor) = multiplier(key(at)) {
                    current = current.map(|value| value * factor);
                    at += 1;
                }
                break;
            }
            let after_hundred = multiplier(key(at.wrapping_sub(1))).is_some();
            let small = unit(key(at + 1)).or_else(|| ten(key(at + 1)));
            if !after_hundred || small.is_none() {
                break;
            }
        } else if let Some(value) = nth(word)
            .filter(|value| words > 0 && held % 10.0 == 0.0 && held >= 20.0 && *value < 10.0)
        {
            current = Some(held + value);
            at += 1;
            ordinal = true;
            break;
        } else {
            break;
        }
        words += 1;
        at += 1;
    }
    if words == 0 {
        return None;
    }
    let value = total + current.unwrap_or(0.0);
    let grip = if ordinal || value < 3.0 || key(at - 1) == "dozen" {
        Grip::Weak
    } else {
        Grip::Words
    };
    Some(Read {
        values: vec![value],
        grip,
        taken: at,
    })
}

/// Reads the decimal digits, in words; returns the value and where they end.
fn decimals<'k>(whole: f64, mut at: usize, key: &impl Fn(usize) -> &'k str) -> (f64, usize) {
    let (mut value, mut scale) = (whole, 10.0);
    while let Some(digit) = unit(key(at)).filter(|digit| *digit < 10.0) {
        value += digit / scale;
        scale *= 10.0;
        at += 1;
    }
    (value, at)
}

/// Reads ordinals, fractions and words such as `twice`.
fn loose<'k>(key: &impl Fn(usize) -> &'k str) -> Option<Read> {
    let weak = |value: f64, taken: usize| {
        Some(Read {
            values: vec![value],
            grip: Grip::Weak,
            taken,
        })
    };
    let first = key(0);
    // "half a million", "half million", "a quarter of a million"
    let share = LOOSE
        .iter()
        .find(|(word, value)| *word == first && *value < 1.0);
    if let Some((_, share)) = share {
        let skipped = match (key(1), key(2)) {
            ("a", _) => 2,
            ("of", "a") => 3,
            _ => 1,
        };
        if let Some(factor) = multiplier(key(skipped)) {
            return Some(Read {
                values: vec![share * factor],
                grip: Grip::Words,
                taken: skipped + 1,
            });
        }
    }
    // "two thirds", "three-quarters"
    let count = unit(first).filter(|count| (1.0..20.0).contains(count));
    let part = match key(1).strip_suffix('s').unwrap_or(key(1)) {
        "quarter" => Some(4.0),
        "half" | "halve" => Some(2.0),
        part => nth(part).filter(|part| (3.0..20.0).contains(part)),
    };
    if let (Some(count), Some(part)) = (count, part)
        && (count > 1.0) == key(1).ends_with('s')
        && count < part
    {
        return weak(count / part, 2);
    }
    if let Some(value) = nth(first) {
        return weak(value, 1);
    }
    // "the nineties"
    let decade = first
        .strip_suffix("ies")
        .and_then(|stem| ten(&format!("{stem}y")));
    if let Some(value) = decade {
        return Some(Read {
            values: vec![value, 1900.0 + value],
            grip: Grip::Weak,
            taken: 1,
        });
    }
    let (_, value) = LOOSE.iter().find(|(word, _)| *word == first)?;
    weak(*value, 1)
}
