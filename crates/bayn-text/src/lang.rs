//! A language by its BCP 47 tag, and its writing direction.

use crate::language::{Language, language};
use crate::script::Script;
use harf::Direction;
use serde::{Deserialize, Serialize};

/// A language, as a lower-case BCP 47 tag such as `ar`, `en` or `fa-af`; `und` is unknown.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(String);

impl Default for Lang {
    fn default() -> Self {
        Self::new("und")
    }
}

impl Lang {
    /// Returns the language with this tag; underscores become hyphens.
    #[must_use]
    pub fn new(tag: &str) -> Self {
        Self(tag.trim().replace('_', "-").to_ascii_lowercase())
    }

    /// Returns the whole tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// Returns the primary subtag, such as `ar` of `ar-eg`.
    #[must_use]
    pub fn primary(&self) -> &str {
        self.0.split('-').next().unwrap_or("")
    }

    /// Returns whether the language is written in a script, by its script subtag if it has one,
    /// else by its row in the table; `None` if nothing is known.
    #[must_use]
    pub fn writes(&self, script: Script) -> Option<bool> {
        let named = self.0.split('-').skip(1).find_map(Script::of_subtag);
        let usual = || language(self.primary()).map(|row| row.writes(script));
        named.map(|named| named == script).or_else(usual)
    }

    /// Returns the direction in which the language is written, by its script subtag where
    /// it has one, else by its row in the table; left to right if nothing is known.
    #[must_use]
    pub fn direction(&self) -> Direction {
        let named = self.0.split('-').skip(1).find_map(Script::of_subtag);
        let usual = || language(self.primary()).map(Language::script);
        named
            .or_else(usual)
            .map_or(Direction::Ltr, Script::direction)
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
