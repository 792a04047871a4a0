//! Bilingual word lists, and their occurrences in a text.
//!
//! A list is a table in crates/bayn-review/assets/review: kind, concept and the patterns of each language. The
//! same concept found on both sides is an agreement; found on one side only it is evidence
//! for a check. Patterns are indexed by their first word, so that finding all
//! concepts of a sentence is linear in its length.

use super::half::{Half, Word, key_of};
use super::inflected;
use bayn_text::proclitic_forms;
use harf::Span;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A place where a side names a concept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mention<'t> {
    /// The kind of the concept, such as `month`.
    pub(crate) kind: &'t str,
    /// The concept, such as `12`.
    pub(crate) concept: &'t str,
    /// Its bytes in the document.
    pub(crate) span: Span,
    /// The index of its first word.
    pub(crate) word: usize,
}

/// One word of a pattern.
#[derive(Debug)]
struct Piece {
    key: String,
    /// Whether longer words match too.
    open: bool,
    /// Whether the word must begin with a capital.
    capital: bool,
    /// The exact form of an acronym: `IS` is not `Is`.
    acronym: Option<String>,
    /// Whether a comma must be before the word.
    comma: bool,
}

/// A pattern and its concept.
#[derive(Debug)]
struct Pattern<'t> {
    pieces: Vec<Piece>,
    kind: &'t str,
    concept: &'t str,
}

/// The patterns of one language.
#[derive(Debug, Default)]
pub(crate) struct Patterns<'t> {
    all: Vec<Pattern<'t>>,
    /// Patterns by their complete first word.
    whole: HashMap<String, Vec<usize>>,
    /// Patterns that begin with a prefix, by its first letters.
    open: HashMap<String, Vec<usize>>,
    /// Whether words are found in their inflected forms too.
    inflected: bool,
}

/// The number of letters by which prefixes are indexed.
const OPEN_LETTERS: usize = 3;

fn opening(key: &str) -> String {
    key.chars().take(OPEN_LETTERS).collect()
}

impl<'t> Patterns<'t> {
    /// Returns patterns whose words are found in their inflected forms too.
    pub(crate) fn inflected() -> Self {
        Self {
            inflected: true,
            ..Self::default()
        }
    }

    /// Returns the forms under which a word may be listed.
    fn readings<'w>(&self, half: &Half<'_>, word: &'w Word<'_>) -> Vec<Cow<'w, str>> {
        let mut readings: Vec<Cow<'_, str>> = stems(word, half.is("ar"))
            .into_iter()
            .map(Cow::Borrowed)
            .collect();
        if self.inflected {
            readings.extend(
                inflected::forms(half.lang.primary(), (word.text, &word.key))
                    .into_iter()
                    .map(Cow::Owned),
            );
        }
        readings
    }

    /// Adds a pattern for a concept.
    pub(crate) fn add(&mut self, kind: &'t str, concept: &'t str, pattern: &str) {
        let mut pieces: Vec<Piece> = Vec::new();
        let mut comma = false;
        for word in pattern.split_whitespace() {
            if word == "," {
                comma = true;
                continue;
            }
            let bare = word.trim_end_matches('*');
            // "U.K" occurs as two words in a text.
            for part in bare.split('.').filter(|part| !part.is_empty()) {
                pieces.push(Piece {
                    key: key_of(part),
                    open: word.ends_with('*'),
                    capital: pieces.is_empty() && part.starts_with(char::is_uppercase),
                    acronym: (part.chars().count() > 1 && part.chars().all(char::is_uppercase))
                        .then(|| part.to_owned()),
                    comma: std::mem::take(&mut comma),
                });
            }
        }
        let Some(first) = pieces.first() else { return };
        let (index, key) = if first.open {
            (&mut self.open, opening(&first.key))
        } else {
            (&mut self.whole, first.key.clone())
        };
        index.entry(key).or_default().push(self.all.len());
        self.all.push(Pattern {
            pieces,
            kind,
            concept,
        });
    }

    /// Returns the concepts that `half` names, in order; of two patterns of one kind the
    /// longer wins.
    pub(crate) fn mentions(&self, half: &Half<'_>) -> Vec<Mention<'t>> {
        let mut found: Vec<(Mention<'t>, usize)> = Vec::new();
        if self.all.is_empty() {
            return Vec::new();
        }
        let mut longest = 0;
        for (at, word) in half.words.iter().enumerate() {
            let stems = self.readings(half, word);
            let mut candidates: Vec<usize> = Vec::new();
            for stem in &stems {
                candidates.extend(self.whole.get(&**stem).into_iter().flatten());
                candidates.extend(self.open.get(&opening(stem)).into_iter().flatten());
            }
            candidates.sort_unstable();
            candidates.dedup();
            for pattern in candidates.iter().filter_map(|&index| self.all.get(index)) {
                let Some(end) = self.matches(pattern, half, at) else {
                    continue;
                };
                // Of two patterns that share a word the longer wins; equals both stay.
                let shares = |other: &(Mention<'t>, usize)| {
                    other.0.kind == pattern.kind && at < other.1 && other.0.word < end
                };
                let length = |(mention, end): &(Mention<'t>, usize)| end - mention.word;
                // Only the last ones extend to this word.
                let tail = found.partition_point(|(known, _)| known.word + longest <= at);
                let mut near = found.split_off(tail);
                if near
                    .iter()
                    .any(|other| shares(other) && length(other) > end - at)
                {
                    found.append(&mut near);
                    continue;
                }
                near.retain(|other| !shares(other) || length(other) >= end - at);
                let last = half.words.get(end - 1).map_or(word.span, |last| last.span);
                let mention = Mention {
                    kind: pattern.kind,
                    concept: pattern.concept,
                    span: word.span.cover(last),
                    word: at,
                };
                if !near.iter().any(|(known, _)| *known == mention) {
                    longest = longest.max(end - at);
                    near.push((mention, end));
                }
                found.append(&mut near);
            }
        }
        found.sort_by_key(|(mention, _)| mention.word);
        found.into_iter().map(|(mention, _)| mention).collect()
    }

    /// Returns the index after the last word of the pattern if it occurs at word `at`.
    fn matches(&self, pattern: &Pattern<'_>, half: &Half<'_>, at: usize) -> Option<usize> {
        for (step, piece) in pattern.pieces.iter().enumerate() {
            let word = half.words.get(at + step)?;
            if step > 0 {
                let gap = half.before(at + step).trim();
                let fits = if piece.comma {
                    gap == ","
                } else {
                    matches!(gap, "" | "." | "-")
                };
                if !fits {
                    return None;
                }
            }
            let hit = self.readings(half, word).iter().any(|reading| {
                if piece.open {
                    reading.starts_with(&piece.key)
                } else {
                    *reading == piece.key
                }
            });
            let written = piece
                .acronym
                .as_ref()
                .is_none_or(|acronym| word.text.contains(acronym.as_str()));
            if !hit || !written || (piece.capital && !word.text.contains(char::is_uppercase)) {
                return None;
            }
        }
        Some(at + pattern.pieces.len())
    }
}

/// Returns the forms of a word that a pattern may match.
fn stems<'w>(word: &'w Word<'_>, arabic: bool) -> Vec<&'w str> {
    if arabic {
        return proclitic_forms(&word.key);
    }
    let key = word.key.as_str();
    let mut stems = vec![key];
    stems.extend(key.strip_suffix("'s"));
    // "mid-January", "Russian-backed", "al-Qaeda-linked"
    for (at, _) in key.match_indices('-') {
        stems.extend(key.get(..at));
        stems.extend(key.get(at + 1..));
    }
    // "two-year-old"
    let inner = key.split('-').skip(1);
    stems.extend(inner.filter(|_| key.matches('-').nth(1).is_some()));
    stems.dedup();
    stems
}

/// Endings of an Arabic adjective of origin: none, feminine, accusative, plurals.
const NISBA_ENDINGS: [&str; 6] = [
    "",
    "\u{647}",
    "\u{627}",
    "\u{64A}\u{646}",
    "\u{648}\u{646}",
    "\u{62A}\u{64A}\u{646}",
];

/// The lists for both Arabic and English.
static ARABIC_ENGLISH: LazyLock<(Patterns<'static>, Patterns<'static>)> = LazyLock::new(|| {
    let mut both = (Patterns::default(), Patterns::default());
    for line in table(include_str!("../../assets/review/ar-en.tsv")) {
        if let [kind, concept, arabic, english] = line[..] {
            for pattern in arabic.split('|') {
                match pattern.strip_suffix('~') {
                    Some(stem) => {
                        for ending in NISBA_ENDINGS {
                            both.0.add(kind, concept, &format!("{stem}{ending}"));
                        }
                    }
                    None => both.0.add(kind, concept, pattern),
                }
            }
            for pattern in english.split('|') {
                both.1.add(kind, concept, pattern);
            }
        }
    }
    both
});

/// Wordings that are wrong in English; the concept is the better wording.
static ENGLISH_USAGE: LazyLock<Patterns<'static>> = LazyLock::new(|| {
    let mut patterns = Patterns::default();
    for line in table(include_str!("../../assets/review/english-usage.tsv")) {
        if let [wrong, better] = line[..] {
            patterns.add("usage", better, wrong);
        }
    }
    patterns
});

fn table(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.split('\t').collect())
}

/// Returns the concepts that a side names, in the lists of its language.
pub(crate) fn mentions(half: &Half<'_>) -> Vec<Mention<'static>> {
    match half.lang.primary() {
        "ar" => ARABIC_ENGLISH.0.mentions(half),
        "en" => ARABIC_ENGLISH.1.mentions(half),
        _ => Vec::new(),
    }
}

/// Returns the wordings of an English side that are never right; the concept is the wording that should
/// be there.
pub(crate) fn usage(half: &Half<'_>) -> Vec<Mention<'static>> {
    if half.is("en") {
        ENGLISH_USAGE.mentions(half)
    } else {
        Vec::new()
    }
}

/// Returns the beginnings of the English renderings of a term, for words that look like one.
pub(crate) fn english_openings(concept: &str) -> Vec<&'static str> {
    let renderings = |pattern: &&Pattern<'static>| {
        pattern.kind == "term" && pattern.concept == concept && pattern.pieces.len() == 1
    };
    let first = |pattern: &'static Pattern<'static>| pattern.pieces.first();
    ARABIC_ENGLISH
        .1
        .all
        .iter()
        .filter(renderings)
        .filter_map(first)
        .map(|piece| piece.key.as_str())
        .collect()
}
