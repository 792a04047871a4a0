//! Finds the best chain of beads, and the confidence of each bead.
//!
//! A node `(i, j)` means that `i` source and `j` target sentences precede it; a bead is an
//! edge from its first sentences to the node after its last. [`coarse`] finds anchors by a
//! monotone chain of likely pairs, [`band`] keeps the nodes near them, [`narrow`] those that a
//! search with small beads leaves open, and [`decode`] searches all beads inside exactly: the
//! heaviest chain, or by [`sums`] over all chains the one that is [`expected`] to have the most
//! correct beads. Time and memory are proportional to the nodes of the band, so linear in the
//! length of the text.

mod band;
mod block_table;
mod coarse;
mod decode;
mod expected;
mod narrow;
mod step;
mod sums;
mod window;

pub(crate) use band::Band;
pub(crate) use block_table::{BlockTable, MAX_SIDE, TYPES, slot};
pub(crate) use coarse::{Weights, anchors, chain_weights};
pub(crate) use decode::decode;
pub(crate) use narrow::{Gap, Node, SMALL, SMALL_SEEN, SmallPotentials, narrow};
pub(crate) use step::Step;
pub(crate) use sums::{Goal, Potentials, expect, log_sum};
