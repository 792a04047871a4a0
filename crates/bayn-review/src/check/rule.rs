//! A rule of the user: regular expressions that must not match, or must match on both sides.

use bayn_doc::{Severity, Sides};
use bayn_text::Message;
use regex::Regex;

/// One rule of the user.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The pattern of each side; a side without a pattern is not examined.
    ///
    /// With one pattern every match is reported. With two, a bead is reported if
    /// the source matches and the target does not.
    pub patterns: Sides<Option<Regex>>,
    /// The message, as one sentence.
    pub message: Message,
    /// The severity.
    pub severity: Severity,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        let patterns = |rule: &Self| {
            rule.patterns
                .as_ref()
                .map(|one| one.as_ref().map(Regex::to_string))
        };
        patterns(self) == patterns(other)
            && self.message == other.message
            && self.severity == other.severity
    }
}
