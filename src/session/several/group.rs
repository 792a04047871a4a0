//! Groups the beads of two alignments of one source.
//!
//! ```text
//! source      s1   s2   s3   s4
//! first       [1:1][1:1][  2:1  ]
//! another     [   2:1  ][1:1][1:0]
//! groups      [ beads 1–2][bead 3 ]
//! ```
//!
//! A group ends where both alignments end a bead at the same source sentence. Sentences
//! of another translation without source are kept apart from the corresponding ones: after the
//! group before it, or before the first. A bead of the first bitext without source is a separate
//! group, with nothing beside it.

use bayn_doc::Bead;
use std::ops::Range;

/// Beads of the first bitext and the corresponding sentences of another translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// The indexes of the beads of the first bitext; never empty.
    pub main: Range<usize>,
    /// Sentences of the other translation before those, without source: at its beginning.
    pub before: Range<usize>,
    /// The sentences of the other translation that correspond to those beads.
    pub sentences: Range<usize>,
    /// Sentences of the other translation after those, without source.
    pub after: Range<usize>,
    /// Whether no sentence of the source has a counterpart here.
    pub left_out: bool,
    /// Whether something here has no source.
    pub added: bool,
}

/// Returns the groups of another alignment and the first, both covering the same
/// source; they cover the first. O(n).
#[must_use]
pub fn groups(main: &[Bead], other: &[Bead]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut beads = main.iter().enumerate().peekable();
    let mut others = other.iter().peekable();
    let mut target = 0;
    while let Some((from, first)) = beads.next() {
        let mut group = Group {
            main: from..from + 1,
            before: target..target,
            sentences: target..target,
            after: target..target,
            left_out: false,
            added: false,
        };
        if first.sentences.source.is_empty() {
            groups.push(group);
            continue;
        }
        let mut end = first.sentences.source.end;
        let mut reach = first.sentences.source.start;
        let (mut begun, mut answered) = (false, false);
        loop {
            let before = (end, reach);
            while let Some(bead) = others.next_if(|bead| {
                bead.sentences.source.is_empty() || bead.sentences.source.start < end
            }) {
                reach = reach.max(bead.sentences.source.end);
                target = target.max(bead.sentences.target.end);
                // Two sentences that the translation swapped refer to each other.
                answered |= !bead.is_null() || bead.crosses.is_some();
                let is_added = bead.sentences.source.is_empty() && bead.crosses.is_none();
                group.added |= is_added;
                begun |= !is_added;
                if !begun {
                    group.before.end = target;
                    group.sentences = target..target;
                } else if !is_added && !bead.sentences.target.is_empty() {
                    group.sentences.end = target;
                }
            }
            while let Some((at, bead)) =
                beads.next_if(|(_, bead)| bead.sentences.source.start < reach)
            {
                group.main.end = at + 1;
                end = end.max(bead.sentences.source.end);
            }
            if before == (end, reach) {
                break;
            }
        }
        group.after = group.sentences.end..target;
        group.left_out = !answered;
        groups.push(group);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{Score, Sides};

    /// Beads from their shapes, tiling both sides.
    fn beads(shapes: &[(usize, usize)]) -> Vec<Bead> {
        let (mut source, mut target) = (0, 0);
        shapes
            .iter()
            .map(|&(s, t)| {
                let bead = Bead::new(
                    Sides::new(source..source + s, target..target + t),
                    Score::ONE,
                );
                (source, target) = (source + s, target + t);
                bead
            })
            .collect()
    }

    fn shown(main: &[(usize, usize)], other: &[(usize, usize)]) -> String {
        groups(&beads(main), &beads(other))
            .iter()
            .map(|group| {
                let sign = match (group.left_out, group.added) {
                    (true, _) => "-",
                    (_, true) => "+",
                    _ => "",
                };
                let (main, own) = (&group.main, &group.sentences);
                let mut said = format!("{}..{}={}..{}", main.start, main.end, own.start, own.end);
                if group.before.end > group.before.start {
                    said.push_str(&format!("<{}", group.before.len()));
                }
                if group.after.end > group.after.start {
                    said.push_str(&format!(">{}", group.after.len()));
                }
                said + sign
            })
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn equal_alignments_stand_bead_beside_bead() {
        assert_eq!(
            shown(&[(1, 1), (1, 2)], &[(1, 1), (1, 1)]),
            "0..1=0..1 1..2=1..2"
        );
    }

    #[test]
    fn beads_that_overlap_are_one_group() {
        assert_eq!(
            shown(&[(1, 1), (1, 1), (2, 1)], &[(2, 1), (1, 1), (1, 0)]),
            "0..2=0..1 2..3=1..2"
        );
        assert_eq!(
            shown(&[(1, 1), (2, 1), (1, 1)], &[(2, 1), (2, 2)]),
            "0..3=0..3"
        );
    }

    #[test]
    fn what_is_left_out_or_added_is_said() {
        assert_eq!(
            shown(&[(1, 1), (1, 1), (1, 1)], &[(1, 1), (1, 0), (0, 1), (1, 1)]),
            "0..1=0..1 1..2=1..1>1- 2..3=2..3"
        );
        assert_eq!(
            shown(&[(1, 1), (0, 1), (1, 1)], &[(0, 1), (1, 1), (1, 1), (0, 2)]),
            "0..1=1..2<1+ 1..2=2..2 2..3=2..3>2+"
        );
        assert_eq!(shown(&[(1, 1), (1, 1)], &[(1, 1)]), "0..1=0..1 1..2=1..1-");
    }

    #[test]
    fn groups_tile_the_first_alignment() {
        let shapes = [(1, 1), (1, 0), (0, 1), (2, 1), (1, 2), (3, 3)];
        for turn in 0..shapes.len() {
            let mut other = shapes;
            other.rotate_left(turn);
            let found = groups(&beads(&shapes), &beads(&other));
            let mut next = 0;
            let mut sentence = 0;
            for group in &found {
                assert_eq!(group.main.start, next);
                assert!(group.main.end > next);
                assert_eq!(group.before.start, sentence);
                assert_eq!(group.before.end, group.sentences.start);
                assert_eq!(group.sentences.end, group.after.start);
                (next, sentence) = (group.main.end, group.after.end);
            }
            assert_eq!(next, shapes.len());
            assert_eq!(sentence, 8);
        }
    }
}
