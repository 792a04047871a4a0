//! What finding pairs in folders is at, and who hears of it.

use bayn_text::{Message, msg};
use std::mem::{Discriminant, discriminant};
use std::time::{Duration, Instant};

/// So many files take their time.
const MANY: usize = 256;

/// What finding pairs is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stage {
    /// So many files are found; more may come.
    Listing(usize),
    /// So many files of so many are read.
    Reading(usize, usize),
    /// So many texts are compared.
    Comparing(usize),
}

impl Stage {
    /// Says it in a sentence.
    pub(crate) fn sentence(self) -> Message {
        match self {
            Self::Listing(files) => msg!("files found so far: {files}", files),
            Self::Reading(done, all) => msg!("files read: {done} of {all}", done, all),
            Self::Comparing(texts) => msg!("texts being compared: {texts}", texts),
        }
    }
}

/// Hears what finding pairs is at, as often as there is something new.
pub(crate) trait Hear {
    /// Takes the stage.
    fn hear(&mut self, stage: Stage);
}

/// Says on standard error what long work is at: soon, or at once where there are many files,
/// and then every few seconds.
#[derive(Default)]
pub(crate) struct Herald {
    began: Option<Instant>,
    said: Option<(Instant, Discriminant<Stage>)>,
}

impl Hear for Herald {
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
