//! Two related texts, and their relation.

use crate::compare::candidate::Candidate;
use crate::compare::sketch::Sketch;
use bayn_doc::Score;
use harf::Direction;

/// The relation of two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// One is a translation of the other.
    Translation,
    /// Both report the same event, each in its own words.
    Comparable,
}

impl Kind {
    /// Returns its name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Translation => "translation",
            Self::Comparable => "comparable",
        }
    }
}

/// Two related texts, by their indexes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pairing {
    /// The text written from right to left, or the earlier one.
    pub source: usize,
    /// The other.
    pub target: usize,
    /// Their relation.
    pub kind: Kind,
    /// The confidence.
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
