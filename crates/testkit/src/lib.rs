//! What the tests of all packages share: where the data beside the project lie, and what a
//! test skips for want of something.
//!
//! A test that lacks data or a program calls [`skip`] and returns. The note lies in
//! `target/skipped` under the test's name until the test finds what it lacked, and the test
//! program `skipped` of this package, which Cargo runs last, counts the notes. Where
//! `BAYN_SKIP=fail` (the gate), a skipped test fails; `BAYN_MAY_SKIP` names the exceptions.

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Returns the checkout's folder.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Returns a path in the folder of data beside the project: `BAYN_SHARED`, else `../shared`.
/// Whether anything is there is for the caller to see.
#[must_use]
pub fn shared(path: &str) -> PathBuf {
    let folder =
        std::env::var_os("BAYN_SHARED").map_or_else(|| root().join("../shared"), PathBuf::from);
    folder.join(path)
}

/// Returns a path in the folder of data beside the project, or notes that the running test is
/// skipped where nothing is there.
///
/// # Panics
/// As [`skip`] does.
#[must_use]
#[track_caller]
pub fn shared_or_skip(path: &str) -> Option<PathBuf> {
    let found = shared(path);
    if found.exists() {
        return Some(found);
    }
    skip(format_args!("shared/{path} is absent"));
    None
}

/// Notes that the running test is skipped for want of something.
///
/// # Panics
/// Where `BAYN_SKIP` is `fail`, unless a word of `BAYN_MAY_SKIP` is in `why`.
#[track_caller]
#[expect(clippy::print_stderr, clippy::panic, reason = "the tests' own message")]
pub fn skip(why: impl Display) {
    let why = why.to_string();
    eprintln!("skipped: {why}");
    let may = std::env::var("BAYN_MAY_SKIP").unwrap_or_default();
    let excused = may.split_whitespace().any(|word| why.contains(word));
    if std::env::var("BAYN_SKIP").is_ok_and(|said| said == "fail") && !excused {
        panic!("skipped: {why}");
    }
    let folder = folder();
    let _made = fs::create_dir_all(&folder);
    let _noted = fs::write(folder.join(note_name()), why);
}

/// Runs another program; none, with a note that the running test is skipped, where it is not
/// installed.
///
/// # Panics
/// As [`skip`] does.
#[must_use]
#[track_caller]
pub fn run(command: &mut Command) -> Option<Output> {
    match command.output() {
        Ok(output) => Some(output),
        Err(error) => {
            skip(format_args!("{command:?}: {error}"));
            None
        }
    }
}

/// Returns a Python that has a module: `BAYN_PYTHON` (the gate's own environment), else one of
/// the system. None, with a note that the running test is skipped, where none has it.
///
/// # Panics
/// As [`skip`] does.
#[must_use]
#[track_caller]
pub fn python_with(module: &str) -> Option<PathBuf> {
    let own = std::env::var_os("BAYN_PYTHON").map(PathBuf::from);
    let system = ["python3", "python3.13", "python3.12"].map(PathBuf::from);
    let imports = |python: &PathBuf| {
        let mut asked = Command::new(python);
        asked.args(["-c", &format!("import {module}")]);
        asked.output().is_ok_and(|output| output.status.success())
    };
    let found = own.into_iter().chain(system).find(imports);
    if found.is_none() {
        skip(format_args!("no Python has {module}"));
    }
    found
}

/// Returns all notes, as the test's name and what it lacked, and takes them away.
#[must_use]
pub fn take_notes() -> Vec<(String, String)> {
    let Ok(entries) = fs::read_dir(folder()) else {
        return Vec::new();
    };
    let mut notes: Vec<(String, String)> = entries
        .flatten()
        .filter_map(|entry| {
            let why = fs::read_to_string(entry.path()).ok()?;
            let _gone = fs::remove_file(entry.path());
            let name = entry.file_name().to_string_lossy().replace("..", "::");
            Some((name, why))
        })
        .collect();
    notes.sort();
    notes
}

fn folder() -> PathBuf {
    root().join("target/skipped")
}

/// The program's and the test's name, as a file may be called.
fn note_name() -> String {
    let program = std::env::current_exe().ok();
    let program = program.as_deref().and_then(Path::file_stem);
    // Cargo adds a hash to the name.
    let program = program.map_or_else(String::new, |stem| {
        let stem = stem.to_string_lossy();
        stem.split_once('-')
            .map_or_else(|| stem.to_string(), |(name, _)| name.to_owned())
    });
    let thread = std::thread::current();
    format!(
        "{program}..{}",
        thread.name().unwrap_or("").replace("::", "..")
    )
}
