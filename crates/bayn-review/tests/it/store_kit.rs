//! Small texts and reviews for the tests of the store.
#![allow(dead_code, reason = "each test file uses a part of the kit")]

use bayn_doc::{Bead, Bitext, Document, Mark, Paragraph, ReviewedBitext, Sentence, Severity};
use bayn_doc::{Score, Sides};
use harf::Span;
use std::path::PathBuf;

/// A folder of its own, removed at the end of the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    /// Makes an empty folder named after the test.
    pub(crate) fn new(name: &str) -> Self {
        let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
            .join(format!("{name}-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("the target folder is writable");
        Self(path)
    }

    /// The sidecar in it.
    pub(crate) fn sidecar(&self) -> PathBuf {
        self.0.join("report.en.txt.bayn.jsonl")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A document with a paragraph on each line and a sentence up to each full stop.
pub(crate) fn document(text: &str) -> Document {
    let mut document = Document {
        text: text.to_owned(),
        ..Document::default()
    };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let first = document.sentences.len();
        let mut start = at;
        for piece in line.split_inclusive('.') {
            let inner = piece.trim();
            if !inner.is_empty() {
                let from = start + (piece.len() - piece.trim_start().len());
                document.sentences.push(Sentence {
                    span: Span::new(from, from + inner.len()),
                    paragraph: document.paragraphs.len(),
                });
            }
            start += piece.len();
        }
        let last = document.sentences.len();
        if let Some(span) = document.span_of(&(first..last)) {
            document.paragraphs.push(Paragraph {
                span,
                sentences: first..last,
            });
        }
        at += line.len();
    }
    document
}

/// Both texts, aligned one to one as far as they go.
pub(crate) fn review(source: &str, target: &str) -> ReviewedBitext {
    let documents = Sides::new(document(source), document(target));
    let (a, b) = (
        documents.source.sentences.len(),
        documents.target.sentences.len(),
    );
    let beads = (0..a.max(b))
        .map(|at| {
            let range = |count: usize| at.min(count)..(at + 1).min(count);
            Bead::new(Sides::new(range(a), range(b)), Score::new(0.75))
        })
        .collect();
    ReviewedBitext::new(Bitext { documents, beads })
}

/// Marks the first place where `quote` is in the target.
pub(crate) fn mark(review: &mut ReviewedBitext, quote: &str, time: u64) -> bayn_doc::Change {
    let target = &review.bitext.documents.target;
    let start = target.text.find(quote).expect("the quote is there");
    let bead = review
        .bitext
        .beads
        .iter()
        .find(|bead| {
            target
                .span_of(&bead.sentences.target)
                .is_some_and(|span| span.contains(start))
        })
        .expect("in a bead")
        .id;
    let span = Span::new(start, start + quote.len());
    let (_, change) = review.add_mark(Mark {
        bead,
        spans: Sides::new(vec![], vec![span]),
        category: "mistranslation".into(),
        severity: Severity::Major,
        note: format!("note {time}"),
        rater: "r1".into(),
        time,
        ..Mark::default()
    });
    change.expect("a new mark")
}

/// The quotes under all marks, in the order of the text.
pub(crate) fn marked(review: &ReviewedBitext) -> Vec<String> {
    let text = &review.bitext.documents.target.text;
    let mut spans: Vec<Span> = review
        .notes
        .marks()
        .flat_map(|(_, mark)| mark.spans.target.clone())
        .collect();
    spans.sort();
    spans.iter().map(|span| span.of(text).to_owned()).collect()
}

/// A source text of `count` sentences in Arabic letters, three to a paragraph.
pub(crate) fn source_text(count: usize) -> String {
    text_of(count, "\u{62C}\u{645}\u{644}\u{629}")
}

/// A target text of `count` sentences, three to a paragraph.
pub(crate) fn target_text(count: usize) -> String {
    text_of(count, "sentence")
}

fn text_of(count: usize, word: &str) -> String {
    (0..count)
        .map(|at| {
            let end = if at % 3 == 2 { "\n" } else { " " };
            format!("{word} number {at} speaks of thing {} here.{end}", at * 7)
        })
        .collect()
}
