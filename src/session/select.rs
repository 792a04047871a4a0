//! Words being selected, on either side or both, as logical bytes.

use bayn_doc::{Side, Sides};
use harf::Span;

/// The ends of a selection; both are words, in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// The word it began with.
    pub anchor: Span,
    /// The word under the caret.
    pub head: Span,
}

/// The selection in the current bead.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// The ends on each side that has any.
    pub ends: Sides<Option<Ends>>,
}

impl Selection {
    /// Returns the bytes selected on a side, whatever their order on the screen.
    #[must_use]
    pub fn span(&self, side: Side) -> Option<Span> {
        self.ends[side].map(|ends| ends.anchor.cover(ends.head))
    }

    /// Returns the selection in the form of a mark's spans.
    #[must_use]
    pub fn spans(&self) -> Sides<Vec<Span>> {
        Sides::from_fn(|side| self.span(side).into_iter().collect())
    }
}
