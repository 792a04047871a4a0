//! What a run before has written already: `--skip-done`.
//!
//! A run that was ended half-way leaves whole lines in order, and perhaps half a line more. That is
//! cut off, the pairs of the whole lines are known by their names and left out, and the lines of
//! the others are written behind them. A pair with its error is done, too: what comes out is what
//! one run would have written.

use crate::cli::report::CliError;
use crate::disk;
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashSet;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// The names of the pairs that are done.
#[derive(Default)]
pub(super) struct Done(HashSet<String>);

/// What names a pair in a line that was written.
#[derive(Deserialize)]
struct Named {
    id: Option<Value>,
    #[serde(default)]
    source: String,
    #[serde(default)]
    target: String,
}

impl Done {
    /// Reads what `path` holds, makes it if it is not there, and returns it to be written on.
    pub(super) fn read(path: &Path) -> Result<(Self, File), CliError> {
        let unwritten = |error| CliError::unwritten(path, &error);
        let file = disk::append(&disk::followed(path), true).map_err(unwritten)?;
        let mut names = HashSet::new();
        let mut whole = 0;
        let mut lines = BufReader::new(file.try_clone().map_err(unwritten)?);
        let mut line = Vec::new();
        loop {
            line.clear();
            let length = lines
                .by_ref()
                .read_until(b'\n', &mut line)
                .map_err(|error| CliError::unread(path, &error))?;
            if line.last() != Some(&b'\n') {
                break;
            }
            whole += length as u64;
            if let Ok(named) = serde_json::from_slice::<Named>(&line) {
                names.insert(match named.id {
                    Some(id) => id.to_string(),
                    None => format!("{}\t{}", named.source, named.target),
                });
            }
        }
        file.set_len(whole).map_err(unwritten)?;
        Ok((Self(names), file))
    }

    /// Returns whether a pair is done.
    pub(super) fn has(&self, key: &str) -> bool {
        self.0.contains(key)
    }
}
