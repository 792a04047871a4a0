//! The table "What to touch" of CONTRIBUTING: its files exist, and no row names more than it may.

use std::path::Path;

/// How many files a row may name.
const MOST: &[(&str, usize)] = &[
    ("check", 3),
    ("format", 3),
    ("splitter language", 2),
    ("interface language", 1),
    ("encoding", 2),
    ("command", 3),
    ("setting", 2),
];

#[test]
fn the_table_names_files_that_exist_and_few_of_them() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).expect("it is there");
    let row = |name: &str| {
        let start = format!("| {name} |");
        let line = text.lines().find(|line| line.starts_with(&start));
        line.unwrap_or_else(|| panic!("no row says what to touch for a {name}"))
    };
    for (name, most) in MOST {
        let files = row(name).split('|').nth(2).expect("a column of files");
        let named: Vec<&str> = files.split('`').skip(1).step_by(2).collect();
        assert!((1..=*most).contains(&named.len()), "{name}: {named:?}");
        for file in named {
            assert!(root.join(file).exists(), "{name}: {file} does not exist");
        }
    }
}
