//! Each row is whole, every file is read, and every line of it is understood.

use super::lexicon::entry;
use super::lists::lines;
use super::{LANGUAGES, lists};
use std::collections::BTreeSet;
use std::path::Path;

#[test]
fn every_row_is_whole_and_every_tag_is_named_once() {
    let mut tags = BTreeSet::new();
    for row in LANGUAGES {
        let name = row.tags.first().expect("a row has a tag");
        assert!(!row.scripts.is_empty(), "{name} has no script");
        for tag in row.tags {
            assert!(tags.insert(*tag), "{tag} is in two rows");
        }
        let has_words = lines(row, "words").next().is_some();
        let has_numbers = lines(row, "numbers").next().is_some();
        assert_eq!(
            row.file.is_empty(),
            !has_words && !has_numbers,
            "{name}: a file has words or numbers"
        );
        assert!(!row.told_by_words || has_words, "{name} is told by words");
        if let Some(relative) = row.relative {
            let own = lines(row, "abbreviations").next();
            assert!(own.is_none(), "{name} has its own abbreviations too");
            let shared = lists(relative).and_then(|lists| lists.abbreviations());
            assert!(shared.is_some(), "{name} shares nothing with {relative}");
        }
        assert!(
            row.spelling.is_none() || lines(row, "numbers").next().is_some(),
            "{name} spells numbers out"
        );
    }
}

#[test]
fn every_file_belongs_to_a_row_and_every_line_is_understood() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/languages");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .expect("the lists are there")
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let rows = LANGUAGES.iter().filter(|row| !row.file.is_empty());
    let named: BTreeSet<String> = rows
        .clone()
        .map(|row| format!("{}.txt", row.tags[0]))
        .collect();
    assert_eq!(files, named);
    for row in rows {
        let sections = ["[words]", "[abbreviations]", "[numbers]", "[whether]"];
        for line in row.file.lines().filter(|line| line.starts_with('[')) {
            assert!(sections.contains(&line), "{:?}: {line}", row.tags);
        }
        for line in lines(row, "words") {
            assert_eq!(line, line.to_lowercase(), "{:?}", row.tags);
        }
        for line in lines(row, "whether") {
            assert_eq!(line, line.to_lowercase(), "{:?}", row.tags);
            assert!((1..=2).contains(&line.split(' ').count()), "{line}");
        }
        for line in lines(row, "abbreviations") {
            assert!(!line.ends_with('.'), "{:?}: {line}", row.tags);
        }
        for line in lines(row, "numbers") {
            let words = entry(line).map(|(_, _, words)| words.count());
            assert!(words > Some(0), "{:?}: {line}", row.tags);
        }
    }
}
