//! The named texts, and those in named folders.

use crate::cli::progress::{Hear, Stage};
use crate::cli::report::CliError;
use bayn_formats::Format;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// Extensions of files without running text, besides those of bilingual formats.
const DATA: &[&str] = &[
    "json", "toml", "yaml", "yml", "xml", "ini", "cfg", "conf", "log", "lock", "tbx", "py", "rs",
    "sh", "js", "css", "c", "h", "pdf", "png", "jpg", "jpeg", "gif", "zip", "tar", "bak", "tmp",
];
/// The maximum depth of nested folders that are searched.
const DEPTH: usize = 8;
/// The number of files found between two progress reports.
const STEP: usize = 256;

/// Files in the order in which they are named, those of a folder in the order of names.
#[derive(Default)]
pub(crate) struct Listed {
    /// The files, each once.
    pub(crate) files: Vec<PathBuf>,
    /// Missing files and unreadable folders.
    pub(crate) errors: Vec<CliError>,
}

/// Lists what `paths` name; hidden files and data files of folders are left out.
pub(crate) fn list(paths: &[PathBuf], listener: &mut dyn Hear) -> Listed {
    let mut listed = Listed::default();
    for path in paths {
        match std::fs::metadata(path) {
            Ok(there) if there.is_dir() => listed.walk(path, DEPTH, listener),
            Ok(_) => listed.files.push(path.clone()),
            Err(error) => listed.errors.push(CliError::unread(path, &error)),
        }
    }
    let mut seen = HashSet::new();
    listed.files.retain(|path| seen.insert(path.clone()));
    listed
}

impl Listed {
    /// Adds the texts in a folder. An unreadable folder is reported, and the others are still searched.
    fn walk(&mut self, folder: &Path, depth: usize, listener: &mut dyn Hear) {
        let mut inside = match std::fs::read_dir(folder) {
            Ok(entries) => self.entries(folder, entries, listener),
            Err(error) => return self.errors.push(CliError::unread(folder, &error)),
        };
        inside.sort();
        for path in inside {
            if self.files.len().is_multiple_of(STEP) {
                listener.hear(Stage::Listing(self.files.len()));
            }
            if path.is_dir() {
                if depth > 0 && !path.is_symlink() {
                    self.walk(&path, depth - 1, listener);
                }
            } else if path.is_file() && !is_data(&path) {
                self.files.push(path);
            }
        }
    }

    fn entries(
        &mut self,
        folder: &Path,
        entries: std::fs::ReadDir,
        listener: &mut dyn Hear,
    ) -> Vec<PathBuf> {
        let mut inside = Vec::new();
        for entry in entries {
            match entry {
                Ok(entry) if entry.file_name().to_string_lossy().starts_with('.') => {}
                Ok(entry) => inside.push(entry.path()),
                Err(error) => {
                    self.errors.push(CliError::unread(folder, &error));
                    break;
                }
            }
            if inside.len().is_multiple_of(STEP) {
                listener.hear(Stage::Listing(self.files.len() + inside.len()));
            }
        }
        inside
    }
}

/// Returns whether a file has no running text in one language, by its extension.
fn is_data(path: &Path) -> bool {
    path.extension().is_some_and(|ending| {
        let ending = ending.to_string_lossy().to_ascii_lowercase();
        DATA.contains(&ending.as_str())
            || Format::from_name(&ending).is_some_and(Format::is_bilingual)
    })
}
