//! Beads that a person confirmed: the search runs between them and leaves them alone.

use crate::align::search::{Band, Potentials, Step, decode};
use crate::doc::Bead;

/// Returns the beads that may stand as they are: inside the text, in order, not crossing.
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

/// Puts the corners of confirmed beads among the anchors; anchors that cross them go.
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

/// Searches between the confirmed beads, which stand as they are.
pub(crate) fn decode_between(
    band: &Band,
    potentials: &Potentials,
    fixed: &[Bead],
    end: (usize, usize),
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut from = (0, 0);
    for bead in fixed {
        let (source, target) = (&bead.sentences.source, &bead.sentences.target);
        steps.extend(decode(band, potentials, from, (source.start, target.start)));
        steps.push(Step {
            source: source.clone(),
            target: target.clone(),
            probability: 1.0,
        });
        from = (source.end, target.end);
    }
    steps.extend(decode(band, potentials, from, end));
    steps
}
