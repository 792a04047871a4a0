//! Holds what Cargo cannot: which module of a package uses which, which of them names an
//! external crate, what does no I/O, and that every file opens with `//!`.
//!
//! Which package may use which is in their manifests, and the compiler holds it.

use std::fs;
use std::path::{Path, PathBuf};

/// A package, one of its modules, and the modules of the package that it may use.
const MODULES: &[(&str, &str, &[&str])] = &[
    ("harf", "property", &[]),
    ("harf", "bidi", &["property"]),
    ("harf", "grapheme", &["property"]),
    ("harf", "shape", &["grapheme", "property"]),
    ("harf", "layout", &["bidi", "property", "shape"]),
    ("harf", "encode", &["bidi"]),
    ("harf", "terminal", &["encode", "shape"]),
    ("bayn", "catalogue", &[]),
    ("bayn", "disk", &[]),
    ("bayn", "session", &["catalogue"]),
    ("bayn", "store", &["disk"]),
    ("bayn", "lookup", &["disk"]),
    (
        "bayn",
        "tui",
        &["catalogue", "disk", "session", "store", "lookup"],
    ),
    (
        "bayn",
        "cli",
        &["catalogue", "disk", "session", "store", "lookup", "tui"],
    ),
];

/// Guarded crates, and the modules of the root package that may name them.
const NAMED_BY: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("frizbee", &["tui"]),
    ("signal_hook", &["tui", "cli"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("etcetera", &["cli"]),
    ("rustix", &["disk", "tui"]),
    ("sha2", &["store"]),
    ("flate2", &["lookup"]),
    ("rayon", &["tui", "cli"]),
    ("toml", &["session", "tui", "cli"]),
    ("toml_edit", &["session", "tui", "cli"]),
    ("fnv", &["store"]),
    ("strsim", &["session"]),
    ("serde_json", &["session", "store", "cli"]),
];

/// Parts of `harf` that are for those who draw.
const DRAWING: &[&str] = &["bidi", "shape", "layout", "encode", "ratatui", "terminal"];

/// Modules that know nothing of cells in their order.
const NOT_DRAWING: &[&str] = &["catalogue", "disk", "session", "store", "lookup"];

/// Folders that do no I/O, read no environment, use no clock and print nothing.
const PURE: &[&str] = &[
    "crates/harf/src/bidi",
    "crates/harf/src/encode",
    "crates/harf/src/layout",
    "crates/harf/src/shape",
    "crates/bayn-text/src",
    "crates/bayn-doc/src",
    "crates/bayn-formats/src",
    "crates/bayn-align/src",
    "crates/bayn-review/src",
    "src/catalogue",
    "src/session",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a readable folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

/// A source: its package, its module, its path from the root, its text.
pub(crate) struct Source {
    pub(crate) package: String,
    pub(crate) module: String,
    pub(crate) path: String,
    pub(crate) text: String,
}

pub(crate) fn sources() -> Vec<Source> {
    let mut folders = vec![("bayn".to_owned(), root().join("src"))];
    for entry in fs::read_dir(root().join("crates")).expect("the members") {
        let path = entry.expect("a member").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        // What the tests share is no part of the program.
        if name == "testkit" {
            continue;
        }
        folders.push((name.into_owned(), path.join("src")));
    }
    let mut found = Vec::new();
    for (package, folder) in folders {
        let mut paths = Vec::new();
        rust_files(&folder, &mut paths);
        paths.sort();
        for path in paths {
            let inner = path.strip_prefix(&folder).expect("below it");
            let module = inner.iter().next().expect("a name").to_string_lossy();
            let from_root = path.strip_prefix(root()).expect("below the root");
            found.push(Source {
                package: package.clone(),
                module: module.replace(".rs", ""),
                path: from_root.to_string_lossy().replace('\\', "/"),
                text: fs::read_to_string(&path).expect("a source"),
            });
        }
    }
    assert!(found.len() > 300, "only {} sources", found.len());
    found
}

/// Returns the identifiers that follow each `prefix` in `text`.
fn words_after<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    text.match_indices(prefix)
        .filter(|(at, _)| !is_inside(text, *at))
        .map(|(at, _)| {
            let rest = &text[at + prefix.len()..];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
}

/// Returns whether a path goes on before `at`.
fn is_inside(text: &str, at: usize) -> bool {
    text[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
}

fn names(code: &str, krate: &str) -> bool {
    code.match_indices(&format!("{krate}::"))
        .any(|(at, _)| !is_inside(code, at))
}

/// Drops comments, so that prose may name what code may not.
fn code_of(text: &str) -> String {
    text.lines()
        .map(|line| line.split("//").next().unwrap_or(""))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn modules_use_only_lower_floors() {
    let mut faults = Vec::new();
    for source in sources() {
        let code = code_of(&source.text);
        if code.contains("super::super::") {
            faults.push(format!("{}: super::super:: hides the floor", source.path));
        }
        let mut rows = MODULES.iter().filter(|row| row.0 == source.package);
        let Some((.., allowed)) = rows.find(|row| row.1 == source.module) else {
            if source.package == "bayn" && !["lib", "main"].contains(&source.module.as_str()) {
                faults.push(format!("{}: a module without a floor", source.path));
            }
            continue;
        };
        let is_guarded = |used: &str| {
            MODULES
                .iter()
                .any(|row| row.0 == source.package && row.1 == used)
        };
        for used in words_after(&code, "crate::") {
            if used != source.module && is_guarded(used) && !allowed.contains(&used) {
                faults.push(format!("{}: must not use {used}", source.path));
            }
        }
        if source.package != "bayn" {
            continue;
        }
        for (krate, modules) in NAMED_BY {
            if names(&code, krate) && !modules.contains(&source.module.as_str()) {
                faults.push(format!("{}: must not name {krate}", source.path));
            }
        }
        if NOT_DRAWING.contains(&source.module.as_str()) {
            for used in words_after(&code, "harf::") {
                // The table of settings names the values that one may have.
                let is_named = used == "encode" && source.path == "src/session/setting.rs";
                if DRAWING.contains(&used) && !is_named {
                    faults.push(format!("{}: must not use harf::{used}", source.path));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let missing: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(missing.is_empty(), "no //! at the top: {missing:?}");
}

#[test]
fn pure_floors_touch_no_outer_world() {
    for folder in PURE {
        assert!(root().join(folder).is_dir(), "{folder} is gone");
    }
    let mut faults = Vec::new();
    for source in sources() {
        if !PURE
            .iter()
            .any(|folder| source.path.starts_with(&format!("{folder}/")))
        {
            continue;
        }
        // The tests of a module may read files.
        if source.path.ends_with("/tests.rs") {
            continue;
        }
        let code = outside_tests(&source);
        for outer in [
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::time",
            "Instant::now",
            "println!",
            "eprintln!",
        ] {
            if code.contains(outer) {
                faults.push(format!("{}: must not use {outer}", source.path));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// All sources: module, path, text.
fn all_files() -> Vec<(String, PathBuf, String)> {
    let all = sources().into_iter();
    all.map(|source| (source.module, root().join(source.path), source.text))
        .collect()
}

/// The files that may write to the terminal, and no other: for people and programs one, for the
/// screen those of the reader, which draw cells and lines that are clean.
const WRITERS: &[&str] = &[
    "src/cli/print.rs",
    "src/tui/calibrate.rs",
    "src/tui/canvas.rs",
    "crates/harf/src/terminal/modes.rs",
    "crates/harf/src/terminal/probe.rs",
    "src/tui/linear.rs",
    "src/tui/modes.rs",
    "src/tui/picker.rs",
    "src/tui/runtime.rs",
    "src/tui/terminal.rs",
];

/// Every way to write there, and the way round what makes names of files visible.
const WAYS: &[&str] = &[
    "print!",
    "println!",
    "eprint!",
    "eprintln!",
    "dbg!",
    "stdout()",
    "stderr()",
    "Stdout",
    "Stderr",
    "/dev/stdout",
    "/dev/stderr",
    "rustix::stdio::stdout",
    "rustix::stdio::stderr",
];

#[test]
fn what_came_from_outside_is_written_in_one_place() {
    let mut faults = Vec::new();
    for (_, path, text) in all_files() {
        let code = code_of(&text);
        let tests = ["#[cfg(test)]", "#[cfg(all(test"];
        let end = tests.iter().filter_map(|begin| code.find(begin)).min();
        let code = &code[..end.unwrap_or(code.len())];
        let own = WRITERS.iter().any(|writer| path.ends_with(writer));
        let goes = |way: &str| {
            let mut places = code.match_indices(way);
            places.any(|(at, _)| {
                !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
            })
        };
        for way in WAYS.iter().filter(|way| !own && goes(way)) {
            faults.push(format!(
                "{}: {way} belongs to cli::print or the reader's screen",
                path.display()
            ));
        }
        // A path in a sentence goes through text::shown_path.
        let quoted = code
            .lines()
            .filter(|line| line.contains(".display()") && !line.contains(".display().to_string()"));
        faults.extend(quoted.map(|line| {
            format!(
                "{}: {} must be text::shown_path in a sentence",
                path.display(),
                line.trim()
            )
        }));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The code of a source without its comments and its tests.
pub(crate) fn outside_tests(source: &Source) -> String {
    let code = code_of(&source.text);
    let ends = ["#[cfg(test)]\nmod ", "#[cfg(all(test"];
    let end = ends.iter().filter_map(|end| code.find(end)).min();
    code[..end.unwrap_or(code.len())].to_owned()
}

/// What only some sources do: the words by which it is done, and the beginnings of their paths.
const DONE_IN: &[(&[&str], &[&str])] = &[
    // Only `tui::input` knows the key codes of a library.
    (
        &["KeyCode", "KeyEvent", "KeyModifiers"],
        &["src/tui/input/"],
    ),
    // Only these know crossterm: its size, its clipboard, its modes, its keys.
    (
        &["crossterm::"],
        &[
            "src/tui/canvas.rs",
            "src/tui/input/",
            "src/tui/modes.rs",
            "src/tui/runtime.rs",
            "src/tui/terminal.rs",
        ],
    ),
    // Only `tui::paint` writes text to the buffer; the calibration page makes rows of its own.
    (
        &[
            ".set_symbol(",
            ".set_char(",
            ".set_string(",
            ".set_stringn(",
            ".set_line(",
            ".set_span(",
        ],
        &[
            "crates/harf/src/encode/",
            "crates/harf/src/ratatui/draw.rs",
            "crates/harf/src/ratatui/finish.rs",
            "src/tui/calibrate.rs",
            "src/tui/paint.rs",
        ],
    ),
    // Only `disk` makes files; a device that was named is written to, a terminal is asked.
    (
        &[
            "fs::write(",
            "fs::rename(",
            "fs::copy(",
            "File::create",
            "OpenOptions",
            ".persist(",
        ],
        &[
            "crates/harf/src/terminal/probe.rs",
            "src/cli/output.rs",
            "src/disk/",
        ],
    ),
];

#[test]
fn each_thing_is_done_in_its_place() {
    let mut faults = Vec::new();
    for source in sources() {
        if source.path.ends_with("tests.rs") || source.path.contains("/tests/") {
            continue;
        }
        let code = outside_tests(&source);
        for (words, places) in DONE_IN {
            if places.iter().any(|place| source.path.starts_with(place)) {
                continue;
            }
            let found = words.iter().filter(|word| code.contains(**word));
            faults.extend(found.map(|word| format!("{}: {word}", source.path)));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    for place in DONE_IN.iter().flat_map(|(_, places)| *places) {
        assert!(root().join(place).exists(), "{place} is gone");
    }
}

#[test]
fn harf_and_the_packages_speak_no_words_of_the_program() {
    for source in sources().iter().filter(|source| source.package == "harf") {
        assert!(!source.text.contains("bayn"), "{}", source.path);
    }
    for source in sources().iter().filter(|source| source.package != "bayn") {
        let code = outside_tests(source);
        for word in ["UiLanguage", "bayn::", "bayn doctor"] {
            assert!(!code.contains(word), "{}: {word}", source.path);
        }
    }
}

#[test]
fn every_package_carries_its_licence() {
    for entry in fs::read_dir(root().join("crates")).expect("the members") {
        let package = entry.expect("a member").path();
        // The encoder is under the licence of those who made it.
        if package.join("LICENSE").is_file() || package.ends_with("testkit") {
            continue;
        }
        for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
            let own = fs::read_to_string(package.join(name)).unwrap_or_default();
            let whole = fs::read_to_string(root().join(name)).expect("a licence");
            assert!(own == whole, "{}: {name}", package.display());
        }
    }
}
