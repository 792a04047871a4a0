//! Finds the best chain of beads, and how sure each bead is.
//!
//! A node `(i, j)` says that `i` source and `j` target sentences are behind us; a bead is an
//! edge from its first sentences to the node after its last. [`coarse`] finds anchors by a
//! monotone chain of likely pairs, [`band`] keeps the nodes near them, [`chain`] searches all
//! beads inside exactly. Time and memory grow with the nodes of the band, so linearly with the
//! text.

mod band;
mod chain;
mod coarse;
mod table;

pub(crate) use band::Band;
pub(crate) use chain::{Potentials, Step, decode, expect, log_sum};
pub(crate) use coarse::{anchors, chain_weights};
pub(crate) use table::{BlockTable, MAX_SIDE, TYPES, slot};
