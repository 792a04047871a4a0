//! The severity of an error.

use serde::{Deserialize, Serialize};

/// The severity of an error (MQM "Severity levels"; multipliers are in `review::score`).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a remark but not an error: a repeated error, a preference.
    Neutral,
    /// Does not hinder understanding.
    #[default]
    Minor,
    /// Changes or blurs the meaning.
    Major,
    /// Makes the text unfit for its purpose.
    Critical,
}

impl Severity {
    /// All severities, mildest first.
    pub const ALL: [Self; 4] = [Self::Neutral, Self::Minor, Self::Major, Self::Critical];

    /// Returns the lower-case English name, as it is stored.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Minor => "minor",
            Self::Major => "major",
            Self::Critical => "critical",
        }
    }

    /// Returns the severity of that name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|severity| severity.name().eq_ignore_ascii_case(name.trim()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn severities_are_ordered_and_read_in_any_case() {
        assert!(Severity::Critical > Severity::Major);
        assert_eq!(Severity::from_name(" Major"), Some(Severity::Major));
        assert_eq!(Severity::from_name("grave"), None);
    }
}
