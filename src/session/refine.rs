//! Aligning by meaning while somebody reads: what is still to be done, nearest first.
//!
//! The first frame shows the quick alignment. Then runs of its beads are aligned again beside
//! the reader, one at a time, from the cursor outwards:
//!
//! ```text
//!   sure | ......... run ......... | sure      a run ends at a sure bead, at one that a
//!            ..... cursor .....                person changed, or where it is long enough
//! ```
//!
//! A bead that a person changed or confirmed is never touched, and limits what may change.
//! Once something is reviewed, nothing changes under the reviewer any more: what is found
//! then is held back and comes at the end as one change that can be undone.

use crate::doc::{Bead, Bitext, LinkState};
use crate::units::{Side, Sides};
use std::ops::Range;

/// Texts with at most this many beads are aligned again in one piece.
const WHOLE: usize = 160;
/// A run reaches this many beads to each side of its first, if then there is a sure one.
const NEAR: usize = 24;
/// A run reaches no further than this.
const FAR: usize = 200;
/// A bead of the quick alignment that is at least this sure may end a run.
const SURE: f32 = 0.95;

/// A run of beads aligned again.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// The beads that were looked at.
    pub was: Vec<Bead>,
    /// The beads of the same sentences, as they should be.
    pub now: Vec<Bead>,
}

/// How far the work is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refining {
    /// Whether each sentence of each side was looked at.
    done: Sides<Vec<bool>>,
    /// How many were.
    count: usize,
    /// Whether a run is being aligned.
    pub(super) is_asked: bool,
    /// What waits for the end.
    pub(super) held: Vec<Replacement>,
}

impl Refining {
    /// Returns the work before its beginning.
    #[must_use]
    pub fn new(bitext: &Bitext) -> Self {
        let sentences = |side: Side| bitext.documents[side].sentences.len();
        Self {
            done: Sides::from_fn(|side| vec![false; sentences(side)]),
            ..Self::default()
        }
    }

    /// Returns the share of the sentences that are done.
    #[must_use]
    pub fn share(&self) -> f32 {
        let all = self.done.source.len() + self.done.target.len();
        self.count as f32 / all.max(1) as f32
    }

    /// Returns whether the sentences are still those of the beginning.
    pub(super) fn fits(&self, bitext: &Bitext) -> bool {
        Side::BOTH
            .iter()
            .all(|&side| self.done[side].len() == bitext.documents[side].sentences.len())
    }

    /// Marks the sentences of some beads as done.
    pub(crate) fn finish(&mut self, beads: &[Bead]) {
        for bead in beads {
            for side in Side::BOTH {
                for at in bead.sentences[side].clone() {
                    if let Some(done) = self.done[side].get_mut(at) {
                        self.count += usize::from(!*done);
                        *done = true;
                    }
                }
            }
        }
    }

    fn is_open(&self, bead: &Bead) -> bool {
        let undone = |side: Side, at: usize| self.done[side].get(at) == Some(&false);
        bead.link == LinkState::Proposed
            && Side::BOTH
                .into_iter()
                .any(|side| bead.sentences[side].clone().any(|at| undone(side, at)))
    }

    /// Returns the run to align next: about the open bead nearest to the cursor.
    pub(crate) fn next(&self, beads: &[Bead], cursor: usize) -> Option<Range<usize>> {
        let open = |at: &usize| beads.get(*at).is_some_and(|bead| self.is_open(bead));
        let after = (cursor..beads.len()).find(&open);
        let before = (0..cursor.min(beads.len())).rev().find(&open);
        let first = match (before, after) {
            (Some(before), Some(after)) if cursor - before < after - cursor => before,
            (before, after) => after.or(before)?,
        };
        let proposed = |at: usize| {
            let bead = beads.get(at);
            bead.is_some_and(|bead| bead.link == LinkState::Proposed)
        };
        let sure = |at: usize| {
            let bead = beads.get(at);
            bead.is_some_and(|bead| !bead.is_null() && bead.confidence.value() >= SURE)
        };
        let is_long = beads.len() > WHOLE;
        let goes_on = |at: usize, reached: usize| {
            proposed(at) && !(is_long && (reached >= FAR || reached >= NEAR && sure(at)))
        };
        let mut start = first;
        while start > 0 && goes_on(start - 1, first - start) {
            start -= 1;
        }
        let mut end = first + 1;
        while end < beads.len() && goes_on(end, end - first) {
            end += 1;
        }
        Some(start..end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Score;

    fn beads(count: usize, confidence: f32) -> Vec<Bead> {
        (0..count)
            .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::new(confidence)))
            .collect()
    }

    fn refining(count: usize) -> Refining {
        Refining {
            done: Sides::new(vec![false; count], vec![false; count]),
            ..Refining::default()
        }
    }

    #[test]
    fn the_nearest_comes_first_and_everything_comes_once() {
        let beads = beads(1000, 0.99);
        let mut work = refining(1000);
        let mut distance = 0;
        let mut rounds = 0;
        while let Some(run) = work.next(&beads, 500) {
            assert!(run.contains(&500) || distance > 0);
            let here = run.start.abs_diff(500).min(run.end.abs_diff(500));
            distance = distance.max(here);
            work.finish(&beads[run]);
            rounds += 1;
        }
        assert!((20..60).contains(&rounds), "{rounds}");
        assert!((work.share() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn a_run_stops_at_what_a_person_changed() {
        let mut beads = beads(100, 0.5);
        beads[40].link = LinkState::Confirmed;
        beads[60].link = LinkState::Edited;
        let mut work = refining(100);
        assert_eq!(work.next(&beads, 50), Some(41..60));
        assert_eq!(work.next(&beads, 40), Some(41..60));
        for run in [41..60, 0..40, 61..100] {
            work.finish(&beads[run]);
        }
        assert_eq!(work.next(&beads, 40), None);
    }

    #[test]
    fn doubt_makes_a_run_longer() {
        let work = refining(1000);
        let sure = work.next(&beads(1000, 0.99), 500).expect("a run");
        let doubtful = work.next(&beads(1000, 0.3), 500).expect("a run");
        assert!(
            sure.len() < 60 && doubtful.len() > 300,
            "{sure:?} {doubtful:?}"
        );
    }
}
