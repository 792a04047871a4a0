//! The available filters of the pairs: each test with the number of pairs that pass it.
//!
//! Facets of one group are combined by or, those of different groups by and: *major or
//! critical, and unreviewed*. [`expression`] expresses that in the syntax of [`crate::filter`],
//! which users type too.

use crate::filter::{Looked, parse};
use crate::{mqm, registry};
use bayn_text::label;
use std::collections::BTreeMap;

/// A test that can be switched on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// The name of its group.
    pub group: &'static str,
    /// The letter that switches it; rare ones have none.
    pub key: Option<char>,
    /// The word of the filter.
    pub word: String,
    /// Its description.
    pub says: &'static str,
    /// The number of pairs that pass it.
    pub count: usize,
}

/// The facets that are always there. The letters are those of the commands that set the
/// state, if there is one.
const FIXED: [(&str, char, &str, &str); 15] = [
    ("verdict", 'u', "unreviewed", label!("no verdict yet")),
    ("verdict", 'a', "accepted", label!("accepted")),
    ("verdict", 'r', "needs-review", label!("needs review")),
    ("verdict", 'R', "rejected", label!("rejected")),
    ("alignment", 'w', "weak", label!("the link is weak")),
    (
        "alignment",
        'x',
        "non-1:1",
        label!("not one sentence to one"),
    ),
    (
        "alignment",
        '0',
        "no-counterpart",
        label!("one side is empty"),
    ),
    ("written", 'c', "note", label!("has a note")),
    ("written", 'e', "mark", label!("has a marked error")),
    ("written", 's', "score", label!("has a score")),
    (
        "severity",
        'n',
        "severity:neutral",
        label!("a neutral mark"),
    ),
    ("severity", 'm', "severity:minor", label!("a minor error")),
    ("severity", 'M', "severity:major", label!("a major error")),
    (
        "severity",
        'C',
        "severity:critical",
        label!("a critical error"),
    ),
    ("check", 'q', "check", label!("a check found something")),
];

/// Returns the facets: the fixed ones, then each category that is marked, each check that
/// found something, and each rater where there are several. O(pairs).
#[must_use]
pub fn facets(at: &Looked<'_>) -> Vec<Facet> {
    let tests: Vec<_> = FIXED.iter().map(|(.., word, _)| parse(word).ok()).collect();
    let mut counts = [0; FIXED.len()];
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    let mut checks: BTreeMap<&str, usize> = BTreeMap::new();
    let mut raters: BTreeMap<&str, usize> = BTreeMap::new();
    for bead in &at.bitext.beads {
        // Most pairs of a long text have no annotations, which one look-up shows.
        let blank = at.notes.of(bead.id).next().is_none();
        for ((count, test), (group, _, word, _)) in counts.iter_mut().zip(&tests).zip(FIXED) {
            let passes = match group {
                "verdict" | "written" | "severity" if blank => word == "unreviewed",
                _ => test.as_ref().is_some_and(|test| test.passes(bead, at)),
            };
            *count += usize::from(passes);
        }
        let mut own: Vec<&str> = Vec::new();
        let mut by: Vec<&str> = Vec::new();
        for (_, mark) in at.notes.marks_of(bead.id) {
            own.extend(mqm::resolve(&mark.category).map(|entry| entry.mnemonic));
            by.push(&mark.rater);
        }
        count_once(&mut categories, own);
        count_once(&mut raters, by);
        let found = at.checks.get(&bead.id).into_iter().flatten();
        count_once(&mut checks, found.map(String::as_str).collect());
    }
    let fixed = FIXED
        .iter()
        .zip(counts)
        .map(|((group, key, word, says), count)| Facet {
            group,
            key: Some(*key),
            word: (*word).to_owned(),
            says,
            count,
        });
    let listed = |group: &'static str, found: BTreeMap<&str, usize>| -> Vec<Facet> {
        // A word of a filter cannot contain a space or punctuation.
        let plain = |name: &str| {
            !name.is_empty()
                && !name.contains(|c: char| {
                    c.is_whitespace() || matches!(c, '&' | '|' | '!' | '(' | ')')
                })
        };
        let says = |name: &str| match group {
            "category" => mqm::find(name).map_or("", |entry| entry.name),
            "check" => registry::find(name).map_or("", |check| check.title),
            _ => "",
        };
        found
            .into_iter()
            .filter(|(name, _)| plain(name))
            .map(|(name, count)| Facet {
                group,
                key: None,
                word: format!("{group}:{name}"),
                says: says(name),
                count,
            })
            .collect()
    };
    if raters.len() < 2 {
        raters.clear();
    }
    fixed
        .chain(listed("category", categories))
        .chain(listed("check", checks))
        .chain(listed("rater", raters))
        .collect()
}

fn count_once<'a>(counts: &mut BTreeMap<&'a str, usize>, mut names: Vec<&'a str>) {
    names.sort_unstable();
    names.dedup();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
}

/// Returns the filter of the chosen words.
#[must_use]
pub fn expression(chosen: &[String]) -> String {
    let group = |word: &str| {
        let fixed = FIXED.iter().find(|(.., name, _)| *name == word);
        fixed.map_or_else(
            || word.split(':').next().unwrap_or("").to_owned(),
            |(group, ..)| (*group).to_owned(),
        )
    };
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for word in chosen {
        let name = group(word);
        match groups.iter_mut().find(|(known, _)| *known == name) {
            Some((_, words)) => words.push(word),
            None => groups.push((name, vec![word])),
        }
    }
    let several = groups.len() > 1;
    let parts: Vec<String> = groups
        .into_iter()
        .map(|(_, words)| match words.as_slice() {
            [_, _, ..] if several => format!("({})", words.join(" | ")),
            words => words.join(" | "),
        })
        .collect();
    parts.join(" & ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_narrow_and_their_words_widen() {
        let words = |words: &[&str]| {
            let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
            expression(&words)
        };
        assert_eq!(words(&[]), "");
        assert_eq!(words(&["unreviewed"]), "unreviewed");
        assert_eq!(words(&["unreviewed", "accepted"]), "unreviewed | accepted");
        let three = words(&["severity:major", "unreviewed", "severity:critical"]);
        assert_eq!(three, "(severity:major | severity:critical) & unreviewed");
        assert!(parse(&three).is_ok());
    }

    #[test]
    fn every_fixed_facet_is_a_word_of_the_filter_and_has_a_letter_of_its_own() {
        for (at, (_, key, word, _)) in FIXED.iter().enumerate() {
            assert!(parse(word).is_ok(), "{word}");
            assert!(FIXED[..at].iter().all(|(_, other, ..)| other != key));
        }
    }
}
