//! Beads that a person confirmed: the search runs between them and does not change them.

use crate::search::{Band, Gap, Node, Potentials, Step, decode};
use bayn_doc::Bead;

/// Returns the valid ones among the beads: inside the text, in order, not crossing.
pub(crate) fn usable(confirmed: &[Bead], rows: usize, columns: usize) -> Vec<Bead> {
    let mut kept: Vec<Bead> = Vec::new();
    let mut next = (0, 0);
    for bead in confirmed {
        let (source, target) = (&bead.sentences.source, &bead.sentences.target);
        let sound = source.start >= next.0
            && target.start >= next.1
            && source.start <= source.end
            && target.start <= target.end
            && source.end <= rows
            && target.end <= columns
            && bead.shape() != (0, 0);
        if sound {
            next = (source.end, target.end);
            kept.push(bead.clone());
        }
    }
    kept
}

/// Puts the corners of confirmed beads among the anchors; anchors that cross them are removed.
pub(crate) fn merge(path: Vec<(usize, usize)>, fixed: &[Bead]) -> Vec<(usize, usize)> {
    let mut merged = Vec::with_capacity(path.len() + 2 * fixed.len());
    let mut path = path.into_iter().peekable();
    for bead in fixed {
        let (source, target) = (&bead.sentences.source, &bead.sentences.target);
        while let Some(anchor) = path.next_if(|anchor| anchor.0 < source.start) {
            if anchor.1 <= target.start {
                merged.push(anchor);
            }
        }
        while path
            .next_if(|anchor| anchor.0 < source.end || anchor.1 < target.end)
            .is_some()
        {}
        merged.push((source.start, target.start));
        merged.push((source.end, target.end));
    }
    let low = merged.last().copied().unwrap_or((0, 0));
    merged.extend(path.filter(|anchor| anchor.0 >= low.0 && anchor.1 >= low.1));
    merged
}

/// Returns the nodes between which a search runs: the gaps between the confirmed beads.
pub(crate) fn gaps(fixed: &[Bead], end: Node) -> Vec<Gap> {
    let starts = std::iter::once((0, 0)).chain(
        fixed
            .iter()
            .map(|bead| (bead.sentences.source.end, bead.sentences.target.end)),
    );
    let ends = fixed
        .iter()
        .map(|bead| (bead.sentences.source.start, bead.sentences.target.start))
        .chain(std::iter::once(end));
    starts.zip(ends).collect()
}

/// Searches between the confirmed beads, which are kept.
pub(crate) fn decode_between(
    band: &Band,
    potentials: &Potentials,
    fixed: &[Bead],
    end: Node,
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut beads = fixed.iter();
    for (from, to) in gaps(fixed, end) {
        steps.extend(decode(band, potentials, from, to));
        steps.extend(beads.next().map(|bead| Step {
            source: bead.sentences.source.clone(),
            target: bead.sentences.target.clone(),
            probability: 1.0,
        }));
    }
    steps
}
