//! What a check hands in: spans on both sides and one sentence why.

use bayn_doc::Severity;
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use harf::Span;
use std::collections::BTreeSet;

/// One thing that a check points at, before it becomes a finding.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// The bytes of each document it points at.
    pub(crate) spans: Sides<Vec<Span>>,
    /// What was seen, as one English sentence.
    pub(crate) message: Message,
    /// The severity, where it is not the check's own.
    pub(crate) severity: Option<Severity>,
}

impl Hit {
    /// Returns a hit without spans yet.
    pub(crate) fn new(message: impl Into<Message>) -> Self {
        Self {
            spans: Sides::default(),
            message: message.into(),
            severity: None,
        }
    }

    /// Adds a span.
    pub(crate) fn at(mut self, side: Side, span: Span) -> Self {
        self.spans[side].push(span);
        self
    }

    /// Adds several spans of one side.
    pub(crate) fn at_all(mut self, side: Side, spans: impl IntoIterator<Item = Span>) -> Self {
        self.spans[side].extend(spans);
        self
    }

    /// Says how bad it would be.
    pub(crate) const fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}

/// The hits of one check, each with the index of its bead.
#[derive(Debug, Default)]
pub(crate) struct Hits(pub(super) Vec<(usize, Hit)>);

impl Hits {
    /// Returns the spans of the translation that are pointed at so far.
    pub(super) fn targets(&self) -> BTreeSet<Span> {
        let hits = self.0.iter().flat_map(|(_, hit)| &hit.spans.target);
        hits.copied().collect()
    }

    /// Adds a hit in the bead with this index.
    pub(crate) fn push(&mut self, bead: usize, hit: Hit) {
        self.0.push((bead, hit));
    }
}
