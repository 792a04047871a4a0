//! README and book keep what they promise: links lead somewhere, every page is in the index, the
//! picture is on the first screen, and the commands that are shown exist with their flags.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages by their paths: README, CONTRIBUTING and all of docs.
fn pages() -> Vec<(PathBuf, String)> {
    let mut paths = vec![root().join("README.md"), root().join("CONTRIBUTING.md")];
    for folder in ["docs", "docs/decisions"] {
        let entries = fs::read_dir(root().join(folder)).expect("a folder");
        let files = entries.map(|entry| entry.expect("a file").path());
        paths.extend(files.filter(|path| path.extension().is_some_and(|end| end == "md")));
    }
    paths.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a page");
        (path, text)
    };
    paths.into_iter().map(read).collect()
}

/// The name under which a heading is linked to: small letters, hyphens for spaces, no marks.
fn anchor(heading: &str) -> String {
    let letters = heading.trim_start_matches('#').trim().chars();
    letters
        .filter(|c| c.is_alphanumeric() || [' ', '-', '_'].contains(c))
        .flat_map(char::to_lowercase)
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

fn links(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split("](").skip(1);
    parts.filter_map(|part| part.split(')').next())
}

#[test]
fn every_link_leads_somewhere() {
    let mut followed = 0;
    for (page, text) in pages() {
        let folder = page.parent().expect("a folder");
        for link in links(&text).filter(|link| !link.contains("://")) {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = if file.is_empty() {
                page.clone()
            } else {
                folder.join(file)
            };
            assert!(target.exists(), "{}: {link}", page.display());
            if !heading.is_empty() {
                let there = fs::read_to_string(&target).expect("a page");
                let mut headings = there.lines().filter(|line| line.starts_with('#'));
                let found = headings.any(|line| anchor(line) == heading);
                assert!(found, "{}: {link}", page.display());
            }
            followed += 1;
        }
    }
    assert!(followed > 30, "{followed}");
}

#[test]
fn every_page_is_in_the_index() {
    for index in ["README.md", "SUMMARY.md"] {
        let text = fs::read_to_string(root().join("docs").join(index)).expect("the index");
        let named: Vec<&str> = links(&text).collect();
        for entry in fs::read_dir(root().join("docs")).expect("a folder") {
            let name = entry.expect("a file").file_name();
            let name = name.to_string_lossy();
            if name.ends_with(".md") && name != "README.md" && name != "SUMMARY.md" {
                assert!(named.contains(&&*name), "{name} is not in docs/{index}");
            }
        }
    }
}

/// A site leaves a page out that its summary does not name, and a link to it leads nowhere then.
#[test]
fn the_site_has_every_page_that_is_linked_to() {
    let folder = root().join("docs");
    let summary = fs::read_to_string(folder.join("SUMMARY.md")).expect("the summary");
    let named: Vec<PathBuf> = links(&summary)
        .map(|link| folder.join(link).canonicalize().expect("a page"))
        .collect();
    for (page, text) in pages() {
        if !page.starts_with(&folder) || page.ends_with("SUMMARY.md") {
            continue;
        }
        let beside = page.parent().expect("a folder");
        for link in links(&text).filter(|link| !link.contains("://")) {
            let file = link.split('#').next().unwrap_or("");
            let Ok(target) = beside.join(file).canonicalize() else {
                continue;
            };
            let is_page = target.extension().is_some_and(|end| end == "md");
            if is_page && target.starts_with(&folder) {
                assert!(named.contains(&target), "{}: {link}", page.display());
            }
        }
    }
}

#[test]
fn the_first_screen_shows_the_picture_and_how_to_begin() {
    let text = fs::read_to_string(root().join("README.md")).expect("README");
    let lines: Vec<&str> = text.lines().collect();
    let at = |start: &str| {
        let found = lines.iter().position(|line| line.starts_with(start));
        found.unwrap_or_else(|| unreachable!("README has `{start}`"))
    };
    assert!(at("![") < 10);
    assert!(at("cargo install") < 40 && at("bayn") < 40);
}

/// The lines of the shell blocks that call the program.
fn calls(text: &str) -> Vec<&str> {
    let blocks = text.split("```sh\n").skip(1);
    let lines = blocks.flat_map(|part| part.split("```").next().unwrap_or("").lines());
    let calls = lines.filter(|line| line.trim_start().starts_with("bayn"));
    calls.map(str::trim_start).collect()
}

#[test]
fn what_the_book_types_exists() {
    let help = |args: &[&str]| {
        let mut bayn = Command::new(env!("CARGO_BIN_EXE_bayn"));
        let output = bayn.args(args).arg("--help").output().expect("it runs");
        String::from_utf8(output.stdout).expect("text")
    };
    let whole = help(&[]);
    let is_task = |word: &str| whole.contains(&format!("\n  {word} "));
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    let mut tried = 0;
    for (page, text) in pages() {
        for call in calls(&text) {
            let own = call.split(['|', '>', '<', '#']).next().unwrap_or("");
            let words: Vec<&str> = own.split_whitespace().skip(1).collect();
            let task = words.first().copied().filter(|word| is_task(word));
            let name = task.unwrap_or("").to_owned();
            let text = known.entry(name).or_insert_with(|| help(task.as_slice()));
            for flag in words.iter().filter(|word| word.starts_with("--")) {
                let flag = flag.split('=').next().unwrap_or(flag);
                let known = text.split_whitespace().any(|word| word == flag);
                assert!(known, "{}: {call}", page.display());
            }
            tried += 1;
        }
    }
    assert!(tried > 20, "{tried}");
}
