//! Sums over all chains of beads inside a band.
//!
//! A semi-Markov chain (Sarawagi & Cohen 2004) with three states for the kind of the previous
//! bead: text, an unaligned source sentence, an unaligned target sentence. A run of unaligned ones pays
//! once for its opening, as gaps do in sequence alignment (Gotoh 1982). Unaligned source
//! sentences come before unaligned target sentences if both are adjacent, so that one alignment is one
//! path. Forward and backward sums together give each bead's probability.

use super::band::Band;
use super::block_table::{NULL_SOURCE, NULL_TARGET, TYPES, slot};
use super::window::Window;

/// The scores of all beads that begin at each cell of a band; minus infinity for a bead that
/// is not allowed.
pub(crate) struct Potentials {
    /// One row of shapes for each cell.
    pub(crate) beads: Vec<[f32; TYPES.len()]>,
    /// The score of the start of a run of unaligned sentences.
    pub(crate) opening: f32,
    /// Which chain is chosen.
    pub(crate) goal: Goal,
}

/// The criterion by which a chain is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Goal {
    /// The one with the highest score.
    Heaviest,
    /// The one with the highest expected number of correct beads.
    MostRight,
}

/// Sums over all chains.
pub(crate) struct Expectation {
    /// The logarithm of the sum; minus infinity if no chain exists.
    pub(crate) log_sum: f64,
    /// The probability of each bead, by cell and shape.
    pub(crate) beads: Vec<[f32; TYPES.len()]>,
    /// The expected number of runs of unaligned sentences.
    pub(crate) openings: f64,
}

pub(super) const NEVER: f64 = f64::NEG_INFINITY;
/// The states: the kind of the previous bead.
pub(super) const TEXT: usize = 0;
pub(super) const SOURCE: usize = 1;
pub(super) const TARGET: usize = 2;

pub(super) fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == NEVER || high - low > 40.0 {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}

/// Log-sum-exp without an exponential and a logarithm for each term.
pub(super) fn sum_of(terms: &[f64]) -> f64 {
    let high = terms.iter().copied().fold(NEVER, f64::max);
    if high == NEVER {
        return NEVER;
    }
    let sum: f64 = terms
        .iter()
        .map(|&term| term - high)
        .filter(|&below| below > -40.0)
        .map(f64::exp)
        .sum();
    high + sum.ln()
}

/// Returns, for each node and state, the combined score of all chains from the start to it.
pub(super) fn forward(
    window: &Window<'_>,
    potentials: &Potentials,
    join: fn(&[f64]) -> f64,
) -> Vec<[f64; 3]> {
    let base = window.base();
    let opening = f64::from(potentials.opening);
    let mut sums = vec![[NEVER; 3]; window.len()];
    let mut all = vec![NEVER; window.len()];
    for row in window.rows() {
        for column in window.columns(row) {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            if (row, column) == window.from {
                sums[here][TEXT] = 0.0;
                all[here] = 0.0;
                continue;
            }
            let mut terms = [NEVER; slot::COUNT];
            for (shape, &(a, b)) in TYPES.iter().enumerate().take(slot::COUNT) {
                if a <= row
                    && b <= column
                    && let Some(before) = window.cell(row - a, column - b)
                {
                    terms[shape] = all[before] + f64::from(potentials.beads[base + before][shape]);
                }
            }
            sums[here][TEXT] = join(&terms);
            if row > 0
                && let Some(before) = window.cell(row - 1, column)
            {
                let score = f64::from(potentials.beads[base + before][NULL_SOURCE]);
                let past = sums[before];
                sums[here][SOURCE] = score + join(&[past[TEXT] + opening, past[SOURCE]]);
            }
            if column > 0
                && let Some(before) = window.cell(row, column - 1)
            {
                let score = f64::from(potentials.beads[base + before][NULL_TARGET]);
                let past = sums[before];
                sums[here][TARGET] =
                    score + join(&[past[TEXT] + opening, past[SOURCE] + opening, past[TARGET]]);
            }
            all[here] = join(&sums[here]);
        }
    }
    sums
}

/// Returns, for each node and state, the sum over all chains from it to the end.
pub(super) fn backward(window: &Window<'_>, potentials: &Potentials) -> Vec<[f64; 3]> {
    let base = window.base();
    let opening = f64::from(potentials.opening);
    let mut sums = vec![[NEVER; 3]; window.len()];
    for row in window.rows().rev() {
        for column in window.columns(row).rev() {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            if (row, column) == window.to {
                sums[here] = [0.0; 3];
                continue;
            }
            let scores = &potentials.beads[base + here];
            let mut terms = [NEVER; slot::COUNT];
            for (shape, &(a, b)) in TYPES.iter().enumerate().take(slot::COUNT) {
                if let Some(after) = window.cell(row + a, column + b) {
                    terms[shape] = f64::from(scores[shape]) + sums[after][TEXT];
                }
            }
            let text = sum_of(&terms);
            let alone = |step: (usize, usize), shape: usize, state: usize| {
                window
                    .cell(row + step.0, column + step.1)
                    .map_or(NEVER, |after| f64::from(scores[shape]) + sums[after][state])
            };
            let source = alone((1, 0), NULL_SOURCE, SOURCE);
            let target = alone((0, 1), NULL_TARGET, TARGET);
            sums[here] = [
                sum_of(&[text, source + opening, target + opening]),
                sum_of(&[text, source, target + opening]),
                log_add(text, target),
            ];
        }
    }
    sums
}

/// Returns the logarithm of the sum over all chains through the whole band.
pub(crate) fn log_sum(band: &Band, potentials: &Potentials) -> f64 {
    let columns = band.row(band.height()).end.saturating_sub(1);
    let window = Window {
        band,
        from: (0, 0),
        to: (band.height(), columns),
    };
    forward(&window, potentials, sum_of)
        .last()
        .map_or(NEVER, |sums| sum_of(sums))
}

/// Returns the sums over all chains through the whole band.
pub(crate) fn expect(band: &Band, potentials: &Potentials) -> Expectation {
    let columns = band.row(band.height()).end.saturating_sub(1);
    let window = Window {
        band,
        from: (0, 0),
        to: (band.height(), columns),
    };
    let past = forward(&window, potentials, sum_of);
    let future = backward(&window, potentials);
    let total = future.first().map_or(NEVER, |sums| sums[TEXT]);
    let mut beads = vec![[0.0; TYPES.len()]; window.len()];
    let mut openings = 0.0;
    if total == NEVER {
        return Expectation {
            log_sum: total,
            beads,
            openings,
        };
    }
    let opening = f64::from(potentials.opening);
    for row in window.rows() {
        for column in window.columns(row) {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            let all = sum_of(&past[here]) - total;
            if all == NEVER {
                continue;
            }
            for (shape, &(a, b)) in TYPES.iter().enumerate() {
                let Some(after) = window.cell(row + a, column + b) else {
                    continue;
                };
                let score = f64::from(potentials.beads[here][shape]);
                let chance = match shape {
                    NULL_SOURCE => {
                        let rest = score + future[after][SOURCE] - total;
                        let opened = (past[here][TEXT] + opening + rest).exp();
                        openings += opened;
                        opened + (past[here][SOURCE] + rest).exp()
                    }
                    NULL_TARGET => {
                        let rest = score + future[after][TARGET] - total;
                        let opened =
                            (log_add(past[here][TEXT], past[here][SOURCE]) + opening + rest).exp();
                        openings += opened;
                        opened + (past[here][TARGET] + rest).exp()
                    }
                    _ => (all + score + future[after][TEXT]).exp(),
                };
                beads[here][shape] = chance as f32;
            }
        }
    }
    Expectation {
        log_sum: total,
        beads,
        openings,
    }
}
