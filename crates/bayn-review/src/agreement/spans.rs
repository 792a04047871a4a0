//! Agreement of two raters on error spans: F1 of spans, of characters, and with partial credit.

use crate::rated::{Segment, SegmentError, code_points};
use crate::statistics::count;
use crate::statistics::matching::best_pairs;
use bayn_doc::Side;
use harf::Span;
use std::collections::BTreeSet;

/// The three measures; the harmonic mean does not depend on who is first.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SpanAgreement {
    /// The number of spans that each marked.
    pub spans: [usize; 2],
    /// The number of identical spans.
    pub same: usize,
    /// The number of characters that each marked.
    pub characters: [usize; 2],
    /// The number that both marked.
    pub shared: usize,
    /// MPP: the share of the first rater's spans that is covered, and of the second's.
    pub covered: [f64; 2],
}

impl SpanAgreement {
    /// Returns F1 of identical spans; `None` if nobody marked any.
    #[must_use]
    pub fn exact(&self) -> Option<f64> {
        ratio(2 * self.same, self.spans.iter().sum())
    }

    /// Returns F1 of characters.
    #[must_use]
    pub fn by_character(&self) -> Option<f64> {
        ratio(2 * self.shared, self.characters.iter().sum())
    }

    /// Returns F1 of "match with partial overlap and partial credit", micro-averaged
    /// (arXiv:2603.19921): spans are paired for the most overlap, and each has as much credit as
    /// its part in that.
    #[must_use]
    pub fn partial(&self) -> Option<f64> {
        let [one, other] = self.spans.map(count);
        if one + other == 0.0 {
            return None;
        }
        let shares = [
            self.covered[0] / one.max(1.0),
            self.covered[1] / other.max(1.0),
        ];
        let sum = shares[0] + shares[1];
        Some(if sum > 0.0 {
            2.0 * shares[0] * shares[1] / sum
        } else {
            0.0
        })
    }
}

fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| count(part) / count(whole))
}

/// An error with one of its spans, in characters.
type Marked<'s> = (Span, &'s SegmentError);

/// Compares the spans of segments that both judged; also returns the errors whose spans were
/// paired.
pub(super) fn compare<'s>(
    both: impl Iterator<Item = (&'s Segment, &'s Segment)>,
) -> (SpanAgreement, Vec<(&'s SegmentError, &'s SegmentError)>) {
    let mut all = SpanAgreement::default();
    let mut matched = Vec::new();
    for (one, other) in both {
        for side in Side::BOTH {
            let marked = [one, other].map(|segment| marked(segment, side));
            add(&mut all, &marked, &mut matched);
        }
    }
    (all, matched)
}

fn marked(segment: &Segment, side: Side) -> Vec<Marked<'_>> {
    let text = &segment.text[side];
    let of = |error: &'_ SegmentError| -> Vec<Span> {
        let spans = error.spans[side].iter();
        spans
            .map(|span| Span::new(code_points(text, span.start), code_points(text, span.end)))
            .filter(|span| !span.is_empty())
            .collect()
    };
    let errors = segment.errors.iter();
    errors
        .flat_map(|error| of(error).into_iter().map(move |span| (span, error)))
        .collect()
}

fn add<'s>(
    all: &mut SpanAgreement,
    marked: &[Vec<Marked<'s>>; 2],
    matched: &mut Vec<(&'s SegmentError, &'s SegmentError)>,
) {
    let [one, other] = marked;
    let mut left: Vec<Span> = other.iter().map(|(span, _)| *span).collect();
    for (span, _) in one {
        if let Some(at) = left.iter().position(|own| own == span) {
            left.swap_remove(at);
            all.same += 1;
        }
    }
    let characters = marked.each_ref().map(|spans| -> BTreeSet<usize> {
        spans
            .iter()
            .flat_map(|(span, _)| span.start..span.end)
            .collect()
    });
    all.shared += characters[0].intersection(&characters[1]).count();
    for at in 0..2 {
        all.spans[at] += marked[at].len();
        all.characters[at] += characters[at].len();
    }
    let overlap = |a: Span, b: Span| count(a.end.min(b.end).saturating_sub(a.start.max(b.start)));
    let worth: Vec<Vec<f64>> = one
        .iter()
        .map(|(a, _)| {
            let dice = |b: &Span| 2.0 * overlap(*a, *b) / count(a.len() + b.len());
            other.iter().map(|(b, _)| dice(b)).collect()
        })
        .collect();
    for (a, b) in best_pairs(&worth) {
        let (Some((a, one)), Some((b, other))) = (one.get(a), other.get(b)) else {
            continue;
        };
        all.covered[0] += overlap(*a, *b) / count(a.len());
        all.covered[1] += overlap(*a, *b) / count(b.len());
        matched.push((one, other));
    }
}
