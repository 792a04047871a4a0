//! A log on disk: lines that are appended one by one, each on the disk before the call returns.
//!
//! One program at a time writes it: the file is locked while it is open. A line that a crash tore
//! is cut off when the log is opened; one that could not be written whole (full disk) is taken off
//! again and said.

use super::error::{StoreError, failed};
use super::place::replace;
use crate::disk;
use bayn_text::label;
use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// A log that is open for writing.
#[derive(Debug)]
pub struct Log {
    path: PathBuf,
    file: File,
    /// How many bytes are whole lines.
    good: u64,
}

impl Log {
    /// Opens a log, or makes it; returns the lines that it holds.
    ///
    /// # Errors
    /// When it cannot be read or written, or another program has it open.
    pub fn open(path: &Path) -> Result<(Self, String), StoreError> {
        let mut file = lock(path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes)
            .map_err(failed(path, label!("read it")))?;
        let whole = bytes
            .iter()
            .rposition(|byte| *byte == b'\n')
            .map_or(0, |at| at + 1);
        if whole < bytes.len() {
            file.set_len(whole as u64)
                .map_err(failed(path, label!("cut off the incomplete last line")))?;
            bytes.truncate(whole);
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let log = Self {
            path: path.to_owned(),
            file,
            good: whole as u64,
        };
        Ok((log, text))
    }

    /// Appends a line.
    ///
    /// # Errors
    /// When it cannot be written; the log holds whole lines only.
    pub fn append(&mut self, line: &str) -> Result<(), StoreError> {
        let mut bytes = line.as_bytes().to_vec();
        bytes.push(b'\n');
        let written = self
            .file
            .write_all(&bytes)
            .and_then(|()| self.file.sync_data());
        if let Err(cause) = written {
            let _ = self.file.set_len(self.good);
            return Err(failed(&self.path, label!("save the changes"))(cause));
        }
        self.good += bytes.len() as u64;
        Ok(())
    }

    /// Writes other lines in the place of all that it holds, at once, and closes it.
    ///
    /// # Errors
    /// When they cannot be written; the log is as it was.
    pub fn fold(self, text: &str) -> Result<(), StoreError> {
        replace(&self.path, text)
    }
}

fn lock(path: &Path) -> Result<File, StoreError> {
    let file = disk::append(path, true).map_err(failed(path, label!("open it for writing")))?;
    match disk::lock(&file) {
        true => Ok(file),
        false => Err(StoreError::InUse(path.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_torn_line_is_cut_and_whole_ones_stay() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("log");
        let (mut log, text) = Log::open(&path).expect("made");
        assert_eq!(text, "");
        log.append("one").expect("written");
        assert!(matches!(Log::open(&path), Err(StoreError::InUse(_))));
        log.append("two").expect("written");
        drop(log);
        let mut torn = std::fs::read(&path).expect("there");
        torn.extend_from_slice(b"thr");
        disk::replace(&path, &torn).expect("written");
        let (mut log, text) = Log::open(&path).expect("opened");
        assert_eq!(text, "one\ntwo\n");
        log.append("three").expect("written");
        assert_eq!(
            std::fs::read_to_string(&path).expect("there"),
            "one\ntwo\nthree\n"
        );
        log.fold("three\n").expect("written");
        assert_eq!(std::fs::read_to_string(&path).expect("there"), "three\n");
    }
}
