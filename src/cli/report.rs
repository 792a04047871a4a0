//! Errors for people: what, where, and what to do about it.

use crate::format::FormatError;
use std::fmt;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

/// Good: nothing to report.
pub(crate) const GOOD: u8 = 0;
/// Something was found.
pub(crate) const FOUND: u8 = 1;
/// The command line or an input is wrong.
pub(crate) const TROUBLE: u8 = 2;

/// Something that stops the program, in up to two sentences.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// What is wrong and where.
    what: String,
    /// What would help.
    remedy: Option<String>,
    /// Whether it is only that nobody reads the output any more.
    broken_pipe: bool,
}

impl Trouble {
    /// Returns the trouble without a remedy.
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: None,
            broken_pipe: false,
        }
    }

    /// Returns the trouble with something to do about it.
    pub(crate) fn with_remedy(what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            remedy: Some(remedy.into()),
            broken_pipe: false,
        }
    }

    /// Returns the trouble of a file or folder that cannot be read.
    pub(crate) fn unread(path: &Path, error: &io::Error) -> Self {
        let shown = path.display();
        match error.kind() {
            ErrorKind::NotFound => Self::with_remedy(
                format!("{shown} does not exist"),
                "look at the spelling, or run `bayn` alone for the sample",
            ),
            _ => Self::new(format!("{shown} cannot be read: {}", why(error))),
        }
    }

    /// Returns the trouble of a file that cannot be written; that nobody reads a pipe any more
    /// is none.
    pub(crate) fn unwritten(path: &Path, error: &io::Error) -> Self {
        let why = match error.kind() {
            ErrorKind::NotFound => "its folder does not exist".to_owned(),
            _ => why(error),
        };
        Self {
            broken_pipe: error.kind() == ErrorKind::BrokenPipe,
            ..Self::new(format!("{} cannot be written: {why}", path.display()))
        }
    }

    /// Returns what is wrong and where.
    pub(crate) fn what(&self) -> &str {
        &self.what
    }

    /// Returns whether it is only that nobody reads the output any more.
    pub(crate) const fn is_broken_pipe(&self) -> bool {
        self.broken_pipe
    }

    /// Prints it and returns the exit code.
    pub(crate) fn show(&self) -> ExitCode {
        let tongue = crate::cli::tongue();
        let said = Self {
            what: tongue.say(&self.what).into_owned(),
            remedy: self
                .remedy
                .as_ref()
                .map(|remedy| tongue.say(remedy).into_owned()),
            broken_pipe: self.broken_pipe,
        };
        eprintln!("{said}");
        ExitCode::from(TROUBLE)
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "bayn: {}", printable(&self.what))?;
        if let Some(remedy) = &self.remedy {
            write!(f, "\n      {}", printable(remedy))?;
        }
        Ok(())
    }
}

/// File names and text are not ours: no control character of theirs reaches the terminal.
pub(crate) fn printable(text: &str) -> String {
    text.chars()
        .map(|c| {
            if c.is_control() && c != '\n' {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

impl From<FormatError> for Trouble {
    fn from(error: FormatError) -> Self {
        Self::new(error.to_string())
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

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self {
            broken_pipe: error.kind() == ErrorKind::BrokenPipe,
            ..Self::new(why(&error))
        }
    }
}
