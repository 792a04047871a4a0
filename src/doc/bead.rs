//! A bead: the sentences of one side that answer to the sentences of the other.

use crate::units::{Score, Side, Sides};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What a bead holds, as far as the reader treats it differently.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BeadKind {
    /// Running text.
    #[default]
    Text,
    /// The title of the report.
    Title,
    /// Page furniture: share lines, font switches, captions of buttons.
    Furniture,
}

/// One aligned group of sentences; either side may be empty, never both.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// The indexes of its sentences on each side.
    pub sentences: Sides<Range<usize>>,
    /// What it holds.
    pub kind: BeadKind,
    /// The calibrated probability that exactly these sentences belong together.
    pub confidence: Score,
}

impl Bead {
    /// Returns the number of sentences on each side, such as `(1, 2)`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.sentences.source.len(), self.sentences.target.len())
    }

    /// Returns whether one side is empty: a sentence without counterpart.
    #[must_use]
    pub fn is_null(&self) -> bool {
        Side::BOTH
            .iter()
            .any(|&side| self.sentences[side].is_empty())
    }
}
