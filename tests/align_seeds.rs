//! The seed pair, a report and its translation aligned by hand, and its wrong companions.
//!
//! The texts stand beside the project and are not part of it; without them the tests say that
//! they are skipped.

use bayn::align::{Alignment, Options, align, paragraph_beads};
use bayn::doc::{BeadKind, Document, Paragraph, Sentence};
use bayn::units::{Sides, Span};
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

fn seeds() -> Option<PathBuf> {
    let dir = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/seeds");
    if dir.is_dir() {
        Some(dir)
    } else {
        eprintln!("skipped: {} is absent", dir.display());
        None
    }
}

fn gold(dir: &std::path::Path) -> serde_json::Value {
    let text = fs::read_to_string(dir.join("seed_gold_alignment.json")).expect("gold is there");
    serde_json::from_str(&text).expect("gold is JSON")
}

/// A document whose sentences are those of the gold file: one paragraph a line.
fn from_gold(text: String, gold: &serde_json::Value, side: &str) -> Document {
    let mut document = Document {
        text,
        ..Document::default()
    };
    let mut spans: Vec<(u64, Span)> = Vec::new();
    for bead in gold["sentences"].as_array().expect("sentences") {
        for sentence in bead[side].as_array().expect("side") {
            let at = |key: &str| sentence[key].as_u64().expect("offset") as usize;
            let span = Span::new(at("byte_start"), at("byte_end"));
            spans.push((sentence["line"].as_u64().expect("line"), span));
        }
    }
    spans.sort();
    let mut line = None;
    for (own, span) in spans {
        let next = document.sentences.len();
        if line != Some(own) {
            document.paragraphs.push(Paragraph {
                span,
                sentences: next..next,
            });
            line = Some(own);
        }
        let paragraph = document.paragraphs.len() - 1;
        let last = &mut document.paragraphs[paragraph];
        last.sentences.end = next + 1;
        last.span = last.span.cover(span);
        document.sentences.push(Sentence { span, paragraph });
    }
    document
}

fn pair(dir: &std::path::Path, gold: &serde_json::Value) -> Sides<Document> {
    let read = |side: &str| {
        let file = gold[side]["file"].as_str().expect("file");
        fs::read_to_string(dir.join(file)).expect("seed is readable")
    };
    Sides::new(
        from_gold(read("source"), gold, "ar"),
        from_gold(read("target"), gold, "en"),
    )
}

/// A bead as the spans of its sentences, which do not depend on how they are counted.
type Spans = (Vec<Span>, Vec<Span>);

fn sentence_spans(documents: &Sides<Document>, alignment: &Alignment) -> BTreeSet<Spans> {
    let spans = |document: &Document, range: &std::ops::Range<usize>| {
        document.sentences[range.clone()]
            .iter()
            .map(|sentence| sentence.span)
            .collect()
    };
    alignment
        .beads
        .iter()
        .map(|bead| {
            (
                spans(&documents.source, &bead.sentences.source),
                spans(&documents.target, &bead.sentences.target),
            )
        })
        .collect()
}

fn gold_spans(gold: &serde_json::Value, level: &str) -> Vec<Spans> {
    let side = |bead: &serde_json::Value, side: &str| {
        bead[side]
            .as_array()
            .expect("side")
            .iter()
            .map(|part| {
                let at = |key: &str| part[key].as_u64().expect("offset") as usize;
                Span::new(at("byte_start"), at("byte_end"))
            })
            .collect()
    };
    gold[level]
        .as_array()
        .expect("beads")
        .iter()
        .map(|bead| (side(bead, "ar"), side(bead, "en")))
        .collect()
}

#[test]
fn the_seed_pair_is_aligned_as_by_hand() {
    let Some(dir) = seeds() else { return };
    let gold = gold(&dir);
    let documents = pair(&dir, &gold);
    let alignment = align(&documents, &Options::default());
    let found = sentence_spans(&documents, &alignment);
    let wanted = gold_spans(&gold, "sentences");
    assert_eq!(wanted.len(), 24);
    for bead in &wanted {
        assert!(found.contains(bead), "missing {bead:?} in {found:?}");
    }
    assert_eq!(found.len(), wanted.len());

    let paragraphs = paragraph_beads(&documents, &alignment.beads);
    let spans = |document: &Document, range: &std::ops::Range<usize>| -> Vec<Span> {
        document.paragraphs[range.clone()]
            .iter()
            .map(|paragraph| paragraph.span)
            .collect()
    };
    let found: BTreeSet<Spans> = paragraphs
        .iter()
        .map(|bead| {
            (
                spans(&documents.source, &bead.paragraphs.source),
                spans(&documents.target, &bead.paragraphs.target),
            )
        })
        .collect();
    let wanted = gold_spans(&gold, "paragraphs");
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

/// Cuts a text as plainly as can be: a paragraph a line, a sentence at each full stop.
fn plain(text: String) -> Document {
    let mut document = Document::default();
    let mut at = 0;
    for line in text.split('\n') {
        let first = document.sentences.len();
        let mut from = at;
        for piece in line.split_inclusive(". ") {
            let inner = piece.trim();
            if inner.chars().any(char::is_alphanumeric) {
                let start = from + piece.find(inner).unwrap_or(0);
                document.sentences.push(Sentence {
                    span: Span::new(start, start + inner.len()),
                    paragraph: document.paragraphs.len(),
                });
            }
            from += piece.len();
        }
        if let Some(sentence) = document.sentences.get(first) {
            let last = document.sentences[document.sentences.len() - 1].span;
            document.paragraphs.push(Paragraph {
                span: sentence.span.cover(last),
                sentences: first..document.sentences.len(),
            });
        }
        at += line.len() + 1;
    }
    document.text = text;
    document
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
        let target = plain(fs::read_to_string(path).expect("seed is readable"));
        let documents = Sides::new(source.clone(), target);
        let alignment = align(&documents, &Options::default());
        let sure: Vec<_> = alignment
            .beads
            .iter()
            .filter(|bead| !bead.is_null() && bead.confidence.value() > 0.5)
            .collect();
        assert!(sure.len() <= 2, "{number}: {sure:?}");
    }
}
