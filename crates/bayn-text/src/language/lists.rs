//! The word lists of each language, read from its file when they are first needed.
//!
//! A file has sections, each of which may be absent: `[words]` are function words in lower case,
//! `[abbreviations]` is read by `abbreviations`, `[numbers]` by `lexicon`, `[whether]` are the words
//! that introduce an indirect question, alone or after another. A line that begins with `//` is a comment.

use super::abbreviations::Abbreviations;
use super::lexicon::Lexicon;
use super::{LANGUAGES, Language, index};
use crate::script::{Script, script_of};
use std::collections::HashSet;
use std::sync::OnceLock;

/// The lists of one language.
pub(crate) struct Lists {
    row: &'static Language,
    words: OnceLock<HashSet<&'static str>>,
    abbreviations: OnceLock<Option<Abbreviations>>,
    numbers: OnceLock<Option<Lexicon>>,
    whether: OnceLock<HashSet<&'static str>>,
}

impl Lists {
    const fn new(row: &'static Language) -> Self {
        Self {
            row,
            words: OnceLock::new(),
            abbreviations: OnceLock::new(),
            numbers: OnceLock::new(),
            whether: OnceLock::new(),
        }
    }

    /// Returns its function words; none for a language without a list.
    pub(crate) fn words(&self) -> &HashSet<&'static str> {
        self.words.get_or_init(|| {
            lines(self.row, "words")
                .flat_map(str::split_whitespace)
                .collect()
        })
    }

    /// Returns the words that introduce an indirect question: one, or two of which the first decides.
    pub(crate) fn whether(&self) -> &HashSet<&'static str> {
        self.whether
            .get_or_init(|| lines(self.row, "whether").collect())
    }

    /// Returns its abbreviations, or those of its relative.
    pub(crate) fn abbreviations(&self) -> Option<&Abbreviations> {
        let own = self
            .abbreviations
            .get_or_init(|| Abbreviations::read(lines(self.row, "abbreviations")))
            .as_ref();
        let relative = self.row.relative.filter(|_| own.is_none());
        own.or_else(|| lists(relative?)?.abbreviations())
    }

    /// Returns its words of numbers and calendars.
    pub(crate) fn numbers(&self) -> Option<&Lexicon> {
        self.numbers
            .get_or_init(|| Lexicon::read(lines(self.row, "numbers")))
            .as_ref()
    }
}

/// Returns the lines of a section of a language's file.
pub(super) fn lines(row: &Language, section: &str) -> impl Iterator<Item = &'static str> {
    let wanted = move |line: &&str| {
        let name = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'));
        name == Some(section)
    };
    let mut inside = row.file.lines().map(str::trim);
    let _heading = inside.by_ref().find(wanted);
    inside
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
}

fn at(index: usize) -> Option<&'static Lists> {
    static LISTS: OnceLock<Vec<Lists>> = OnceLock::new();
    let all = LISTS.get_or_init(|| LANGUAGES.iter().map(Lists::new).collect());
    all.get(index)
}

/// Returns the lists of a language by its primary subtag.
pub(crate) fn lists(primary: &str) -> Option<&'static Lists> {
    at(index(primary)?)
}

/// Returns the lists for words in the script of `word` in a text in the language with
/// this primary subtag: those of the language where it is written in that script, else those of the script's first language, such
/// as English for a Latin word in an Arabic text.
pub(crate) fn lists_for(word: &str, primary: &str) -> Option<&'static Lists> {
    let own = lists(primary);
    match word.chars().rev().find_map(script_of) {
        Some(script) => own
            .filter(|lists| lists.row.scripts.contains(&script))
            .or_else(|| lists_of(script)),
        None => own,
    }
}

/// Returns the lists of the first language of a script.
pub(crate) fn lists_of(script: Script) -> Option<&'static Lists> {
    at(LANGUAGES.iter().position(|row| row.script() == script)?)
}
