//! How bad a finding is said to be, held to how often blind readers found findings of its check right.
//!
//! The table has counts by draw, check and severity, and no text.

use super::judged::Verdicts;
use bayn_doc::Severity;
use bayn_review::registry::CHECKS;
use std::collections::BTreeMap;

/// Of fewer findings nothing is said.
const FEWEST: usize = 8;

/// Returns how bad findings may be said to be of which this share was right.
fn most(precision: f64) -> Severity {
    match precision {
        share if share >= 0.6 => Severity::Major,
        share if share >= 0.35 => Severity::Minor,
        _ => Severity::Neutral,
    }
}

/// Returns the verdicts of each draw by check.
fn draws() -> BTreeMap<(usize, &'static str), Verdicts> {
    let rows = include_str!("../../data/checks/blind.tsv").lines();
    let mut draws: BTreeMap<_, Verdicts> = BTreeMap::new();
    for row in rows.filter(|row| !row.starts_with('#')) {
        let cells: Vec<&str> = row.split('\t').collect();
        let cells: [&str; 6] = cells.try_into().expect("six cells");
        let [draw, check, _, right, arguable, wrong] = cells;
        let number = |cell: &str| cell.parse::<usize>().expect("a number");
        let sum = draws.entry((number(draw), check)).or_default();
        sum.right += number(right);
        sum.arguable += number(arguable);
        sum.wrong += number(wrong);
    }
    draws
}

#[test]
fn no_check_says_worse_than_its_findings_bear() {
    let draws = draws();
    for (_, check) in draws.keys() {
        assert!(CHECKS.iter().any(|known| known.id == *check), "{check}");
    }
    let mut held = 0;
    for check in CHECKS {
        let mut own = draws.iter().filter(|((_, id), verdicts)| {
            *id == check.id && verdicts.right + verdicts.arguable + verdicts.wrong >= FEWEST
        });
        let Some(((draw, _), verdicts)) = own.next_back() else {
            continue;
        };
        let (right, _) = verdicts.precision();
        println!(
            "{:12} {right:.2} right in draw {draw}: at most {}",
            check.id,
            most(right).name()
        );
        assert!(
            check.severity <= most(right),
            "{}: {right:.2} right",
            check.id
        );
        held += 1;
    }
    assert!(held >= 5, "{held} checks were held");
}

/// The draws that were judged blind before their kinds were mended, with the least shares of right
/// findings, alone and with the arguable ones.
const BLIND: [(usize, f64, f64); 2] = [(3, 0.79, 0.84), (4, 0.72, 0.87)];

#[test]
fn the_blind_draws_found_what_is_right() {
    let draws = draws();
    let last = draws.keys().map(|(draw, _)| *draw).max();
    assert_eq!(last, BLIND.last().map(|(draw, ..)| *draw));
    for (draw, least_right, least_arguable) in BLIND {
        let mut all = Verdicts::default();
        for (_, verdicts) in draws.iter().filter(|((known, _), _)| *known == draw) {
            all.right += verdicts.right;
            all.arguable += verdicts.arguable;
            all.wrong += verdicts.wrong;
        }
        let (right, arguable) = all.precision();
        println!("draw {draw}: {all:?}, {right:.2} right, {arguable:.2} with the arguable ones");
        assert!(
            right >= least_right && arguable >= least_arguable,
            "{draw}: {right:.2} {arguable:.2}"
        );
    }
}
