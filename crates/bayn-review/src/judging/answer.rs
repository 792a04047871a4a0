//! A rater's answer about one translation.

use bayn_doc::Severity;
use harf::Span;

/// A marked error: bytes of the translation, or an omission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MarkedError {
    /// The marked words; `None` for an omission.
    pub span: Option<Span>,
    /// Its severity.
    pub severity: Severity,
}

/// Score and errors of one translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// From 0 to 100; `None` until it is given.
    pub score: Option<u8>,
    /// The errors, in the order of the text.
    pub errors: Vec<MarkedError>,
}

impl Answer {
    /// Marks words; overlapping marks are removed.
    pub fn mark(&mut self, span: Span, severity: Severity) {
        self.errors
            .retain(|error| error.span.is_none_or(|own| !own.overlaps(span)));
        let span = Some(span);
        self.errors.push(MarkedError { span, severity });
        self.errors
            .sort_by_key(|error| error.span.map_or(usize::MAX, |span| span.start));
    }

    /// Cycles the omission: minor, major, none.
    pub fn toggle_missing(&mut self) {
        let at = self.errors.iter().position(|error| error.span.is_none());
        match at.and_then(|at| self.errors.get_mut(at)) {
            None => self.errors.push(MarkedError {
                span: None,
                severity: Severity::Minor,
            }),
            Some(error) if error.severity == Severity::Minor => error.severity = Severity::Major,
            Some(_) => self.errors.retain(|error| error.span.is_some()),
        }
    }

    /// Returns the marked error at a byte.
    #[must_use]
    pub fn error_at(&self, byte: usize) -> Option<MarkedError> {
        let mut errors = self.errors.iter();
        errors
            .find(|error| error.span.is_some_and(|span| span.contains(byte)))
            .copied()
    }

    /// Removes the marked error at a byte; returns whether there was one.
    pub fn unmark(&mut self, byte: usize) -> bool {
        let before = self.errors.len();
        self.errors
            .retain(|error| error.span.is_none_or(|span| !span.contains(byte)));
        self.errors.len() < before
    }
}
