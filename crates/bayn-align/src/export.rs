//! An alignment as text: ladder, tab-separated values, JSON lines.
//!
//! The ladder is Vecalign's: `[0, 1]:[0]:score`, sentence indexes from 0, one bead per line, the
//! score optional. Tab-separated values have the two texts; JSON lines have texts, kind,
//! confidence and spans, also of null beads, and where a bead may be split. Of beads
//! that cross each other each line has the source of one and the target of the other.

use crate::Split;
use bayn_doc::Side;
use bayn_doc::{Bead, Bitext, Document, Rung, parse_ladder, rung_line};
use harf::Span;
use serde::Serialize;
use std::fmt::Write;
use std::ops::Range;

/// One line of a ladder: any sentences of both sides, not always consecutive.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LadderBead {
    /// Source sentences.
    pub source: Vec<usize>,
    /// Target sentences.
    pub target: Vec<usize>,
}

impl From<&Bead> for LadderBead {
    fn from(bead: &Bead) -> Self {
        Self {
            source: bead.sentences.source.clone().collect(),
            target: bead.sentences.target.clone().collect(),
        }
    }
}

impl From<&Rung> for LadderBead {
    fn from(rung: &Rung) -> Self {
        Self {
            source: rung.sentences.source.clone(),
            target: rung.sentences.target.clone(),
        }
    }
}

/// Reads a ladder; also returns the numbers (from 1) of invalid lines. Empty lines
/// and beads without any sentence are skipped.
#[must_use]
pub fn read_ladder(text: &str) -> (Vec<LadderBead>, Vec<usize>) {
    let (rungs, errors) = parse_ladder(text);
    let beads = rungs.iter().map(LadderBead::from);
    (
        beads
            .filter(|bead| !bead.source.is_empty() || !bead.target.is_empty())
            .collect(),
        errors.iter().map(|error| error.line).collect(),
    )
}

/// Writes beads as a ladder with their confidence.
#[must_use]
pub fn to_ladder(bitext: &Bitext) -> String {
    bitext
        .beads
        .iter()
        .map(|bead| {
            let score = format!("{:.4}", bead.confidence.value());
            rung_line(&bitext.linked(bead), score) + "\n"
        })
        .collect()
}

/// Returns the texts of a run of sentences.
fn texts<'a>(document: &'a Document, range: &Range<usize>) -> Vec<&'a str> {
    range.clone().map(|at| document.sentence(at)).collect()
}

/// Writes one line per bead: source text, target text, confidence. Sentences of one side are
/// joined by a space; tabs and line breaks inside a text become spaces.
#[must_use]
pub fn to_tsv(bitext: &Bitext) -> String {
    let mut out = String::new();
    for bead in &bitext.beads {
        let sentences = bitext.linked(bead);
        let [source, target] = Side::BOTH.map(|side| {
            texts(&bitext.documents[side], &sentences[side])
                .join(" ")
                .replace(['\t', '\n', '\r'], " ")
        });
        let _ = writeln!(out, "{source}\t{target}\t{:.4}", bead.confidence.value());
    }
    out
}

/// One bead as a JSON line.
#[derive(Serialize)]
struct Line<'a> {
    source: Vec<&'a str>,
    target: Vec<&'a str>,
    kind: bayn_doc::BeadKind,
    confidence: f32,
    source_sentences: [usize; 2],
    target_sentences: [usize; 2],
    source_spans: Vec<Span>,
    target_spans: Vec<Span>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source_cuts: Vec<usize>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    target_cuts: Vec<usize>,
}

/// Writes one JSON object per line for each bead. Spans and cuts are bytes of the clean text;
/// sentence indexes are first and one past last. `splits` are those found in this bitext,
/// in order.
#[must_use]
pub fn to_jsonl(bitext: &Bitext, splits: &[Split]) -> String {
    let mut out = String::new();
    for (at, bead) in bitext.beads.iter().enumerate() {
        let split = splits
            .binary_search_by_key(&at, |split| split.bead)
            .ok()
            .and_then(|found| splits.get(found));
        let cuts = |side: Side| split.map_or_else(Vec::new, |split| split.cuts(bitext, side));
        let sentences = bitext.linked(bead);
        let spans = |side: Side| -> Vec<Span> {
            sentences[side]
                .clone()
                .filter_map(|at| bitext.documents[side].sentences.get(at))
                .map(|sentence| sentence.span)
                .collect()
        };
        let (source, target) = (&sentences.source, &sentences.target);
        let line = Line {
            source: texts(&bitext.documents.source, source),
            target: texts(&bitext.documents.target, target),
            kind: bead.kind,
            confidence: (bead.confidence.value() * 1e4).round() / 1e4,
            source_sentences: [source.start, source.end],
            target_sentences: [target.start, target.end],
            source_spans: spans(Side::Source),
            target_spans: spans(Side::Target),
            source_cuts: cuts(Side::Source),
            target_cuts: cuts(Side::Target),
        };
        if let Ok(text) = serde_json::to_string(&line) {
            out.push_str(&text);
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{Score, Sides};

    #[test]
    fn a_written_ladder_reads_back() {
        let mut bitext = Bitext {
            beads: vec![
                Bead::new(Sides::new(0..2, 0..1), Score::new(0.5)),
                Bead::new(Sides::new(2..2, 1..2), Score::ONE),
            ],
            ..Bitext::default()
        };
        bitext.name_beads();
        let text = to_ladder(&bitext);
        assert_eq!(text, "[0, 1]:[0]:0.5000\n[]:[1]:1.0000\n");
        let (read, faults) = read_ladder(&text);
        assert!(faults.is_empty());
        let beads = bitext.beads.iter().map(LadderBead::from);
        assert_eq!(read, beads.collect::<Vec<_>>());
    }

    #[test]
    fn beads_that_cross_are_written_crosswise() {
        let bead = |at: usize| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE);
        let documents = Sides::new("a\nb\n", "B\nA\n").map(Document::pre_segmented);
        let mut bitext = Bitext {
            documents,
            beads: vec![bead(0), bead(1)],
        };
        bitext.name_beads();
        let [first, second] = [bitext.beads[0].id, bitext.beads[1].id];
        bitext.beads[0].crosses = Some(second);
        bitext.beads[1].crosses = Some(first);
        assert_eq!(to_ladder(&bitext), "[0]:[1]:1.0000\n[1]:[0]:1.0000\n");
        assert_eq!(to_tsv(&bitext), "a\tA\t1.0000\nb\tB\t1.0000\n");
    }

    #[test]
    fn lines_that_are_no_bead_are_told() {
        let (beads, faults) = read_ladder("[0]:[1]\nhello\n\n[]:[]\n[x]:[1]\n");
        assert_eq!(beads.len(), 1);
        assert_eq!(faults, [2, 5]);
    }
}
