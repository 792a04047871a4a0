//! The decision of a rule about a place where a sentence may end.

/// The decision of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Undecided: try the next rule.
    Pass,
    /// The sentence continues.
    Join,
    /// The sentence ends at this offset.
    Break(usize),
}

/// Returns `Join` when `holds`, else `Pass`.
pub(super) const fn join_if(holds: bool) -> Verdict {
    if holds { Verdict::Join } else { Verdict::Pass }
}
