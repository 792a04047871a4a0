//! Sentence rules against files of cases, and against the hand-made gold of the seed pair.
//!
//! A line of `crates/bayn-text/tests/data/sentences/LANG.txt` is a paragraph with `|` at each place where a
//! new sentence begins; a line that starts with `#` is a remark.

use bayn_doc::Document;
use bayn_text::{Lang, sentences};
use std::path::{Path, PathBuf};

fn data(name: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
        .join("crates/bayn-text/tests/data/sentences")
        .join(name)
}

fn check(lang: &str, least: usize) {
    let file = std::fs::read_to_string(data(&format!("{lang}.txt"))).expect("cases are there");
    let lang = Lang::new(lang);
    let mut count = 0;
    let mut faults = Vec::new();
    for line in file
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "))
    {
        count += 1;
        let text = line.replace('|', "");
        let wanted: Vec<&str> = line.split('|').map(str::trim).collect();
        let found: Vec<&str> = sentences(&text, &lang)
            .iter()
            .map(|span| span.of(&text))
            .collect();
        if found != wanted {
            faults.push(format!("wanted {line}\n found {}", found.join(" | ")));
        }
    }
    assert!(count >= least, "only {count} cases");
    assert!(
        faults.is_empty(),
        "{}/{count} wrong:\n{}",
        faults.len(),
        faults.join("\n")
    );
}

#[test]
fn english_cases() {
    check("en", 50);
}

#[test]
fn arabic_cases() {
    check("ar", 40);
}

#[test]
fn persian_urdu_and_hebrew_cases() {
    check("fa", 5);
    check("ur", 3);
    check("he", 4);
}

#[test]
fn german_french_russian_and_chinese_cases() {
    check("de", 10);
    check("fr", 6);
    check("ru", 8);
    check("zh", 3);
}

/// Each language with a file of lists has cases, so that no list is there which nothing reads.
#[test]
fn cases_of_the_other_languages() {
    for lang in [
        "az", "be", "bg", "ca", "cs", "da", "el", "es", "fi", "gl", "hu", "it", "ja", "ko", "lb",
        "nb", "nl", "pl", "pt", "ro", "sk", "sv", "uk",
    ] {
        check(lang, 1);
    }
}

fn seeds() -> Option<PathBuf> {
    let folder = testkit::shared("seeds");
    if folder.is_dir() {
        return Some(folder);
    }
    testkit::skip("shared/seeds is absent");
    None
}

fn seed(folder: &Path, name: &str, lang: &str) -> Document {
    let text = std::fs::read_to_string(folder.join(name)).expect("the seed is readable");
    Document::from_text(&text, &Lang::new(lang))
}

#[test]
fn seed_pair_is_cut_as_the_gold_says() {
    let Some(folder) = seeds() else { return };
    let gold = std::fs::read_to_string(folder.join("seed_gold_alignment.json")).expect("gold");
    let gold: serde_json::Value = serde_json::from_str(&gold).expect("gold is JSON");
    for side in ["source", "target"] {
        let lang = gold[side]["lang"].as_str().expect("a language");
        let file = gold[side]["file"].as_str().expect("a file");
        let document = seed(&folder, file, lang);
        let mut wanted: Vec<(usize, usize, usize)> = Vec::new();
        for bead in gold["sentences"].as_array().expect("beads") {
            for part in bead[lang].as_array().expect("parts") {
                let of = |key: &str| {
                    usize::try_from(part[key].as_u64().expect("a number")).expect("small")
                };
                wanted.push((of("byte_start"), of("byte_end"), of("line")));
            }
        }
        wanted.sort_unstable();
        let found: Vec<(usize, usize)> = document
            .sentences
            .iter()
            .map(|sentence| (sentence.span.start, sentence.span.end))
            .collect();
        let spans: Vec<(usize, usize)> = wanted.iter().map(|part| (part.0, part.1)).collect();
        assert_eq!(found, spans, "{file}");
        let mut lines: Vec<usize> = wanted.iter().map(|part| part.2).collect();
        lines.dedup();
        assert_eq!(document.paragraphs.len(), lines.len(), "{file}");
    }
}

#[test]
fn the_other_seeds_are_cut_sensibly() {
    let Some(folder) = seeds() else { return };
    for (name, wanted) in [
        ("001_5c421e04525b8a13.txt", (7, 2)),
        ("002_afe46e73b73918ef.txt", (36, 7)),
        ("003_463354fbd87d689c.txt", (14, 17)),
    ] {
        let document = seed(&folder, name, "en");
        let paragraphs = document.paragraphs.len();
        let inner = document.sentences.len() - paragraphs;
        assert_eq!((paragraphs, inner), wanted, "{name}");
    }
}
