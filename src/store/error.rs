//! Why a review could not be opened or written.

use crate::store::sidecar::Unreadable;
use bayn_text::message::Word;
use bayn_text::{Message, error_message, msg};
use std::io;
use std::path::{Path, PathBuf};

/// Why the sidecar could not be opened or written, with the file it is about.
#[derive(Debug)]
pub enum StoreError {
    /// Another program has it open.
    InUse(PathBuf),
    /// It is no sidecar that this program can read.
    Unreadable(PathBuf, Unreadable),
    /// The system refused.
    Io {
        /// The file.
        path: PathBuf,
        /// What was tried.
        what: &'static str,
        /// The system's error.
        cause: io::Error,
    },
    /// Somebody else wrote the file since it was read: git, an editor.
    ChangedOutside(PathBuf),
    /// The texts changed since; the user must agree before anything is written.
    NotAccepted(PathBuf),
}

impl StoreError {
    /// Returns the message, with its file.
    #[must_use]
    pub fn message(&self) -> Message {
        msg!("{file}: {what}", file = self.path(), what = self.what())
    }

    /// Returns the file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::InUse(path)
            | Self::Unreadable(path, _)
            | Self::Io { path, .. }
            | Self::ChangedOutside(path)
            | Self::NotAccepted(path) => path,
        }
    }

    /// Returns the message, without its file.
    #[must_use]
    pub fn what(&self) -> Message {
        match self {
            Self::InUse(_) => {
                msg!("another bayn has this review open; close it there, or read without writing")
            }
            Self::Unreadable(_, why) => why.message(),
            Self::Io { what, cause, .. } => {
                msg!(
                    "could not {what} ({cause})",
                    what = Word(what),
                    cause = Message::library(cause)
                )
            }
            Self::ChangedOutside(_) => msg!(
                "another program changed the file; save yours under another name and run `bayn merge`"
            ),
            Self::NotAccepted(_) => {
                msg!(
                    "the texts changed since the review was written; accept the new positions first"
                )
            }
        }
    }
}

error_message!(StoreError);

pub(super) fn failed(path: &Path, what: &'static str) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |cause| StoreError::Io { path, what, cause }
}
