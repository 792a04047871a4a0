//! Alignment by meaning in the background: the remaining work, nearest first.
//!
//! The first frame shows the quick alignment. Then runs of its beads are realigned in the background,
//! one at a time, from the cursor outwards:
//!
//! ```text
//!   sure | ......... run ......... | sure      a run ends at a confident bead, at one that a
//!            ..... cursor .....                person changed, or when it is long enough
//! ```
//!
//! A bead that a person changed or confirmed is never changed, and bounds what may change.
//! Once something is reviewed, nothing changes under the reviewer any more: later results
//! are held back and applied at the end as one change that can be undone.
//!
//! A review whose texts were edited elsewhere is repaired in the same way, but only where
//! sentences are new or lost their counterpart, and only between what somebody confirmed,
//! linked by hand or judged.

use bayn_doc::{Annotations, Bead, BeadId, Bitext, LinkState};
use bayn_doc::{Side, Sides};
use std::collections::HashSet;
use std::ops::Range;

/// Texts with at most this many beads are realigned in one piece.
const WHOLE: usize = 160;
/// A run extends this many beads on each side of its first, if a confident one follows.
const NEAR: usize = 24;
/// The same when a review is repaired.
const CLOSE: usize = 3;
/// The maximum length of a run.
const FAR: usize = 200;

/// A realigned run of beads.
#[derive(Clone, Debug, PartialEq)]
pub struct Replacement {
    /// The original beads.
    pub was: Vec<Bead>,
    /// The new beads of the same sentences.
    pub now: Vec<Bead>,
}

/// The progress of the work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Refining {
    /// Whether each sentence of each side was processed.
    done: Sides<Vec<bool>>,
    /// The number processed.
    count: usize,
    /// Whether a run is being aligned.
    pub(super) is_asked: bool,
    /// Whether the next run waits for a pending request of the user.
    pub(super) is_paused: bool,
    /// Whether sentences were split or joined since: then the rest stays as it is.
    is_stopped: bool,
    /// The results held back until the end.
    pub(super) held: Vec<Replacement>,
    /// Whether sentences are compared only by strings.
    pub by_strings: bool,
    /// Fixed and free beads, when a review is repaired.
    mending: Option<Mending>,
}

/// The links of a review after an edit of the texts.
#[derive(Clone, Debug, Default, PartialEq)]
struct Mending {
    /// Beads that somebody confirmed, linked or judged, with unchanged text.
    fixed: HashSet<BeadId>,
    /// Beads that lost one side.
    halved: HashSet<BeadId>,
}

impl Refining {
    /// Returns the work before it starts.
    #[must_use]
    pub fn new(bitext: &Bitext) -> Self {
        let sentences = |side: Side| bitext.documents[side].sentences.len();
        Self {
            done: Sides::from_fn(|side| vec![false; sentences(side)]),
            ..Self::default()
        }
    }

    /// Returns the work on a review whose texts changed: around the beads made for new
    /// sentences (`added`) and those of the `changed` ones that lost a side. None when there
    /// are no such beads.
    #[must_use]
    pub fn mending(
        bitext: &Bitext,
        notes: &Annotations,
        added: &[BeadId],
        changed: &[BeadId],
    ) -> Option<Self> {
        let (added, changed): (HashSet<_>, HashSet<_>) =
            (added.iter().collect(), changed.iter().collect());
        let mut mending = Mending::default();
        let mut work = Self::new(bitext);
        for bead in &bitext.beads {
            let id = bead.id;
            let judged = notes.verdict(id).is_some() || notes.ratings_of(id).next().is_some();
            let halved = changed.contains(&id) && bead.is_null() && bead.link == LinkState::Edited;
            let fixed = bead.link == LinkState::Confirmed
                || bead.crosses.is_some()
                || (bead.link == LinkState::Edited && !halved)
                || (judged && !changed.contains(&id));
            if fixed {
                mending.fixed.insert(id);
            } else if halved {
                mending.halved.insert(id);
            }
            if fixed || !(halved || added.contains(&id)) {
                work.finish(std::slice::from_ref(bead));
            }
        }
        work.mending = Some(mending);
        let open = Side::BOTH
            .iter()
            .any(|&side| work.done[side].contains(&false));
        open.then_some(work)
    }

    /// Returns whether a review is being repaired: its file was not written since its texts changed.
    #[must_use]
    pub const fn is_mending(&self) -> bool {
        self.mending.is_some()
    }

    /// Returns whether a bead may be realigned.
    fn is_free(&self, bead: &Bead) -> bool {
        match &self.mending {
            None => bead.link == LinkState::Proposed,
            Some(mending) => {
                !mending.fixed.contains(&bead.id)
                    && (bead.link == LinkState::Proposed || mending.halved.contains(&bead.id))
            }
        }
    }

    /// Returns the share of the sentences that are done.
    #[must_use]
    pub fn share(&self) -> f32 {
        let all = self.done.source.len() + self.done.target.len();
        self.count as f32 / all.max(1) as f32
    }

    /// Returns whether the sentences are still the original ones.
    pub(super) fn fits(&self, bitext: &Bitext) -> bool {
        let same = |side: Side| self.done[side].len() == bitext.documents[side].sentences.len();
        !self.is_stopped && Side::BOTH.into_iter().all(same)
    }

    /// Records that sentences were split or joined: the results held back are void.
    pub(super) fn stop(&mut self) {
        self.is_stopped = true;
        self.held.clear();
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
        self.is_free(bead)
            && Side::BOTH
                .into_iter()
                .any(|side| bead.sentences[side].clone().any(|at| undone(side, at)))
    }

    /// Returns the run to align next: around the open bead nearest to the cursor.
    pub(crate) fn next(&self, beads: &[Bead], cursor: usize) -> Option<Range<usize>> {
        let open = |at: &usize| beads.get(*at).is_some_and(|bead| self.is_open(bead));
        let after = (cursor..beads.len()).find(&open);
        let before = (0..cursor.min(beads.len())).rev().find(&open);
        let first = match (before, after) {
            (Some(before), Some(after)) if cursor - before < after - cursor => before,
            (before, after) => after.or(before)?,
        };
        let free = |at: usize| beads.get(at).is_some_and(|bead| self.is_free(bead));
        let sure = |at: usize| {
            let bead = beads.get(at);
            bead.is_some_and(|bead| !bead.is_null() && !bead.is_weak())
        };
        let is_long = beads.len() > WHOLE || self.is_mending();
        let near = if self.is_mending() { CLOSE } else { NEAR };
        let goes_on = |at: usize, reached: usize| {
            free(at) && !(is_long && (reached >= FAR || reached >= near && sure(at)))
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
    use bayn_doc::Score;

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
    fn a_review_is_mended_around_what_is_new_and_between_what_is_judged() {
        let mut beads = beads(40, 0.99);
        for (at, bead) in beads.iter_mut().enumerate() {
            bead.id = BeadId(at as u64 + 1);
        }
        beads[20].sentences.source = 20..20;
        for bead in &mut beads[21..] {
            let source = &mut bead.sentences.source;
            *source = source.start - 1..source.end - 1;
        }
        beads[18].link = LinkState::Confirmed;
        beads[30].link = LinkState::Edited;
        beads[30].sentences.target = 30..30;
        for bead in &mut beads[31..] {
            let target = &mut bead.sentences.target;
            *target = target.start - 1..target.end - 1;
        }
        let documents = Sides::new(39, 39)
            .map(|count| bayn_doc::Document::pre_segmented(&"A sentence.\n".repeat(count)));
        let bitext = Bitext {
            documents,
            beads: beads.clone(),
        };
        assert!(bitext.is_tiled());
        let notes = Annotations::default();
        let [added, halved] = [beads[20].id, beads[30].id];
        let mut work = Refining::mending(&bitext, &notes, &[added], &[halved]).expect("work");
        assert_eq!(work.next(&beads, 0), Some(19..23));
        work.finish(&beads[19..23]);
        assert_eq!(
            work.next(&beads, 0),
            Some(27..33),
            "it lost its counterpart"
        );
        work.finish(&beads[27..33]);
        assert_eq!(work.next(&beads, 0), None);
        // What somebody linked by hand stays, and nothing is done if nothing is new.
        let work = Refining::mending(&bitext, &notes, &[added], &[]).expect("work");
        assert!(!work.is_free(&beads[30]));
        assert_eq!(Refining::mending(&bitext, &notes, &[], &[]), None);
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
