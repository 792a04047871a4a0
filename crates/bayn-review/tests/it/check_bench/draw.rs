//! Findings drawn at random from the half for reporting, for a reader who judges them without
//! knowing which rule or change they come from (`judged.tsv` holds what was judged).
//!
//! The seed and the place of a finding decide, so that a draw can be made again.

use super::data::{self, Direction, Half, digest};
use super::judged::{Place, group};
use super::{Alarm, clean};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// So many findings of a group of directions are drawn, or all where it has fewer.
const DRAWN: usize = 100;

/// Spreads a digest over all its bits.
const fn spread(digest: u64) -> u64 {
    let mut bits = digest;
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xff51_afd7_ed55_8ccd);
    bits ^= bits >> 33;
    bits = bits.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    bits ^ (bits >> 33)
}

/// Returns the findings that a seed draws, by their places.
pub(super) fn draw(seed: u64, alarms: Vec<Alarm>) -> Vec<Alarm> {
    let mut groups: BTreeMap<&'static str, Vec<(u64, Alarm)>> = BTreeMap::new();
    // Findings of one check in one sentence are told apart by their order.
    let mut seen: BTreeMap<Place, usize> = BTreeMap::new();
    for alarm in alarms {
        let count = seen.entry(alarm.place.clone()).or_default();
        let (direction, document, sentence, check) = &alarm.place;
        let name = format!("{seed}/{direction}/{document}/{sentence}/{check}/{count}");
        *count += 1;
        let group = groups.entry(group(direction)).or_default();
        group.push((spread(digest(&name)), alarm));
    }
    let mut drawn = Vec::new();
    for mut group in groups.into_values() {
        group.sort_by_key(|(order, _)| *order);
        drawn.extend(group.into_iter().take(DRAWN).map(|(_, alarm)| alarm));
    }
    drawn.sort_by(|one, other| one.place.cmp(&other.place));
    drawn
}

/// Shows what is found in directions that chose nothing, in the half that kinds may be mended from
/// (`BENCH=tuning`) or in the one for reporting, and draws from it where `DRAW` and `SEED` are given.
#[test]
#[ignore = "long, and writes a file where DRAW names one"]
fn findings_in_unseen_directions() {
    let half = match std::env::var("BENCH").is_ok_and(|half| half == "tuning") {
        true => Half::Tuning,
        false => Half::Reporting,
    };
    let all: Vec<(String, super::Clean)> = data::unseen(half)
        .par_iter()
        .map(|direction| (direction.name(), clean(direction)))
        .collect();
    super::print_clean(&all);
    let alarms = all.into_iter().flat_map(|(_, clean)| clean.alarms);
    let mut alarms: Vec<Alarm> = alarms.collect();
    if std::env::var_os("SHOW").is_some() {
        for alarm in &alarms {
            println!("{}", alarm.told);
        }
    }
    if let (Ok(path), Ok(seed)) = (std::env::var("DRAW"), std::env::var("SEED")) {
        alarms = draw(seed.parse().expect("SEED is a number"), alarms);
        let told: Vec<&str> = alarms.iter().map(|alarm| alarm.told.as_str()).collect();
        std::fs::write(path, told.join("\n")).expect("written");
    }
}

/// Returns everything that is found in the half for reporting.
pub(super) fn all() -> Vec<Alarm> {
    let mut directions: Vec<Direction> = data::news(Half::Reporting);
    let sets = ["alignar-law", "alignar-literature"];
    directions.extend(sets.map(|set| data::aligned(set, Half::Reporting)));
    let found = directions
        .par_iter()
        .map(|direction| clean(direction).alarms);
    found.flatten_iter().collect()
}

#[test]
#[ignore = "writes a file where DRAW names one"]
fn findings_are_drawn_for_a_reader() {
    let (Ok(path), Ok(seed)) = (std::env::var("DRAW"), std::env::var("SEED")) else {
        return;
    };
    let seed: u64 = seed.parse().expect("SEED is a number");
    let mut out = String::new();
    for alarm in draw(seed, all()) {
        let (direction, document, sentence, check) = &alarm.place;
        let _written = writeln!(
            out,
            "{seed}\t{direction}\t{document}\t{sentence}\t{check}\t\t\n{}",
            alarm.told
        );
    }
    std::fs::write(path, out).expect("written");
}
