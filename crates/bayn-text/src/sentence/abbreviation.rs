//! The lists of abbreviations, one for each language, and the words that report speech.
//!
//! A line of the section `[abbreviations]` is an abbreviation without its last stop, and
//! after a space its kind: none (never ends a sentence), `#` (does not end one before a
//! number) or `?` (ends one only before a word that opens sentences). An entry in small
//! letters stands for its capitalised form too. `@` marks a verb of reporting instead.

use super::arabic::is_uncased;
use super::latin::is_opener;
use super::point::{Point, first_word};
use super::rules::{Verdict, join_if};
use crate::language::{Lists, lists_for, lists_of};
use crate::{Lang, script_of};
use std::collections::HashMap;

/// What an entry of a list does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    NeverEnds,
    BeforeNumber,
    BeforeOpener,
    Reports,
}

/// The abbreviations of one language.
pub(crate) struct Abbreviations(HashMap<&'static str, Kind>);

impl Abbreviations {
    /// Reads the lines of a list; `None` where there are none.
    pub(crate) fn read(lines: impl Iterator<Item = &'static str>) -> Option<Self> {
        let read: HashMap<_, _> = lines
            .map(|line| match line.rsplit_once(' ') {
                Some((word, "#")) => (word, Kind::BeforeNumber),
                Some((word, "?")) => (word, Kind::BeforeOpener),
                Some((word, "@")) => (word, Kind::Reports),
                _ => (line, Kind::NeverEnds),
            })
            .collect();
        (!read.is_empty()).then_some(Self(read))
    }

    fn kind(&self, word: &str) -> Option<Kind> {
        self.0.get(word).copied()
    }
}

/// Returns the abbreviations that hold for `word` in a text of `lang`. A language without a list
/// gets that of the first language of the word's script.
fn list_for(word: &str, lang: &Lang) -> Option<&'static Abbreviations> {
    let first = || lists_of(word.chars().rev().find_map(script_of)?)?.abbreviations();
    lists_for(word, lang)
        .and_then(Lists::abbreviations)
        .or_else(first)
}

fn lookup(list: &Abbreviations, word: &str) -> Option<Kind> {
    if let Some(kind) = list.kind(word) {
        return Some(kind);
    }
    let mut chars = word.chars();
    let first = chars.next().filter(|c| c.is_uppercase())?;
    let small: String = first.to_lowercase().chain(chars).collect();
    list.kind(&small)
}

/// The rule of the table.
pub(super) fn listed(point: &Point<'_>) -> Verdict {
    if point.word.is_empty() || !point.closers.is_empty() {
        return Verdict::Pass;
    }
    let Some(list) = list_for(point.word, point.lang) else {
        return Verdict::Pass;
    };
    // Names that end in an exclamation mark are in the list with it.
    let kind = match point.stop {
        "." => lookup(list, point.word),
        "!" | "?" => lookup(list, &[point.word, point.stop].concat()),
        _ => None,
    };
    match kind {
        None | Some(Kind::Reports) => Verdict::Pass,
        Some(Kind::NeverEnds) => Verdict::Join,
        Some(Kind::BeforeNumber) => join_if(point.next.starts_with(char::is_numeric)),
        Some(Kind::BeforeOpener) => join_if(!is_opener(point.next, point.lang)),
    }
}

/// Returns whether `next` begins with a verb of reporting, or in a cased script has one
/// after a name of at most three words.
pub(super) fn goes_on_reporting(next: &str, lang: &Lang) -> bool {
    let first = first_word(next);
    let Some(list) = list_for(first, lang) else {
        return false;
    };
    if first.chars().next_back().is_some_and(is_uncased) {
        return lookup(list, first) == Some(Kind::Reports);
    }
    if is_opener(next, lang) {
        return false;
    }
    next.split_whitespace()
        .take(4)
        .any(|word| list.kind(first_word(word)) == Some(Kind::Reports))
}
