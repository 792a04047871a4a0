//! Reviewing: what people wrote about the pairs, and what checks and judges point at.

use crate::session::review::{Findings, Review};
use crate::session::tour::Tour;
use bayn_review::proposal::Judge;
use std::sync::Arc;

/// What is written about the texts, and what points at errors in them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reviewing {
    /// Marks, notes, verdicts, and their history.
    pub review: Review,
    /// What the checks found.
    pub findings: Findings,
    /// What automatic judges marked; listed among the findings.
    pub judges: Arc<Vec<Judge>>,
    /// The tour of what looks worst.
    pub tour: Tour,
}
