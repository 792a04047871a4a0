//! Violations of the rules of a format: counted while a file is read, kept while it is validated.

use crate::FormatError;
use crate::feed::Feed;
use bayn_text::{Message, msg};

/// The findings of one file.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    count: usize,
    kept: Option<Vec<(usize, FormatError)>>,
}

impl Findings {
    /// Returns findings of which each is kept.
    pub(crate) fn kept() -> Self {
        Self {
            count: 0,
            kept: Some(Vec::new()),
        }
    }

    /// Adds a finding at a byte of the file; its message is created only if it is kept.
    pub(crate) fn add(&mut self, at: usize, error: impl FnOnce() -> FormatError) {
        self.count += 1;
        if let Some(kept) = &mut self.kept {
            kept.push((at, error()));
        }
    }

    /// Adds a rule that is broken at a byte of the file, as [`Findings::add`] does.
    pub(crate) fn add_broken(
        &mut self,
        at: usize,
        clause: impl FnOnce() -> Message,
        what: impl FnOnce() -> Message,
    ) {
        self.add(at, || {
            FormatError::whole(clause(), what())
                .remedy(msg!("repair it in the tool that wrote the file"))
        });
    }

    /// Adds a finding whose line is given.
    pub(crate) fn add_at_line(&mut self, line: usize, error: impl FnOnce() -> FormatError) {
        self.add(0, || FormatError {
            line,
            column: 1,
            ..error()
        });
    }

    /// Returns the kept findings in the order of their addition.
    pub(crate) fn listed(self) -> Vec<FormatError> {
        let kept = self.kept.unwrap_or_default();
        kept.into_iter().map(|(_, error)| error).collect()
    }

    /// Returns how many there are.
    pub(crate) const fn count(&self) -> usize {
        self.count
    }

    /// Returns the kept findings in order, with their positions in a text.
    pub(crate) fn located(self, text: &Feed<'_>) -> Vec<FormatError> {
        text.located(self.kept.unwrap_or_default())
    }
}
