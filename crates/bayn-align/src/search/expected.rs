//! The chain with the highest expected number of correct beads.
//!
//! The heaviest chain is not always the one with the most correct beads: if it is slightly
//! ahead of many that agree with each other, their common beads are the better guess. So each
//! bead scores its probability minus a price. For the highest expected F1 the price is half the
//! F1 that is reached (Nan Ye et al. 2012, "Optimizing F-measure"); an unaligned sentence scores
//! the sum of all chains in which it is unaligned.

use super::block_table::{NULL_SOURCE, NULL_TARGET, TYPES};
use super::step::{Step, lone};
use super::sums::NEVER;
use super::window::Window;

/// The price of a bead.
pub(super) const PRICE: f64 = 0.45;
/// The states: whether the bead before was an unaligned target sentence, after which no
/// unaligned source sentence may follow.
const FREE: usize = 0;
const AFTER_TARGET: usize = 1;

/// The best path to a node.
#[derive(Clone, Copy)]
struct Way {
    value: f64,
    shape: usize,
    state: usize,
}

const NO_WAY: Way = Way {
    value: NEVER,
    shape: usize::MAX,
    state: FREE,
};

/// Returns the chain through the window with the highest sum of probabilities minus prices.
///
/// `alone` is the probability of each sentence to be unaligned, source first; `chance` gives
/// that of a bead with both sides by its cell, the cell after it, and its shape.
pub(super) fn most_right(
    window: &Window<'_>,
    alone: &[Vec<f64>; 2],
    chance: impl Fn(usize, usize, usize) -> f64,
) -> Vec<Step> {
    let mut ways = vec![[NO_WAY; 2]; window.len()];
    if let Some(first) = window.cell(window.from.0, window.from.1) {
        ways[first][FREE].value = 0.0;
    }
    for row in window.rows() {
        for column in window.columns(row) {
            let Some(here) = window.cell(row, column) else {
                continue;
            };
            let [free, after_target] = ways[here].map(|way| way.value);
            for (shape, &(a, b)) in TYPES.iter().enumerate() {
                let Some(after) = window.cell(row + a, column + b) else {
                    continue;
                };
                let (chance, next, from_target) = match shape {
                    NULL_SOURCE => (alone[0][row - window.from.0], FREE, NEVER),
                    NULL_TARGET => (alone[1][column - window.from.1], AFTER_TARGET, after_target),
                    _ => (chance(here, after, shape), FREE, after_target),
                };
                let (before, state) = if free >= from_target {
                    (free, FREE)
                } else {
                    (from_target, AFTER_TARGET)
                };
                let value = before + chance - PRICE;
                let way = &mut ways[after][next];
                if value > way.value {
                    *way = Way {
                        value,
                        shape,
                        state,
                    };
                }
            }
        }
    }
    walk_back(window, &ways)
}

fn walk_back(window: &Window<'_>, ways: &[[Way; 2]]) -> Vec<Step> {
    let mut steps = Vec::new();
    let (mut row, mut column) = window.to;
    let Some(end) = window.cell(row, column) else {
        return steps;
    };
    let mut state = usize::from(ways[end][AFTER_TARGET].value > ways[end][FREE].value);
    while (row, column) != window.from {
        let way = window.cell(row, column).map(|cell| ways[cell][state]);
        // A band always has a path back.
        let Some((way, &(a, b))) = way.and_then(|way| Some((way, TYPES.get(way.shape)?))) else {
            break;
        };
        steps.push(lone(row - a, row, column - b, column));
        (row, column, state) = (row - a, column - b, way.state);
    }
    steps.reverse();
    steps
}
