//! The changes in a sentence: its changed words and their replacements.
//!
//! Words and the text between them are compared exactly; white space is ignored.
//! A pure insertion or deletion includes the adjacent word, so that each change has
//! words in the old text and replacement words. Codes of the old text are kept if
//! the new one has none. If most of a sentence is new, it is one change.

use crate::pieces::{has_codes, pieces};
use harf::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// A changed place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Correction {
    /// The bytes of the old text.
    pub(super) span: Span,
    /// What replaces them in the new one.
    pub(super) new: String,
}

/// Above this many pairs of pieces the sentence counts as new.
const MOST: usize = 1 << 22;

/// A change as pieces of the old text and of the new one.
type Change = (Range<usize>, Range<usize>);

/// Returns the changes; nothing if only white space changed.
pub(super) fn corrections(old: &str, new: &str) -> Vec<Correction> {
    let is_plain = !has_codes(new);
    let (before, after) = (pieces(old, is_plain), pieces(new, is_plain));
    let olds: Vec<&str> = before.iter().map(|span| span.of(old)).collect();
    let news: Vec<&str> = after.iter().map(|span| span.of(new)).collect();
    if olds == news {
        return Vec::new();
    }
    let cover = |spans: &[Span], range: &Range<usize>| {
        let inside = spans.get(range.clone()).unwrap_or(&[]);
        inside
            .iter()
            .copied()
            .reduce(Span::cover)
            .unwrap_or_default()
    };
    changes(&olds, &news)
        .iter()
        .map(|(from, to)| Correction {
            span: cover(&before, from),
            new: cover(&after, to).of(new).to_owned(),
        })
        .collect()
}

fn changes(old: &[&str], new: &[&str]) -> Vec<Change> {
    let whole = vec![(0..old.len(), 0..new.len())];
    if old.len().saturating_mul(new.len()) > MOST {
        return whole;
    }
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let kept = ops.iter().filter(|op| matches!(op, DiffOp::Equal { .. }));
    let kept: usize = kept.map(|op| op.old_range().len()).sum();
    if kept * 3 < old.len().min(new.len()) {
        return whole;
    }
    let is_word = |at: usize| {
        let piece = old.get(at);
        piece.is_some_and(|piece| piece.chars().any(char::is_alphanumeric))
    };
    let mut changes: Vec<Change> = Vec::new();
    for op in ops.iter().filter(|op| !matches!(op, DiffOp::Equal { .. })) {
        let (mut from, mut to) = (op.old_range(), op.new_range());
        if from.is_empty() || to.is_empty() {
            // The word before is included, or the one after if there is none before.
            let before = from.start.checked_sub(1).filter(|_| to.start > 0);
            let behind = from.end < old.len() && to.end < new.len();
            if before.is_some_and(is_word) || (before.is_some() && !behind) {
                from.start -= 1;
                to.start -= 1;
            } else if behind {
                from.end += 1;
                to.end += 1;
            }
        }
        match changes.last_mut() {
            Some((last_from, last_to)) if last_from.end > from.start || last_to.end > to.start => {
                last_from.end = last_from.end.max(from.end);
                last_to.end = last_to.end.max(to.end);
            }
            _ => changes.push((from, to)),
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(old: &str, new: &str) -> Vec<(String, String)> {
        let found = corrections(old, new);
        // Applied from the end, they give the new text except for white space.
        let mut text = old.to_owned();
        for one in found.iter().rev() {
            text.replace_range(one.span.start..one.span.end, &one.new);
        }
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(bare(&text), bare(new), "{old} / {new}");
        found
            .into_iter()
            .map(|one| (one.span.of(old).to_owned(), one.new))
            .collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |pair: &(&str, &str)| (pair.0.to_owned(), pair.1.to_owned());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn changed_words_are_found_without_their_neighbours() {
        let old = "The old boat left the harbour, slowly.";
        assert_eq!(
            shown(old, "The old ship left the harbour, quickly."),
            pairs(&[("boat", "ship"), ("slowly", "quickly")])
        );
        assert_eq!(shown(old, " The  old boat left the harbour,\nslowly."), []);
        assert_eq!(
            shown(old, "The very old boat left the harbour, slowly."),
            pairs(&[("The", "The very")])
        );
        assert_eq!(
            shown(old, "The boat left the harbour, slowly."),
            pairs(&[("The old", "The")])
        );
        assert_eq!(
            shown(old, "The old boat left the harbour slowly."),
            pairs(&[("harbour,", "harbour")])
        );
        assert_eq!(
            shown("غادر القارب الميناء.", "غادرت السفينة الميناء."),
            pairs(&[("غادر القارب", "غادرت السفينة")])
        );
    }

    #[test]
    fn a_new_sentence_is_one_change() {
        let old = "One two three four five six.";
        assert_eq!(
            shown(old, "Quite another sentence stands here now"),
            pairs(&[(old, "Quite another sentence stands here now")])
        );
        assert_eq!(shown("", "New."), pairs(&[("", "New.")]));
        assert_eq!(shown("Old.", ""), pairs(&[("Old.", "")]));
    }
}
