//! Holds every row of the clause table in docs/formats.md: the one file has no finding, the other
//! one that names the clause, and is read all the same; what was read is written so that it is
//! read again.

use bayn_formats::{Format, FormatError, Loaded, WriteOptions, read, validate, write};
use std::fs;
use std::path::{Path, PathBuf};

struct Row {
    clause: String,
    keeps: String,
    breaks: String,
}

fn root() -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../..")).to_path_buf()
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(root().join("docs/formats.md")).expect("docs/formats.md");
    let (_, clauses) = table
        .split_once("## Clauses of XLIFF 2")
        .expect("the table");
    clauses
        .lines()
        .filter(|line| line.contains(".keeps.xlf"))
        .map(|line| {
            let cells: Vec<String> = line
                .split('|')
                .map(|cell| cell.trim().trim_matches('`').replace("&#124;", "|"))
                .collect();
            Row {
                clause: cells[1].clone(),
                keeps: cells[3].clone(),
                breaks: cells[4].clone(),
            }
        })
        .collect()
}

fn data(name: &str) -> Vec<u8> {
    let path = root()
        .join("crates/bayn-formats/tests/data/formats/xliff2")
        .join(name);
    fs::read(&path).expect("a file that the table names")
}

#[test]
fn every_clause_is_kept_by_one_file_and_broken_by_the_other() {
    let rows = rows();
    assert!(rows.len() >= 100, "only {} clauses", rows.len());
    let mut faults = Vec::new();
    for row in &rows {
        for found in validate(&row.keeps, &data(&row.keeps), None).expect("XLIFF") {
            faults.push(format!("has no fault: {found}"));
        }
        let found = validate(&row.breaks, &data(&row.breaks), None).expect("XLIFF");
        let names = |error: &FormatError| {
            let clause = format!(": {}", row.clause);
            error.line > 0 && error.clause.to_string().ends_with(&clause)
        };
        if !found.iter().any(names) {
            faults.push(format!(
                "{}: its clause is not named: {found:?}",
                row.breaks
            ));
        }
        // Reading is kind: text that can be had is had, with one warning.
        match read(&row.breaks, &data(&row.breaks), None) {
            Ok(Loaded::Corpus(corpus)) if corpus.warnings.len() == 1 => {}
            Ok(_) => faults.push(format!("{}: read without a warning", row.breaks)),
            Err(error)
                if error
                    .clause
                    .to_string()
                    .ends_with("the root must be xliff in its namespace") => {}
            Err(error) => faults.push(format!("must be read: {error}")),
        }
    }
    assert!(
        faults.is_empty(),
        "{} faults:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn a_file_that_is_read_is_written_so_that_it_is_read_the_same() {
    let options = WriteOptions::default();
    let mut faults = Vec::new();
    for row in rows() {
        let Ok(Loaded::Corpus(corpus)) = read(&row.keeps, &data(&row.keeps), None) else {
            continue;
        };
        let (bytes, _) = write(&corpus, Format::Xliff2, &options).expect("XLIFF is written");
        match read("again.xlf", &bytes, None) {
            Ok(Loaded::Corpus(again)) if again == corpus => {}
            Ok(_) => faults.push(format!(
                "{}: comes back changed:\n{}",
                row.keeps,
                String::from_utf8_lossy(&bytes)
            )),
            Err(error) => faults.push(format!("{}: {error}", row.keeps)),
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
