//! Recent texts with their last positions: `recent.jsonl` in bayn's state folder.
//!
//! One line per text, the latest first, up to the number in the settings. The file is written as a whole,
//! to a temporary file that is renamed, so that a crash leaves the old one. Lines that are not
//! understood are dropped. A position is a sentence, which is independent of the alignment.

use crate::cli::args::{Reading, Texts};
use crate::disk;
use crate::session::{Recent, State};
use bayn_doc::Side;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The name of the file.
pub(crate) const FILE: &str = "recent.jsonl";
/// The maximum number of entries, even for a job.
const MOST: usize = 5000;
/// A longer file was not written by bayn.
const LONGEST: u64 = 4 << 20;

/// A text and where it was left.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    /// The absolute paths of its files.
    pub(crate) files: Vec<PathBuf>,
    /// The file of its review, if one was named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) project: Option<PathBuf>,
    /// How it was read.
    pub(crate) reading: Reading,
    /// Whether the target was the active side.
    pub(crate) target: bool,
    /// The first sentence of the pair on the active side.
    pub(crate) sentence: usize,
    /// The pair, from 1, and how many there are.
    pub(crate) pair: (usize, usize),
    /// Seconds spent on it.
    pub(crate) seconds: u64,
    /// The first file of the job that it belongs to, by which the others of the job are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) job: Option<PathBuf>,
}

impl Entry {
    /// Returns the entry of a session's texts; `None` if they are not from files.
    pub(crate) fn new(texts: &Texts, project: Option<&Path>) -> Option<Self> {
        let named = |path: &PathBuf| path.as_os_str() != "-";
        if texts.files.is_empty() || !texts.files.iter().all(named) {
            return None;
        }
        let absolute = |path: &Path| std::path::absolute(path).ok();
        Some(Self {
            files: texts
                .files
                .iter()
                .map(|p| absolute(p))
                .collect::<Option<_>>()?,
            project: project.and_then(absolute),
            reading: texts.reading.clone(),
            ..Self::default()
        })
    }

    /// Stores the position of a session.
    pub(crate) fn mark(&mut self, state: &State) {
        // A part of a long file has a count of its own.
        if state.texts.part.is_some() {
            return;
        }
        let side = state.reading.cursor.side;
        self.target = side == Side::Target;
        if let Some(bead) = state.texts.bitext.beads.get(state.reading.cursor.bead) {
            self.sentence = bead.sentences[side].start;
        }
        self.pair = (
            state.reading.cursor.bead + 1,
            state.texts.bitext.beads.len(),
        );
        self.seconds = state.home.seconds;
    }

    /// Moves a session to the position.
    pub(crate) fn restore(&self, state: &mut State) {
        state.reading.cursor.side = if self.target {
            Side::Target
        } else {
            Side::Source
        };
        state.reading.cursor.bead = state
            .texts
            .bead_of_sentence(state.reading.cursor.side, self.sentence);
        state.reading.view.scroll_target = crate::session::ScrollTarget::Center;
    }

    /// Returns the texts to open.
    pub(crate) fn texts(&self) -> Texts {
        Texts {
            files: self.files.clone(),
            reading: self.reading.clone(),
        }
    }

    fn is_same(&self, other: &Self) -> bool {
        self.files == other.files && self.project == other.project
    }

    /// Returns the entry for display in the list.
    pub(crate) fn shown(&self) -> Recent {
        let name = |path: &PathBuf| {
            let name = path.file_name().unwrap_or(path.as_os_str());
            bayn_text::shown_path(name)
        };
        let names: Vec<String> = self.files.iter().map(name).collect();
        Recent {
            names: names.join(" \u{2014} "),
            place: format!("{}/{}", self.pair.0, self.pair.1),
        }
    }
}

/// Reads the file; an unreadable one counts as empty.
fn read(folder: &Path) -> String {
    let path = folder.join(FILE);
    let short = std::fs::metadata(&path).is_ok_and(|meta| meta.len() <= LONGEST);
    if short {
        disk::read_text(&path).unwrap_or_default()
    } else {
        String::new()
    }
}

/// Reads the list; what cannot be read is an empty one.
pub(crate) fn load(folder: &Path) -> Vec<Entry> {
    read(folder)
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .filter(|entry: &Entry| !entry.files.is_empty())
        .collect()
}

/// Returns the entry of the texts of `entry`. Only lines that name its first file are
/// parsed.
pub(crate) fn find(folder: &Path, entry: &Entry) -> Option<Entry> {
    let name = entry.files.first()?.file_name()?;
    // As it is in a line of JSON, between the quotation marks.
    let name = serde_json::to_string(&name.to_string_lossy()).ok()?;
    let name = name.trim_matches('"');
    read(folder)
        .lines()
        .filter(|line| line.contains(name))
        .filter_map(|line| serde_json::from_str(line).ok())
        .find(|known: &Entry| known.is_same(entry))
}

/// Puts an entry first and keeps `most` of them, and with them those of the same jobs: a user who is
/// at the hundredth text of a folder finds the first at its last position.
///
/// # Errors
/// If the file cannot be written; the old one is kept.
pub(crate) fn keep(folder: &Path, entry: Entry, most: usize) -> std::io::Result<()> {
    let mut list = load(folder);
    list.retain(|known| !known.is_same(&entry));
    list.insert(0, entry);
    let old = list.split_off(most.min(list.len()));
    let jobs: HashSet<PathBuf> = list.iter().filter_map(|entry| entry.job.clone()).collect();
    let belongs = |entry: &Entry| entry.job.as_ref().is_some_and(|job| jobs.contains(job));
    list.extend(old.into_iter().filter(belongs));
    list.truncate(most.max(MOST));
    let mut text = String::new();
    for entry in &list {
        text.push_str(&serde_json::to_string(entry)?);
        text.push('\n');
    }
    std::fs::create_dir_all(folder)?;
    disk::replace(&folder.join(FILE), text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str) -> Entry {
        Entry {
            files: vec![PathBuf::from(name)],
            reading: Reading {
                pre_segmented: true,
                ..Reading::default()
            },
            sentence: 7,
            ..Entry::default()
        }
    }

    #[test]
    fn the_latest_comes_first_and_the_list_is_bounded() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["a", "b", "c", "a"] {
            keep(folder.path(), entry(name), 2).expect("written");
        }
        let list = load(folder.path());
        let names: Vec<&Path> = list.iter().map(|entry| entry.files[0].as_path()).collect();
        assert_eq!(names, [Path::new("a"), Path::new("c")]);
        assert_eq!(find(folder.path(), &entry("c")), Some(entry("c")));
        assert_eq!(find(folder.path(), &entry("b")), None);
    }

    #[test]
    fn the_places_of_a_job_stay_while_one_of_its_texts_is_recent() {
        let folder = tempfile::tempdir().expect("a folder");
        let of_job = |name: &str| Entry {
            job: Some(PathBuf::from("first")),
            ..entry(name)
        };
        for name in ["first", "second", "third", "fourth"] {
            keep(folder.path(), of_job(name), 2).expect("written");
        }
        assert_eq!(load(folder.path()).len(), 4);
        keep(folder.path(), entry("other"), 2).expect("written");
        assert_eq!(find(folder.path(), &entry("first")), Some(of_job("first")));
        keep(folder.path(), entry("another"), 2).expect("written");
        assert_eq!(load(folder.path()).len(), 2);
    }

    #[test]
    fn a_damaged_file_loses_its_bad_lines_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        keep(folder.path(), entry("a"), 9).expect("written");
        let path = folder.path().join(FILE);
        let mut text = std::fs::read_to_string(&path).expect("text");
        text.push_str("{\"files\": [\"to");
        std::fs::write(&path, text).expect("written");
        assert_eq!(load(folder.path()), [entry("a")]);
    }

    #[test]
    fn the_list_of_0_1_0_is_read() {
        let kept = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/0.1.0/recent.jsonl");
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(kept, folder.path().join(FILE)).expect("copied");
        let list = load(folder.path());
        assert_eq!(list.len(), 1);
        let files = ["report.ar.txt", "report.en.txt"]
            .map(|name| Path::new("/home/reader/texts").join(name));
        assert_eq!(list[0].files, files);
        assert_eq!(
            (list[0].sentence, list[0].pair, list[0].seconds),
            (3, (4, 29), 5)
        );
    }
}
