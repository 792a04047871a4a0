//! One row for each language: what bayn knows about it besides its letters.
//!
//! A language is a row of [`LANGUAGES`] and, if its sentences are split by its own lists, a
//! file `crates/bayn-text/assets/languages/TAG.txt`. Code that treats languages differently consults
//! the row; `lists` reads the file, `abbreviations` and `lexicon` two of its sections. What is not a
//! fact about the language (the wording that a check knows) is left to the check.

mod abbreviations;
mod lexicon;
mod lists;
mod table;
#[cfg(test)]
mod tests;

pub(crate) use abbreviations::{AbbreviationKind, Abbreviations};
pub(crate) use lexicon::Lexicon;
pub use lexicon::Sense;
pub(crate) use lists::{Lists, lists, lists_for, lists_of};
pub use table::LANGUAGES;

use crate::Script;
use harf::Direction;
use rust_stemmers::Algorithm;
use std::collections::HashMap;
use std::sync::LazyLock;

/// How a language joins its number words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Spelling {
    English,
    Arabic,
}

/// Properties of a language, or of a few that are written alike.
#[derive(Clone, Copy, Debug)]
pub struct Language {
    /// Its primary subtags; the first is its name.
    pub tags: &'static [&'static str],
    /// The scripts it is written in, the usual one first.
    pub scripts: &'static [Script],
    /// Its file of lists, in the sections `[words]`, `[abbreviations]`, `[numbers]` and
    /// `[whether]`.
    pub(crate) file: &'static str,
    /// The language whose abbreviations it uses if its file has none.
    pub(crate) relative: Option<&'static str>,
    /// Its Snowball stemmer, if there is one.
    pub(crate) snowball: Option<Algorithm>,
    /// How numbers are spelled out in it, if that can be read.
    pub(crate) spelling: Option<Spelling>,
    /// Whether its function words distinguish it from the other languages of its script.
    pub(crate) told_by_words: bool,
    /// Whether a comma before digits is a decimal separator.
    pub(crate) decimal_comma: bool,
    /// Whether an ordinal is a number with a full stop.
    pub(crate) ordinal_stop: bool,
    /// Whether every noun is capitalised.
    pub capital_nouns: bool,
    /// Whether there is a space inside quotation marks and before `:`, `;`, `!` and `?`.
    pub spaced_marks: bool,
    /// Whether the built-in sentence encoder was trained on it.
    pub encoded: bool,
}

impl Language {
    /// Returns the direction of its usual script.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.script().direction()
    }

    /// Returns its usual script.
    #[must_use]
    pub fn script(&self) -> Script {
        self.scripts.first().copied().unwrap_or(Script::Other)
    }

    /// Returns whether it is written in a script, usually or sometimes.
    #[must_use]
    pub fn writes(&self, script: Script) -> bool {
        self.scripts.contains(&script)
    }
}

/// Returns the row of a language by its primary subtag.
#[must_use]
pub fn language(primary: &str) -> Option<&'static Language> {
    LANGUAGES.get(index(primary)?)
}

/// Returns the index of a language in the table.
fn index(primary: &str) -> Option<usize> {
    static INDEX: LazyLock<HashMap<&'static str, usize>> = LazyLock::new(|| {
        let rows = LANGUAGES.iter().enumerate();
        rows.flat_map(|(at, row)| row.tags.iter().map(move |tag| (*tag, at)))
            .collect()
    });
    INDEX.get(primary).copied()
}
