//! The chain of beads to choose between two nodes, and the confidence of each bead.

use super::band::Band;
use super::block_table::{NULL_SOURCE, NULL_TARGET, TYPES, slot};
use super::expected::most_right;
use super::step::{Step, lone};
use super::sums::{
    Goal, NEVER, Potentials, SOURCE, TARGET, TEXT, backward, forward, log_add, sum_of,
};
use super::window::Window;

fn best_of(terms: &[f64]) -> f64 {
    terms.iter().copied().fold(NEVER, f64::max)
}

/// Returns the best chain between two nodes of the band, with the probability of each bead.
///
/// The confidence of an unaligned sentence is the sum over all chains in which it is unaligned.
pub(crate) fn decode(
    band: &Band,
    potentials: &Potentials,
    from: (usize, usize),
    to: (usize, usize),
) -> Vec<Step> {
    let window = Window { band, from, to };
    let (past, future) = rayon::join(
        || forward(&window, potentials, sum_of),
        || backward(&window, potentials),
    );
    let total = window
        .cell(from.0, from.1)
        .map_or(NEVER, |cell| future[cell][TEXT]);
    let alone = unaligned(&window, potentials, &past, &future, total);
    let base = window.base();
    let mut steps = match potentials.goal {
        Goal::Heaviest => walk_back(&window, potentials, &forward(&window, potentials, best_of)),
        Goal::MostRight => {
            let chance = |here: usize, after: usize, shape: usize| {
                let score = f64::from(potentials.beads[base + here][shape]);
                (sum_of(&past[here]) + score + future[after][TEXT] - total).exp()
            };
            most_right(&window, &alone, chance)
        }
    };
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

/// Returns the probability that each sentence of both sides is unaligned.
fn unaligned(
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
        // Without a backpointer the rest is unaligned: only an invalid band could lead here.
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
    use crate::search::expected::PRICE;
    use crate::search::sums::{expect, log_sum};
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
            let potentials = Potentials { beads, opening, goal: Goal::Heaviest };
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
            // The chain with the most beads right tiles too, and expects no fewer right than
            // the heaviest does at the same price.
            let likely = Potentials { goal: Goal::MostRight, ..potentials };
            let expected = decode(&band, &likely, (0, 0), end);
            let potentials = likely;
            let worth = |steps: &[Step]| {
                steps.iter().map(|step| f64::from(step.probability) - PRICE).sum::<f64>()
            };
            prop_assert!(worth(&expected) >= worth(&steps) - 1e-3);
            let mut at = (0, 0);
            for step in &expected {
                prop_assert_eq!((step.source.start, step.target.start), at);
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
