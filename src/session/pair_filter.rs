//! The filter over the pairs: its expression and the pairs that pass.
//!
//! Movement goes from one passing pair to the next; the others stay on the screen, dim, so
//! that nobody reviews a sentence without its neighbours. The result is kept pair by pair and
//! updated when something is written.

use crate::session::prompt::Prompt;
use bayn_review::facet::{Facet, expression};
use bayn_review::filter::{Filter, FilterError, Looked, parse};

/// The filter in force; none at first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairFilter {
    text: String,
    chosen: Vec<String>,
    filter: Option<Filter>,
    passes: Vec<bool>,
}

impl PairFilter {
    /// Reads a filter as a user types it; an empty text is no filter.
    ///
    /// # Errors
    /// If the filter cannot be read.
    pub fn typed(text: &str) -> Result<Self, FilterError> {
        let text = text.trim();
        let filter = parse(text)?;
        Ok(Self {
            text: text.to_owned(),
            filter: (!text.is_empty()).then_some(filter),
            ..Self::default()
        })
    }

    /// Returns the filter of some words of the panel.
    #[must_use]
    pub fn of(chosen: Vec<String>) -> Self {
        let text = expression(&chosen);
        let filter = parse(&text).ok().filter(|_| !chosen.is_empty());
        Self {
            text,
            chosen,
            filter,
            passes: Vec::new(),
        }
    }

    /// Returns whether there is a filter.
    #[must_use]
    pub const fn is_on(&self) -> bool {
        self.filter.is_some()
    }

    /// Returns the filter in words.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the words that were chosen in the panel; none for a typed filter.
    #[must_use]
    pub fn chosen(&self) -> &[String] {
        &self.chosen
    }

    /// Returns whether the filter tests findings.
    #[must_use]
    pub fn needs_checks(&self) -> bool {
        self.filter.as_ref().is_some_and(Filter::needs_checks)
    }

    /// Returns whether a pair passes; without a filter each does.
    #[must_use]
    pub fn passes(&self, bead: usize) -> bool {
        !self.is_on() || self.passes.get(bead).copied().unwrap_or(false)
    }

    /// Returns how many pairs pass up to and with this one, and how many in all.
    #[must_use]
    pub fn rank(&self, bead: usize) -> (usize, usize) {
        let count = |passes: &[bool]| passes.iter().filter(|passes| **passes).count();
        let head = self.passes.get(..=bead).unwrap_or(&self.passes);
        (count(head), count(&self.passes))
    }

    /// Returns the first passing pair from `from` on in a direction, itself included.
    #[must_use]
    pub fn nearest(&self, from: usize, forward: bool, last: usize) -> Option<usize> {
        if forward {
            (from..=last).find(|&bead| self.passes(bead))
        } else {
            (0..=from.min(last)).rev().find(|&bead| self.passes(bead))
        }
    }

    /// Tests every pair again. O(pairs).
    pub(crate) fn renew(&mut self, at: &Looked<'_>) {
        if let Some(filter) = &self.filter {
            let beads = at.bitext.beads.iter();
            self.passes = beads.map(|bead| filter.passes(bead, at)).collect();
        }
    }

    /// Tests one pair again.
    pub(crate) fn renew_one(&mut self, bead: usize, at: &Looked<'_>) {
        if let (Some(filter), Some(found)) = (&self.filter, at.bitext.beads.get(bead))
            && let Some(passes) = self.passes.get_mut(bead)
        {
            *passes = filter.passes(found, at);
        }
    }
}

/// The filter panel.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterPanel {
    /// The facets.
    pub facets: Vec<Facet>,
    /// The line under the cursor.
    pub at: usize,
    /// A filter being typed.
    pub typing: Option<Prompt>,
    /// The filter before the panel was opened.
    pub before: Box<PairFilter>,
}
