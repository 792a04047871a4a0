//! One bead of a chain.

use std::ops::Range;

/// One bead of a chain.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    /// Its source sentences.
    pub(crate) source: Range<usize>,
    /// Its target sentences.
    pub(crate) target: Range<usize>,
    /// Its probability.
    pub(crate) probability: f32,
}

/// Creates a bead of these sentences whose probability is not known yet.
pub(super) const fn lone(top: usize, bottom: usize, left: usize, right: usize) -> Step {
    Step {
        source: top..bottom,
        target: left..right,
        probability: 0.0,
    }
}
