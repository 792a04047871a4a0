//! The lists of abbreviations, one file per language, and the words that report speech.
//!
//! A line of `crates/bayn-text/assets/abbreviations/LANG.txt` is an abbreviation without its last stop, and
//! after a space its kind: none (never ends a sentence), `#` (does not end one before a
//! number) or `?` (ends one only before a word that opens sentences). An entry in small
//! letters stands for its capitalised form too. `@` marks a verb of reporting instead.

use super::arabic::is_uncased;
use super::latin::is_opener;
use super::point::{Point, first_word};
use super::rules::{Verdict, join_if};
use crate::{Lang, function_words};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What an entry of a list does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    NeverEnds,
    BeforeNumber,
    BeforeOpener,
    Reports,
}

type List = HashMap<&'static str, Kind>;

/// The lists as files. Dialects and close relatives share one.
const FILES: &[(&[&str], &str)] = &[
    (&["en"], include_str!("../../assets/abbreviations/en.txt")),
    (
        &["ar", "arb", "ara", "arz", "apc", "ary"],
        include_str!("../../assets/abbreviations/ar.txt"),
    ),
    (
        &["fa", "fas", "pes", "prs", "ur", "ps", "ckb"],
        include_str!("../../assets/abbreviations/fa.txt"),
    ),
    (
        &["he", "heb", "iw"],
        include_str!("../../assets/abbreviations/he.txt"),
    ),
    (
        &["de", "lb"],
        include_str!("../../assets/abbreviations/de.txt"),
    ),
    (&["fr"], include_str!("../../assets/abbreviations/fr.txt")),
    (
        &["es", "pt", "it", "ca", "gl"],
        include_str!("../../assets/abbreviations/es.txt"),
    ),
    (
        &["ru", "uk", "be", "bg"],
        include_str!("../../assets/abbreviations/ru.txt"),
    ),
    (
        &["tr", "az"],
        include_str!("../../assets/abbreviations/tr.txt"),
    ),
];

fn parse(file: &'static str) -> List {
    file.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"))
        .map(|line| match line.rsplit_once(' ') {
            Some((word, "#")) => (word, Kind::BeforeNumber),
            Some((word, "?")) => (word, Kind::BeforeOpener),
            Some((word, "@")) => (word, Kind::Reports),
            _ => (line, Kind::NeverEnds),
        })
        .collect()
}

/// Returns the list of a language, parsed once.
fn list(primary: &str) -> Option<&'static List> {
    static LISTS: [OnceLock<List>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let at = FILES.iter().position(|(tags, _)| tags.contains(&primary))?;
    let (_, file) = FILES.get(at)?;
    Some(LISTS.get(at)?.get_or_init(|| parse(file)))
}

/// Returns the list for words in the script of `word` inside a text of `lang`.
fn list_for(word: &str, lang: &Lang) -> Option<&'static List> {
    let uncased = word.chars().next_back().is_some_and(is_uncased);
    let own = list(lang.primary());
    let of_uncased = !function_words::is_cased(lang.primary());
    match (uncased, of_uncased) {
        // A Latin abbreviation inside an Arabic text, and the other way round.
        (false, true) => list("en"),
        (true, false) => list("ar"),
        _ => own.or_else(|| list(if uncased { "ar" } else { "en" })),
    }
}

fn lookup(list: &List, word: &str) -> Option<Kind> {
    if let Some(kind) = list.get(word) {
        return Some(*kind);
    }
    let mut chars = word.chars();
    let first = chars.next().filter(|c| c.is_uppercase())?;
    let small: String = first.to_lowercase().chain(chars).collect();
    list.get(small.as_str()).copied()
}

/// The rule of the table.
pub(super) fn listed(point: &Point<'_>) -> Verdict {
    if point.word.is_empty() || !point.closers.is_empty() {
        return Verdict::Pass;
    }
    let Some(list) = list_for(point.word, point.lang) else {
        return Verdict::Pass;
    };
    // Names that end in an exclamation mark stand in the list with it.
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
        .any(|word| list.get(first_word(word)) == Some(&Kind::Reports))
}
