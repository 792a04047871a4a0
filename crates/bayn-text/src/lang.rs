//! A language by its BCP 47 tag, and the direction it is written in.

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

    /// Returns the direction in which the language is written, by its script subtag where
    /// it has one, else by its primary subtag.
    #[must_use]
    pub fn direction(&self) -> Direction {
        for part in self.0.split('-').skip(1) {
            match part {
                "arab" | "aran" | "hebr" | "syrc" | "nkoo" | "thaa" | "adlm" | "rohg" => {
                    return Direction::Rtl;
                }
                "latn" | "cyrl" => return Direction::Ltr,
                _ => {}
            }
        }
        match self.primary() {
            "ar" | "arb" | "ara" | "arz" | "apc" | "ary" | "fa" | "fas" | "pes" | "prs" | "ur"
            | "urd" | "he" | "heb" | "iw" | "yi" | "ps" | "pus" | "ckb" | "sd" | "ug" | "uig"
            | "syr" | "arc" | "dv" | "nqo" | "ks" | "pnb" | "azb" => Direction::Rtl,
            _ => Direction::Ltr,
        }
    }
}

impl std::fmt::Display for Lang {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
