//! The output of an earlier run: `--skip-done`.
//!
//! An interrupted run leaves complete lines in order, and perhaps an incomplete one. That one is
//! cut off, the pairs of the complete lines are skipped by name, as often as each
//! is there, and the lines of the others are appended. A pair with an error counts as done,
//! too: the result is the same as that of one run.

use crate::cli::records::is_blank;
use crate::cli::report::CliError;
use crate::disk;
use bayn_formats::is_packed;
use bayn_text::{msg, shown_path};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The names of the pairs that are done, and how often each is.
#[derive(Default)]
pub(super) struct Done(HashMap<String, usize>);

/// The name of a pair in a written line.
#[derive(Deserialize)]
struct Named {
    id: Option<Value>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    target: String,
}

impl Done {
    /// Reads the file at `path`, creates it if missing, and returns it for appending. A file
    /// that was not written by such a run is rejected and left unchanged.
    pub(super) fn read(path: &Path) -> Result<(Self, File), CliError> {
        if path.as_os_str() == "-" || is_packed(&path.to_string_lossy()) {
            return Err(CliError::with_remedy(
                msg!("{path} cannot be continued", path = shown_path(path)),
                msg!("name a file that is not packed with -o"),
            ));
        }
        let unwritten = |error| CliError::unwritten(path, &error);
        let file = disk::append(&disk::followed(path), true).map_err(unwritten)?;
        let mut done = Self::default();
        let (mut whole, mut number) = (0, 0);
        let mut lines = BufReader::new(file.try_clone().map_err(unwritten)?);
        let mut line = Vec::new();
        loop {
            line.clear();
            number += 1;
            let length = lines
                .by_ref()
                .read_until(b'\n', &mut line)
                .map_err(|error| CliError::unread(path, &error))?;
            let is_whole = line.last() == Some(&b'\n');
            let named: Option<Named> = serde_json::from_slice(&line).ok();
            let is_ours = match &named {
                Some(_) => true,
                None => is_blank(&line) || (!is_whole && line.starts_with(b"{")),
            };
            if !is_ours {
                return Err(foreign(path, number));
            }
            if !is_whole {
                break;
            }
            whole += length as u64;
            if let Some(named) = named {
                *done.0.entry(named.key()).or_default() += 1;
            }
        }
        file.set_len(whole).map_err(unwritten)?;
        Ok((done, file))
    }

    /// Returns whether a pair is done, and removes it.
    pub(super) fn take(&mut self, key: &str) -> bool {
        let Some(count) = self.0.get_mut(key) else {
            return false;
        };
        *count -= 1;
        if *count == 0 {
            self.0.remove(key);
        }
        true
    }

    /// Returns whether none is left.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Named {
    fn key(&self) -> String {
        match &self.id {
            Some(id) => id.to_string(),
            None => format!("{}\t{}", self.source, self.target),
        }
    }
}

/// Returns the error that a file was not written by `align --pairs`.
fn foreign(path: &Path, line: usize) -> CliError {
    CliError::with_remedy(
        msg!(
            "{file}:{line} was not written by `bayn align --pairs`",
            file = shown_path(path),
            line
        ),
        msg!("name another file with -o, or the output file of the run to continue"),
    )
}
