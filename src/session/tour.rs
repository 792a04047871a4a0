//! The state of the tour of the worst places. Its stops are computed in
//! [`stops`](crate::session::stops).

use bayn_doc::Side;
use bayn_text::Message;
use harf::Span;

/// A place worth checking.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// Its weight; see the table.
    pub weight: u8,
    /// The index of its bead.
    pub bead: usize,
    /// Its first words.
    pub place: Option<(Side, Span)>,
    /// The reason.
    pub reason: Reason,
    /// The message, in one line.
    pub why: Message,
}

/// Why a place is on the tour; of equal weight and place, the first comes first.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// A sentence without a counterpart.
    NoCounterpart,
    /// A weak link.
    WeakLink,
    /// A translation far longer or shorter than the others.
    Length,
    /// A contradiction, with the byte of the target where it is.
    Contradiction(usize),
    /// A finding, with its key.
    Finding(String),
}

impl Stop {
    /// Returns the sort key of stops: the worst first, then by the text.
    #[must_use]
    pub fn rank(&self) -> Rank {
        let place = self.place.map(|(side, span)| (side, span.start));
        (
            100 - self.weight.min(100),
            self.bead,
            place,
            self.reason.clone(),
        )
    }
}

/// The order of the tour; smaller is earlier.
pub type Rank = (u8, usize, Option<(Side, usize)>, Reason);

/// The state of the tour.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tour {
    /// The last stop visited.
    pub at: Option<Rank>,
}
