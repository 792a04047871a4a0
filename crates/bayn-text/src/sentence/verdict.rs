//! What a rule says of a place where a sentence may end.

/// What a rule says of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing: ask the next rule.
    Pass,
    /// The sentence goes on.
    Join,
    /// The sentence ends at this offset.
    Break(usize),
}

/// Returns `Join` when `holds`, else `Pass`.
pub(super) const fn join_if(holds: bool) -> Verdict {
    if holds { Verdict::Join } else { Verdict::Pass }
}
