//! The bundled sample says of itself what is true: the offsets of its errors hit the words
//! they name, its gold alignment covers both texts in order, and what the README promises
//! about shapes is there.

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The mnemonics of MQM-Core that the errors use.
const CATEGORIES: &[&str] = &[
    "addition",
    "grammar",
    "mistranslation",
    "omission",
    "punctuation",
    "spelling",
    "term-inconsistency",
    "untranslated",
];

fn asset(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/sample")
        .join(name);
    fs::read_to_string(&path).expect("the file of the sample is readable")
}

fn json(name: &str) -> Value {
    serde_json::from_str(&asset(name)).expect("the file is JSON")
}

fn text_of(side: &str) -> String {
    asset(if side == "source" {
        "report.ar.txt"
    } else {
        "report.en.txt"
    })
}

fn range(span: &Value) -> std::ops::Range<usize> {
    let at = |key: &str| {
        usize::try_from(span[key].as_u64().expect("an offset")).expect("an offset that fits")
    };
    at("start")..at("end")
}

#[test]
fn slips_hit_the_words_they_name() {
    let slips = json("slips.json");
    let slips = slips.as_array().expect("a list of slips");
    assert!(slips.len() >= 12, "a dozen slips at least");
    let mut ids = BTreeSet::new();
    for slip in slips {
        let id = slip["id"].as_str().expect("an id");
        assert!(ids.insert(id), "{id} stands twice");
        let side = slip["side"].as_str().expect("a side");
        let (own, other) = match side {
            "source" => (text_of("source"), text_of("target")),
            _ => (text_of("target"), text_of("source")),
        };
        assert_eq!(own.get(range(slip)), slip["text"].as_str(), "{id}");
        if let Some(counterpart) = slip.get("counterpart") {
            let named = counterpart["text"].as_str();
            assert_eq!(other.get(range(counterpart)), named, "{id}");
        }
        let category = slip["category"].as_str().expect("a category");
        assert!(CATEGORIES.contains(&category), "{id}: {category}");
        let severity = slip["severity"].as_str().expect("a severity");
        assert!(
            ["minor", "major", "critical"].contains(&severity),
            "{id}: {severity}"
        );
        let why = slip["explanation"].as_str().expect("an explanation");
        assert!(why.ends_with('.') && !why.contains(". "), "{id}: {why:?}");
        assert!(
            slip["check"]
                .as_str()
                .is_some_and(|check| !check.is_empty())
        );
    }
}

#[test]
fn gold_beads_cover_both_texts_in_order() {
    let gold = json("alignment.json");
    for level in ["paragraphs", "sentences"] {
        for side in ["source", "target"] {
            let text = text_of(side);
            let mut next = 0;
            for bead in gold[level].as_array().expect("a list of beads") {
                for span in bead[side].as_array().expect("a list of spans") {
                    let range = range(span);
                    let gap = text.get(next..range.start).expect("spans in order");
                    assert!(
                        gap.trim().is_empty(),
                        "{level} {side}: {gap:?} is in no bead"
                    );
                    let words = text.get(range.clone()).expect("whole characters");
                    assert!(!words.is_empty() && words.trim() == words, "{words:?}");
                    next = range.end;
                }
            }
            let rest = text.get(next..).expect("whole characters");
            assert!(
                rest.trim().is_empty(),
                "{level} {side}: {rest:?} is in no bead"
            );
        }
    }
}

#[test]
fn sample_holds_the_shapes_of_real_pairs() {
    let gold = json("alignment.json");
    let shapes = |level: &str, kind: &str| -> Vec<(usize, usize)> {
        gold[level]
            .as_array()
            .expect("a list of beads")
            .iter()
            .filter(|bead| bead["kind"] == kind)
            .map(|bead| {
                let count = |side: &str| bead[side].as_array().map_or(0, Vec::len);
                (count("source"), count("target"))
            })
            .collect()
    };
    let count = |shapes: &[(usize, usize)], shape| shapes.iter().filter(|s| **s == shape).count();
    let paragraphs = shapes("paragraphs", "text");
    assert_eq!(paragraphs.iter().map(|shape| shape.0).sum::<usize>(), 16);
    assert_eq!(count(&paragraphs, (2, 1)), 1);
    let sentences = shapes("sentences", "text");
    assert_eq!(count(&sentences, (1, 2)), 1);
    assert_eq!(count(&sentences, (1, 0)), 1);
    assert_eq!(count(&sentences, (0, 1)), 1);
    let furniture = shapes("sentences", "furniture");
    assert!(count(&furniture, (1, 0)) > 0 && count(&furniture, (0, 1)) > 0);
    assert_eq!(shapes("sentences", "title"), [(1, 1)]);
}
