//! Two documents and the beads between them.

use crate::{Bead, BeadId, Document};
use crate::{Side, Sides};
use std::collections::HashMap;
use std::ops::Range;

/// A text, its translation and their alignment.
///
/// Invariant: the beads cover both sides in order, that is, the ranges of each side follow
/// each other without gap or overlap from 0 to the number of sentences.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bitext {
    /// The two texts.
    pub documents: Sides<Document>,
    /// The alignment.
    pub beads: Vec<Bead>,
}

impl Bitext {
    /// Returns the side that has sentences, if only one does.
    #[must_use]
    pub fn only_side(&self) -> Option<Side> {
        let is_empty = |side: Side| self.documents[side].sentences.is_empty();
        Side::BOTH
            .into_iter()
            .find(|&side| !is_empty(side) && is_empty(side.other()))
    }

    /// Gives every bead without an id (or with one already taken) the id 1, 2, 3 … by its position.
    ///
    /// Call it once on a fresh alignment, before anything refers to a bead.
    pub fn name_beads(&mut self) {
        if self.beads.iter().all(|bead| bead.id == BeadId(0)) {
            for (name, bead) in (1..).zip(&mut self.beads) {
                bead.id = BeadId(name);
            }
            return;
        }
        let mut taken = std::collections::HashSet::new();
        let mut next = 1;
        for bead in &mut self.beads {
            if bead.id == BeadId(0) || !taken.insert(bead.id) {
                while !taken.insert(BeadId(next)) {
                    next += 1;
                }
                bead.id = BeadId(next);
            }
        }
    }

    /// Returns the index of the bead with this id. The id of a bead is its first index, so
    /// the search starts there and goes outwards: the cost is how far edits have moved it.
    #[must_use]
    pub fn index_of(&self, id: BeadId) -> Option<usize> {
        let named = usize::try_from(id.0).unwrap_or(usize::MAX);
        let (before, after) = self
            .beads
            .split_at_checked(named.saturating_sub(1))
            .unwrap_or((&self.beads, &[]));
        (0..before.len().max(after.len())).find_map(|away| {
            if after.get(away).is_some_and(|bead| bead.id == id) {
                return Some(before.len() + away);
            }
            let at = before.len().checked_sub(away + 1)?;
            (before.get(at)?.id == id).then_some(at)
        })
    }

    /// Returns the index of every bead by its id. O(beads).
    #[must_use]
    pub fn places(&self) -> HashMap<BeadId, usize> {
        let beads = self.beads.iter().enumerate();
        beads.map(|(at, bead)| (bead.id, at)).collect()
    }

    /// Returns the corresponding sentences of a bead: its own, or if it is
    /// crossed, its source with the target of the other.
    #[must_use]
    pub fn linked(&self, bead: &Bead) -> Sides<Range<usize>> {
        let mut sentences = bead.sentences.clone();
        let other = bead.crosses.and_then(|id| self.index_of(id));
        if let Some(other) = other.and_then(|at| self.beads.get(at)) {
            sentences.target = other.sentences.target.clone();
        }
        sentences
    }

    /// Returns the text of one side of a bead; empty if there is none.
    #[must_use]
    pub fn text_of(&self, bead: usize, side: Side) -> &str {
        let document = &self.documents[side];
        self.beads
            .get(bead)
            .and_then(|bead| document.span_of(&bead.sentences[side]))
            .map_or("", |span| span.of(&document.text))
    }

    /// Returns the index of the bead that contains the byte of a side, or of the nearest one
    /// before it. O(log sentences).
    #[must_use]
    pub fn bead_at(&self, side: Side, byte: usize) -> usize {
        let sentence = self.documents[side]
            .sentences
            .partition_point(|sentence| sentence.span.start <= byte)
            .saturating_sub(1);
        self.bead_of_sentence(side, sentence)
    }

    /// Returns the index of the bead that contains a sentence of a side, or of the last one.
    /// O(log beads).
    #[must_use]
    pub fn bead_of_sentence(&self, side: Side, sentence: usize) -> usize {
        self.beads
            .partition_point(|bead| bead.sentences[side].end <= sentence)
            .min(self.beads.len().saturating_sub(1))
    }

    /// Returns whether the beads tile both sides in order and none is empty on both.
    #[must_use]
    pub fn is_tiled(&self) -> bool {
        tiles(
            &self.beads,
            Side::BOTH.map(|side| self.documents[side].sentences.len()),
        )
    }
}

/// Returns whether `beads` tile `counts[0]` source and `counts[1]` target sentences in order.
#[must_use]
pub fn tiles(beads: &[Bead], counts: [usize; 2]) -> bool {
    let mut next = [0, 0];
    for bead in beads {
        if bead.shape() == (0, 0) {
            return false;
        }
        for (at, side) in Side::BOTH.into_iter().enumerate() {
            let range = &bead.sentences[side];
            if range.start != next[at] || range.end < range.start {
                return false;
            }
            next[at] = range.end;
        }
    }
    next == counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Score;

    fn named(names: impl Iterator<Item = u64>) -> Bitext {
        let bead = |(at, name)| Bead {
            id: BeadId(name),
            ..Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE)
        };
        Bitext {
            beads: (0..).zip(names).map(bead).collect(),
            ..Bitext::default()
        }
    }

    #[test]
    fn every_bead_is_found_wherever_edits_moved_it() {
        for names in [
            vec![1, 2, 3, 4],
            vec![4, 3, 2, 1],
            vec![1 << 50, 1, 9, 3],
            vec![7],
            vec![],
        ] {
            let bitext = named(names.iter().copied());
            for name in 0..12 {
                let place = names.iter().position(|&other| other == name);
                assert_eq!(bitext.index_of(BeadId(name)), place, "{name} of {names:?}");
            }
            assert_eq!(
                bitext.index_of(BeadId(1 << 50)),
                names.iter().position(|&name| name == 1 << 50)
            );
        }
    }

    /// If each search started at the first, this would not finish.
    #[test]
    fn finding_every_bead_grows_as_the_beads_do() {
        let count = 400_000;
        let bitext = named((3..).take(count));
        let found = bitext.beads.iter().enumerate();
        let wrong = found.filter(|(at, bead)| bitext.index_of(bead.id) != Some(*at));
        assert_eq!(wrong.count(), 0);
    }
}
