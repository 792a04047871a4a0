//! Aligning: the alignment in progress, and manual changes of it.

use crate::session::cuts::Cuts;
use crate::session::link::Link;
use crate::session::refine::Refining;

/// The progress of the alignment of the two texts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Aligning {
    /// The progress of the quick alignment, while it runs.
    pub progress: Option<f32>,
    /// The work of aligning by meaning, while it runs in the background.
    pub refining: Option<Refining>,
    /// Pairs that should be split.
    pub cuts: Cuts,
    /// LINK mode.
    pub link: Link,
    /// Whether the texts do not seem to be translations of each other.
    pub are_strangers: bool,
}

impl Aligning {
    /// Returns whether better links are still being searched automatically.
    #[must_use]
    pub fn is_rough(&self) -> bool {
        self.progress.is_some() || self.refining.is_some()
    }

    /// Returns whether any request is still pending.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.progress.is_some()
            || self.refining.as_ref().is_some_and(|work| work.is_asked)
            || self.cuts.waits()
            || self.link.asked.is_some()
    }

    /// Stores the progress of the quick alignment; ignored if it is already finished.
    pub(crate) fn proceed(&mut self, share: f32) {
        self.progress = self.progress.map(|_| share);
    }

    /// Ends the quick alignment.
    pub(crate) fn end_quick(&mut self) {
        self.progress = None;
        self.cuts.renew();
    }

    /// Stops aligning by meaning; the rest stays as it is.
    pub(crate) fn stop_refining(&mut self) {
        self.refining = None;
        self.cuts.renew();
    }
}
