//! Names and facts shared by the two texts: names with their spellings, facts that both
//! state, figures in which they contradict each other.
//!
//! They are computed in the background on first request, and shown in two lists. A
//! line of the facts goes to both texts at once; a line of the names to each occurrence in turn.

use crate::session::command::Command;
use bayn_doc::{Side, Sides};
use bayn_review::compare::{Comparison, Name, Occurrence};
use harf::Span;
use std::sync::Arc;

/// The names and facts of the two texts, the source as text 0 and the target as text 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Compared {
    /// Shared facts and contradictions.
    pub comparison: Comparison,
    /// The names.
    pub names: Vec<Name>,
}

/// The state of the comparison.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparing {
    /// The result; `None` before the first request.
    pub found: Option<Arc<Compared>>,
    /// The command to run when it is ready.
    pub asked: Option<Command>,
    /// The name whose occurrences are visited.
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
