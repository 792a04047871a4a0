//! Findings on good translations that a reader judged, one by one, and how many were right.
//!
//! The table has the place of each finding and a reason, and no text.

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

/// Returns the verdict on each finding that was judged.
pub(super) fn verdicts() -> Vec<(Place, &'static str)> {
    let rows = include_str!("../../data/checks/judged.tsv").lines();
    let rows = rows.filter(|row| !row.starts_with('#'));
    rows.map(|row| {
        let cells: Vec<&str> = row.split('\t').collect();
        let cells: [&str; 6] = cells.try_into().expect("six cells");
        let [direction, document, sentence, check, verdict, reason] = cells;
        assert!(!reason.is_empty(), "a reason: {row}");
        let sentence = sentence.parse().expect("a number");
        let place = (
            direction.to_owned(),
            document.to_owned(),
            sentence,
            check.to_owned(),
        );
        (place, verdict)
    })
    .collect()
}

/// Counts verdicts by the group of their directions and by check; of the places in `now` only,
/// if it is given.
pub(super) fn count(now: Option<&[Place]>) -> [BTreeMap<String, Verdicts>; 2] {
    let mut counts = [BTreeMap::new(), BTreeMap::new()];
    for (place, verdict) in verdicts() {
        if now.is_some_and(|now| !now.contains(&place)) {
            continue;
        }
        let group = match place.0.as_str() {
            known @ ("ar-en" | "en-ar") => known,
            _ => "others",
        };
        for (counts, key) in counts.iter_mut().zip([group, place.3.as_str()]) {
            let verdicts: &mut Verdicts = counts.entry(key.to_owned()).or_default();
            verdicts.add(verdict);
        }
    }
    counts
}

/// Prints how many of the judged findings were right.
pub(super) fn print(counts: &[BTreeMap<String, Verdicts>; 2]) {
    for (name, verdicts) in counts.iter().flatten() {
        let (right, arguable) = verdicts.precision();
        println!("{name:12} {verdicts:?}: precision {right:.2}, with arguable {arguable:.2}");
    }
}

#[test]
fn the_judged_findings_are_counted_again() {
    let counts = count(None);
    print(&counts);
    for (group, floor) in [("ar-en", 0.25), ("en-ar", 0.8), ("others", 0.45)] {
        let (right, _) = counts[0][group].precision();
        assert!(right >= floor, "{group}: {right:.2}");
    }
}
