//! Holds the house of floors: a module uses only the floors listed in its row, and only the
//! external crates named there; every file opens with `//!`; there is no second way to name
//! a module that would hide a use from this test.

use std::fs;
use std::path::{Path, PathBuf};

/// A module, the modules it may use, and the guarded external crates it may name.
const FLOORS: &[(&str, &[&str], &[&str])] = &[
    ("units", &[], &[]),
    ("disk", &[], &["rustix"]),
    (
        "text",
        &["units"],
        &[
            "unicode_segmentation",
            "unicode_width",
            "unicode_normalization",
            "icu_segmenter",
            "icu_properties",
            "encoding_rs",
            "chardetng",
        ],
    ),
    (
        "bidi",
        &["units", "text"],
        &["unicode_bidi", "icu_properties"],
    ),
    (
        "shape",
        &["units", "text"],
        &[
            "icu_properties",
            "unicode_normalization",
            "unicode_segmentation",
        ],
    ),
    ("doc", &["units", "text"], &[]),
    ("catalogue", &["text"], &[]),
    (
        "layout",
        &["units", "text", "bidi", "shape"],
        &[
            "icu_segmenter",
            "icu_properties",
            "unicode_segmentation",
            "unicode_width",
        ],
    ),
    (
        "format",
        &["units", "text", "doc"],
        &[
            "quick_xml",
            "serde_json",
            "csv",
            "zip",
            "flate2",
            "ruzstd",
            "dom_smoothie",
            "dom_query",
            "pulldown_cmark",
            "encoding_rs",
        ],
    ),
    (
        "align",
        &["units", "text", "doc"],
        &["rayon", "serde_json", "ndarray"],
    ),
    (
        "review",
        &["units", "text", "doc", "align"],
        &["csv", "serde_json"],
    ),
    ("compare", &["units", "text", "doc", "align"], &["rayon"]),
    (
        "session",
        &[
            "units",
            "text",
            "catalogue",
            "doc",
            "format",
            "align",
            "review",
            "compare",
        ],
        &["toml", "serde_json"],
    ),
    (
        "store",
        &["units", "disk", "text", "doc", "align", "review"],
        &["serde_json", "sha2"],
    ),
    (
        "exchange",
        &["units", "text", "doc", "format", "review"],
        &["serde_json"],
    ),
    ("lookup", &["units", "disk", "text"], &["flate2"]),
    (
        "tui",
        &[
            "units",
            "disk",
            "text",
            "catalogue",
            "bidi",
            "shape",
            "layout",
            "doc",
            "format",
            "align",
            "review",
            "compare",
            "session",
            "store",
            "lookup",
        ],
        &[
            "ratatui",
            "crossterm",
            "signal_hook",
            "rayon",
            "icu_properties",
            "unicode_bidi",
            "toml",
            "rustix",
            "frizbee",
        ],
    ),
    (
        "cli",
        &[
            "units",
            "disk",
            "text",
            "catalogue",
            "bidi",
            "shape",
            "layout",
            "doc",
            "format",
            "align",
            "review",
            "compare",
            "session",
            "store",
            "lookup",
            "exchange",
            "tui",
        ],
        &[
            "clap",
            "clap_complete",
            "clap_mangen",
            "signal_hook",
            "rayon",
            "serde_json",
            "toml",
            "etcetera",
        ],
    ),
];

/// External crates that only the rows naming them may use.
const GUARDED: &[&str] = &[
    "ratatui",
    "crossterm",
    "unicode_bidi",
    "unicode_segmentation",
    "unicode_width",
    "unicode_normalization",
    "icu_segmenter",
    "icu_properties",
    "encoding_rs",
    "chardetng",
    "quick_xml",
    "csv",
    "zip",
    "flate2",
    "ruzstd",
    "dom_smoothie",
    "dom_query",
    "pulldown_cmark",
    "rayon",
    "ndarray",
    "serde_json",
    "toml",
    "clap",
    "clap_complete",
    "clap_mangen",
    "signal_hook",
    "rustix",
    "etcetera",
    "frizbee",
    "sha2",
];

/// Modules that do no I/O, read no environment, use no clock and print nothing.
const PURE: &[&str] = &[
    "units",
    "text",
    "catalogue",
    "bidi",
    "shape",
    "layout",
    "doc",
    "align",
    "review",
    "compare",
    "format",
    "session",
];

fn rust_files(dir: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("src is readable").flatten() {
        let path = entry.path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            into.push(path);
        }
    }
}

fn all_files() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut paths = Vec::new();
    rust_files(&root, &mut paths);
    paths.sort();
    assert!(paths.len() > 5, "src was not found");
    paths
        .into_iter()
        .map(|path| {
            let module = path
                .strip_prefix(&root)
                .expect("under src")
                .components()
                .next()
                .map(|part| part.as_os_str().to_string_lossy().replace(".rs", ""))
                .unwrap_or_default();
            let text = fs::read_to_string(&path).expect("source is readable");
            (module, path, text)
        })
        .collect()
}

/// Returns the identifiers that follow each `prefix` in `text`.
fn words_after<'a>(text: &'a str, prefix: &str) -> Vec<&'a str> {
    text.match_indices(prefix)
        .filter(|(at, _)| {
            !text[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
        })
        .map(|(at, _)| {
            let rest = &text[at + prefix.len()..];
            let end = rest
                .find(|c: char| !c.is_alphanumeric() && c != '_')
                .unwrap_or(rest.len());
            &rest[..end]
        })
        .collect()
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
    for (module, path, text) in all_files() {
        if module == "lib" || module == "main" {
            continue;
        }
        let Some((_, allowed, crates)) = FLOORS.iter().find(|row| row.0 == module) else {
            faults.push(format!("{}: module {module} has no floor", path.display()));
            continue;
        };
        let code = code_of(&text);
        for used in words_after(&code, "crate::") {
            if used != module && !allowed.contains(&used) {
                faults.push(format!(
                    "{}: {module} must not use {used:?}",
                    path.display()
                ));
            }
        }
        if code.contains("super::super::") {
            faults.push(format!(
                "{}: super::super:: hides the floor",
                path.display()
            ));
        }
        for name in GUARDED {
            if !crates.contains(name)
                && code.match_indices(&format!("{name}::")).any(|(at, _)| {
                    !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
                })
            {
                faults.push(format!(
                    "{}: {module} must not name crate {name}",
                    path.display()
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_file_says_what_it_is_for() {
    let missing: Vec<String> = all_files()
        .into_iter()
        .filter(|(_, _, text)| !text.starts_with("//!"))
        .map(|(_, path, _)| path.display().to_string())
        .collect();
    assert!(missing.is_empty(), "no //! at the top: {missing:?}");
}

#[test]
fn pure_floors_touch_no_outer_world() {
    let mut faults = Vec::new();
    for (module, path, text) in all_files() {
        if !PURE.contains(&module.as_str()) {
            continue;
        }
        let code = code_of(&text);
        let code = code.split("#[cfg(test)]").next().unwrap_or("");
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
                faults.push(format!("{}: {module} must not use {outer}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// The files that may write to the terminal, and no other: for people and programs one, for the
/// screen those of the reader, which draw cells and lines that are clean.
const WRITERS: &[&str] = &[
    "src/cli/print.rs",
    "src/tui/calibrate.rs",
    "src/tui/canvas.rs",
    "src/tui/facts/probe.rs",
    "src/tui/linear.rs",
    "src/tui/picker.rs",
    "src/tui/run.rs",
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
