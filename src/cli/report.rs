//! Errors for people: what, where, and what to do about it.

use crate::catalogue::UiLanguage;
use bayn_formats::FormatError;
use bayn_text::message::Separator;
use bayn_text::{Message, msg};
use bayn_text::{shown_path, visible_line};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;

/// Success: nothing to report.
pub(crate) const GOOD: u8 = 0;
/// Something was found.
pub(crate) const FOUND: u8 = 1;
/// The command line or an input is wrong.
pub(crate) const FAILED: u8 = 2;

/// Something that stops the program, in up to two sentences. They are English here and shown
/// in the user's language.
#[derive(Clone, Debug, Default)]
pub(crate) struct CliError {
    /// The location before the sentence; empty if the sentence contains it.
    place: String,
    /// What is wrong.
    what: Message,
    /// The violated rule, if there is one.
    rule: Message,
    /// The remedy.
    remedy: Option<Message>,
    /// Whether the output pipe is only closed.
    broken_pipe: bool,
}

impl CliError {
    /// Returns the error without a remedy.
    pub(crate) fn new(what: impl Into<Message>) -> Self {
        Self {
            what: what.into(),
            ..Self::default()
        }
    }

    /// Returns the error with a remedy.
    pub(crate) fn with_remedy(what: impl Into<Message>, remedy: impl Into<Message>) -> Self {
        Self::new(what).helped_by(remedy)
    }

    /// Returns the error of a file or folder that cannot be read.
    pub(crate) fn unread(path: &Path, error: &io::Error) -> Self {
        let shown = shown_path(path);
        match error.kind() {
            ErrorKind::NotFound => Self::with_remedy(
                msg!("{shown} does not exist", shown),
                msg!("check the spelling, or run `bayn` alone to read the sample"),
            ),
            ErrorKind::IsADirectory => Self::of_folder(path),
            _ => Self::new(msg!(
                "{shown} cannot be read: {error}",
                shown,
                error = why(error)
            )),
        }
    }

    /// Returns the error of a folder instead of a file.
    pub(crate) fn of_folder(path: &Path) -> Self {
        Self::with_remedy(
            msg!("{path} is a folder", path = shown_path(path)),
            msg!("name a file in it"),
        )
    }

    /// Returns the error of a file that cannot be written; a closed pipe
    /// is not an error.
    pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            ErrorKind::NotFound => msg!("its folder does not exist"),
            _ => why(error),
        };
        Self {
            broken_pipe: error.kind() == ErrorKind::BrokenPipe,
            ..Self::new(msg!(
                "{path} cannot be written: {why}",
                path = shown_path(path),
                why
            ))
        }
    }

    /// Returns the error with a remedy.
    pub(crate) fn helped_by(mut self, remedy: impl Into<Message>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// Returns what is wrong with a file.
    pub(crate) fn about(file: impl fmt::Display, what: impl Into<Message>) -> Self {
        Self {
            place: format!("{file}: "),
            ..Self::new(what)
        }
    }

    /// Returns whether the output pipe is only closed.
    pub(crate) const fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// Returns the error in a language.
    pub(crate) fn translated(&self, language: UiLanguage) -> Self {
        // Location, sentence and rule may have different directions.
        let part = |text: &Message| match self.rule.is_empty() {
            true => language.say(text),
            false => language.apart(&language.say(text)),
        };
        Self {
            place: self.place.clone(),
            what: Message::name(part(&self.what)),
            rule: Message::name(part(&self.rule)),
            remedy: self
                .remedy
                .as_ref()
                .map(|text| Message::name(language.say(text))),
            broken_pipe: self.broken_pipe,
        }
    }

    /// Returns what is wrong and where, without the remedy, as one message.
    pub(crate) fn message(&self) -> Message {
        let what = match self.rule.is_empty() {
            true => self.what.clone(),
            false => msg!("{what} [{rule}]", what = self.what, rule = self.rule),
        };
        match self.place.trim_end() {
            "" => what,
            place => Message::joined([Message::name(place), what], Separator::Space),
        }
    }

    /// Returns what is wrong.
    #[cfg(test)]
    pub(crate) const fn what(&self) -> &Message {
        &self.what
    }

    /// Returns what is wrong and where, without the remedy: one line.
    pub(crate) fn line(&self) -> String {
        let rule = match self.rule.is_empty() {
            true => String::new(),
            false => format!(" [{}]", self.rule),
        };
        format!("{}{}{rule}", self.place, self.what)
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bayn: {}", visible_line(&self.line()))?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n      {}", visible_line(&remedy.to_string()))?;
        }
        Ok(())
    }
}

/// Returns a text padded with spaces to this many cells.
pub(crate) fn padded(text: &str, cells: usize) -> String {
    let gap = cells.saturating_sub(harf::grapheme::width(text));
    format!("{text}{}", " ".repeat(gap))
}

impl From<FormatError> for CliError {
    fn from(error: FormatError) -> Self {
        Self {
            place: error.location(),
            what: error.message,
            rule: error.clause,
            remedy: Some(error.remedy).filter(|remedy| !remedy.is_empty()),
            broken_pipe: false,
        }
    }
}

/// Returns the reason of a system error: in words of the catalogue, if it is one of the
/// usual causes.
fn why(error: &io::Error) -> Message {
    match error.kind() {
        ErrorKind::PermissionDenied => msg!("permission denied"),
        ErrorKind::IsADirectory => msg!("it is a folder"),
        ErrorKind::NotADirectory => msg!("the path leads through a file"),
        ErrorKind::StorageFull => msg!("no space left on the disk"),
        ErrorKind::ReadOnlyFilesystem => msg!("the disk is read-only"),
        _ => Message::library(error),
    }
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self {
            broken_pipe: error.kind() == ErrorKind::BrokenPipe,
            ..Self::new(why(&error))
        }
    }
}
