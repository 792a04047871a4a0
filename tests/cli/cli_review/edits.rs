//! A translation and its edited version: counted, and taken into the review as suggestions.

use super::{in_folder, pair, run, text};
use crate::store_kit::Folder;
use serde_json::Value;
use std::fs;

/// The translation of the sample with two words changed and one sentence taken out, and what
/// was changed.
fn edited(folder: &Folder) -> (String, String) {
    let [_, target] = pair();
    let before = fs::read_to_string(target).expect("the sample");
    let gone = before.split_inclusive('.').nth(1).expect("a sentence");
    let after = before
        .replacen("Twenty-six", "Twenty-eight", 1)
        .replacen(gone, "", 1);
    assert_ne!(before, after);
    (
        in_folder(folder, "edited.en.txt", after),
        gone.trim().to_owned(),
    )
}

#[test]
fn edits_are_counted_by_pair_and_for_all() {
    let folder = Folder::new("edits");
    let (edited, gone) = edited(&folder);
    let [source, target] = pair();
    let said = run(&["edits", &edited, &source, &target, "--json"]);
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let said: Value = serde_json::from_slice(&said.stdout).expect("JSON");
    let pairs = said["pairs"].as_array().expect("pairs");
    let touched: Vec<u64> = pairs
        .iter()
        .filter_map(|pair| pair["edits"].as_u64())
        .filter(|&edits| edits > 0)
        .collect();
    let words = gone.split_whitespace().count() as u64;
    assert_eq!(said["all"]["edits"].as_u64(), Some(touched.iter().sum()));
    assert_eq!(
        touched.iter().sum::<u64>(),
        words + 1,
        "{touched:?}: {gone}"
    );
    let page = run(&["edits", &edited, &source, &target]);
    assert!(
        text(&page.stdout).contains("HTER 0."),
        "{}",
        text(&page.stdout)
    );
    let same = run(&["edits", &target, &source, &target, "--tsv"]);
    let rows = text(&same.stdout).lines().skip(1);
    assert!(
        rows.clone().count() > 10 && rows.clone().all(|row| row.split('\t').nth(1) == Some("0"))
    );
    let alone = run(&["edits", &edited, &source]);
    assert_eq!(alone.status.code(), Some(2));
}

#[test]
fn what_was_changed_becomes_suggestions_once() {
    let folder = Folder::new("edits-import");
    let (edited, _) = edited(&folder);
    let [source, target] = pair();
    let review = folder.0.join("review.bayn.jsonl").display().to_string();
    let import = || {
        run(&[
            "import",
            "--edited",
            &edited,
            &source,
            &target,
            "--project",
            &review,
        ])
    };
    let said = import();
    assert_eq!(said.status.code(), Some(0), "{}", text(&said.stderr));
    let kept = fs::read_to_string(&review).expect("a review");
    assert!(kept.contains("\"suggestion\":\"eight\""), "{kept}");
    import();
    let marks = |text: &str| text.matches("\"suggestion\"").count();
    assert_eq!(
        marks(&fs::read_to_string(&review).expect("a review")),
        marks(&kept)
    );
}
