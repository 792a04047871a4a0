//! What the two texts share beside their beads: names with their spellings, facts that both
//! say, figures in which they contradict each other.
//!
//! It is found beside the loop when somebody first asks for it, and is in two lists. A
//! line of the facts leads to both texts at once; a line of the names to each place in turn.

use crate::session::command::Command;
use bayn_doc::{Side, Sides};
use bayn_review::compare::{Comparison, Name, Occurrence};
use harf::Span;
use std::sync::Arc;

/// What was found in the two texts, the source as text 0 and the target as text 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// What both say, and what they say differently.
    pub comparison: Comparison,
    /// Who is named.
    pub names: Vec<Name>,
}

/// What is known of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparing {
    /// What was found; none before somebody asked.
    pub found: Option<Arc<Compared>>,
    /// What to do when it was.
    pub asked: Option<Command>,
    /// The name whose places are walked through.
    pub name: Option<usize>,
}

impl Comparing {
    /// Returns the names.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        self.found.as_ref().map_or(&[], |found| &found.names)
    }

    /// Returns the first places on both sides of a line of the facts.
    #[must_use]
    pub fn fact_places(&self, at: usize) -> Option<Sides<Span>> {
        let found = &self.found.as_ref()?.comparison;
        if let Some(contradiction) = found.contradictions.get(at) {
            return Some(contradiction.places);
        }
        let fact = found.facts.get(at - found.contradictions.len())?;
        Some(Sides::new(
            *fact.places.source.first()?,
            *fact.places.target.first()?,
        ))
    }
}

/// Returns the side of a place.
pub(crate) const fn side_of(place: Occurrence) -> Side {
    if place.document == 0 {
        Side::Source
    } else {
        Side::Target
    }
}
