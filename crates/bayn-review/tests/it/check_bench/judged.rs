//! Findings on good translations that a reader judged, one by one, and how many were right.
//!
//! The table has the draw and the place of each finding and a reason, and no text.

use super::data::UNSEEN;
use std::collections::BTreeMap;

/// Right, arguable, wrong.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verdicts {
    pub(super) right: usize,
    pub(super) arguable: usize,
    pub(super) wrong: usize,
}

impl Verdicts {
    fn add(&mut self, verdict: &str) {
        match verdict {
            "right" => self.right += 1,
            "arguable" => self.arguable += 1,
            odd => {
                assert_eq!(odd, "wrong", "a verdict");
                self.wrong += 1;
            }
        }
    }

    /// Returns the share of right ones, and with the arguable ones.
    pub(super) fn precision(self) -> (f64, f64) {
        let all = (self.right + self.arguable + self.wrong).max(1) as f64;
        let share = |part: usize| part as f64 / all;
        (share(self.right), share(self.right + self.arguable))
    }
}

/// The place of a finding: direction, document, sentence, check.
pub(super) type Place = (String, String, usize, String);

/// A finding that was judged.
pub(super) struct Judged {
    /// The seed of the draw.
    pub(super) seed: u64,
    pub(super) place: Place,
    pub(super) verdict: &'static str,
}

/// The group of directions that a direction is drawn and counted in.
pub(super) fn group(direction: &str) -> &'static str {
    match direction {
        "ar-en" => "ar-en",
        "en-ar" => "en-ar",
        _ if UNSEEN.contains(&direction) => "unseen",
        _ => "others",
    }
}

/// Returns each finding that was judged.
pub(super) fn judged() -> Vec<Judged> {
    let rows = include_str!("../../data/checks/judged.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let cells: [&str; 7] = cells.try_into().expect("seven cells");
        let [seed, direction, document, sentence, check, verdict, reason] = cells;
        assert!(!reason.is_empty(), "a reason: {row}");
        Judged {
            seed: seed.parse().expect("a seed"),
            place: (
                direction.to_owned(),
                document.to_owned(),
                sentence.parse().expect("a number"),
                check.to_owned(),
            ),
            verdict,
        }
    })
    .collect()
}

/// The seed of the last draw of a group of directions.
fn last_seed(of: &str) -> u64 {
    let rows = judged().into_iter().filter(|row| group(&row.place.0) == of);
    rows.map(|row| row.seed).max().unwrap_or(0)
}

/// Counts the verdicts of the last draw of each group by the group of their directions and by check.
fn count() -> [BTreeMap<String, Verdicts>; 2] {
    let mut counts = [BTreeMap::new(), BTreeMap::new()];
    let last = |row: &&Judged| row.seed == last_seed(group(&row.place.0));
    for row in judged().iter().filter(last) {
        let keys = [group(&row.place.0), row.place.3.as_str()];
        for (counts, key) in counts.iter_mut().zip(keys) {
            let verdicts: &mut Verdicts = counts.entry(key.to_owned()).or_default();
            verdicts.add(row.verdict);
        }
    }
    counts
}

/// Prints how many of the judged findings were right.
fn print(counts: &[BTreeMap<String, Verdicts>; 2]) {
    for (name, verdicts) in counts.iter().flatten() {
        let (right, arguable) = verdicts.precision();
        println!("{name:12} {verdicts:?}: precision {right:.2}, with arguable {arguable:.2}");
    }
}

/// The share of right ones, at least, of the findings of the last draw, and with the arguable ones.
const LEAST: &[(&str, f64, f64)] = &[
    ("ar-en", 0.5, 0.75),
    ("en-ar", 0.95, 0.97),
    ("others", 0.74, 0.83),
    ("unseen", 0.52, 0.68),
];

#[test]
fn the_judged_findings_are_counted_again() {
    let counts = count();
    print(&counts);
    for (group, least, with_arguable) in LEAST {
        let (right, arguable) = counts[0][*group].precision();
        assert!(right >= *least, "{group}: {right:.2}");
        assert!(arguable >= *with_arguable, "{group}: {arguable:.2}");
    }
}
