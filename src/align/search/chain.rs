//! Exact search over all chains of beads inside a band, and the sum over all of them.
//!
//! A semi-Markov chain (Sarawagi & Cohen 2004) with three states that say what the bead before
//! was: text, a source sentence alone, a target sentence alone. A run of lonely sentences pays
//! once for its opening, as gaps do in sequence alignment (Gotoh 1982). Lonely source
//! sentences come before lonely target sentences where both meet, so that one alignment is one
//! path. Viterbi finds the best path; forward and backward sums give each bead's probability.

use super::band::Band;
use super::table::{NULL_SOURCE, NULL_TARGET, TYPES, slot};
use std::ops::Range;

/// The scores of all beads that begin at each cell of a band; minus infinity for a bead that
/// may not be.
pub(crate) struct Potentials {
    /// One row of shapes for each cell.
    pub(crate) beads: Vec<[f32; TYPES.len()]>,
    /// What a run of lonely sentences adds when it begins.
    pub(crate) opening: f32,
}

/// One bead of the best chain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// Its source sentences.
    pub(crate) source: Range<usize>,
    /// Its target sentences.
    pub(crate) target: Range<usize>,
    /// Its probability.
    pub(crate) probability: f32,
}

/// Sums over all chains.
pub(crate) struct Expectation {
    /// The logarithm of the sum; minus infinity when no chain exists.
    pub(crate) log_sum: f64,
    /// The probability of each bead, by cell and shape.
    pub(crate) beads: Vec<[f32; TYPES.len()]>,
    /// The expected number of runs of lonely sentences.
    pub(crate) openings: f64,
}

const NEVER: f64 = f64::NEG_INFINITY;
/// The states: what the bead before was.
const TEXT: usize = 0;
const SOURCE: usize = 1;
const TARGET: usize = 2;

/// The part of a band between two nodes.
struct Window<'a> {
    band: &'a Band,
    from: (usize, usize),
    to: (usize, usize),
}

impl Window<'_> {
    fn rows(&self) -> std::ops::RangeInclusive<usize> {
        self.from.0..=self.to.0
    }

    fn columns(&self, row: usize) -> Range<usize> {
        let run = self.band.row(row);
        run.start.max(self.from.1)..run.end.min(self.to.1 + 1)
    }

    /// Returns the cell of a node counted from the first row's, if it is inside.
    fn cell(&self, row: usize, column: usize) -> Option<usize> {
        if row < self.from.0 || row > self.to.0 || column < self.from.1 || column > self.to.1 {
            return None;
        }
        Some(self.band.cell(row, column)? - self.base())
    }

    fn base(&self) -> usize {
        let first = self.band.row(self.from.0).start;
        self.band.cell(self.from.0, first).unwrap_or(0)
    }

    fn len(&self) -> usize {
        let last = self.band.row(self.to.0);
        self.band
            .cell(self.to.0, last.end.saturating_sub(1))
            .map_or(0, |cell| cell + 1 - self.base())
    }
}

fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == NEVER || high - low > 40.0 {
        high
    } else {
        high + (low - high).exp().ln_1p()
    }
}

/// Sums in the log domain without leaving it for each term.
fn sum_of(terms: &[f64]) -> f64 {
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

/// Returns, for each node and state, the joined score of all chains from the start to it.
fn forward(window: &Window<'_>, potentials: &Potentials, join: fn(&[f64]) -> f64) -> Vec<[f64; 3]> {
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
fn backward(window: &Window<'_>, potentials: &Potentials) -> Vec<[f64; 3]> {
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

fn best_of(terms: &[f64]) -> f64 {
    terms.iter().copied().fold(NEVER, f64::max)
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

/// Returns the best chain between two nodes of the band, with the probability of each bead.
///
/// A lonely sentence is as sure as all chains together that leave it alone, wherever they do.
pub(crate) fn decode(
    band: &Band,
    potentials: &Potentials,
    from: (usize, usize),
    to: (usize, usize),
) -> Vec<Step> {
    let window = Window { band, from, to };
    let best = forward(&window, potentials, best_of);
    let mut steps = walk_back(&window, potentials, &best);
    let past = forward(&window, potentials, sum_of);
    let future = backward(&window, potentials);
    let total = window
        .cell(from.0, from.1)
        .map_or(NEVER, |cell| future[cell][TEXT]);
    let alone = lonely(&window, potentials, &past, &future, total);
    let base = window.base();
    for step in &mut steps {
        let shape = (step.source.len(), step.target.len());
        step.probability = match shape {
            (1, 0) => alone[0][step.source.start - from.0] as f32,
            (0, 1) => alone[1][step.target.start - from.1] as f32,
            (a, b) => match (
                window.cell(step.source.start, step.target.start),
                window.cell(step.source.end, step.target.end),
            ) {
                (Some(here), Some(after)) => {
                    let score = f64::from(potentials.beads[base + here][slot::of(a, b)]);
                    (sum_of(&past[here]) + score + future[after][TEXT] - total).exp() as f32
                }
                _ => 0.0,
            },
        };
    }
    steps
}

/// Returns the probability of each sentence of both sides to stand alone.
fn lonely(
    window: &Window<'_>,
    potentials: &Potentials,
    past: &[[f64; 3]],
    future: &[[f64; 3]],
    total: f64,
) -> [Vec<f64>; 2] {
    let base = window.base();
    let opening = f64::from(potentials.opening);
    let mut alone = [
        vec![0.0; window.to.0 - window.from.0],
        vec![0.0; window.to.1 - window.from.1],
    ];
    for row in window.rows() {
        for column in window.columns(row) {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            let scores = &potentials.beads[base + here];
            let past = past[here];
            if let Some(after) = window.cell(row + 1, column) {
                let way = log_add(past[TEXT] + opening, past[SOURCE]);
                let rest = f64::from(scores[NULL_SOURCE]) + future[after][SOURCE] - total;
                alone[0][row - window.from.0] += (way + rest).exp();
            }
            if let Some(after) = window.cell(row, column + 1) {
                let way = sum_of(&[past[TEXT] + opening, past[SOURCE] + opening, past[TARGET]]);
                let rest = f64::from(scores[NULL_TARGET]) + future[after][TARGET] - total;
                alone[1][column - window.from.1] += (way + rest).exp();
            }
        }
    }
    alone
}

/// Follows the best scores back from the end of the window to its start.
fn walk_back(window: &Window<'_>, potentials: &Potentials, best: &[[f64; 3]]) -> Vec<Step> {
    let base = window.base();
    let opening = f64::from(potentials.opening);
    let mut steps = Vec::new();
    let (mut row, mut column) = window.to;
    let Some(end) = window.cell(row, column) else {
        return steps;
    };
    let mut state = argmax(&best[end]);
    while (row, column) != window.from {
        let mut found = None;
        match state {
            TEXT => {
                let mut high = NEVER;
                for (shape, &(a, b)) in TYPES.iter().enumerate().take(slot::COUNT) {
                    if a > row || b > column {
                        continue;
                    }
                    let Some(before) = window.cell(row - a, column - b) else {
                        continue;
                    };
                    let score =
                        best_of(&best[before]) + f64::from(potentials.beads[base + before][shape]);
                    if score > high {
                        high = score;
                        found = Some((a, b, argmax(&best[before])));
                    }
                }
            }
            SOURCE if row > 0 => {
                if let Some(before) = window.cell(row - 1, column) {
                    let past = best[before];
                    let stay = past[SOURCE] >= past[TEXT] + opening;
                    found = Some((1, 0, if stay { SOURCE } else { TEXT }));
                }
            }
            TARGET if column > 0 => {
                if let Some(before) = window.cell(row, column - 1) {
                    let past = best[before];
                    let opened = past[TEXT].max(past[SOURCE]) + opening;
                    let other = if past[TEXT] >= past[SOURCE] {
                        TEXT
                    } else {
                        SOURCE
                    };
                    let stay = past[TARGET] >= opened;
                    found = Some((0, 1, if stay { TARGET } else { other }));
                }
            }
            _ => {}
        }
        // Without a way back the rest stands alone: only a broken band could bring us here.
        let Some((a, b, before)) = found else {
            steps.extend(
                (window.from.1..column)
                    .rev()
                    .map(|at| lone(row, row, at, at + 1)),
            );
            let at = window.from.1;
            steps.extend(
                (window.from.0..row)
                    .rev()
                    .map(|row| lone(row, row + 1, at, at)),
            );
            break;
        };
        steps.push(lone(row - a, row, column - b, column));
        row -= a;
        column -= b;
        state = before;
    }
    steps.reverse();
    steps
}

const fn lone(top: usize, bottom: usize, left: usize, right: usize) -> Step {
    Step {
        source: top..bottom,
        target: left..right,
        probability: 0.0,
    }
}

fn argmax(values: &[f64; 3]) -> usize {
    let mut best = 0;
    for at in 1..3 {
        if values[at] > values[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Scores all chains one by one; returns their scores.
    fn all_chains(
        potentials: &Potentials,
        band: &Band,
        (i, j): (usize, usize),
        state: usize,
        end: (usize, usize),
    ) -> Vec<f64> {
        if (i, j) == end {
            return vec![0.0];
        }
        let mut found = Vec::new();
        let cell = band.cell(i, j).expect("inside a full band");
        for (shape, &(a, b)) in TYPES.iter().enumerate() {
            if i + a > end.0 || j + b > end.1 || (shape == NULL_SOURCE && state == TARGET) {
                continue;
            }
            let next = match shape {
                NULL_SOURCE => SOURCE,
                NULL_TARGET => TARGET,
                _ => TEXT,
            };
            let opened = next != TEXT && next != state;
            let score = f64::from(potentials.beads[cell][shape])
                + if opened {
                    f64::from(potentials.opening)
                } else {
                    0.0
                };
            for rest in all_chains(potentials, band, (i + a, j + b), next, end) {
                found.push(score + rest);
            }
        }
        found
    }

    fn score(steps: &[Step], potentials: &Potentials, band: &Band) -> f64 {
        let mut state = TEXT;
        let mut sum = 0.0;
        for step in steps {
            let cell = band
                .cell(step.source.start, step.target.start)
                .expect("inside");
            let (shape, next) = match (step.source.len(), step.target.len()) {
                (1, 0) => (NULL_SOURCE, SOURCE),
                (0, 1) => (NULL_TARGET, TARGET),
                (a, b) => (slot::of(a, b), TEXT),
            };
            sum += f64::from(potentials.beads[cell][shape]);
            if next != TEXT && next != state {
                sum += f64::from(potentials.opening);
            }
            state = next;
        }
        sum
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn the_search_is_as_good_as_trying_all_chains(
            rows in 0_usize..4,
            columns in 0_usize..5,
            numbers in proptest::collection::vec(-3.0_f32..3.0, 20 * TYPES.len()),
            opening in -2.0_f32..1.0,
        ) {
            let band = Band::full(rows, columns);
            let beads = (0..band.len())
                .map(|cell| {
                    let mut row = [0.0; TYPES.len()];
                    row.copy_from_slice(&numbers[cell * TYPES.len()..][..TYPES.len()]);
                    row
                })
                .collect();
            let potentials = Potentials { beads, opening };
            let end = (rows, columns);
            let chains = all_chains(&potentials, &band, (0, 0), TEXT, end);
            let best = chains.iter().copied().fold(f64::NEG_INFINITY, f64::max);
            let sum = chains.iter().map(|score| (score - best).exp()).sum::<f64>().ln() + best;

            let steps = decode(&band, &potentials, (0, 0), end);
            prop_assert!((score(&steps, &potentials, &band) - best).abs() < 1e-3);
            prop_assert!((log_sum(&band, &potentials) - sum).abs() < 1e-3);
            let mut at = (0, 0);
            for step in &steps {
                prop_assert_eq!((step.source.start, step.target.start), at);
                prop_assert!((0.0..=1.001).contains(&step.probability));
                at = (step.source.end, step.target.end);
            }
            prop_assert_eq!(at, end);
            // Each sentence is in exactly one bead of every chain.
            let all = expect(&band, &potentials);
            let covered: f32 = all
                .beads
                .iter()
                .flat_map(|row| row.iter().zip(TYPES).map(|(p, (a, b))| p * (a + b) as f32))
                .sum();
            prop_assert!((covered - (rows + columns) as f32).abs() < 1e-2);
        }
    }
}
