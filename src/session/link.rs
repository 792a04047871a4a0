//! The data of LINK mode, the only mode in which the alignment can be edited.
//!
//! A proposed realignment is kept as the changes it would make, each a run of beads
//! and its replacement, so that all or some of them can be accepted.

use crate::session::cuts::Cuts;
use bayn_align::{Explanation, Rival};
use bayn_doc::{Bead, BeadId, Bitext, Edit};
use bayn_doc::{Side, Sides};
use std::collections::HashSet;
use std::ops::Range;

/// LINK mode, and the operation in progress.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Link {
    /// Whether the mode is on.
    pub on: bool,
    /// The sentence pinned first: the side, and the byte at which it begins.
    pub pin: Option<(Side, usize)>,
    /// The two sentences whose link would break other links, after the warning; pinning them again confirms.
    pub warned: Option<Sides<usize>>,
    /// The last question to the aligner, until its answer arrives.
    pub asked: Option<Question>,
}

/// A question to the aligner about a bead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// How the run around it would be aligned again.
    Again(BeadId),
    /// Why its link was chosen.
    Why(BeadId),
}

/// One change of a realignment.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkChange {
    /// The indices of the beads that would be replaced; never empty.
    pub was: Range<usize>,
    /// Their replacement, with the same sentences.
    pub now: Vec<Bead>,
}

impl LinkChange {
    /// Returns the edit that makes the change.
    #[must_use]
    pub fn edit(&self, bitext: &Bitext) -> Option<Edit> {
        let run = bitext.beads.get(self.was.clone())?;
        Some(Edit::Replace {
            first: run.first()?.id,
            last: run.last()?.id,
            beads: self.now.clone(),
        })
    }
}

/// A proposal that can be accepted or rejected.
#[derive(Clone, Debug, PartialEq)]
pub struct Preview {
    /// Its changes, in the order of the text.
    pub swaps: Vec<LinkChange>,
    /// The change shown.
    pub at: usize,
}

/// A link being explained.
#[derive(Clone, Debug, PartialEq)]
pub struct Explained {
    /// The bead.
    pub bead: BeadId,
    /// Its place.
    pub place: usize,
    /// The parts of its score and the next best beads.
    pub why: Explanation,
    /// The unaligned sentence that may correspond to this one, with its probability.
    pub far: Option<(BeadId, f32)>,
    /// The line selected: the unaligned sentence, then the rivals.
    pub at: usize,
}

impl Explained {
    /// Returns the rival chosen.
    #[must_use]
    pub fn rival(&self) -> Option<&Rival> {
        let before = usize::from(self.far.is_some());
        self.why.rivals.get(self.at.checked_sub(before)?)
    }

    /// Returns the number of selectable lines.
    #[must_use]
    pub fn lines(&self) -> usize {
        usize::from(self.far.is_some()) + self.why.rivals.len()
    }
}

/// Returns the changes that lead from the beads of `run` to `now`, which hold the same
/// sentences: the shortest runs between common boundaries.
#[must_use]
pub fn swaps(beads: &[Bead], run: Range<usize>, now: Vec<Bead>) -> Vec<LinkChange> {
    let corner = |bead: &Bead| (bead.sentences.source.end, bead.sentences.target.end);
    let old = beads.get(run.clone()).unwrap_or_default();
    let borders: HashSet<(usize, usize)> = old.iter().map(corner).collect();
    let mut swaps = Vec::new();
    let mut at = run.start;
    let mut made: Vec<Bead> = Vec::new();
    for bead in now {
        let end = corner(&bead);
        made.push(bead);
        if !borders.contains(&end) {
            continue;
        }
        let from = at;
        while beads.get(at).is_some_and(|bead| corner(bead) != end) {
            at += 1;
        }
        at += 1;
        let was = beads.get(from..at.min(run.end)).unwrap_or_default();
        let same = was.len() == made.len()
            && was
                .iter()
                .zip(&made)
                .all(|(a, b)| a.sentences == b.sentences);
        let now = std::mem::take(&mut made);
        if !same {
            swaps.push(LinkChange {
                was: from..at.min(run.end),
                now,
            });
        }
    }
    swaps
}

/// Returns the indices of the weak beads, worst first; unaligned sentences that resemble another
/// are among them.
#[must_use]
pub fn weak(bitext: &Bitext, cuts: &Cuts) -> Vec<usize> {
    let beads = bitext.beads.iter().enumerate();
    let mut weak: Vec<(f32, usize)> = beads
        .filter(|(_, bead)| cuts.is_weak(bitext, bead))
        .map(|(at, bead)| match cuts.answer_to(bitext, bead.id) {
            Some((_, likely)) => (1.0 - likely, at),
            None => (bead.confidence.value(), at),
        })
        .collect();
    weak.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    weak.into_iter().map(|(_, at)| at).collect()
}

/// Returns a probability as a number below a hundred: nothing computed is certain.
#[must_use]
pub fn percent(bead: &Bead) -> u8 {
    let whole = (bead.confidence.value() * 100.0).clamp(0.0, 99.0);
    // Clamped above, so it fits.
    whole as u8
}

/// Returns the shape of a bead, such as `2:1`.
#[must_use]
pub fn shape(bead: &Bead) -> String {
    let (source, target) = bead.shape();
    format!("{source}:{target}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::LinkState;
    use bayn_doc::Score;

    fn chain(ends: &[(usize, usize)]) -> Vec<Bead> {
        let mut at = (0, 0);
        ends.iter()
            .map(|&end| {
                let sentences = Sides::new(at.0..end.0, at.1..end.1);
                at = end;
                Bead::new(sentences, Score::new(0.5))
            })
            .collect()
    }

    #[test]
    fn changes_are_the_shortest_runs_between_common_borders() {
        let old = chain(&[(1, 1), (2, 2), (3, 3), (4, 4), (5, 5)]);
        let new = chain(&[(1, 1), (2, 1), (3, 3), (4, 4), (4, 5), (5, 5)]);
        let found = swaps(&old, 0..5, new);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].was, 1..3);
        assert_eq!(found[0].now.len(), 2);
        assert_eq!(found[1].was, 4..5);
        assert_eq!(swaps(&old, 0..5, old.clone()), Vec::new());
    }

    #[test]
    fn weak_links_are_listed_worst_first() {
        let mut bitext = Bitext {
            beads: chain(&[(1, 1), (2, 2), (3, 3), (4, 4)]),
            ..Bitext::default()
        };
        bitext.beads[0].confidence = Score::new(0.95);
        bitext.beads[2].confidence = Score::new(0.2);
        bitext.beads[3].link = LinkState::Edited;
        assert_eq!(weak(&bitext, &Cuts::default()), [2, 1]);
        assert_eq!(percent(&Bead::new(Sides::default(), Score::ONE)), 99);
    }
}
