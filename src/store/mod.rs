//! Floor 6: the sidecar of a review, so that nothing is lost.
//!
//! [`open`] reads it, replays what was done, finds everything again in the texts as they are
//! now and locks the file; [`Store::append`] puts each change on the disk as it is made;
//! [`merge`] joins the sidecars of two people. This is the one floor below the terminal that
//! opens files, and it opens no others than the sidecar, its history and its copy, the
//! alignments that [`Remembered`] keeps, the [`Log`] of judgements, and a sentence encoder of the
//! user's. How they are
//! opened and written is defined by [`crate::disk`].

mod cache;
mod error;
mod file;
mod line;
mod log;
mod merge;
mod model;
mod place;
mod sidecar;
mod sidecar_path;

pub use cache::Remembered;
pub use error::StoreError;
pub use file::Store;
pub use line::TextName;
pub use log::Log;
pub use merge::{Conflict, MergeError, Merged, merge};
pub use model::open_model;
pub use place::{is_free, is_made, undo_path};
pub use sidecar::{Sidecar, Unreadable, is_review, read, write};
pub use sidecar_path::{beside, in_folder};

use bayn_doc::Sides;
use bayn_doc::{ApplyError, BeadId, Document, ReviewedBitext};
use bayn_review::Method;
use bayn_review::carry::{Orphan, adopt, carry};
use std::path::Path;

/// What the user should hear after a review was opened.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// The beads with a sentence that changed since.
    pub changed: Vec<BeadId>,
    /// The beads made for new sentences.
    pub added: Vec<BeadId>,
    /// The beads none of whose sentences is left.
    pub lost: Vec<BeadId>,
    /// What could not be placed; it stays in the file.
    pub orphans: Vec<Orphan>,
    /// How many of them lost their place just now, not at an earlier time.
    pub newly_lost: usize,
    /// Orphans of an earlier time that found their place again.
    pub adopted: usize,
    /// The torn last line, if a crash left one.
    pub torn: Option<String>,
    /// Lines that were not understood, with their numbers; they stay in the file.
    pub foreign: Vec<(usize, String)>,
    /// Steps of the journal that did not fit, with their line numbers.
    pub misfits: Vec<(usize, ApplyError)>,
    /// How errors are marked, where that was chosen.
    pub method: Option<Method>,
}

impl Report {
    /// Returns whether the texts changed since the review was written.
    #[must_use]
    pub fn texts_changed(&self) -> bool {
        !(self.changed.is_empty() && self.added.is_empty() && self.lost.is_empty())
    }
}

/// Opens the sidecar at `path` for the texts as they are now; `None` when there is none yet.
///
/// If the texts changed, the review has everything in its new place, and nothing is written
/// before [`Store::accept`].
///
/// # Errors
/// When it cannot be read, another program has it open, or the place cannot be written: then
/// [`open_to_read`] still can.
pub fn open(
    path: &Path,
    texts: Sides<Document>,
) -> Result<Option<(Store, ReviewedBitext, Report)>, StoreError> {
    if !is_made(path) {
        return Ok(None);
    }
    // What is no plain file of our own, or no review, gets no history beside it.
    place::check_plain(path)?;
    if !undo_path(path).exists() {
        read_sidecar(path)?;
    }
    let lock = place::lock_history(path)?;
    let (read, mut review, report) = load(path, texts)?;
    let clean = !report.texts_changed() && report.newly_lost == 0 && report.adopted == 0;
    let orphans = report.orphans.clone();
    let (store, history) = Store::adopt(path, &read, lock, orphans, clean)?;
    if clean {
        review.history = history;
    }
    Ok(Some((store, review, report)))
}

/// Reads the sidecar without locking or writing anything; `None` when there is none.
///
/// # Errors
/// When it cannot be read.
pub fn open_to_read(
    path: &Path,
    texts: Sides<Document>,
) -> Result<Option<(ReviewedBitext, Report)>, StoreError> {
    if !is_made(path) {
        return Ok(None);
    }
    let (read, mut review, report) = load(path, texts)?;
    review.history = read.history;
    Ok(Some((review, report)))
}

fn read_sidecar(path: &Path) -> Result<Sidecar, StoreError> {
    let bytes = crate::disk::read(path).map_err(|cause| StoreError::Io {
        path: path.to_owned(),
        what: bayn_text::label!("read it"),
        cause,
    })?;
    read(bytes).map_err(|error| StoreError::Unreadable(path.to_owned(), error))
}

fn load(
    path: &Path,
    texts: Sides<Document>,
) -> Result<(Sidecar, ReviewedBitext, Report), StoreError> {
    let mut sidecar = read_sidecar(path)?;
    let mut carried = carry(&sidecar.remembered, texts);
    let mut orphans = carried.orphans;
    let newly_lost = orphans.len();
    let mut adopted = 0;
    for orphan in std::mem::take(&mut sidecar.orphans) {
        match adopt(&orphan, &carried.bitext) {
            Some(entry) if carried.notes.get(&entry.key()).is_none() => {
                adopted += 1;
                carried.notes.replace(&entry.key(), Some(entry));
            }
            _ => orphans.push(orphan),
        }
    }
    let report = Report {
        changed: carried.changed,
        added: carried.added,
        lost: carried.lost,
        orphans,
        newly_lost,
        adopted,
        torn: sidecar.torn.clone(),
        foreign: sidecar.foreign.clone(),
        misfits: sidecar.misfits.clone(),
        method: sidecar.method,
    };
    let review = ReviewedBitext {
        bitext: carried.bitext,
        notes: carried.notes,
        ..ReviewedBitext::default()
    };
    Ok((sidecar, review, report))
}
