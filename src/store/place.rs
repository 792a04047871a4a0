//! The files of a review on the disk: whether they are made, free and plain, how they are locked,
//! opened and replaced.

use crate::disk;
use crate::store::error::{StoreError, failed};
use bayn_text::label;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// Returns the path of the history that belongs to a sidecar.
#[must_use]
pub fn undo_path(sidecar: &Path) -> PathBuf {
    let name = sidecar
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let stem = name.strip_suffix(".jsonl").unwrap_or(&name);
    sidecar.with_file_name(format!("{stem}.undo.jsonl"))
}

pub(super) fn lock(path: &Path, sidecar: &Path) -> Result<File, StoreError> {
    let file = disk::append(path, true).map_err(failed(path, label!("open it for writing")))?;
    match disk::lock(&file) {
        true => Ok(file),
        false => Err(StoreError::InUse(sidecar.to_owned())),
    }
}

pub(super) fn stamp_of(path: &Path) -> Option<(u64, SystemTime)> {
    let meta = fs::symlink_metadata(path).ok()?;
    Some((meta.len(), meta.modified().ok()?))
}

pub(crate) fn lock_history(sidecar: &Path) -> Result<File, StoreError> {
    lock(&undo_path(sidecar), sidecar)
}

/// Returns whether something is at the place of a sidecar. A file without a byte holds no
/// review yet, and is treated as none.
#[must_use]
pub fn is_made(path: &Path) -> bool {
    path.metadata().is_ok_and(|meta| !is_blank(&meta))
}

fn is_blank(meta: &fs::Metadata) -> bool {
    meta.is_file() && meta.len() == 0
}

/// Refuses a place where another program made something since somebody looked.
pub(super) fn check_unmade(path: &Path) -> Result<(), StoreError> {
    match path.symlink_metadata() {
        Ok(meta) if !is_blank(&meta) => Err(StoreError::ChangedOutside(path.to_owned())),
        _ => Ok(()),
    }
}

/// Refuses a sidecar that cannot be appended to: a link, a pipe, a folder.
pub(crate) fn check_plain(sidecar: &Path) -> Result<(), StoreError> {
    open_append(sidecar).map(drop)
}

/// Returns whether nobody works on a review at this moment.
#[must_use]
pub fn is_free(sidecar: &Path) -> bool {
    // Without the file of the history nobody has locked it; it is not made here.
    match disk::append(&undo_path(sidecar), false) {
        Ok(file) => !matches!(file.try_lock(), Err(TryLockError::WouldBlock)),
        Err(_) => true,
    }
}

pub(super) fn open_append(path: &Path) -> Result<File, StoreError> {
    disk::append(path, false).map_err(failed(path, label!("open it for writing")))
}

/// Puts `text` in the place of a file at once: whoever reads sees the old or the new one.
///
/// # Errors
/// When it cannot be written; the old file is as it was.
pub(crate) fn replace(path: &Path, text: &str) -> Result<(), StoreError> {
    disk::replace(path, text.as_bytes()).map_err(failed(path, label!("write it")))
}
