//! Scores of the beads between the nodes of a band: their features times the model's weights.

use crate::bead_model::{BeadModel, Evidence, FEATURE_COUNT};
use crate::search::{Band, Gap, Goal, Potentials, SMALL, SmallPotentials, TYPES, narrow};

/// Scores every bead between nodes of a band that is inside that of the evidence.
pub(crate) fn weigh(evidence: &Evidence<'_>, band: &Band, model: &BeadModel) -> Potentials {
    let beads = band.table([f32::NEG_INFINITY; TYPES.len()], 1, |row, cells| {
        for (column, cell) in band.row(row).zip(cells) {
            for (shape, (score, &(a, b))) in cell.iter_mut().zip(&TYPES).enumerate() {
                if band.cell(row + a, column + b).is_some()
                    && !evidence.is_too_uneven(row, column, shape)
                {
                    *score = score_of(evidence, model, (row, column), shape);
                }
            }
        }
    });
    // Sums from words alone are too rough as probabilities to choose by them.
    let goal = match evidence.similarity[1] {
        Some(_) => Goal::MostRight,
        None => Goal::Heaviest,
    };
    Potentials {
        beads,
        opening: model.opening / model.temperature,
        goal,
    }
}

/// Returns the part of the evidence's band that a good chain may visit.
pub(crate) fn narrowed(evidence: &Evidence<'_>, model: &BeadModel, gaps: &[Gap]) -> Band {
    let band = evidence.band;
    let beads = band.table([f32::NEG_INFINITY; SMALL.len()], 1, |row, cells| {
        for (column, cell) in band.row(row).zip(cells) {
            for (score, &shape) in cell.iter_mut().zip(&SMALL) {
                let (a, b) = TYPES[shape];
                if band.cell(row + a, column + b).is_some() {
                    *score = score_of(evidence, model, (row, column), shape);
                }
            }
        }
    });
    let opening = model.opening / model.temperature;
    narrow(band, &SmallPotentials { beads, opening }, gaps)
}

/// Returns the score of one bead.
fn score_of(
    evidence: &Evidence<'_>,
    model: &BeadModel,
    (row, column): (usize, usize),
    shape: usize,
) -> f32 {
    let mut features = [0.0; FEATURE_COUNT];
    evidence.fill(row, column, shape, &mut features);
    dot(&features, &model.weights) / model.temperature
}

/// Eight sums at once, which the compiler turns into vector instructions.
fn dot(features: &[f32], weights: &[f32]) -> f32 {
    const LANES: usize = 8;
    let mut sums = [0.0; LANES];
    let (features, rest) = features.as_chunks::<LANES>();
    let (weights, others) = weights.as_chunks::<LANES>();
    for (features, weights) in features.iter().zip(weights) {
        for lane in 0..LANES {
            sums[lane] += features[lane] * weights[lane];
        }
    }
    let tail: f32 = rest.iter().zip(others).map(|(f, w)| f * w).sum();
    sums.iter().sum::<f32>() + tail
}
