//! Judgements of raters on texts of a pair a line, for the tests that import them.

use bayn_doc::{Annotations, Bead, Bitext, Document, Score, Sides};
use bayn_review::rated::RatedSegments;

/// Returns a bitext with a pair a line.
pub(crate) fn bitext(source: &[&str], target: &[&str]) -> Bitext {
    let document = |lines: &[&str]| Document::pre_segmented(&lines.join("\n"));
    let mut bitext = Bitext {
        documents: Sides::new(document(source), document(target)),
        beads: (0..source.len())
            .map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE))
            .collect(),
    };
    bitext.name_beads();
    bitext
}

/// Adds the entries of judgements to the notes of a review; returns how many were new.
pub(crate) fn add_entries(
    rated: &RatedSegments,
    bitext: &Bitext,
    notes: &mut Annotations,
) -> usize {
    let (entries, strays) = rated.entries_for(bitext, notes, 7);
    assert!(strays.is_empty(), "{strays:?}");
    let count = entries.len();
    for entry in entries {
        notes.replace(&entry.key(), Some(entry));
    }
    count
}
