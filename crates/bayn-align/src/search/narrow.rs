//! Narrows the band to the nodes that a good chain may visit.
//!
//! A first search uses small beads only (1-1, 1-2, 2-1 and null beads), a seventh of
//! all shapes. Every larger bead can be composed of these between the same two nodes, so
//! a node through which even the best chain of small beads scores far below the best
//! of all is not a corner of a large bead either. The remaining nodes are searched exactly.

use super::band::Band;
use super::block_table::{NULL_SOURCE, NULL_TARGET, TYPES, slot};
use super::window::Window;
use std::ops::Range;

/// The shapes of the first search, by their indexes in [`TYPES`]; the two null beads last.
pub(crate) const SMALL: [usize; 5] = [
    slot::of(1, 1),
    slot::of(1, 2),
    slot::of(2, 1),
    NULL_SOURCE,
    NULL_TARGET,
];
/// The most sentences of the blocks that the features of small beads use: one more than
/// the beads themselves have.
pub(crate) const SMALL_SEEN: usize = 4;
/// How far below the best chain the best one through a node may be, in log-odds.
const MARGIN: f32 = 20.0;

const NEVER: f32 = f32::NEG_INFINITY;
const TEXT: usize = 0;
const SOURCE: usize = 1;
const TARGET: usize = 2;

/// The scores of small beads that begin at each cell, and the score of a run of unaligned sentences.
pub(crate) struct SmallPotentials {
    pub(crate) beads: Vec<[f32; SMALL.len()]>,
    pub(crate) opening: f32,
}

/// The number of preceding source and target sentences.
pub(crate) type Node = (usize, usize);
/// Two nodes between which a search runs.
pub(crate) type Gap = (Node, Node);

/// Returns the nodes of the band visited by chains within [`MARGIN`] of the best, for searches
/// through each of the gaps.
pub(crate) fn narrow(band: &Band, potentials: &SmallPotentials, gaps: &[Gap]) -> Band {
    let mut kept: Vec<Range<usize>> = vec![0..0; band.height() + 1];
    for &(from, to) in gaps {
        let window = Window { band, from, to };
        let (past, future) =
            rayon::join(|| past(&window, potentials), || future(&window, potentials));
        let through = |cell: usize| {
            let both = past[cell].iter().zip(&future[cell]).map(|(p, f)| p + f);
            both.fold(NEVER, f32::max)
        };
        let best = window.cell(from.0, from.1).map_or(NEVER, through);
        for row in window.rows() {
            let is_near = |&column: &usize| {
                let cell = window.cell(row, column);
                cell.is_some_and(|cell| through(cell) >= best - MARGIN)
            };
            let mut near = window.columns(row).filter(is_near);
            let Some(first) = near.next() else {
                continue;
            };
            let past_last = near.next_back().unwrap_or(first) + 1;
            let run = &mut kept[row];
            if run.end == 0 {
                run.start = first;
            }
            *run = run.start.min(first)..run.end.max(past_last);
        }
    }
    band.holding(&kept)
}

/// Returns, for each node and state, the best score of any chain from the start to it.
fn past(window: &Window<'_>, potentials: &SmallPotentials) -> Vec<[f32; 3]> {
    let (base, opening) = (window.base(), potentials.opening);
    let mut best = vec![[NEVER; 3]; window.len()];
    for row in window.rows() {
        for column in window.columns(row) {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            if (row, column) == window.from {
                best[here][TEXT] = 0.0;
                continue;
            }
            let mut found = [NEVER; 3];
            for (at, &shape) in SMALL.iter().enumerate() {
                let (a, b) = TYPES[shape];
                if a > row || b > column {
                    continue;
                }
                let Some(before) = window.cell(row - a, column - b) else {
                    continue;
                };
                let score = potentials.beads[base + before][at];
                let [text, source, target] = best[before];
                let (state, way) = match shape {
                    NULL_SOURCE => (SOURCE, source.max(text + opening)),
                    NULL_TARGET => (TARGET, target.max(text.max(source) + opening)),
                    _ => (TEXT, text.max(source).max(target)),
                };
                found[state] = found[state].max(way + score);
            }
            best[here] = found;
        }
    }
    best
}

/// Returns, for each node and state, the best score of any chain from it to the end.
fn future(window: &Window<'_>, potentials: &SmallPotentials) -> Vec<[f32; 3]> {
    let (base, opening) = (window.base(), potentials.opening);
    let mut best = vec![[NEVER; 3]; window.len()];
    for row in window.rows().rev() {
        for column in window.columns(row).rev() {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            if (row, column) == window.to {
                best[here] = [0.0; 3];
                continue;
            }
            let (mut text, mut source, mut target) = (NEVER, NEVER, NEVER);
            for (at, &shape) in SMALL.iter().enumerate() {
                let (a, b) = TYPES[shape];
                let Some(after) = window.cell(row + a, column + b) else {
                    continue;
                };
                let score = potentials.beads[base + here][at];
                match shape {
                    NULL_SOURCE => source = score + best[after][SOURCE],
                    NULL_TARGET => target = score + best[after][TARGET],
                    _ => text = text.max(score + best[after][TEXT]),
                }
            }
            best[here] = [
                text.max(source.max(target) + opening),
                text.max(source).max(target + opening),
                text.max(target),
            ];
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::decode;
    use crate::search::sums::{Goal, Potentials};
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn the_best_chain_is_kept(
            rows in 1_usize..9,
            columns in 1_usize..9,
            numbers in proptest::collection::vec(-30.0_f32..30.0, 100 * TYPES.len()),
            opening in -5.0_f32..1.0,
        ) {
            let band = Band::full(rows, columns);
            // Beads of other than the small shapes are left out, so both searches agree.
            let beads: Vec<[f32; TYPES.len()]> = (0..band.len())
                .map(|cell| {
                    let mut row = [NEVER; TYPES.len()];
                    for shape in SMALL {
                        row[shape] = numbers[cell * TYPES.len() + shape];
                    }
                    row
                })
                .collect();
            let small = SmallPotentials {
                beads: beads.iter().map(|row| SMALL.map(|shape| row[shape])).collect(),
                opening,
            };
            let end = (rows, columns);
            let narrow = narrow(&band, &small, &[((0, 0), end)]);
            let steps = decode(&band, &Potentials { beads, opening, goal: Goal::Heaviest }, (0, 0), end);
            for step in steps {
                prop_assert!(narrow.cell(step.source.start, step.target.start).is_some());
                prop_assert!(narrow.cell(step.source.end, step.target.end).is_some());
            }
            prop_assert!(narrow.len() <= band.len());
        }
    }
}
