//! Abbreviations and reporting verbs, by the lists of a language.

use super::arabic::is_uncased;
use super::latin::is_opener;
use super::point::{Point, first_word};
use super::verdict::{Verdict, join_if};
use crate::language::{AbbreviationKind, Abbreviations, Lists, lists, lists_for, lists_of};
use crate::{Lang, script_of};

/// Returns the abbreviations that apply to `word` in a text of `lang`. A language without a list
/// uses that of the first language of the word's script.
fn list_for(word: &str, lang: &Lang) -> Option<&'static Abbreviations> {
    let first = || lists_of(word.chars().rev().find_map(script_of)?)?.abbreviations();
    lists_for(word, lang.primary())
        .and_then(Lists::abbreviations)
        .or_else(first)
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
        "." => list.kind_of(point.word).or_else(|| title(point)),
        "!" | "?" => list.kind_of(&[point.word, point.stop].concat()),
        _ => None,
    };
    match kind {
        None | Some(AbbreviationKind::Reports) => Verdict::Pass,
        Some(AbbreviationKind::NeverEnds) => Verdict::Join,
        Some(AbbreviationKind::BeforeNumber) => join_if(point.next.starts_with(char::is_numeric)),
        Some(AbbreviationKind::BeforeOpener) => join_if(!is_opener(point.next, point.lang)),
    }
}

/// Returns what English says of a capitalised word before a name: its titles and places (`Mr`, `Mt`) go
/// as they are into the texts of all languages in Latin script.
fn title(point: &Point<'_>) -> Option<AbbreviationKind> {
    let name = point.next.starts_with(char::is_uppercase);
    let short = point.word.len() <= 5 && point.word.starts_with(|c: char| c.is_ascii_uppercase());
    let english = lists("en").and_then(Lists::abbreviations);
    let kind = english.filter(|_| name && short)?.kind(point.word)?;
    (kind == AbbreviationKind::NeverEnds).then_some(AbbreviationKind::BeforeOpener)
}

/// Returns whether `next` begins with a reporting verb, or in a cased script has one
/// after a name of at most three words.
pub(super) fn goes_on_reporting(next: &str, lang: &Lang) -> bool {
    let first = first_word(next);
    let Some(list) = list_for(first, lang) else {
        return false;
    };
    if first.chars().next_back().is_some_and(is_uncased) {
        return list.kind_of(first) == Some(AbbreviationKind::Reports);
    }
    if is_opener(next, lang) {
        return false;
    }
    next.split_whitespace()
        .take(4)
        .any(|word| list.kind(first_word(word)) == Some(AbbreviationKind::Reports))
}
