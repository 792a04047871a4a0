//! Values as the two languages write them: a reckoning of its own, not the program's.

use crate::review_numbers::{Chance, index};
use std::collections::BTreeMap;

/// How Arabic writes numbers, from the file.
pub(crate) struct Ways(pub(crate) BTreeMap<String, Vec<String>>);

impl Ways {
    pub(crate) fn read() -> Self {
        let rows = include_str!("../../../../bayn-text/tests/data/numbers/writing.tsv").lines();
        let rows = rows.filter(|row| !row.starts_with('#'));
        let split = rows.filter_map(|row| row.split_once('\t'));
        Self(
            split
                .map(|(key, forms)| {
                    let forms = forms.split('|').map(str::to_owned);
                    (key.to_owned(), forms.collect())
                })
                .collect(),
        )
    }

    pub(crate) fn pick(&self, key: &str, chance: &mut Chance) -> String {
        let forms = self.0.get(key).expect("the file has a row for each value");
        chance.of(forms).clone()
    }

    fn and(&self, parts: &[String]) -> String {
        let and = &self.0["and"][0];
        parts.join(&format!(" {and}"))
    }

    fn below_thousand(&self, value: u64, last: bool, chance: &mut Chance) -> String {
        let mut parts = Vec::new();
        let (hundreds, rest) = (value / 100 * 100, value % 100);
        match hundreds {
            0 => {}
            200 if rest == 0 && last && chance.below(2) == 0 => {
                parts.push(self.pick("200 of", chance));
            }
            _ => parts.push(self.pick(&hundreds.to_string(), chance)),
        }
        match rest {
            0 => {}
            1..=19 => parts.push(self.pick(&rest.to_string(), chance)),
            _ => {
                let (ten, unit) = (rest / 10 * 10, rest % 10);
                match unit {
                    0 => {}
                    1 | 2 => parts.push(self.pick(&format!("{unit}+"), chance)),
                    _ => parts.push(self.pick(&unit.to_string(), chance)),
                }
                parts.push(self.pick(&ten.to_string(), chance));
            }
        }
        self.and(&parts)
    }

    /// The words of a value, as they are before a noun.
    fn words(&self, value: u64, chance: &mut Chance) -> String {
        let mut parts = Vec::new();
        let mut left = value;
        for power in [1_000_000_000, 1_000_000, 1000] {
            let count = left / power;
            left %= power;
            let name = power.to_string();
            let last = left == 0;
            match count {
                0 => {}
                1 => parts.push(self.pick(&name, chance)),
                2 if last && chance.below(2) == 0 => {
                    parts.push(self.pick(&format!("{name} two of"), chance));
                }
                2 => parts.push(self.pick(&format!("{name} two"), chance)),
                _ => {
                    let few = (3..=10).contains(&(count % 100));
                    let kind = if few { "few" } else { "many" };
                    let own = self.below_thousand(count, true, chance);
                    let power = self.pick(&format!("{name} {kind}"), chance);
                    parts.push(format!("{own} {power}"));
                }
            }
        }
        if left > 0 {
            parts.push(self.below_thousand(left, true, chance));
        }
        self.and(&parts)
    }
}

pub(crate) const UNITS: [&str; 20] = [
    "",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
pub(crate) const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn english_below_thousand(value: u64, and: bool) -> String {
    let mut parts: Vec<String> = Vec::new();
    if value >= 100 {
        parts.push(format!("{} hundred", UNITS[index(value / 100)]));
        if and && !value.is_multiple_of(100) {
            parts.push("and".to_owned());
        }
    }
    let rest = value % 100;
    if rest >= 20 {
        let (ten, unit) = (TENS[index(rest / 10)], UNITS[index(rest % 10)]);
        parts.push(if unit.is_empty() {
            ten.to_owned()
        } else {
            format!("{ten}-{unit}")
        });
    } else if rest > 0 {
        parts.push(UNITS[index(rest)].to_owned());
    }
    parts.join(" ")
}

fn english_words(value: u64, and: bool) -> String {
    let mut parts = Vec::new();
    let mut left = value;
    for (power, name) in [
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1000, "thousand"),
    ] {
        let count = left / power;
        left %= power;
        if count > 0 {
            parts.push(format!("{} {name}", english_below_thousand(count, and)));
        }
    }
    if left > 0 {
        if and && left < 100 && !parts.is_empty() {
            parts.push("and".to_owned());
        }
        parts.push(english_below_thousand(left, and));
    }
    parts.join(" ")
}

fn grouped(value: u64, mark: &str) -> String {
    let digits = value.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push_str(mark);
        }
        out.push(digit);
    }
    out
}

/// Writes the digits of a text in another system that begins at `zero`.
pub(crate) fn system(text: &str, zero: u32) -> String {
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => char::from_u32(zero + digit).expect("a digit"),
            None => c,
        })
        .collect()
}

/// The ways to write a value: before a noun, in each language.
pub(crate) fn arabic(ways: &Ways, value: u64, chance: &mut Chance) -> Vec<String> {
    let (ar, fa) = (0x660, 0x6F0);
    let mut all = vec![
        value.to_string(),
        system(&value.to_string(), ar),
        system(&value.to_string(), fa),
        grouped(value, ","),
        system(&grouped(value, "\u{66C}"), ar),
        system(&grouped(value, "\u{60C}"), ar),
        system(&grouped(value, ","), ar),
        system(&grouped(value, "\u{66C}"), fa),
        grouped(value, "\u{202F}"),
        format!("\u{648}{}", system(&value.to_string(), ar)),
        format!("\u{628}\u{640}{value}"),
        ways.words(value, chance),
        ways.words(value, chance),
    ];
    for power in [1000, 1_000_000, 1_000_000_000] {
        if value.is_multiple_of(power) && (3..1000).contains(&(value / power)) {
            let count = value / power;
            let few = (3..=10).contains(&(count % 100));
            let name = format!("{power} {}", if few { "few" } else { "many" });
            let name = ways.pick(&name, chance);
            all.push(format!("{count} {name}"));
            all.push(format!("{} {name}", system(&count.to_string(), ar)));
        }
        let tenth = power / 10;
        if value.is_multiple_of(tenth) && !value.is_multiple_of(power) && value / power > 0 {
            let (whole, part) = (value / power, value % power / tenth);
            let name = ways.pick(&power.to_string(), chance);
            all.push(format!("{whole}.{part} {name}"));
            all.push(format!("{whole},{part} {name}"));
            all.push(system(&format!("{whole}\u{66B}{part} {name}"), ar));
        }
    }
    all
}

pub(crate) fn english(value: u64) -> Vec<String> {
    let mut all = vec![
        value.to_string(),
        grouped(value, ","),
        english_words(value, true),
        english_words(value, false),
    ];
    for (power, name, short) in [
        (1000, "thousand", "k"),
        (1_000_000, "million", "m"),
        (1_000_000_000, "billion", "bn"),
    ] {
        if value.is_multiple_of(power) && value / power < 1000 && value >= power {
            all.push(format!("{} {name}", value / power));
            all.push(format!("${}{short}", value / power));
        }
        let tenth = power / 10;
        if value.is_multiple_of(tenth) && !value.is_multiple_of(power) && value / power > 0 {
            let (whole, part) = (value / power, value % power / tenth);
            all.push(format!("{whole}.{part} {name}"));
            if whole >= 1000 {
                continue;
            }
            all.push(format!(
                "{} point {} {name}",
                english_words(whole, true),
                UNITS[index(part)]
            ));
        }
    }
    all
}
