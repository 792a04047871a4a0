//! A bead: corresponding sentences of both sides.

use crate::{Score, Side, Sides};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The kind of text in a bead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum BeadKind {
    /// Running text.
    #[default]
    Text,
    /// The title of the report.
    Title,
    /// Page furniture: share links, font size switches, button labels.
    Furniture,
}

/// The id of a bead, which stays the same through every edit of its neighbours.
///
/// The beads of a fresh alignment are named 1, 2, 3 … in order; 0 means "not named yet".
/// The id of a bead that an edit creates is derived from its origin ([`BeadId::child`]), so
/// that the same edit by two people gives the same id and two edits never share one.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct BeadId(pub u64);

impl BeadId {
    /// Returns the id of the bead split from this one at sentence `cut` of each side; `taken`
    /// tells which ids are in use.
    #[must_use]
    pub fn child(self, cut: (usize, usize), taken: impl Fn(Self) -> bool) -> Self {
        const FIRST_DERIVED: u64 = 1 << 40;
        let mut state = self.0 ^ 0x9e37_79b9_7f4a_7c15;
        for word in [cut.0 as u64, cut.1 as u64] {
            state = mix(state ^ word);
        }
        loop {
            let id = Self(FIRST_DERIVED | (state >> 20));
            if !taken(id) {
                return id;
            }
            state = mix(state);
        }
    }
}

/// One step of splitmix64 (Steele, Lea & Flood 2014): mixes the bits of a word.
const fn mix(word: u64) -> u64 {
    let word = word.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// Whether a person has confirmed or changed a bead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LinkState {
    /// Nobody has looked at it: as the aligner or the file gave it.
    #[default]
    Proposed,
    /// Changed by hand, and may be realigned.
    Edited,
    /// Confirmed by a person: never changed by realigning.
    Confirmed,
}

/// A link below this probability is weak: about one in five weak links is wrong.
pub const WEAK: f32 = 0.9;

/// One aligned group of sentences; either side may be empty, never both.
#[derive(Clone, Debug, PartialEq)]
pub struct Bead {
    /// Its id, unique in its bitext; see [`crate::Bitext::name_beads`].
    pub id: BeadId,
    /// The indexes of its sentences on each side.
    pub sentences: Sides<Range<usize>>,
    /// The kind of its text.
    pub kind: BeadKind,
    /// The calibrated probability that exactly these sentences belong together.
    pub confidence: Score,
    /// Whether a person has confirmed or changed it.
    pub link: LinkState,
    /// The bead whose other side corresponds to this one, if the translation swapped two
    /// sentences; both beads refer to each other.
    pub crosses: Option<BeadId>,
}

impl Bead {
    /// Returns a bead of running text as an aligner proposes it, not named yet.
    #[must_use]
    pub const fn new(sentences: Sides<Range<usize>>, confidence: Score) -> Self {
        Self {
            id: BeadId(0),
            sentences,
            kind: BeadKind::Text,
            confidence,
            link: LinkState::Proposed,
            crosses: None,
        }
    }

    /// Returns the number of sentences on each side, such as `(1, 2)`.
    #[must_use]
    pub fn shape(&self) -> (usize, usize) {
        (self.sentences.source.len(), self.sentences.target.len())
    }

    /// Returns whether the link has low confidence and nobody confirmed or changed it. Page
    /// furniture is never weak: nobody reads it as a translation.
    #[must_use]
    pub fn is_weak(&self) -> bool {
        self.link == LinkState::Proposed
            && self.kind != BeadKind::Furniture
            && self.confidence.value() < WEAK
    }

    /// Returns whether one side is empty: a sentence without a counterpart.
    #[must_use]
    pub fn is_null(&self) -> bool {
        Side::BOTH
            .iter()
            .any(|&side| self.sentences[side].is_empty())
    }
}
