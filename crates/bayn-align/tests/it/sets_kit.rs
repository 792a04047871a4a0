//! The development sets beside the project, which are not part of it.

use bayn_align::{LadderBead, read_ladder};
use bayn_doc::Sides;
use std::fs;
use std::path::PathBuf;

/// One document of a set.
pub(crate) struct Gold {
    /// Its texts, one sentence a line; a blank line is a paragraph break.
    pub(crate) texts: Sides<String>,
    /// How they are aligned by hand.
    pub(crate) beads: Vec<LadderBead>,
}

/// Reads the documents of a set in the order of their names; says so where the set is absent.
pub(crate) fn read_set(set: &str) -> Option<Vec<Gold>> {
    let dir = testkit::shared("align").join(set);
    let Ok(entries) = fs::read_dir(&dir) else {
        testkit::skip(format_args!("{} is absent", dir.display()));
        return None;
    };
    let mut paths: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|ext| ext == "gold"))
        .collect();
    paths.sort();
    let of_path = |path: &PathBuf| {
        let read = |ext: &str| fs::read_to_string(path.with_extension(ext)).expect("readable");
        Gold {
            texts: Sides::new(read("src"), read("tgt")),
            beads: read_ladder(&read("gold")).0,
        }
    };
    Some(paths.iter().map(of_path).collect())
}
