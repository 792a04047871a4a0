//! The progress of finding pairs in folders, and its listeners.

use bayn_text::{Message, msg};
use std::mem::{Discriminant, discriminant};
use std::time::{Duration, Instant};

/// From this number of files on, progress is shown at once.
const MANY: usize = 256;

/// The progress of finding pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// This many files are found so far.
    Listing(usize),
    /// This many of all files are read.
    Reading(usize, usize),
    /// This many texts are being compared.
    Comparing(usize),
}

impl Stage {
    /// Returns it as a sentence.
    pub(crate) fn sentence(self) -> Message {
        match self {
            Self::Listing(files) => msg!("files found so far: {files}", files),
            Self::Reading(done, all) => msg!("files read: {done} of {all}", done, all),
            Self::Comparing(texts) => msg!("texts being compared: {texts}", texts),
        }
    }
}

/// A listener that is called on every progress.
pub(crate) trait Hear {
    /// Handles the progress.
    fn hear(&mut self, stage: Stage);
}

/// Prints the progress of long work on standard error: soon, or at once if there are many files,
/// and then every few seconds.
#[derive(Default)]
pub(crate) struct ProgressListener {
    began: Option<Instant>,
    said: Option<(Instant, Discriminant<Stage>)>,
}

impl Hear for ProgressListener {
    fn hear(&mut self, stage: Stage) {
        /// Work that is done by then says nothing.
        const PATIENCE: Duration = Duration::from_millis(300);
        const AGAIN: Duration = Duration::from_secs(3);
        let began = *self.began.get_or_insert_with(Instant::now);
        let kind = discriminant(&stage);
        let due = self
            .said
            .is_none_or(|(at, before)| before != kind || at.elapsed() >= AGAIN);
        let many = match stage {
            Stage::Listing(_) => false,
            Stage::Reading(_, files) | Stage::Comparing(files) => files > MANY,
        };
        if due && (many || began.elapsed() >= PATIENCE) {
            crate::cli::say(stage.sentence());
            self.said = Some((Instant::now(), kind));
        }
    }
}
