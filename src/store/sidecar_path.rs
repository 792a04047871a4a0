//! Where a sidecar lies: beside the translation, or in a folder of the user's.

use fnv::FnvHasher;
use std::hash::Hasher;
use std::path::{Path, PathBuf};

/// Returns the sidecar beside the translation: `report.en.txt.bayn.jsonl`.
///
/// It is named after the translation, since a source can have several.
#[must_use]
pub fn beside(target: &Path) -> PathBuf {
    let mut name = target.file_name().unwrap_or_default().to_owned();
    name.push(".bayn.jsonl");
    target.with_file_name(name)
}

/// Returns the sidecar of two texts in a folder of its own (`--project`, or the state folder
/// where the translation's folder cannot be written): the name says which texts, and a hash
/// of both paths keeps texts of the same name apart.
#[must_use]
pub fn in_folder(folder: &Path, source: &Path, target: &Path) -> PathBuf {
    let mut hash = FnvHasher::default();
    for path in [source, target] {
        hash.write(path.as_os_str().as_encoded_bytes());
        hash.write(b"\0");
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    folder.join(format!("{name}.{:08x}.bayn.jsonl", hash.finish() >> 32))
}
