//! Numbers written in many ways and changed in many ways: the check of numbers must be silent
//! on the same value and speak up on another, in both directions.
//!
//! Values go from two to billions; ways are digits of three systems with and without
//! separators, number words of both languages, multipliers, percent. Changes are those of a
//! slip: a digit, two digits swapped, one lost or added, a power of ten, the percent sign.

use bayn::doc::{Bead, Bitext, Document, Paragraph, Sentence};
use bayn::review::check::{Options, run};
use bayn::text::Lang;
use bayn::units::{Score, Sides, Span};
use std::collections::BTreeMap;

/// How Arabic writes numbers, from the file.
struct Ways(BTreeMap<String, Vec<String>>);

/// Small and repeatable: xorshift64*.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % end
    }

    fn of<'t, T>(&mut self, list: &'t [T]) -> &'t T {
        let at = self.below(list.len() as u64);
        &list[usize::try_from(at).expect("small")]
    }
}

impl Ways {
    fn read() -> Self {
        let rows = include_str!("data/numbers/writing.tsv").lines();
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

    fn pick(&self, key: &str, chance: &mut Chance) -> String {
        let forms = self.0.get(key).unwrap_or_else(|| panic!("no row {key}"));
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

    /// The words of a value, as they stand before a noun.
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

const UNITS: [&str; 20] = [
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
const TENS: [&str; 10] = [
    "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

fn index(value: u64) -> usize {
    usize::try_from(value).expect("small")
}

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
fn system(text: &str, zero: u32) -> String {
    text.chars()
        .map(|c| match c.to_digit(10) {
            Some(digit) => char::from_u32(zero + digit).expect("a digit"),
            None => c,
        })
        .collect()
}

/// The ways to write a value: before a noun, in each language.
fn arabic(ways: &Ways, value: u64, chance: &mut Chance) -> Vec<String> {
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

fn english(value: u64) -> Vec<String> {
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

fn findings(texts: [&str; 2], langs: [&str; 2]) -> usize {
    let document = |side: usize| {
        let span = Span::new(0, texts[side].len());
        Document {
            text: texts[side].to_owned(),
            lang: Lang::new(langs[side]),
            paragraphs: vec![Paragraph {
                span,
                sentences: 0..1,
            }],
            sentences: vec![Sentence { span, paragraph: 0 }],
        }
    };
    let mut bitext = Bitext {
        documents: Sides::new(document(0), document(1)),
        beads: vec![Bead::new(Sides::new(0..1, 0..1), Score::ONE)],
    };
    bitext.name_beads();
    let options = Options {
        only: ["number".to_owned()].into(),
        ..Options::default()
    };
    run(&bitext, &options).len()
}

/// Collects what comes out otherwise than it should, in either direction.
#[derive(Default)]
struct Judge {
    cases: usize,
    false_alarms: Vec<String>,
    missed: Vec<String>,
}

impl Judge {
    fn see(&mut self, arabic: &str, english: &str, same: bool) {
        for (texts, langs) in [
            ([arabic, english], ["ar", "en"]),
            ([english, arabic], ["en", "ar"]),
        ] {
            self.cases += 1;
            let found = findings(texts, langs);
            let case = format!("{} | {}", texts[0], texts[1]);
            match (same, found) {
                (true, 1..) => self.false_alarms.push(case),
                (false, 0) => self.missed.push(case),
                _ => {}
            }
        }
    }

    fn end(self, what: &str, least: usize) {
        println!(
            "{what}: {} cases, {} false alarms, {} missed",
            self.cases,
            self.false_alarms.len(),
            self.missed.len()
        );
        let some = |list: &[String]| list.iter().take(40).cloned().collect::<Vec<_>>().join("\n");
        assert!(self.cases >= least, "{} cases", self.cases);
        assert!(
            self.false_alarms.is_empty() && self.missed.is_empty(),
            "{what}: {} false alarms:\n{}\n{} missed:\n{}",
            self.false_alarms.len(),
            some(&self.false_alarms),
            self.missed.len(),
            some(&self.missed)
        );
    }
}

const ENGLISH: [&str; 3] = [
    "The number reached {} in that area.",
    "The spokesman said that {} of the people had left.",
    "The report spoke of {} in the city yesterday.",
];

/// Values from three on: all small ones, round ones, and some of every length.
fn values(chance: &mut Chance) -> Vec<u64> {
    let mut all: Vec<u64> = (3..=130).collect();
    for power in [
        10,
        100,
        1000,
        10_000,
        100_000,
        1_000_000,
        10_000_000,
        1_000_000_000,
    ] {
        all.extend((1..=9).map(|digit| digit * power));
        all.extend((0..10).map(|_| (11 + chance.below(89)) * power));
        all.extend((0..10).map(|_| (101 + chance.below(899)) * power));
    }
    for length in 3..=10 {
        let top = 10_u64.pow(length);
        all.extend((0..14).map(|_| top / 10 + chance.below(top - top / 10)));
    }
    all.retain(|&value| value < 1_000_000_000_000);
    all
}

/// What a slip makes of a value.
fn slip(value: u64, chance: &mut Chance) -> u64 {
    let mut digits: Vec<u8> = value.to_string().into_bytes();
    loop {
        let at = index(chance.below(digits.len() as u64));
        match chance.below(6) {
            0 => digits[at] = b'0' + u8::try_from(chance.below(10)).expect("a digit"),
            1 if at + 1 < digits.len() => digits.swap(at, at + 1),
            2 if digits.len() > 1 => drop(digits.remove(at)),
            3 => digits.push(b'0'),
            4 => digits.insert(at, b'0' + u8::try_from(chance.below(10)).expect("a digit")),
            _ => {
                let other = if chance.below(2) == 0 {
                    value + 1
                } else {
                    value - 1
                };
                digits = other.to_string().into_bytes();
            }
        }
        let made: u64 = std::str::from_utf8(&digits)
            .ok()
            .and_then(|text| text.parse().ok())
            .unwrap_or(0);
        if made != value && made >= 3 && made < 1_000_000_000_000 {
            return made;
        }
        digits = value.to_string().into_bytes();
    }
}

#[test]
fn the_same_value_is_left_alone_and_another_is_found() {
    let ways = Ways::read();
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut judge = Judge::default();
    for value in values(&mut chance) {
        for _ in 0..3 {
            let frame = index(chance.below(3));
            let all = arabic(&ways, value, &mut chance);
            let own = chance.of(&all).clone();
            let other = slip(value, &mut chance);
            let same = chance.of(&english(value)).clone();
            let changed = chance.of(&english(other)).clone();
            let arabic = ways.0["sentence"][frame].replace("{}", &own);
            judge.see(&arabic, &ENGLISH[frame].replace("{}", &same), true);
            judge.see(&arabic, &ENGLISH[frame].replace("{}", &changed), false);
        }
    }
    judge.end("values", 5000);
}

#[test]
fn percent_and_separators_are_kept() {
    let ways = Ways::read();
    let mut chance = Chance(77);
    let mut judge = Judge::default();
    let signs = ["%", " percent", " per cent", " pct"];
    for tenths in (11..1000).step_by(7) {
        let (whole, part) = (tenths / 10, tenths % 10);
        let frame = index(chance.below(2));
        let fill = |number: &str| ways.0["sentence percent"][frame].replace("{}", number);
        let say = |number: &str| {
            [
                "Prices rose {} this year.",
                "The spokesman said that {} of the people had left.",
            ][frame]
                .replace("{}", number)
        };
        let written: Vec<String> = if part == 0 {
            vec![whole.to_string(), system(&whole.to_string(), 0x660)]
        } else {
            vec![
                format!("{whole}.{part}"),
                format!("{whole},{part}"),
                system(&format!("{whole}\u{66B}{part}"), 0x660),
                system(&format!("{whole}.{part}"), 0x660),
                system(&format!("{whole},{part}"), 0x660),
                system(&format!("{whole}\u{66B}{part}"), 0x6F0),
            ]
        };
        let number = chance.of(&written).clone();
        let sign = ways.pick("percent", &mut chance);
        let arabic = if chance.below(4) == 0 {
            fill(&format!(
                "{}{number}",
                ways.pick("percent before", &mut chance)
            ))
        } else {
            fill(&format!("{number}{sign}"))
        };
        let value = if part == 0 {
            whole.to_string()
        } else {
            format!("{whole}.{part}")
        };
        let mark = chance.of(&signs);
        judge.see(&arabic, &say(&format!("{value}{mark}")), true);
        // The sign is lost on either side.
        judge.see(&arabic, &say(&value), false);
        judge.see(&fill(&number), &say(&format!("{value}{mark}")), false);
        if part != 0 {
            judge.see(&arabic, &say(&format!("{whole}{part}{mark}")), false);
            judge.see(&arabic, &say(&format!("{whole},{part}{mark}")), false);
            judge.see(
                &arabic,
                &say(&format!("{whole}.{}{mark}", part % 9 + 1)),
                false,
            );
        }
    }
    judge.end("percent", 800);
}
