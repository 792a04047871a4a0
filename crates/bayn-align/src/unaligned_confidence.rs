//! Estimates the confidence that an unaligned sentence has no counterpart.
//!
//! A chain of beads cannot cross, so if two neighbours are translated in the opposite order one of each
//! side is left unaligned in every chain. So each unaligned sentence is compared with the unaligned ones
//! of the other side around it: if one is nearly as similar to it as counterparts in
//! this text are, its confidence is lowered.

use crate::bead_model::{Evidence, Similarity};
use crate::search::{Band, Step};
use std::collections::HashSet;
use std::ops::Range;

/// The number of sentences before and after an unaligned one that are compared with it.
const NEAR: usize = 4;
/// The fewest confident 1:1 pairs from which the similarity of counterparts is estimated.
const FEW: usize = 3;
/// A pair is confident from this probability on.
const SURE: f32 = 0.9;
/// The share of a counterpart's similarity at which two unaligned sentences are as likely to belong
/// together as not, and the slope: fitted on development sets, unchanged and with
/// swapped neighbours (docs/alignment.md).
const EVEN: f32 = 0.45;
const WIDTH: f32 = 0.08;

/// Lowers the probability of unaligned sentences that have a likely counterpart nearby.
pub(crate) fn rate_unaligned(evidence: &Evidence<'_>, steps: &mut [Step]) {
    let [words, meaning] = evidence.similarity;
    let Some(similarity) = meaning.or(words) else {
        return;
    };
    let like = Like {
        band: evidence.band,
        similarity,
    };
    let mut known: Vec<f32> = steps
        .iter()
        .filter(|step| step.probability >= SURE)
        .filter(|step| (step.source.len(), step.target.len()) == (1, 1))
        .filter_map(|step| like.of(step.source.start, step.target.start))
        .collect();
    if known.len() < FEW {
        return;
    }
    known.sort_unstable_by(f32::total_cmp);
    let typical = known[known.len() / 2].max(f32::MIN_POSITIVE);
    let unaligned = |side: fn(&Step) -> (&Range<usize>, &Range<usize>)| -> HashSet<usize> {
        let sides = steps.iter().map(side);
        sides
            .filter(|(_, other)| other.is_empty())
            .filter_map(|(own, _)| (own.len() == 1).then_some(own.start))
            .collect()
    };
    let unaligned = [
        unaligned(|step| (&step.source, &step.target)),
        unaligned(|step| (&step.target, &step.source)),
    ];
    let share = |i: usize, j: usize| like.of(i, j).map_or(0.0, |like| like / typical);
    for step in steps {
        let (i, j) = (step.source.start, step.target.start);
        let best = match (step.source.len(), step.target.len()) {
            (1, 0) => near(j)
                .filter(|j| unaligned[1].contains(j))
                .map(|j| share(i, j))
                .fold(0.0, f32::max),
            (0, 1) => near(i)
                .filter(|i| unaligned[0].contains(i))
                .map(|i| share(i, j))
                .fold(0.0, f32::max),
            _ => continue,
        };
        step.probability /= 1.0 + ((best - EVEN) / WIDTH).exp();
    }
}

fn near(at: usize) -> Range<usize> {
    at.saturating_sub(NEAR)..at + NEAR
}

/// The similarity of single sentences, above that of any two.
struct Like<'a> {
    band: &'a Band,
    similarity: &'a Similarity,
}

impl Like<'_> {
    /// Returns it for a pair inside the band.
    fn of(&self, row: usize, column: usize) -> Option<f32> {
        let [source, target] = &self.similarity.neighbourhood;
        let mean = (source.mean.get(row)? + target.mean.get(column)?) / 2.0;
        let cell = self.band.cell(row, column)?;
        Some(self.similarity.blocks.at(cell, 1, 1) - mean)
    }
}
