//! The abbreviations of one language, from the section `[abbreviations]` of its file.
//!
//! A line is an abbreviation without its last stop, and after a space its kind: none (never
//! ends a sentence), `#` (does not end one before a number) or `?` (ends one only before a word
//! that opens sentences). A lower-case entry also matches its capitalised form. `@`
//! marks a verb of reporting instead.

use std::collections::HashMap;

/// The effect of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AbbreviationKind {
    /// Never ends a sentence.
    NeverEnds,
    /// Does not end one before a number.
    BeforeNumber,
    /// Ends one only before a word that opens sentences.
    BeforeOpener,
    /// A reporting verb.
    Reports,
}

/// The abbreviations of one language.
pub(crate) struct Abbreviations(HashMap<&'static str, AbbreviationKind>);

impl Abbreviations {
    /// Reads the lines of a list; `None` if there are none.
    pub(crate) fn read(lines: impl Iterator<Item = &'static str>) -> Option<Self> {
        let read: HashMap<_, _> = lines
            .map(|line| match line.rsplit_once(' ') {
                Some((word, "#")) => (word, AbbreviationKind::BeforeNumber),
                Some((word, "?")) => (word, AbbreviationKind::BeforeOpener),
                Some((word, "@")) => (word, AbbreviationKind::Reports),
                _ => (line, AbbreviationKind::NeverEnds),
            })
            .collect();
        (!read.is_empty()).then_some(Self(read))
    }

    /// Returns the kind of an entry.
    pub(crate) fn kind(&self, word: &str) -> Option<AbbreviationKind> {
        self.0.get(word).copied()
    }

    /// Returns the kind of a word, or of its lower-case form.
    pub(crate) fn kind_of(&self, word: &str) -> Option<AbbreviationKind> {
        if let Some(kind) = self.kind(word) {
            return Some(kind);
        }
        let mut chars = word.chars();
        let first = chars.next().filter(|c| c.is_uppercase())?;
        let small: String = first.to_lowercase().chain(chars).collect();
        self.kind(&small)
    }
}
