//! Writes a review as rows of a table.

use super::{Prints, verdict};
use crate::exchange::write::note_of;
use crate::rated::bead_text;
use bayn_doc::{Annotations, Bead, BeadKind, Bitext, Entry, Sides};
use bayn_formats::review_table::{Cell, ReviewTable, Row};
use harf::Span;

/// Returns the table of a review; page furniture is left out, unless it has annotations.
#[must_use]
pub fn write(bitext: &Bitext, notes: &Annotations, title: &str) -> ReviewTable {
    let rows = bitext.beads.iter().enumerate();
    let rows = rows
        .filter(|(_, bead)| bead.kind != BeadKind::Furniture || notes.of(bead.id).next().is_some());
    ReviewTable {
        title: title.to_owned(),
        langs: Sides::from_fn(|side| bitext.documents[side].lang.clone()),
        by: String::new(),
        rows: rows
            .map(|(at, bead)| row(bitext, notes, at, bead))
            .collect(),
        scores: Vec::new(),
    }
}

fn row(bitext: &Bitext, notes: &Annotations, at: usize, bead: &Bead) -> Row {
    let mut texts = Sides::from_fn(|side| Cell::new(bead_text(bitext, bead, side).0));
    for (_, mark) in notes.marks_of(bead.id) {
        for side in bayn_doc::Side::BOTH {
            let (text, start) = bead_text(bitext, bead, side);
            for span in &mark.spans[side] {
                let from = span.start.saturating_sub(start);
                let to = span.end.saturating_sub(start).min(text.len());
                texts[side]
                    .marked
                    .push((Span::new(from.min(to), to), mark.severity));
            }
        }
    }
    let said = notes.verdict(bead.id);
    let verdict = said
        .map(|said| verdict::words(&said.status))
        .unwrap_or_default();
    let note = lines(bitext, notes, bead).join("\n");
    let prints = Prints::of([&texts.source.text, &texts.target.text, &verdict, &note]);
    Row {
        number: (at + 1).to_string(),
        print: prints.written(),
        texts,
        verdict,
        note,
        ..Row::default()
    }
}

/// Returns the cell of notes of a pair: marks, notes and scores in words.
pub(super) fn lines(bitext: &Bitext, notes: &Annotations, bead: &Bead) -> Vec<String> {
    notes
        .of(bead.id)
        .filter(|entry| !matches!(entry, Entry::Verdict(..)))
        .filter_map(|entry| note_of(entry, bitext))
        .map(|note| note.text)
        .collect()
}
