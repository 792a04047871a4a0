//! Finds corresponding unaligned sentences that have other beads between them.
//!
//! ```text
//!   A | .        a chain of beads cannot link A with a over B and C
//!   B | b
//!   C | c        what is found: A and a, if they are linked with confidence once a is
//!   . | a        moved next to A
//! ```
//!
//! Of unaligned sentences near each other those are examined that are closest to each other by
//! meaning, each the other's nearest; the target one is moved next to the source one and realigned
//! between the surrounding beads. Without an encoder nothing is found.

use crate::encoder::{Encoder, WIDTH};
use crate::swap::lines;
use crate::{Options, align};
use bayn_doc::{Bead, BeadKind, Bitext, LinkState};
use bayn_doc::{Score, Side, Sides};
use rayon::prelude::*;
use std::ops::Range;

/// An unaligned source sentence and an unaligned target sentence that correspond.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct UnalignedPair {
    /// The indexes of their beads.
    pub beads: Sides<usize>,
    /// The confidence of their link once they are next to each other.
    pub confidence: Score,
}

/// How many beads apart they may be.
const APART: usize = 60;
/// Beads on each side that are given to the aligner as context.
const AROUND: usize = 4;
/// The minimum similarity of the nearest.
const NEAR: f32 = 0.4;
/// The minimum confidence.
const SURE: f32 = 0.5;
/// With more unaligned sentences on a side than this the texts are not translations of each other.
const MOST: usize = 400;

/// Returns the corresponding unaligned sentences among the beads of a run, in the order
/// of the source; no sentence is in two of them.
#[must_use]
pub fn match_unaligned(
    bitext: &Bitext,
    run: Range<usize>,
    encoder: Option<&Encoder>,
) -> Vec<UnalignedPair> {
    let Some(encoder) = encoder else {
        return Vec::new();
    };
    let alone = Sides::from_fn(|side| alone(bitext, run.clone(), side));
    if Side::BOTH
        .into_iter()
        .any(|side| alone[side].is_empty() || alone[side].len() > MOST)
    {
        return Vec::new();
    }
    let vectors = Sides::from_fn(|side| {
        let texts: Vec<&str> = alone[side]
            .iter()
            .map(|&at| bitext.text_of(at, side))
            .collect();
        encoder.embed_all(&texts)
    });
    let like = |source: usize, target: usize| {
        let (a, b): (&[f32; WIDTH], _) = (&vectors.source[source], &vectors.target[target]);
        let apart = alone.source[source].abs_diff(alone.target[target]);
        let near: f32 = a.iter().zip(b).map(|(a, b)| a * b).sum();
        (apart <= APART && near >= NEAR).then_some(near)
    };
    let (sources, targets) = (alone.source.len(), alone.target.len());
    let nearest = |found: &mut dyn Iterator<Item = (usize, Option<f32>)>| {
        found
            .filter_map(|(at, near)| Some((at, near?)))
            .max_by(|a, b| a.1.total_cmp(&b.1))
            .map(|(at, _)| at)
    };
    let of_source = |source: usize| nearest(&mut (0..targets).map(|at| (at, like(source, at))));
    let of_target = |target: usize| nearest(&mut (0..sources).map(|at| (at, like(at, target))));
    (0..sources)
        .into_par_iter()
        .filter_map(|source| {
            let target = of_source(source).filter(|&at| of_target(at) == Some(source))?;
            let beads = Sides::new(alone.source[source], alone.target[target]);
            let confidence = beside(bitext, &beads, encoder)?;
            Some(UnalignedPair { beads, confidence })
        })
        .collect()
}

/// Returns the null beads of one sentence that no person changed.
fn alone(bitext: &Bitext, run: Range<usize>, side: Side) -> Vec<usize> {
    let beads = bitext.beads.get(run.clone()).unwrap_or_default();
    let is_alone = |bead: &Bead| {
        bead.sentences[side].len() == 1
            && bead.sentences[side.other()].is_empty()
            && bead.kind != BeadKind::Furniture
            && bead.crosses.is_none()
            && bead.link != LinkState::Confirmed
    };
    (run.start..)
        .zip(beads)
        .filter(|(_, bead)| is_alone(bead))
        .map(|(at, _)| at)
        .collect()
}

/// Moves the target sentence next to the source one and realigns there; returns the confidence
/// of their link.
fn beside(bitext: &Bitext, ends: &Sides<usize>, encoder: &Encoder) -> Option<Score> {
    let around =
        ends.source.saturating_sub(AROUND)..(ends.source + AROUND + 1).min(bitext.beads.len());
    let beads = bitext.beads.get(around.clone())?;
    let first = beads.first()?.sentences.source.start;
    let sources = first..beads.last()?.sentences.source.end;
    let moved = bitext.beads.get(ends.target)?.sentences.target.start;
    let mut order = Vec::new();
    let mut confirmed = Vec::new();
    let mut wanted = None;
    for (at, bead) in around.zip(beads) {
        if at == ends.target {
            continue;
        }
        let start = order.len();
        if at == ends.source {
            order.push(moved);
        } else {
            order.extend(bead.sentences.target.clone());
        }
        let source = &bead.sentences.source;
        let sentences = Sides::new(source.start - first..source.end - first, start..order.len());
        if at == ends.source {
            wanted = Some(sentences);
        } else {
            confirmed.push(Bead {
                sentences,
                link: LinkState::Confirmed,
                ..bead.clone()
            });
        }
    }
    let documents = Sides::new(
        lines(&bitext.documents.source, sources)?,
        lines(&bitext.documents.target, order.into_iter())?,
    );
    let options = Options {
        encoder: Some(encoder),
        confirmed,
    };
    let wanted = wanted?;
    let found = align(&documents, &options).beads;
    let bead = found.iter().find(|bead| bead.sentences == wanted)?;
    (bead.confidence.value() >= SURE).then_some(bead.confidence)
}
