//! How errors are marked in a review: by category and severity, or by severity alone.

use serde::{Deserialize, Serialize};

/// A way of marking errors.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// By category and severity.
    #[default]
    Mqm,
    /// By severity alone, with a score for each pair: error span annotation.
    Esa,
}

impl Method {
    /// The names of the methods, in files and settings.
    pub const NAMES: [&str; 2] = ["mqm", "esa"];

    /// Returns the name in files and settings.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Mqm => "mqm",
            Self::Esa => "esa",
        }
    }

    /// Returns the method of that name; any other name means MQM.
    #[must_use]
    pub fn from_name(name: &str) -> Self {
        if name == "esa" { Self::Esa } else { Self::Mqm }
    }

    /// Returns the method that is not this one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Mqm => Self::Esa,
            Self::Esa => Self::Mqm,
        }
    }
}
