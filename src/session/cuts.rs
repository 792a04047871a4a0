//! Pairs that would better be two: what the aligner offers in LINK mode.
//!
//! A splitter may have missed the end of a sentence, so that one sentence answers to two. The
//! aligner looks at the pairs about the cursor when LINK mode begins; where it is sure, the
//! pair says so when the cursor is there, and the key that splits takes the offer. Nothing is
//! cut by itself.

use crate::align::Split;
use crate::doc::{BeadId, Bitext, LinkState};
use crate::units::Side;
use std::ops::Range;

/// The most pairs to each side of the cursor that are looked at.
const NEAR: usize = 500;

/// What was asked and found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cuts {
    /// Whether the aligner was asked since LINK mode began.
    pub(super) asked: bool,
    found: Vec<(BeadId, Split)>,
}

impl Cuts {
    /// Returns the places to look at about a cursor.
    pub(super) fn near(beads: usize, cursor: usize) -> Range<usize> {
        cursor.saturating_sub(NEAR)..(cursor + NEAR).min(beads)
    }

    /// Takes what was found in a bitext; returns how many pairs are offered.
    pub(super) fn take(&mut self, of: &Bitext, splits: Vec<Split>) -> usize {
        self.found = splits
            .into_iter()
            .filter_map(|split| Some((of.beads.get(split.bead)?.id, split)))
            .collect();
        self.found.len()
    }

    /// Returns what is offered for the pair at a place, if it still stands as it was.
    #[must_use]
    pub fn offered(&self, bitext: &Bitext, at: usize) -> Option<Split> {
        let bead = bitext.beads.get(at)?;
        let (_, split) = self.found.iter().find(|(id, _)| *id == bead.id)?;
        let (first, last) = (split.parts.first()?, split.parts.last()?);
        let stands = |side: Side| {
            let span = bitext.documents[side].span_of(&bead.sentences[side]);
            let own = first.spans[side].cover(last.spans[side]);
            span.is_some_and(|span| {
                // A span may hold the blanks about its text, the offer does not.
                span.start <= own.start
                    && own.end <= span.end
                    && span.len() - own.len() < FEW_BLANKS
            })
        };
        let open = bead.link == LinkState::Proposed && Side::BOTH.into_iter().all(stands);
        open.then(|| Split {
            bead: at,
            ..split.clone()
        })
    }
}

/// Blanks that may stand at the ends of a pair's text.
const FEW_BLANKS: usize = 8;
