//! Suggestions of the aligner: pairs that should be split, and unaligned sentences
//! that correspond to each other.
//!
//! A splitter may have missed the end of a sentence, so that one sentence corresponds to two. Once
//! the texts are aligned, the aligner examines the pairs around the cursor, and again when the
//! cursor leaves them or LINK mode begins. If it is confident, the gutter has ÷ at the pair; in
//! LINK mode a message says so when the cursor is there, and the split key accepts the
//! suggestion. Nothing is split automatically.
//!
//! Two similar unaligned sentences are weak links: they are listed, visited and
//! offered with them.

use bayn_align::{Split, UnalignedPair};
use bayn_doc::{Bead, BeadId, BeadKind, Bitext, LinkState};
use bayn_doc::{Side, Sides};
use std::ops::Range;

/// The most pairs on each side of the cursor that are examined.
const NEAR: usize = 500;

/// The requests and results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cuts {
    /// The range of the last request to the aligner.
    asked: Range<usize>,
    /// Whether that was in LINK mode, in which pairs change.
    in_link: bool,
    /// Whether its answer is pending.
    waits: bool,
    found: Vec<(BeadId, Split)>,
    /// Corresponding unaligned sentences, with their probability.
    unaligned: Vec<(Sides<BeadId>, f32)>,
}

impl Cuts {
    /// Returns the range around the cursor to request from the aligner; `None` if it was requested, or
    /// if no pair has more than one sentence on a side.
    pub(super) fn wish(
        &mut self,
        bitext: &Bitext,
        cursor: usize,
        in_link: bool,
    ) -> Option<Range<usize>> {
        let known = self.asked.contains(&cursor) && (self.in_link || !in_link);
        self.in_link &= in_link;
        if known || self.waits {
            return None;
        }
        self.in_link = in_link;
        self.asked = cursor.saturating_sub(NEAR)..(cursor + NEAR).min(bitext.beads.len());
        let beads = bitext.beads.get(self.asked.clone()).unwrap_or_default();
        let holds_two = beads.iter().any(|bead| {
            let open = bead.link == LinkState::Proposed && bead.kind == BeadKind::Text;
            open && !bead.is_null() && bead.shape() != (1, 1)
        });
        let alone = |side: Side| {
            let empty = |bead: &Bead| bead.sentences[side].is_empty();
            beads
                .iter()
                .any(|bead| empty(bead) && bead.crosses.is_none())
        };
        self.waits = holds_two || Side::BOTH.into_iter().all(alone);
        self.waits.then(|| self.asked.clone())
    }

    /// Forgets the requested range: the pairs have changed.
    pub(super) fn renew(&mut self) {
        self.asked = 0..0;
    }

    /// Clears the pending request: the pairs have changed, or the work failed.
    pub(super) fn is_void(&mut self) {
        self.waits = false;
    }

    /// Returns whether an answer is pending.
    #[must_use]
    pub const fn waits(&self) -> bool {
        self.waits
    }

    /// Stores the corresponding unaligned sentences of a bitext.
    pub(super) fn store_unaligned(&mut self, of: &Bitext, found: &[UnalignedPair]) {
        let named = |pair: &UnalignedPair| {
            let name = |side: Side| Some(of.beads.get(pair.beads[side])?.id);
            let names = Sides::new(name(Side::Source)?, name(Side::Target)?);
            Some((names, pair.confidence.value()))
        };
        self.unaligned = found.iter().filter_map(named).collect();
    }

    /// Returns the unaligned sentence that corresponds to that of a bead, as long as both are unaligned, and
    /// the probability.
    #[must_use]
    pub fn answer_to(&self, bitext: &Bitext, bead: BeadId) -> Option<(BeadId, f32)> {
        let pair = |&(names, likely): &(Sides<BeadId>, f32)| match bead {
            id if id == names.source => Some((names.target, likely)),
            id if id == names.target => Some((names.source, likely)),
            _ => None,
        };
        let (other, likely) = self.unaligned.iter().find_map(pair)?;
        let alone = |id: BeadId| {
            let bead = bitext.index_of(id).and_then(|at| bitext.beads.get(at));
            bead.is_some_and(|bead| bead.is_null() && bead.crosses.is_none())
        };
        (alone(bead) && alone(other)).then_some((other, likely))
    }

    /// Returns whether a link is weak: its confidence is low, or it left a sentence unaligned
    /// that resembles another.
    #[must_use]
    pub fn is_weak(&self, bitext: &Bitext, bead: &Bead) -> bool {
        bead.is_weak()
            || (bead.is_null()
                && bead.link != LinkState::Confirmed
                && self.answer_to(bitext, bead.id).is_some())
    }

    /// Stores the results for a bitext; returns the number of suggestions.
    pub(super) fn replace_offers(&mut self, of: &Bitext, splits: Vec<Split>) -> usize {
        self.waits = false;
        self.found = splits
            .into_iter()
            .filter_map(|split| Some((of.beads.get(split.bead)?.id, split)))
            .collect();
        self.found.len()
    }

    /// Returns the suggestion for the pair at an index, if the pair is unchanged.
    #[must_use]
    pub fn offered(&self, bitext: &Bitext, at: usize) -> Option<Split> {
        let bead = bitext.beads.get(at)?;
        let (_, split) = self.found.iter().find(|(id, _)| *id == bead.id)?;
        let (first, last) = (split.parts.first()?, split.parts.last()?);
        let stands = |side: Side| {
            let span = bitext.documents[side].span_of(&bead.sentences[side]);
            let own = first.spans[side].cover(last.spans[side]);
            span.is_some_and(|span| {
                // A span may include the spaces around its text, the suggestion does not.
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

/// White space that may be at the ends of a pair's text.
const FEW_BLANKS: usize = 8;
