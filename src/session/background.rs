//! Background work: what workers find for the reader while the texts are read.

use crate::session::comparison::Comparing;
use crate::session::concordance::Concordance;
use crate::session::lookup::Lookup;
use crate::session::part::Turning;
use crate::session::speech::Speech;
use crate::session::words::Words;

/// What was asked of the workers, and what they found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Background {
    /// Word links.
    pub words: Words,
    /// Where each word occurs.
    pub concordance: Concordance,
    /// What dictionaries say.
    pub lookup: Lookup,
    /// What both texts share beside their beads.
    pub comparing: Comparing,
    /// What is being read aloud.
    pub speech: Speech,
    /// Which part of the file is being read.
    pub turning: Turning,
}

impl Background {
    /// Returns whether anything that was asked for is still to come.
    #[must_use]
    pub fn waits(&self) -> bool {
        self.words.asked.is_some()
            || self.concordance.running
            || self.concordance.asked.is_some()
            || self.lookup.asked.is_some()
            || self.comparing.asked.is_some()
            || self.speech.now.is_some()
            || self.turning != Turning::default()
    }
}
