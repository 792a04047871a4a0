//! A bead for the checks: both sides, and the concepts that each names.

use super::half::Half;
use super::lexicon::{self, Mention};
use bayn_doc::{BeadKind, Bitext, Side, Sides};

/// One bead with both sides.
#[derive(Clone, Debug)]
pub(crate) struct Pair<'a> {
    /// Its index in the bitext.
    pub(crate) index: usize,
    /// The kind of its text.
    pub(crate) kind: BeadKind,
    /// Both sides.
    pub(crate) sides: Sides<Half<'a>>,
    /// The concepts of the word lists that each side names, in order.
    pub(crate) mentions: Sides<Vec<Mention<'static>>>,
}

impl<'a> Pair<'a> {
    /// Returns whether both sides have text.
    pub(crate) fn is_matched(&self) -> bool {
        Side::BOTH
            .iter()
            .all(|&side| !self.sides[side].span.is_empty())
    }

    /// Returns the mentions of one kind on a side.
    pub(crate) fn mentions_of(&self, side: Side, kind: &str) -> Vec<Mention<'static>> {
        let of_kind = |mention: &&Mention<'static>| mention.kind == kind;
        self.mentions[side]
            .iter()
            .filter(of_kind)
            .copied()
            .collect()
    }

    /// Returns whether the word lists support both languages of the pair, and these differ.
    pub(crate) fn has_lists(&self) -> bool {
        let known = |side: Side| self.sides[side].is("ar") || self.sides[side].is("en");
        let [one, two] = Side::BOTH;
        known(one) && known(two) && self.sides[one].lang.primary() != self.sides[two].lang.primary()
    }

    /// Returns the bead at `index` of a bitext.
    pub(crate) fn new(bitext: &'a Bitext, index: usize) -> Option<Self> {
        let bead = bitext.beads.get(index)?;
        let half = |side: Side| {
            let document = &bitext.documents[side];
            let span = document.span_of(&bead.sentences[side]).unwrap_or_default();
            Half::new(document, span)
        };
        let sides = Sides::from_fn(half);
        let mentions = Sides::from_fn(|side| lexicon::mentions(&sides[side]));
        Some(Self {
            index,
            kind: bead.kind,
            sides,
            mentions,
        })
    }
}
