//! Errors for people: what, where, and what to do about it.

use crate::catalogue::UiLanguage;
use bayn_formats::FormatError;
use bayn_text::Message;
use bayn_text::{shown_path, visible_line};
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

/// Good: nothing to report.
pub(crate) const GOOD: u8 = 0;
/// Something was found.
pub(crate) const FOUND: u8 = 1;
/// The command line or an input is wrong.
pub(crate) const FAILED: u8 = 2;

/// Something that stops the program, in up to two sentences. They are English here and said
/// in the user's language where they are shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct CliError {
    /// Where, as it is before the sentence; empty where the sentence says it.
    place: String,
    /// What is wrong.
    what: Message,
    /// The rule that is broken, where there is one.
    rule: Message,
    /// What would help.
    remedy: Option<Message>,
    /// Whether it is only that nobody reads the output any more.
    broken_pipe: bool,
}

impl CliError {
    /// Returns the error without a remedy.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: Message::library(what.into()),
            ..Self::default()
        }
    }

    /// Returns the error with something to do about it.
    pub(crate) fn with_remedy(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(what).helped_by(remedy)
    }

    /// Returns the error of a file or folder that cannot be read.
    pub(crate) fn unread(path: &Path, error: &io::Error) -> Self {
        let shown = shown_path(path);
        match error.kind() {
            ErrorKind::NotFound => Self::with_remedy(
                format!("{shown} does not exist"),
                "look at the spelling, or run `bayn` alone for the sample",
            ),
            _ => Self::new(format!("{shown} cannot be read: {}", why(error))),
        }
    }

    /// Returns the error of a file that cannot be written; that nobody reads a pipe any more
    /// is none.
    pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            ErrorKind::NotFound => "its folder does not exist".to_owned(),
            _ => why(error),
        };
        Self {
            broken_pipe: error.kind() == ErrorKind::BrokenPipe,
            ..Self::new(format!("{} cannot be written: {why}", shown_path(path)))
        }
    }

    /// Returns the error with something to do about it.
    pub(crate) fn helped_by(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(Message::library(remedy.into()));
        self
    }

    /// Returns what is wrong with a file.
    pub(crate) fn about(file: impl fmt::Display, what: impl fmt::Display) -> Self {
        Self {
            place: format!("{file}: "),
            ..Self::new(what.to_string())
        }
    }

    /// Returns whether it is only that nobody reads the output any more.
    pub(crate) const fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// Prints it in the user's language and returns the exit code.
    pub(crate) fn show(&self) -> ExitCode {
        crate::cli::print::complain(&self.translated(crate::cli::language()).to_string());
        ExitCode::from(FAILED)
    }

    /// Returns the error in a language.
    pub(crate) fn translated(&self, language: UiLanguage) -> Self {
        // Place, sentence and rule may run in different directions.
        let part = |text: &Message| match self.rule.is_empty() {
            true => language.tell(text),
            false => language.apart(&language.tell(text)),
        };
        Self {
            place: self.place.clone(),
            what: Message::name(part(&self.what)),
            rule: Message::name(part(&self.rule)),
            remedy: self
                .remedy
                .as_ref()
                .map(|text| Message::name(language.tell(text))),
            broken_pipe: self.broken_pipe,
        }
    }

    /// Returns what is wrong and where, without what would help: one line.
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

/// Returns a text filled with spaces to so many cells.
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

/// Says why the system refused: in words that the catalogue knows, where it is one of the
/// usual causes.
fn why(error: &io::Error) -> String {
    let known = match error.kind() {
        ErrorKind::PermissionDenied => "permission denied",
        ErrorKind::IsADirectory => "it is a directory",
        ErrorKind::NotADirectory => "its folder is a file",
        ErrorKind::StorageFull => "no space is left on the disk",
        ErrorKind::ReadOnlyFilesystem => "the disk is read-only",
        _ => return error.to_string(),
    };
    known.to_owned()
}

impl From<io::Error> for CliError {
    fn from(error: io::Error) -> Self {
        Self {
            broken_pipe: error.kind() == ErrorKind::BrokenPipe,
            ..Self::new(why(&error))
        }
    }
}
