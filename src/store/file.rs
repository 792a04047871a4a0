//! A sidecar on disk: locked, appended to line by line, each line on the disk before the
//! call returns.
//!
//! Two files: `NAME.bayn.jsonl`, which belongs in version control, and `NAME.undo.jsonl`
//! beside it, the history that undo walks back through, which is personal. The second is
//! never replaced and so carries the lock. While the program runs, what is done is appended
//! to the first; [`Store::fold`] moves those lines to the history and writes the first anew,
//! one line a bead, to a temporary file that takes its place at once.
//!
//! A line that could not be written (full disk) is taken off the file again, kept, and
//! written before the next one.
//!
//! No file here is written through a symbolic link, since anybody who gives away a folder of
//! texts can lay one there; a link that the user names (`--project`) is resolved before.

use crate::disk;
use crate::store::error::{StoreError, failed};
use crate::store::line::{JournalLine, TextName};
use crate::store::place::{check_unmade, lock, open_append, replace, stamp_of, undo_path};
use crate::store::sidecar::{self, remember};
use bayn_doc::Sides;
use bayn_doc::{Change, History, ReviewedBitext};
use bayn_review::Method;
use bayn_review::carry::Orphan;
use bayn_text::label;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A sidecar that is open for writing.
#[derive(Debug)]
pub struct Store {
    path: PathBuf,
    undo_path: PathBuf,
    file: File,
    /// Locked as long as the store lives.
    undo: File,
    texts: Sides<TextName>,
    next: u64,
    /// The journal's lines in the sidecar that the history does not hold yet.
    tail: Vec<(u64, String)>,
    /// How many bytes of the sidecar are whole lines.
    good: u64,
    /// Lines that could not be written yet.
    pending: Vec<u8>,
    /// Length and time of the sidecar after our last write.
    stamp: Option<(u64, SystemTime)>,
    accepted: bool,
    orphans: Vec<Orphan>,
    foreign: Vec<(usize, String)>,
    /// How errors are marked, where that was chosen; and whether the file lacks it.
    method: Option<Method>,
    lacks_method: bool,
}

impl Store {
    /// Writes a new sidecar for a review that has none.
    ///
    /// # Errors
    /// When a file cannot be made, or another program works on it.
    pub fn create(
        path: &Path,
        texts: Sides<TextName>,
        review: &ReviewedBitext,
    ) -> Result<Self, StoreError> {
        let undo_path = undo_path(path);
        check_unmade(path)?;
        let undo = lock(&undo_path, path)?;
        check_unmade(path)?;
        disk::sweep(path);
        undo.set_len(0)
            .map_err(failed(&undo_path, label!("start the history")))?;
        let text = sidecar::write(&texts, &review.bitext, &review.notes, &[], &[]);
        replace(path, &text)?;
        let file = open_append(path)?;
        Ok(Self {
            path: path.to_owned(),
            undo_path,
            file,
            undo,
            texts,
            next: 1,
            tail: Vec::new(),
            good: text.len() as u64,
            pending: Vec::new(),
            stamp: stamp_of(path),
            accepted: true,
            orphans: Vec::new(),
            foreign: Vec::new(),
            method: None,
            lacks_method: false,
        })
    }

    /// Takes over a sidecar that was read; `clean` says that the texts did not change. Cuts a
    /// torn last line off.
    pub(crate) fn adopt(
        path: &Path,
        read: &sidecar::Sidecar,
        undo: File,
        orphans: Vec<Orphan>,
        clean: bool,
    ) -> Result<(Self, History), StoreError> {
        let undo_path = undo_path(path);
        disk::sweep(path);
        let mut file = open_append(path)?;
        let mut good = read.whole_bytes as u64;
        if read.torn.is_some() {
            file.set_len(good)
                .map_err(failed(path, label!("cut off the incomplete last line")))?;
        }
        if read.unended {
            file.write_all(b"\n")
                .map_err(failed(path, label!("end the last line")))?;
            good += 1;
        }
        let mut store = Self {
            path: path.to_owned(),
            undo_path,
            file,
            undo,
            texts: read.texts.clone(),
            next: 1,
            tail: Vec::new(),
            good,
            pending: Vec::new(),
            stamp: stamp_of(path),
            accepted: clean,
            orphans,
            foreign: read.foreign.clone(),
            method: read.method,
            lacks_method: false,
        };
        let history = store.read_history(read)?;
        Ok((store, history))
    }

    /// Reads the history and joins the sidecar's own journal to it; lines that both hold (a
    /// crash between the two steps of folding) count once.
    fn read_history(&mut self, read: &sidecar::Sidecar) -> Result<History, StoreError> {
        let mut bytes = Vec::new();
        self.undo
            .seek(SeekFrom::Start(0))
            .and_then(|_| self.undo.read_to_end(&mut bytes))
            .map_err(failed(&self.undo_path, label!("read the history")))?;
        let mut history = History::default();
        let (mut last, mut good) = (0, 0);
        // Bytes are counted as they are on the disk, also those that are no UTF-8.
        for piece in bytes.split_inclusive(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(piece);
            let Some(line) = serde_json::from_str::<JournalLine>(&line)
                .ok()
                .filter(|_| piece.ends_with(b"\n"))
            else {
                break;
            };
            last = last.max(line.c);
            good += piece.len() as u64;
            remember(&mut history, line);
        }
        if good < bytes.len() as u64 {
            self.undo.set_len(good).map_err(failed(
                &self.undo_path,
                label!("cut off the incomplete last line"),
            ))?;
        }
        for (number, line) in &read.journal {
            if *number > last {
                self.tail.push((*number, line.clone()));
                if let Ok(line) = serde_json::from_str(line) {
                    remember(&mut history, line);
                }
            }
        }
        self.next = last.max(read.last) + 1;
        Ok(history)
    }

    /// Returns the path of the sidecar.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what has no place in the texts; it stays in the file until it is dismissed.
    #[must_use]
    pub fn orphans(&self) -> &[Orphan] {
        &self.orphans
    }

    /// Returns whether something still waits to be written.
    #[must_use]
    pub fn has_pending(&self) -> bool {
        !self.pending.is_empty()
    }

    /// Appends what was done; it is on the disk when the call returns.
    ///
    /// # Errors
    /// When it cannot be written; it is kept and written before the next line.
    pub fn append(&mut self, change: &Change) -> Result<(), StoreError> {
        self.add(JournalLine {
            label: change.label.clone(),
            steps: change.steps.clone(),
            ..JournalLine::default()
        })
    }

    /// Appends that the last change was taken back: `inverse` is what [`ReviewedBitext::undo`] gave.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append_undo(&mut self, inverse: &Change) -> Result<(), StoreError> {
        self.add(JournalLine {
            undo: true,
            label: inverse.label.clone(),
            steps: inverse.steps.clone(),
            ..JournalLine::default()
        })
    }

    /// Appends that a change was done again: `change` is what [`ReviewedBitext::redo`] gave.
    ///
    /// # Errors
    /// As [`Store::append`].
    pub fn append_redo(&mut self, change: &Change) -> Result<(), StoreError> {
        self.add(JournalLine {
            redo: true,
            label: change.label.clone(),
            steps: change.steps.clone(),
            ..JournalLine::default()
        })
    }

    fn add(&mut self, line: JournalLine) -> Result<(), StoreError> {
        if !self.accepted {
            return Err(StoreError::NotAccepted(self.path.clone()));
        }
        let number = self.next;
        self.next += 1;
        let text = serde_json::to_string(&JournalLine { c: number, ..line })
            .map_err(io::Error::from)
            .map_err(failed(&self.path, label!("save the changes")))?;
        self.pending.extend_from_slice(text.as_bytes());
        self.pending.push(b'\n');
        self.tail.push((number, text));
        self.flush()
    }

    /// Writes what still waits.
    ///
    /// # Errors
    /// When it cannot be written yet; the file holds whole lines only, the rest is kept.
    pub fn flush(&mut self) -> Result<(), StoreError> {
        if self.pending.is_empty() {
            return Ok(());
        }
        self.check_unchanged()?;
        let written = self
            .file
            .write_all(&self.pending)
            .and_then(|()| self.file.sync_data());
        if let Err(cause) = written {
            // Shortening a file needs no room: what is there are whole lines again.
            let _ = self.file.set_len(self.good);
            self.stamp = stamp_of(&self.path);
            return Err(failed(&self.path, label!("save the changes"))(cause));
        }
        self.good += self.pending.len() as u64;
        self.pending.clear();
        self.stamp = stamp_of(&self.path);
        Ok(())
    }

    fn check_unchanged(&self) -> Result<(), StoreError> {
        if self.stamp.is_some() && stamp_of(&self.path) != self.stamp {
            return Err(StoreError::ChangedOutside(self.path.clone()));
        }
        Ok(())
    }

    /// Accepts that the texts changed: keeps a copy of the old sidecar as `…​.bak`, ends the
    /// history (its spans are of the old texts) and writes the review with its new places.
    ///
    /// # Errors
    /// When a file cannot be written; nothing is lost.
    pub fn accept(&mut self, review: &ReviewedBitext) -> Result<(), StoreError> {
        let backup = self.path.with_extension("jsonl.bak");
        disk::read(&self.path)
            .and_then(|old| disk::replace(&backup, &old))
            .map_err(failed(&backup, label!("keep a copy of the old review")))?;
        self.accepted = true;
        let number = self.next;
        self.next += 1;
        let cut = JournalLine {
            c: number,
            cut: true,
            ..JournalLine::default()
        };
        let text = serde_json::to_string(&cut)
            .map_err(io::Error::from)
            .map_err(failed(&self.path, label!("save the changes")))?;
        self.tail.push((number, text));
        self.fold(review)
    }

    /// Writes the sidecar anew: one line a bead, then what is written on it, no journal; what
    /// was done moves to the history. Call it when the program ends, or now and then.
    ///
    /// # Errors
    /// When a file cannot be written; the sidecar is as it was and nothing is lost.
    pub fn fold(&mut self, review: &ReviewedBitext) -> Result<(), StoreError> {
        if !self.accepted {
            return Err(StoreError::NotAccepted(self.path.clone()));
        }
        if self.tail.is_empty() && self.pending.is_empty() && !self.lacks_method {
            return Ok(());
        }
        self.check_unchanged()?;
        let before = self
            .undo
            .metadata()
            .map_err(failed(&self.undo_path, label!("read the history")))?
            .len();
        let lines: String = self
            .tail
            .iter()
            .flat_map(|(_, line)| [line.as_str(), "\n"])
            .collect();
        let written = self
            .undo
            .write_all(lines.as_bytes())
            .and_then(|()| self.undo.sync_data());
        if let Err(cause) = written {
            let _ = self.undo.set_len(before);
            return Err(failed(&self.undo_path, label!("write the history"))(cause));
        }
        let text = self.written(review);
        if let Err(error) = replace(&self.path, &text) {
            let _ = self.undo.set_len(before);
            return Err(error);
        }
        self.file = open_append(&self.path)?;
        self.good = text.len() as u64;
        self.stamp = stamp_of(&self.path);
        self.tail.clear();
        self.pending.clear();
        self.lacks_method = false;
        Ok(())
    }

    /// Takes how errors are marked; it is written when the file is folded.
    pub fn set_method(&mut self, method: Method) {
        self.lacks_method |= self.method != Some(method);
        self.method = Some(method);
    }

    /// Returns the whole review as a sidecar without a journal.
    fn written(&self, review: &ReviewedBitext) -> String {
        let mut text = sidecar::write(
            &self.texts,
            &review.bitext,
            &review.notes,
            &self.orphans,
            &self.foreign,
        );
        if let Some(method) = self.method {
            text.push_str(&sidecar::method_line(method));
            text.push('\n');
        }
        text
    }

    /// Writes the whole review to another place, such as when this one was changed outside.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn save_as(&self, path: &Path, review: &ReviewedBitext) -> Result<(), StoreError> {
        replace(path, &self.written(review))
    }
}
