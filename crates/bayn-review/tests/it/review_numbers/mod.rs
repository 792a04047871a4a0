//! Numbers written in many ways and changed in many ways: the check of numbers must be silent
//! on the same value and speak up on another, in both directions.
//!
//! Values go from two to billions; ways are digits of three systems with and without
//! separators, number words of both languages, multipliers, percent. Changes are those of a
//! slip: a digit, two digits swapped, one lost or added, a power of ten, the percent sign.

#![allow(clippy::print_stdout, reason = "the figures are for people to read")]

mod news;
use crate::pairs_kit;
mod written;

use bayn_review::check::{Options, run};
use pairs_kit::pairs;
use written::{Ways, arabic, english, system};

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

fn index(value: u64) -> usize {
    usize::try_from(value).expect("small")
}

fn findings(texts: [&str; 2], langs: [&str; 2]) -> usize {
    let options = Options {
        only: ["number".to_owned()].into(),
        ..Options::default()
    };
    run(&pairs(texts, langs), &options).len()
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

/// What a mistake makes of a value.
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
        if made != value && (3..1_000_000_000_000).contains(&made) {
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
