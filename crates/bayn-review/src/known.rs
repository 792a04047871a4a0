//! Recognises marks that a review already has, even if a file keeps only part of them.
//!
//! Some formats have a row for each span, some have no spans on the source, some name categories in
//! their own terms. So a mark of a file is known if each of its spans is that of a mark with the
//! same pair, category, severity and rater; and one without spans, if nothing of the target is
//! marked there either.

use crate::mqm;
use bayn_doc::{Annotations, BeadId, Mark, Severity, Side};
use harf::Span;
use std::collections::HashMap;

/// The key of one span, or of a mark without spans.
type Piece = (Option<(Side, Span)>, BeadId, String, Severity, String);

/// The spans of marks, each as often as it is marked.
#[derive(Debug, Default)]
pub(crate) struct Known(HashMap<Piece, usize>);

impl Known {
    /// Returns the spans of a review.
    pub(crate) fn of(notes: &Annotations) -> Self {
        let mut known = Self::default();
        for (_, mark) in notes.marks() {
            let pieces = spans_of(mark).map(Some);
            for place in pieces.chain(mark.is_missing().then_some(None)) {
                *known.0.entry(piece(mark, place)).or_default() += 1;
            }
        }
        known
    }

    /// Removes the spans of a mark if all are there, and returns whether they were.
    pub(crate) fn take(&mut self, mark: &Mark) -> bool {
        let mut pieces: Vec<Piece> = spans_of(mark)
            .map(|place| piece(mark, Some(place)))
            .collect();
        if pieces.is_empty() {
            pieces.push(piece(mark, None));
        }
        let left = |piece: &Piece| self.0.get(piece).is_some_and(|left| *left > 0);
        if !pieces.iter().all(left) {
            return false;
        }
        for piece in pieces {
            if let Some(left) = self.0.get_mut(&piece) {
                *left = left.saturating_sub(1);
            }
        }
        true
    }
}

fn spans_of(mark: &Mark) -> impl Iterator<Item = (Side, Span)> + '_ {
    let of = |side: Side| mark.spans[side].iter().map(move |span| (side, *span));
    Side::BOTH.into_iter().flat_map(of)
}

fn piece(mark: &Mark, place: Option<(Side, Span)>) -> Piece {
    let category = match mqm::resolve(&mark.category) {
        Some(entry) => entry.mnemonic.to_owned(),
        // ESA only records that something is missing.
        None if mark.category.is_empty() && mark.is_missing() => "omission".to_owned(),
        None => mark.category.to_lowercase(),
    };
    (
        place,
        mark.bead,
        category,
        mark.severity,
        mark.rater.clone(),
    )
}
