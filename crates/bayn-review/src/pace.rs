//! The time spent on pairs, from the timestamps of their annotations.
//!
//! Each annotation closes an interval that began with the one before; the interval belongs
//! to its pair. A pause longer than five minutes is a break and is not counted, and neither is the
//! first annotation of a session. Imported annotations have a single timestamp, and so took no time.

use bayn_doc::{Annotations, BeadId, Entry};
use std::collections::BTreeMap;

/// A longer pause is a break, in seconds.
const BREAK: u64 = 300;

/// Returns the seconds by rater and pair; only those whose intervals are known.
#[must_use]
pub fn seconds(notes: &Annotations) -> BTreeMap<(&str, BeadId), u64> {
    let mut times: BTreeMap<&str, Vec<(u64, BeadId)>> = BTreeMap::new();
    for entry in notes.entries() {
        let (by, time) = match entry {
            Entry::Mark(_, mark) => (&mark.rater, mark.time),
            Entry::Note(_, note) => (&note.author, note.time),
            Entry::Verdict(_, verdict) => (&verdict.by, verdict.time),
            Entry::Rating(_, rater, rating) => (rater, rating.time),
            Entry::Dismissal(_, dismissal) => (&dismissal.by, dismissal.time),
            Entry::Judged(..) => continue,
        };
        if time > 0 {
            times.entry(by).or_default().push((time, entry.bead()));
        }
    }
    let mut found = BTreeMap::new();
    for (by, mut own) in times {
        own.sort_unstable();
        for pair in own.windows(2) {
            let [(before, _), (time, bead)] = *pair else {
                continue;
            };
            let pause = time - before;
            if (1..=BREAK).contains(&pause) {
                *found.entry((by, bead)).or_default() += pause;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{BeadStatus, Rating, Verdict};

    #[test]
    fn a_pair_took_the_time_since_the_last_thing_and_breaks_count_for_nothing() {
        let mut notes = Annotations::default();
        let mut rate = |bead: u64, by: &str, time: u64| {
            let entry = Entry::Rating(BeadId(bead), by.to_owned(), Rating::new(80.0, time));
            notes.replace(&entry.key(), Some(entry));
        };
        rate(1, "ann", 1000);
        rate(2, "ann", 1030);
        rate(3, "ann", 9000);
        rate(4, "ann", 9012);
        rate(1, "ben", 1010);
        rate(2, "ben", 1015);
        let verdict = Entry::Verdict(
            BeadId(4),
            Verdict {
                status: BeadStatus::Accepted,
                by: "ann".to_owned(),
                time: 9020,
            },
        );
        notes.replace(&verdict.key(), Some(verdict));
        let found: Vec<_> = seconds(&notes).into_iter().collect();
        assert_eq!(
            found,
            [
                (("ann", BeadId(2)), 30),
                (("ann", BeadId(4)), 20),
                (("ben", BeadId(2)), 5)
            ]
        );
    }
}
