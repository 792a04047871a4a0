//! Background work: results of workers while the texts are read.

use crate::session::comparison::Comparing;
use crate::session::concordance::Concordance;
use crate::session::lookup::Lookup;
use crate::session::part::Turning;
use crate::session::speech::Speech;
use crate::session::words::Words;

/// The requests to the workers, and their results.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Background {
    /// Word links.
    pub words: Words,
    /// The word index.
    pub concordance: Concordance,
    /// The dictionary entries.
    pub lookup: Lookup,
    /// The names and facts that both texts share.
    pub comparing: Comparing,
    /// The sentence being read aloud.
    pub speech: Speech,
    /// The part of the file that is being loaded.
    pub turning: Turning,
}

impl Background {
    /// Returns whether any request is still pending.
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
