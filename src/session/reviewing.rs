//! Reviewing: annotations of people, and findings of checks and judges.

use crate::session::review::{Findings, Review};
use crate::session::tour::Tour;
use bayn_review::proposal::Judge;
use std::sync::Arc;

/// The annotations of the texts, and the findings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reviewing {
    /// Marks, notes, verdicts, and their history.
    pub review: Review,
    /// The findings of the checks.
    pub findings: Findings,
    /// The proposals of judges; listed among the findings.
    pub judges: Arc<Vec<Judge>>,
    /// The tour of what looks worst.
    pub tour: Tour,
}
