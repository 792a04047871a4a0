//! Numbers in digits: digit systems, separators, multipliers.
//!
//! In English a comma groups thousands and a point begins the decimals, and nothing else is
//! read, so that `36.000` is not taken for `36,000`. Other languages use both signs both
//! ways, so there a number such as `36.000` has two values.

use super::part::Part;
use super::{Grip, Read, arabic, english, scale};
use crate::check::Half;
use bayn_text::digit_value;

/// Reads the number whose digits are in the first part, with a multiplier after it.
pub(super) fn read(parts: &[Part<'_>], half: &Half<'_>) -> Option<Read> {
    let first = parts.first()?;
    let english = half.is("en");
    let start = first.key.find(|c| digit_value(c).is_some())?;
    if is_power_of_unit(first.key) {
        return None;
    }
    let tail = first.key.get(start..)?;
    let length = tail
        .find(|c| digit_value(c).is_none() && !is_separator(c))
        .unwrap_or(tail.len());
    let (number, suffix) = tail.split_at(length);
    let mut values = values_of(number, english);
    let mut taken = 1;
    // "36 000": groups of three behind spaces, told from two numbers by their lengths.
    let grouped = |part: &Part<'_>| {
        part.joined
            && part.key.chars().count() == 3
            && part.key.chars().all(|c| digit_value(c).is_some())
            && half
                .document
                .get(..part.span.start)
                .is_some_and(|head| head.ends_with([' ', '\u{A0}', '\u{202F}', '\u{2009}']))
    };
    if suffix.is_empty()
        && number.chars().count() <= 3
        && number.chars().all(|c| digit_value(c).is_some())
    {
        let mut joined: String = number.to_owned();
        for part in parts.iter().skip(1).take_while(|part| grouped(part)) {
            joined.push_str(part.key);
            taken += 1;
        }
        if taken > 1 {
            values = values_of(&joined, english);
            return Some(Read {
                values,
                grip: Grip::Digits,
                taken,
            });
        }
    }
    if matches!(suffix, "am" | "pm") || suffix.is_empty() && tells_hour(parts) {
        // 5.30 pm is two numbers where it is written as "half past five" or with a colon.
        let clock = number
            .split(is_separator)
            .flat_map(|part| values_of(part, english));
        values.extend(clock);
    } else if let Some(factor) =
        english::multiplier(suffix).or_else(|| scale::multiplier(half, suffix))
    {
        for v in &mut values {
            *v *= factor;
        }
    } else if let Some(factor) = short_multiplier(suffix) {
        // "100m" is as well a hundred meters.
        let more: Vec<f64> = values.iter().map(|v| v * factor).collect();
        values.extend(more);
    } else if suffix.is_empty()
        && let Some(next) = parts.get(1)
        && next.joined
        && let Some(powers) = scale::eastern(next.key)
    {
        (values, taken) = myriads((values, powers), parts, english);
    } else if suffix.is_empty()
        && let Some(next) = parts.get(1)
        && next.joined
        && let Some(factor) = english::multiplier(next.key)
            .or_else(|| arabic::multiplier(next.key))
            .or_else(|| scale::multiplier(half, next.key))
    {
        (values, taken) = scaled((values, factor), parts, half);
    } else if suffix.is_empty()
        && let Some(fraction) = parts.get(1).and_then(|part| arabic::and_fraction(part.key))
    {
        let more: Vec<f64> = values.iter().map(|v| v + fraction).collect();
        values.extend(more);
    }
    if suffix.trim_start_matches('\'') == "s" && number.len() == 4 {
        values.extend(values.first().copied().map(decade_of).unwrap_or_default());
    }
    if values.is_empty() {
        return None;
    }
    let coded = first.key.get(..start);
    let coded = coded.is_some_and(|head| head.ends_with(|c: char| c.is_ascii_alphabetic()));
    if coded && length == 2 {
        // A code may hold a year in short: SS19.
        values.extend(values.first().map(|year| 2000.0 + year));
    }
    Some(Read {
        values,
        grip: Grip::Digits,
        taken,
    })
}

/// Multiplies values by the power of ten that is the second part, and by a greater one after it:
/// "9 thousand million"; adds the fraction of it in Arabic, "1 million and a half". Returns how many
/// parts were used.
fn scaled(
    (values, mut factor): (Vec<f64>, f64),
    parts: &[Part<'_>],
    half: &Half<'_>,
) -> (Vec<f64>, usize) {
    let mut taken = 2;
    while let Some(next) = parts.get(taken)
        && next.joined
        && let Some(more) = scale::multiplier(half, next.key)
        && more > factor
    {
        factor *= more;
        taken += 1;
    }
    let fraction = parts
        .get(taken)
        .and_then(|part| arabic::and_fraction(part.key));
    let own = fraction.map_or(0.0, |fraction| fraction * factor);
    let values = values.iter().map(|v| v * factor + own).collect();
    (values, taken + usize::from(fraction.is_some()))
}

/// Returns whether what follows the first part says that it is an hour.
fn tells_hour(parts: &[Part<'_>]) -> bool {
    let key = |at: usize| parts.get(at).map_or("", |part| part.key);
    matches!(key(1), "am" | "pm" | "uhr") || matches!((key(1), key(2)), ("a" | "p", "m"))
}

/// Reads what East Asia writes in steps of ten thousand: "1 hundred million 4 thousand 2 hundred
/// myriad 5000". Each digit is multiplied by the smaller powers behind it, and their sum by the
/// next power of ten thousand. Returns the values and how many parts that took.
fn myriads(
    (plain, powers): (Vec<f64>, f64),
    parts: &[Part<'_>],
    english: bool,
) -> (Vec<f64>, usize) {
    const MYRIAD: f64 = 1e4;
    let all_powers = |part: &Part<'_>| {
        part.key
            .chars()
            .all(|c| scale::eastern(&c.to_string()).is_some())
    };
    let mut taken = 2;
    let mut values: Vec<f64> = plain.iter().map(|v| v * powers).collect();
    // What the next myriad multiplies, and what stands before it for good.
    let (mut open, mut closed) = (values.first().copied().unwrap_or_default(), 0.0);
    let mut last = powers;
    if powers >= MYRIAD {
        (open, closed) = (0.0, open);
    }
    while parts.get(taken - 1).is_some_and(all_powers)
        && let Some(rest) = parts.get(taken)
        && rest.joined
        && rest.has_digit()
        && let Some(small) = values_of(rest.key, english).first().copied()
    {
        let own = parts.get(taken + 1).filter(|part| part.joined);
        let own = own.and_then(|part| scale::eastern(part.key));
        let power = own.unwrap_or(1.0);
        // Two hundred myriad: the myriad is that of all that is open.
        let tail = if power >= MYRIAD {
            power.log10().round() % 4.0
        } else {
            0.0
        };
        let small = small * 10_f64.powf(tail);
        let step = power / 10_f64.powf(tail);
        if step >= MYRIAD {
            let more = (open + small) * step;
            if closed > 0.0 && more >= closed {
                break;
            }
            (open, closed) = (0.0, closed + more);
        } else {
            if small * step >= last {
                break;
            }
            open += small * step;
        }
        last = if step >= MYRIAD { MYRIAD } else { step };
        taken += 1 + usize::from(own.is_some());
        values = vec![closed + open];
        if own.is_none() {
            break;
        }
    }
    // The character may begin another word: "3 kilometers".
    if powers < MYRIAD && taken == 2 {
        values.extend(plain);
    }
    (values, taken)
}

/// Returns what else the first year of a decade may be called: the 1980s are the eighties, the
/// 2000s as well a century.
fn decade_of(year: f64) -> Vec<f64> {
    if year % 100.0 == 0.0 {
        vec![year / 100.0, year / 100.0 + 1.0]
    } else {
        vec![year % 100.0]
    }
}

/// Returns whether the digit is the power of a unit, as in `km2`.
fn is_power_of_unit(key: &str) -> bool {
    let unit = key
        .strip_suffix(['2', '3', '\u{662}', '\u{663}', '\u{B2}', '\u{B3}'])
        .unwrap_or("");
    matches!(
        unit,
        "km" | "m" | "cm" | "mm" | "mi" | "ft" | "\u{643}\u{645}" | "\u{645}" | "\u{633}\u{645}"
    )
}

const fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',' | '\u{66B}' | '\u{66C}' | '\u{60C}')
}

fn short_multiplier(suffix: &str) -> Option<f64> {
    Some(match suffix {
        "k" => 1e3,
        "m" | "mn" | "mln" => 1e6,
        "b" | "bn" => 1e9,
        "tn" => 1e12,
        _ => return None,
    })
}

/// Returns the values that digits with separators may have, the likeliest first.
fn values_of(number: &str, english: bool) -> Vec<f64> {
    let number = number.trim_end_matches(is_separator);
    let groups: Vec<String> = number
        .split(is_separator)
        .map(|group| {
            let digits = group.chars().filter_map(digit_value);
            digits
                .filter_map(|digit| char::from_digit(u32::from(digit), 10))
                .collect()
        })
        .collect();
    let marks: Vec<char> = number.chars().filter(|&c| is_separator(c)).collect();
    let parse = |text: String| text.parse::<f64>().ok();
    let (Some(first), Some(last)) = (groups.first(), groups.last()) else {
        return Vec::new();
    };
    if marks.is_empty() {
        return parse(first.clone()).into_iter().collect();
    }
    let threes = |groups: &[String]| groups.iter().all(|group| group.len() == 3);
    let tail = groups.get(1..).unwrap_or_default();
    let middle = groups.get(1..groups.len() - 1).unwrap_or_default();
    let whole = || parse(groups.concat());
    let head = || groups.get(..groups.len() - 1).unwrap_or_default().concat();
    let decimal = || parse(format!("{}.{last}", head()));
    let last_mark = marks.last().copied().unwrap_or('.');
    let same = marks.iter().all(|&mark| mark == last_mark);
    let points = last_mark == '.' || last_mark == '\u{66B}';
    let mut values = Vec::new();
    if same && marks.len() > 1 {
        // 1,234,567 – or a version, a date, which has no single value.
        if threes(tail) && first.len() <= 3 {
            values.extend(whole());
        } else {
            values.extend(
                groups
                    .iter()
                    .filter_map(|group| parse(group.clone()))
                    .take(1),
            );
        }
    } else if !same {
        // 1,234.5 or 1.234,5
        if threes(middle) {
            values.extend(decimal());
        }
    } else if points {
        values.extend(decimal());
        if !english && last_mark == '.' && threes(tail) && first.len() <= 3 {
            values.extend(whole());
        }
    } else if threes(tail) && first.len() <= 3 {
        values.extend(whole());
        if !english && last_mark != '\u{66C}' {
            values.extend(decimal());
        }
    } else if english {
        values.extend(whole());
    } else {
        values.extend(decimal());
    }
    values
}

#[cfg(test)]
mod tests {
    use super::values_of;

    #[test]
    fn separators_are_read_as_the_language_uses_them() {
        assert_eq!(values_of("36,000", true), [36000.0]);
        assert_eq!(values_of("36.000", true), [36.0]);
        assert_eq!(values_of("36.000", false), [36.0, 36000.0]);
        assert_eq!(values_of("1,234,567.5", true), [1_234_567.5]);
        assert_eq!(values_of("3,5", false), [3.5]);
        assert_eq!(values_of("\u{663}\u{66B}\u{665}", false), [3.5]);
        assert_eq!(
            values_of("\u{663}\u{666}\u{66C}\u{662}\u{665}\u{660}", false),
            [36250.0]
        );
        assert_eq!(values_of("2019.", true), [2019.0]);
    }
}
