//! Finds the words in which two translations of one sentence differ.
//!
//! Words are compared as in search: case, accents and vowel marks make no
//! difference, and punctuation is ignored. The common words are a longest common subsequence
//! (Myers 1986, from the crate `similar`); the rest differs.

use bayn_text::{fold, words};
use harf::Span;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Where two texts differ.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// The words of the first that the other does not have, adjacent ones joined.
    pub first: Vec<Span>,
    /// The words of the other that the first does not have, neighbours joined.
    pub other: Vec<Span>,
    /// The number of differing words: the larger one of the two texts.
    pub differing: usize,
    /// The number of words in the longer text.
    pub words: usize,
}

impl Difference {
    /// Returns whether nothing differs.
    #[must_use]
    pub const fn is_none(&self) -> bool {
        self.differing == 0
    }
}

/// Above this many pairs of words only the common beginning and end are compared.
const MOST: usize = 1 << 20;

/// Returns in which words two texts differ; spans are bytes of each.
#[must_use]
pub fn compare(first: &str, other: &str) -> Difference {
    let cut = |text: &str| -> (Vec<Span>, Vec<String>) {
        words(text)
            .map(|span| (span, fold(span.of(text)).text))
            .unzip()
    };
    if first == other {
        // The number of words is not needed if none differs.
        return Difference::default();
    }
    let ((spans, words), (other_spans, other_words)) = (cut(first), cut(other));
    let mut found = Difference {
        words: words.len().max(other_words.len()),
        ..Difference::default()
    };
    let mut gone = 0;
    let mut new = 0;
    for op in operations(&words, &other_words) {
        if let DiffOp::Equal { .. } = op {
            continue;
        }
        let (old, now) = (op.old_range(), op.new_range());
        gone += old.len();
        new += now.len();
        found.first.extend(joined(&spans[old]));
        found.other.extend(joined(&other_spans[now]));
    }
    found.differing = gone.max(new);
    found
}

fn operations(first: &[String], other: &[String]) -> Vec<DiffOp> {
    if first.len().saturating_mul(other.len()) <= MOST {
        return capture_diff_slices(Algorithm::Myers, first, other);
    }
    let same = |(a, b): &(&String, &String)| a == b;
    let head = first.iter().zip(other).take_while(same).count();
    let rest = (&first[head..], &other[head..]);
    let tail = rest.0.iter().rev().zip(rest.1.iter().rev());
    let tail = tail.take_while(same).count();
    vec![DiffOp::Replace {
        old_index: head,
        old_len: first.len() - head - tail,
        new_index: head,
        new_len: other.len() - head - tail,
    }]
}

fn joined(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::cover)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(first: &str, other: &str) -> (Vec<String>, Vec<String>, usize) {
        let found = compare(first, other);
        let of = |spans: &[Span], text: &str| {
            spans
                .iter()
                .map(|span| span.of(text).to_owned())
                .collect::<Vec<_>>()
        };
        (
            of(&found.first, first),
            of(&found.other, other),
            found.differing,
        )
    }

    #[test]
    fn words_that_differ_are_named_on_both_sides() {
        assert_eq!(
            shown(
                "The envoy left the city on Monday.",
                "the delegate has left the town, on Monday"
            ),
            (
                vec!["envoy".to_owned(), "city".to_owned()],
                vec!["delegate has".to_owned(), "town".to_owned()],
                3
            )
        );
    }

    #[test]
    fn case_accents_and_points_make_no_difference() {
        assert!(compare("Caf\u{e9}: open!", "cafe, OPEN").is_none());
        assert!(compare("", "").is_none());
    }

    #[test]
    fn one_empty_text_differs_in_every_word() {
        let found = compare("", "three words here");
        assert_eq!((found.differing, found.words), (3, 3));
        assert_eq!(found.other, [Span::new(0, 16)]);
    }

    #[test]
    fn very_long_texts_are_compared_at_both_ends() {
        let long = "a b c d e ".repeat(300);
        let found = compare(
            &format!("one {long} x two"),
            &format!("one {long} {long} y two"),
        );
        assert!(found.differing >= 1);
        assert_eq!(found.first.len(), 1);
    }
}
