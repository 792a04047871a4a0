//! How sure it is that a sentence without a counterpart has none.
//!
//! A chain of beads cannot cross, so where two neighbours are told in the opposite order one of each
//! side is left alone, and every chain agrees on it. So each lonely sentence is compared with those
//! of the other side about it that are lonely too: where one is nearly as like it as counterparts of
//! this text are, it is in doubt that there is none.

use crate::bead_model::{Evidence, Likeness};
use crate::search::{Band, Step};
use std::collections::HashSet;
use std::ops::Range;

/// Sentences to each side of a lonely one that are looked at.
const NEAR: usize = 4;
/// Sure pairs of single sentences that tell how like counterparts are; fewer tell nothing.
const FEW: usize = 3;
/// A pair is sure from here on.
const SURE: f32 = 0.9;
/// The share of a counterpart's likeness at which two lonely sentences are as likely to belong
/// together as not, and how fast that changes: fitted on development sets, as they are and with
/// swapped neighbours (docs/alignment.md).
const EVEN: f32 = 0.45;
const WIDTH: f32 = 0.08;

/// Lowers the probability of lonely sentences that have a likely counterpart nearby.
pub(crate) fn doubt(evidence: &Evidence<'_>, steps: &mut [Step]) {
    let [words, meaning] = evidence.likeness;
    let Some(likeness) = meaning.or(words) else {
        return;
    };
    let like = Like {
        band: evidence.band,
        likeness,
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
    let lonely = |side: fn(&Step) -> (&Range<usize>, &Range<usize>)| -> HashSet<usize> {
        let sides = steps.iter().map(side);
        sides
            .filter(|(_, other)| other.is_empty())
            .filter_map(|(own, _)| (own.len() == 1).then_some(own.start))
            .collect()
    };
    let lonely = [
        lonely(|step| (&step.source, &step.target)),
        lonely(|step| (&step.target, &step.source)),
    ];
    let share = |i: usize, j: usize| like.of(i, j).map_or(0.0, |like| like / typical);
    for step in steps {
        let (i, j) = (step.source.start, step.target.start);
        let best = match (step.source.len(), step.target.len()) {
            (1, 0) => near(j)
                .filter(|j| lonely[1].contains(j))
                .map(|j| share(i, j))
                .fold(0.0, f32::max),
            (0, 1) => near(i)
                .filter(|i| lonely[0].contains(i))
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

/// The likeness of single sentences, above what any two have.
struct Like<'a> {
    band: &'a Band,
    likeness: &'a Likeness,
}

impl Like<'_> {
    /// Returns it for a pair inside the band.
    fn of(&self, row: usize, column: usize) -> Option<f32> {
        let [source, target] = &self.likeness.neighbourhood;
        let mean = (source.mean.get(row)? + target.mean.get(column)?) / 2.0;
        let cell = self.band.cell(row, column)?;
        Some(self.likeness.blocks.at(cell, 1, 1) - mean)
    }
}
