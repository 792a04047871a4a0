//! What was said of one translation.

use bayn_doc::Severity;
use harf::Span;

/// A marked error: bytes of the translation, or something that is missing there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The marked words; none where something is missing.
    pub span: Option<Span>,
    /// How bad it is.
    pub severity: Severity,
}

/// Score and errors of one translation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// From 0 to 100; none until it is given.
    pub score: Option<u8>,
    /// The errors, in the order of the text.
    pub slips: Vec<Slip>,
}

impl Answer {
    /// Marks words; marks that they touch go.
    pub fn mark(&mut self, span: Span, severity: Severity) {
        self.slips
            .retain(|slip| slip.span.is_none_or(|own| !own.overlaps(span)));
        let span = Some(span);
        self.slips.push(Slip { span, severity });
        self.slips
            .sort_by_key(|slip| slip.span.map_or(usize::MAX, |span| span.start));
    }

    /// Says that something is missing, then that it is much, then nothing again.
    pub fn toggle_missing(&mut self) {
        let at = self.slips.iter().position(|slip| slip.span.is_none());
        match at.and_then(|at| self.slips.get_mut(at)) {
            None => self.slips.push(Slip {
                span: None,
                severity: Severity::Minor,
            }),
            Some(slip) if slip.severity == Severity::Minor => slip.severity = Severity::Major,
            Some(_) => self.slips.retain(|slip| slip.span.is_some()),
        }
    }

    /// Returns the marked error at a byte.
    #[must_use]
    pub fn slip_at(&self, byte: usize) -> Option<Slip> {
        let mut slips = self.slips.iter();
        slips
            .find(|slip| slip.span.is_some_and(|span| span.contains(byte)))
            .copied()
    }

    /// Takes the marked error at a byte away; returns whether there was one.
    pub fn unmark(&mut self, byte: usize) -> bool {
        let before = self.slips.len();
        self.slips
            .retain(|slip| slip.span.is_none_or(|span| !span.contains(byte)));
        self.slips.len() < before
    }
}
