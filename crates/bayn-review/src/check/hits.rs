//! The output of a check: spans on both sides and a message.

use bayn_doc::Severity;
use bayn_doc::{Side, Sides};
use bayn_text::Message;
use harf::Span;
use std::collections::BTreeSet;

/// One result of a check, before it becomes a finding.
#[derive(Clone, Debug)]
pub(crate) struct Hit {
    /// Its spans in each document.
    pub(crate) spans: Sides<Vec<Span>>,
    /// The message, as one English sentence.
    pub(crate) message: Message,
    /// The severity, if it is not the check's default.
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

    /// Sets the severity.
    pub(crate) const fn severity(mut self, severity: Severity) -> Self {
        self.severity = Some(severity);
        self
    }
}

/// The hits of one check, each with the index of its bead.
#[derive(Debug, Default)]
pub(crate) struct Hits(pub(super) Vec<(usize, Hit)>);

impl Hits {
    /// Returns the spans of the translation reported so far.
    pub(super) fn targets(&self) -> BTreeSet<Span> {
        let hits = self.0.iter().flat_map(|(_, hit)| &hit.spans.target);
        hits.copied().collect()
    }

    /// Adds a hit in the bead with this index.
    pub(crate) fn push(&mut self, bead: usize, hit: Hit) {
        self.0.push((bead, hit));
    }
}
