//! Aligning: the alignment while it is being made, and what changes it by hand.

use crate::session::cuts::Cuts;
use crate::session::link::Link;
use crate::session::refine::Refining;

/// How far the alignment of the two texts is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aligning {
    /// How much of the quick alignment is done, while it is being made.
    pub progress: Option<f32>,
    /// The work of aligning by meaning, while it goes on beside.
    pub refining: Option<Refining>,
    /// Pairs that would better be cut.
    pub cuts: Cuts,
    /// LINK mode.
    pub link: Link,
    /// Whether the texts turned out to be no translations of each other.
    pub are_strangers: bool,
}

impl Aligning {
    /// Returns whether better links are still being looked for by themselves.
    #[must_use]
    pub fn is_rough(&self) -> bool {
        self.progress.is_some() || self.refining.is_some()
    }

    /// Returns whether anything that was asked for is still to come.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.progress.is_some()
            || self.refining.as_ref().is_some_and(|work| work.is_asked)
            || self.cuts.waits()
            || self.link.asked.is_some()
    }

    /// Takes how much of the quick alignment is done; late where it is there already.
    pub(crate) fn proceed(&mut self, share: f32) {
        self.progress = self.progress.map(|_| share);
    }

    /// Ends the quick alignment.
    pub(crate) fn end_quick(&mut self) {
        self.progress = None;
        self.cuts.renew();
    }

    /// Leaves what is not yet aligned by meaning as it is.
    pub(crate) fn stop_refining(&mut self) {
        self.refining = None;
        self.cuts.renew();
    }
}
