//! Two texts that belong together, and how.

use crate::compare::candidate::Candidate;
use crate::compare::sketch::Sketch;
use bayn_doc::Score;
use harf::Direction;

/// How two texts belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One is a translation of the other.
    Translation,
    /// Both report the same event, each in its own words.
    Comparable,
}

impl Kind {
    /// Returns the word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Translation => "translation",
            Self::Comparable => "comparable",
        }
    }
}

/// Two texts that belong together, by their indexes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairing {
    /// The text written from right to left, or the earlier one.
    pub source: usize,
    /// The other.
    pub target: usize,
    /// How they belong together.
    pub kind: Kind,
    /// How sure that is.
    pub score: Score,
}

/// Puts the text written from right to left on the source side, else the earlier one.
pub(crate) fn facing(sketches: &[Sketch], found: &Candidate, kind: Kind, score: Score) -> Pairing {
    let direction = |at: usize| sketches.get(at).map(|sketch| sketch.lang.direction());
    let turned = direction(found.one) != Some(Direction::Rtl)
        && direction(found.other) == Some(Direction::Rtl);
    let (source, target) = if turned {
        (found.other, found.one)
    } else {
        (found.one, found.other)
    };
    Pairing {
        source,
        target,
        kind,
        score,
    }
}
