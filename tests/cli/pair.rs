//! Pairing: which files translate which, against gold and among the five seed reports.
//!
//! The gold set and the seeds lie beside the project; without them the tests say so.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::Command;

fn shared(path: &str) -> Option<PathBuf> {
    let path = testkit::shared("").join(path);
    if !path.exists() {
        testkit::skip(format_args!("{} is not there", path.display()));
        return None;
    }
    Some(path)
}

/// Runs `bayn pair` and returns its lines: source, target, kind; by file name.
fn pair(arguments: &[&str], threads: &str) -> Vec<(String, Option<String>, String)> {
    let run = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["pair", "--to", "jsonl"])
        .args(arguments)
        .env("RAYON_NUM_THREADS", threads)
        .output()
        .expect("bayn runs");
    assert!(
        run.status.success(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
    let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
    String::from_utf8_lossy(&run.stdout)
        .lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line).expect("json");
            (
                name(line["source"].as_str().expect("source")),
                line["target"].as_str().map(name),
                line["kind"].as_str().unwrap_or("none").to_owned(),
            )
        })
        .collect()
}

#[test]
fn the_seeds_are_told_apart() {
    let Some(folder) = shared("seeds") else {
        return;
    };
    for arguments in [&[][..], &["--no-model"]] {
        let all: Vec<&str> = arguments
            .iter()
            .copied()
            .chain([folder.to_str().expect("utf-8")])
            .collect();
        let found: Vec<(String, String, String)> = pair(&all, "2")
            .into_iter()
            .map(|(source, target, kind)| {
                let id = |name: &str| name.split('_').next().unwrap_or("").to_owned();
                (
                    id(&source),
                    target.as_deref().map_or(String::new(), id),
                    kind,
                )
            })
            .collect();
        let wanted = [
            ("004", "000", "translation"),
            ("004", "001", "comparable"),
            ("004", "002", "comparable"),
            ("004", "003", "comparable"),
        ]
        .map(|(source, target, kind)| (source.to_owned(), target.to_owned(), kind.to_owned()));
        assert_eq!(found, wanted, "{arguments:?}");
    }
}

/// The gold pairs, and F1 of what was found.
fn f1(found: &[(String, Option<String>, String)], gold: &str) -> f64 {
    let gold: BTreeSet<(String, String)> = gold
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let (ar, en) = (parts.next()?, parts.next()?);
            (ar != "-" && en != "-").then(|| (ar.to_owned(), en.to_owned()))
        })
        .collect();
    let found: BTreeSet<(String, String)> = found
        .iter()
        .filter(|(_, _, kind)| kind == "translation")
        .map(|(source, target, _)| (source.clone(), target.clone().unwrap_or_default()))
        .collect();
    let right = found.intersection(&gold).count() as f64;
    2.0 * right / (found.len() + gold.len()) as f64
}

#[test]
fn pairs_are_found_by_strings_alone_with_any_number_of_threads() {
    let Some(folder) = shared("align/pairing") else {
        return;
    };
    // A third of the set, with texts that have no partner in it.
    let gold = std::fs::read_to_string(folder.join("gold.tsv")).expect("gold");
    let mut files: Vec<PathBuf> = Vec::new();
    let mut part = String::from("\n");
    for line in gold.lines().skip(1).step_by(3) {
        let mut names = line.split('\t');
        for side in ["ar", "en"] {
            let name = names.next().filter(|name| *name != "-");
            files.extend(name.map(|name| folder.join(side).join(name)));
        }
        part.push_str(line);
        part.push('\n');
    }
    let arguments: Vec<&str> = ["--no-model"]
        .into_iter()
        .chain(files.iter().map(|path| path.to_str().expect("utf-8")))
        .collect();
    let found = pair(&arguments, "2");
    assert_eq!(found, pair(&arguments, "1"));
    let f1 = f1(&found, &part);
    println!("pairing a third by strings: F1 {f1:.3}");
    assert!(f1 >= 0.9, "{f1}");
}

#[test]
fn pairs_are_found_by_meaning() {
    let Some(folder) = shared("align/pairing") else {
        return;
    };
    if cfg!(not(feature = "model")) {
        return;
    }
    let folder_text = folder.to_str().expect("utf-8");
    let found = pair(&[folder_text], "2");
    let gold = std::fs::read_to_string(folder.join("gold.tsv")).expect("gold");
    let f1 = f1(&found, &gold);
    println!("pairing by meaning: F1 {f1:.3}");
    assert!(f1 >= 0.99, "{f1}");
    // Every file is in some line.
    let named: BTreeSet<&str> = found
        .iter()
        .flat_map(|(source, target, _)| [Some(source.as_str()), target.as_deref()])
        .flatten()
        .collect();
    assert!(named.len() >= 65, "{}", named.len());
}

#[test]
fn one_file_is_not_enough() {
    let run = Command::new(env!("CARGO_BIN_EXE_bayn"))
        .args(["pair", concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")])
        .output()
        .expect("bayn runs");
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("two texts"));
}
