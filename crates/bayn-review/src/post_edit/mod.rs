//! A translation and its edited version: the edited text of each pair, and the amount of editing.
//!
//! The edited text has no beads of its own. Its words are compared with those of the
//! translation as a whole, and each pair gets the text between its first word and that of the
//! next pair. If the words at a border are new, the border is the nearest beginning of a
//! sentence.

mod rate;

pub use rate::{Edits, edits};

use crate::pieces::{has_codes, pieces};
use bayn_doc::{Bitext, Document, Side, Sides};
use bayn_formats::between_placeholders;
use bayn_formats::review_table::{Cell, ReviewTable, Row};
use harf::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Returns the edited text of each bead, trimmed; empty if it was deleted.
#[must_use]
pub fn by_bead<'e>(bitext: &Bitext, edited: &'e Document) -> Vec<&'e str> {
    let (old, new) = (&bitext.documents.target, edited);
    let is_plain = !has_codes(&new.text);
    let before: Vec<Span> = pieces(&old.text, is_plain);
    let after: Vec<Span> = pieces(&new.text, is_plain);
    let olds: Vec<&str> = before.iter().map(|span| span.of(&old.text)).collect();
    let news: Vec<&str> = after.iter().map(|span| span.of(&new.text)).collect();
    let ops = capture_diff_slices(Algorithm::Patience, &olds, &news);
    let begins: Vec<usize> = new
        .sentences
        .iter()
        .map(|sentence| after.partition_point(|piece| piece.start < sentence.span.start))
        .collect();
    let mut borders: Vec<usize> = bitext
        .beads
        .iter()
        .map(|bead| {
            let first = bead.sentences.target.start;
            let byte = match old.sentences.get(first) {
                Some(sentence) => sentence.span.start,
                None => old.text.len(),
            };
            match before.partition_point(|piece| piece.start < byte) {
                0 => 0,
                piece if piece >= before.len() => after.len(),
                piece => border(&ops, piece, &begins),
            }
        })
        .collect();
    borders.push(after.len());
    // What is before the first sentence belongs to it.
    if let Some(first) = borders.first_mut() {
        *first = 0;
    }
    let byte = |piece: usize| after.get(piece).map_or(new.text.len(), |span| span.start);
    let runs = bitext.beads.iter().zip(borders.windows(2));
    runs.map(
        |(bead, run)| match (run, bead.sentences.target.is_empty()) {
            ([from, to], false) if from < to => {
                Span::new(byte(*from), byte(*to)).of(&new.text).trim()
            }
            _ => "",
        },
    )
    .collect()
}

/// Returns the piece of the edited text that corresponds to the start of a piece of the old one.
fn border(ops: &[DiffOp], piece: usize, begins: &[usize]) -> usize {
    let op = ops.iter().find(|op| op.old_range().contains(&piece));
    let Some(op) = op else {
        return 0;
    };
    let (from, to) = (op.old_range(), op.new_range());
    if let DiffOp::Equal { .. } = op {
        return to.start + (piece - from.start);
    }
    let share = (piece - from.start) * to.len() / from.len().max(1);
    let guess = to.start + share;
    let inside = begins.iter().filter(|at| (to.start..=to.end).contains(at));
    inside
        .min_by_key(|at| at.abs_diff(guess))
        .copied()
        .unwrap_or(guess)
}

/// Returns the words in which edits are counted: separated by white space and codes; if a
/// script writes no spaces, its words by the dictionary.
#[must_use]
pub fn counted_words(text: &str) -> Vec<&str> {
    let parts = between_placeholders(text).into_iter();
    let stretches = parts.flat_map(|(_, part)| part.split_whitespace());
    let words = stretches.flat_map(|stretch| match bayn_text::count_words(stretch) {
        0 | 1 => vec![stretch],
        _ => pieces(stretch, false)
            .iter()
            .map(|span| span.of(stretch))
            .collect(),
    });
    words.collect()
}

/// Returns the table that a person with these edits would have sent back;
/// [`exchange::table::read`](crate::exchange::table::read) converts it to suggestions.
#[must_use]
pub fn as_table(bitext: &Bitext, edited: &Document) -> ReviewTable {
    let rows = by_bead(bitext, edited).into_iter().enumerate();
    let cell = |text: &str| Cell {
        text: text.to_owned(),
        ..Cell::default()
    };
    ReviewTable {
        langs: Sides::from_fn(|side| bitext.documents[side].lang.clone()),
        rows: rows
            .filter(|(at, _)| !bitext.text_of(*at, Side::Target).is_empty())
            .map(|(at, text)| Row {
                number: (at + 1).to_string(),
                texts: Sides::new(cell(bitext.text_of(at, Side::Source)), cell(text)),
                ..Row::default()
            })
            .collect(),
        ..ReviewTable::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::{Bead, Score};

    /// Splits after each stop and line break.
    fn document(text: &str) -> Document {
        let mut document = Document {
            text: text.to_owned(),
            ..Document::default()
        };
        let mut at = 0;
        for sentence in text.split_inclusive(['.', '\n']) {
            let start = at + sentence.len() - sentence.trim_start().len();
            let end = at + sentence.trim_end().len();
            at += sentence.len();
            if start < end {
                document.push_sentence(Span::new(start, end), true);
            }
        }
        document
    }

    fn bitext(target: &str) -> Bitext {
        let documents = Sides::new(document(target), document(target));
        let count = documents.target.sentences.len();
        let beads = (0..count).map(|at| Bead::new(Sides::new(at..at + 1, at..at + 1), Score::ONE));
        Bitext {
            beads: beads.collect(),
            documents,
        }
    }

    fn cut(old: &str, new: &str) -> Vec<String> {
        let edited = document(new);
        let found = by_bead(&bitext(old), &edited);
        found.into_iter().map(str::to_owned).collect()
    }

    const OLD: &str = "The boat left. It was late.\n\nNobody saw it go. The sea was calm.";

    #[test]
    fn each_pair_gets_its_edited_words() {
        assert_eq!(
            cut(
                OLD,
                "The ship left. It was very late.\n\nNobody saw it go.\nThe sea was calm now."
            ),
            [
                "The ship left.",
                "It was very late.",
                "Nobody saw it go.",
                "The sea was calm now."
            ]
        );
    }

    #[test]
    fn what_was_taken_out_joined_or_rewritten_stays_in_its_place() {
        assert_eq!(
            cut(OLD, "The boat left.\n\nNobody saw it go. The sea was calm."),
            [
                "The boat left.",
                "",
                "Nobody saw it go.",
                "The sea was calm."
            ]
        );
        assert_eq!(
            cut(
                OLD,
                "The boat left and it was late.\n\nNobody saw it go. The sea was calm."
            ),
            [
                "The boat left and",
                "it was late.",
                "Nobody saw it go.",
                "The sea was calm."
            ]
        );
        let all = cut(
            OLD,
            "Quite another thing. Happened here.\n\nNobody saw it go. The sea was calm.",
        );
        assert_eq!(all[..2], ["Quite another thing.", "Happened here."]);
        assert_eq!(cut(OLD, ""), ["", "", "", ""]);
    }
}
