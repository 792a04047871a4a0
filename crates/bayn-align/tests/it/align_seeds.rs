//! The seed pair, a report and its translation aligned by hand, and its wrong companions.
//!
//! The texts are beside the project and are not part of it; without them the tests say that
//! they are skipped.

use bayn_align::encoder::Encoder;
use bayn_align::{Alignment, Options, align, paragraph_beads};
use bayn_doc::Sides;
use bayn_doc::{BeadKind, Document};
use bayn_text::Lang;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn seeds() -> Option<PathBuf> {
    let dir = testkit::shared("seeds");
    if dir.is_dir() {
        Some(dir)
    } else {
        testkit::skip(format_args!("{} is absent", dir.display()));
        None
    }
}

fn gold(dir: &std::path::Path) -> serde_json::Value {
    let text = fs::read_to_string(dir.join("seed_gold_alignment.json")).expect("gold is there");
    serde_json::from_str(&text).expect("gold is JSON")
}

fn pair(dir: &std::path::Path, gold: &serde_json::Value) -> Sides<Document> {
    let read = |side: &str, lang: &str| {
        let file = gold[side]["file"].as_str().expect("file");
        let text = fs::read_to_string(dir.join(file)).expect("seed is readable");
        Document::from_text(&text, &Lang::new(lang))
    };
    Sides::new(read("source", "ar"), read("target", "en"))
}

/// A bead as the texts of its parts, which do not depend on how they are counted.
type Texts = (Vec<String>, Vec<String>);

fn sentence_texts(documents: &Sides<Document>, alignment: &Alignment) -> BTreeSet<Texts> {
    let texts = |document: &Document, range: &std::ops::Range<usize>| {
        document.sentences[range.clone()]
            .iter()
            .map(|sentence| sentence.span.of(&document.text).to_owned())
            .collect()
    };
    alignment
        .beads
        .iter()
        .map(|bead| {
            (
                texts(&documents.source, &bead.sentences.source),
                texts(&documents.target, &bead.sentences.target),
            )
        })
        .collect()
}

fn gold_texts(gold: &serde_json::Value, level: &str) -> Vec<Texts> {
    let side = |bead: &serde_json::Value, side: &str| {
        bead[side]
            .as_array()
            .expect("side")
            .iter()
            .map(|part| part["text"].as_str().expect("text").to_owned())
            .collect()
    };
    gold[level]
        .as_array()
        .expect("beads")
        .iter()
        .map(|bead| (side(bead, "ar"), side(bead, "en")))
        .collect()
}

/// Without the encoder, and with it where this build carries it.
fn modes() -> Vec<Options<'static>> {
    let mut modes = vec![Options::default()];
    match Encoder::load() {
        Some(encoder) => modes.push(Options {
            encoder: Some(encoder),
            ..Options::default()
        }),
        None => eprintln!("skipped with encoder: this build carries none"),
    }
    modes
}

#[test]
fn the_seed_pair_is_aligned_as_by_hand() {
    let Some(dir) = seeds() else { return };
    let gold = gold(&dir);
    let documents = pair(&dir, &gold);
    for options in modes() {
        check_seed_pair(&gold, &documents, &options);
    }
}

fn check_seed_pair(gold: &serde_json::Value, documents: &Sides<Document>, options: &Options<'_>) {
    let alignment = align(documents, options);
    let found = sentence_texts(documents, &alignment);
    let wanted = gold_texts(gold, "sentences");
    assert_eq!(wanted.len(), 24);
    for bead in &wanted {
        assert!(found.contains(bead), "missing {bead:?} in {found:?}");
    }
    assert_eq!(found.len(), wanted.len());

    let paragraphs = paragraph_beads(documents, &alignment.beads);
    let texts = |document: &Document, range: &std::ops::Range<usize>| -> Vec<String> {
        document.paragraphs[range.clone()]
            .iter()
            .map(|paragraph| paragraph.span.of(&document.text).to_owned())
            .collect()
    };
    let found: BTreeSet<Texts> = paragraphs
        .iter()
        .map(|bead| {
            (
                texts(&documents.source, &bead.paragraphs.source),
                texts(&documents.target, &bead.paragraphs.target),
            )
        })
        .collect();
    let wanted = gold_texts(gold, "paragraphs");
    assert_eq!(wanted.len(), 22);
    for bead in &wanted {
        assert!(found.contains(bead), "missing {bead:?} in {found:?}");
    }
    assert_eq!(found.len(), wanted.len());
    let kinds: Vec<BeadKind> = alignment.beads[..7].iter().map(|bead| bead.kind).collect();
    let mut expected = vec![BeadKind::Furniture; 7];
    expected[2] = BeadKind::Title;
    assert_eq!(kinds, expected);
}

/// Returns the document with its sentences in another order, each a paragraph.
fn shuffled(document: &Document) -> Document {
    let count = document.sentences.len();
    // A step that shares no factor with the number visits every sentence once.
    let step = (count / 3..count)
        .find(|&step| {
            (2..=step).all(|factor| !step.is_multiple_of(factor) || !count.is_multiple_of(factor))
        })
        .unwrap_or(1);
    let text: Vec<&str> = (0..count)
        .map(|at| document.sentence((at * step + count / 2) % count))
        .collect();
    Document::pre_segmented(&text.join("\n\n"))
}

#[test]
fn a_translation_in_another_order_is_hardly_linked() {
    let Some(dir) = seeds() else { return };
    let documents = pair(&dir, &gold(&dir));
    let target = shuffled(&documents.target);
    assert_eq!(target.sentences.len(), documents.target.sentences.len());
    check_hardly_linked("shuffled", &Sides::new(documents.source, target));
}

fn check_hardly_linked(name: &str, documents: &Sides<Document>) {
    for options in modes() {
        let alignment = align(documents, &options);
        let sure: Vec<_> = alignment
            .beads
            .iter()
            .filter(|bead| !bead.is_null() && bead.confidence.value() > 0.5)
            .collect();
        assert!(sure.len() <= 2, "{name}: {sure:?}");
    }
}

#[test]
fn reports_that_are_no_translation_are_hardly_linked() {
    let Some(dir) = seeds() else { return };
    let gold = gold(&dir);
    let source = pair(&dir, &gold).source;
    for number in ["001", "002", "003"] {
        let path = fs::read_dir(&dir)
            .expect("seeds are readable")
            .flatten()
            .map(|entry| entry.path())
            .find(|path| {
                path.file_name()
                    .is_some_and(|name| name.to_string_lossy().starts_with(number))
            })
            .expect("seed is there");
        let text = fs::read_to_string(path).expect("seed is readable");
        let target = Document::from_text(&text, &Lang::new("en"));
        let documents = Sides::new(source.clone(), target);
        check_hardly_linked(number, &documents);
    }
}
