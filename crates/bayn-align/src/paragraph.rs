//! Beads of paragraphs, from the beads of their sentences.
//!
//! Two paragraphs belong together if a bead links a sentence of one to a sentence of the
//! other; a connected component is one paragraph bead. A paragraph without linked sentences
//! is a null bead.

use bayn_doc::{Bead, BeadKind, Document};
use bayn_doc::{Score, Side, Sides};
use std::ops::Range;

/// Corresponding paragraphs.
#[derive(Clone, Debug, PartialEq)]
pub struct ParagraphBead {
    /// The indexes of the paragraphs on each side.
    pub paragraphs: Sides<Range<usize>>,
    /// The indexes of the sentence beads inside; contiguous, and covering all beads in order.
    pub beads: Range<usize>,
    /// Its kind: that of all its beads if they agree, else text.
    pub kind: BeadKind,
    /// The mean confidence of its beads.
    pub confidence: Score,
}

/// Moves sentences without counterpart next to their own paragraph.
///
/// If unaligned sentences of both sides are adjacent, their order is arbitrary; those that end a
/// paragraph go before those that are a paragraph, and those before the ones that begin one. So
/// the beads of a paragraph follow each other. The order of each side stays.
pub(crate) fn group_unaligned(beads: &mut [Bead], documents: &Sides<Document>) {
    let paragraph = |side: Side, at: usize| {
        let document = &documents[side];
        document
            .sentences
            .get(at)
            .map(|sentence| sentence.paragraph)
    };
    let mut at = 0;
    while at < beads.len() {
        if !beads[at].is_null() {
            at += 1;
            continue;
        }
        let end = (at..beads.len())
            .find(|&next| !beads[next].is_null())
            .unwrap_or(beads.len());
        let place = |bead: &Bead| {
            let side = if bead.sentences.target.is_empty() {
                Side::Source
            } else {
                Side::Target
            };
            let range = &bead.sentences[side];
            let own = paragraph(side, range.start);
            let before = at
                .checked_sub(1)
                .and_then(|before| beads[before].sentences[side].end.checked_sub(1))
                .and_then(|last| paragraph(side, last));
            let after = beads
                .get(end)
                .and_then(|after| paragraph(side, after.sentences[side].start));
            if own == before {
                0
            } else if own == after {
                2
            } else {
                1
            }
        };
        let mut keyed: Vec<(u8, Bead)> = beads[at..end]
            .iter()
            .map(|bead| (place(bead), bead.clone()))
            .collect();
        keyed.sort_by_key(|&(place, _)| place);
        // Ranges of the empty side move with their position.
        let mut next = Sides::new(
            beads[at].sentences.source.start,
            beads[at].sentences.target.start,
        );
        for (slot, (_, mut bead)) in beads[at..end].iter_mut().zip(keyed) {
            for side in Side::BOTH {
                let len = bead.sentences[side].len();
                bead.sentences[side] = next[side]..next[side] + len;
                next[side] += len;
            }
            *slot = bead;
        }
        at = end;
    }
}

/// Returns the beads of paragraphs; they cover the paragraphs of both sides and the beads.
#[must_use]
pub fn paragraph_beads(documents: &Sides<Document>, beads: &[Bead]) -> Vec<ParagraphBead> {
    // A cut after a bead is valid if no paragraph is on both sides of it.
    let mut found: Vec<ParagraphBead> = Vec::new();
    let mut begin = 0;
    for (at, bead) in beads.iter().enumerate() {
        let sound = Side::BOTH.iter().all(|&side| {
            let document = &documents[side];
            let end = bead.sentences[side].end;
            let of = |at: usize| {
                document
                    .sentences
                    .get(at)
                    .map(|sentence| sentence.paragraph)
            };
            end == 0 || end >= document.sentences.len() || of(end - 1) != of(end)
        });
        if sound {
            found.push(one(documents, beads, begin..at + 1));
            begin = at + 1;
        }
    }
    if begin < beads.len() {
        found.push(one(documents, beads, begin..beads.len()));
    }
    found
}

fn one(documents: &Sides<Document>, beads: &[Bead], range: Range<usize>) -> ParagraphBead {
    let inside = &beads[range.clone()];
    let paragraphs = Sides::from_fn(|side| {
        let document = &documents[side];
        let of = |at: usize| {
            document
                .sentences
                .get(at)
                .map(|sentence| sentence.paragraph)
        };
        let start = inside.first().map_or(0, |bead| bead.sentences[side].start);
        let end = inside.last().map_or(0, |bead| bead.sentences[side].end);
        let first = of(start).unwrap_or(document.paragraphs.len());
        if start == end {
            first..first
        } else {
            first..of(end - 1).map_or(first, |last| last + 1)
        }
    });
    let kind = inside.first().map_or(BeadKind::Text, |bead| bead.kind);
    let agree = inside.iter().all(|bead| bead.kind == kind);
    let sum: f32 = inside.iter().map(|bead| bead.confidence.value()).sum();
    ParagraphBead {
        paragraphs,
        kind: if agree { kind } else { BeadKind::Text },
        confidence: Score::new(sum / inside.len().max(1) as f32),
        beads: range,
    }
}
