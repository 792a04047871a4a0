//! English word lists for the English checks: articles, plurals, function words.
//!
//! This is not a grammar: each list has the words for which a rule is safe, and a word that
//! is in no list is ignored.

use super::inflected::PLURALS;
use super::quantity::counts_several;
use super::{Half, Word};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static PLURAL_FORMS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| PLURALS.iter().map(|row| row.1).collect());

static SINGULAR_FORMS: LazyLock<HashMap<&str, &str>> =
    LazyLock::new(|| PLURALS.iter().rev().copied().collect());

/// Returns whether the word is the plural of a count noun.
pub(super) fn is_plural(word: &Word<'_>) -> bool {
    PLURAL_FORMS.contains(word.key.as_str())
}

/// Returns the plural of a count noun.
pub(super) fn plural_of(word: &Word<'_>) -> Option<&'static str> {
    SINGULAR_FORMS.get(word.key.as_str()).copied()
}

/// Words that end a noun phrase: prepositions, conjunctions, pronouns, forms of be
/// and have, modal and reporting verbs.
const BREAKS: &[&str] = &[
    "of",
    "in",
    "on",
    "at",
    "to",
    "from",
    "for",
    "by",
    "with",
    "into",
    "over",
    "under",
    "after",
    "before",
    "during",
    "without",
    "within",
    "towards",
    "toward",
    "through",
    "across",
    "against",
    "between",
    "among",
    "around",
    "about",
    "near",
    "since",
    "until",
    "as",
    "than",
    "and",
    "or",
    "but",
    "nor",
    "if",
    "because",
    "while",
    "when",
    "where",
    "who",
    "whom",
    "whose",
    "which",
    "that",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "had",
    "do",
    "does",
    "did",
    "will",
    "would",
    "can",
    "could",
    "may",
    "might",
    "must",
    "shall",
    "should",
    "said",
    "says",
    "say",
    "told",
    "added",
    "confirmed",
    "announced",
    "reported",
    "killed",
    "wounded",
    "left",
    "remain",
    "remained",
    "live",
    "lived",
    "came",
    "come",
    "went",
    "fled",
    "not",
    "also",
    "still",
    "he",
    "she",
    "it",
    "they",
    "we",
    "i",
    "you",
    "the",
    "a",
    "an",
    "this",
    "these",
    "those",
    "constitute",
    "form",
    "prefer",
    "prefers",
    "want",
    "wants",
    "wanted",
    "continue",
    "continues",
    "there",
    "here",
];

/// Returns whether a noun phrase certainly ends before word `at`.
pub(super) fn phrase_ends(half: &Half<'_>, at: usize) -> bool {
    let Some(word) = half.words.get(at) else {
        return true;
    };
    let gap = half.before(at);
    let stops = gap
        .trim()
        .starts_with([',', '.', ';', ':', '!', '?', '\u{2026}', '\u{201D}']);
    stops || word.is_in(BREAKS)
}

/// Returns whether the word can be between an article and its noun: no function word, no
/// number, no word of quantity.
pub(super) fn modifies(word: &Word<'_>) -> bool {
    const QUANTITIES: &[&str] = &[
        "few",
        "many",
        "dozen",
        "couple",
        "lot",
        "number",
        "whopping",
        "further",
        "total",
        "record",
        "mere",
        "staggering",
        "good",
        "great",
        "full",
        "half",
        "estimated",
        "additional",
        "combined",
        "single",
        "couple",
        "handful",
        "series",
        "group",
        "majority",
        "minority",
        "variety",
        "range",
        "man",
        "woman",
        "said",
        "says",
    ];
    word.text.chars().all(|c| c.is_lowercase() || c == '-')
        && !counts_several(&word.key)
        && !word.is_in(BREAKS)
        && !word.is_in(QUANTITIES)
}

/// Returns whether a word begins with a vowel sound, if that is certain.
pub(super) fn begins_with_vowel(word: &Word<'_>) -> Option<bool> {
    let first = word.text.chars().next()?;
    // "a U-turn", "an X-ray": a letter by its name.
    let lettered = word.text.chars().nth(1) == Some('-') && first.is_uppercase();
    let spelled = lettered
        || word.is_acronym()
            && (word.text.len() <= 3 || !word.key.contains(['a', 'e', 'i', 'o', 'u']));
    if spelled {
        // Spelled letter by letter: an SDF spokesman, a UN envoy.
        return Some(matches!(
            first,
            'A' | 'E' | 'F' | 'H' | 'I' | 'L' | 'M' | 'N' | 'O' | 'R' | 'S' | 'X'
        ));
    }
    if !word.text.is_ascii() || word.is_number() {
        return None;
    }
    let key = word.key.as_str();
    // "one", "use", "European" begin with a consonant sound.
    let soft = [
        "one", "once", "uni", "use", "usa", "usu", "uti", "eu", "ur", "ub", "uk", "ewe", "un-",
        "ouija", "uz", "unanim",
    ];
    let mute = ["hour", "honest", "honor", "honour", "heir"];
    if soft.iter().any(|head| key.starts_with(head)) || key.starts_with('h') || key.starts_with('y')
    {
        return mute
            .iter()
            .any(|head| key.starts_with(head))
            .then_some(true);
    }
    if word.is_acronym() || key.len() < 2 {
        // Pronounced as a word or spelled: only a vowel is certain, since both begin with one.
        return matches!(first, 'A' | 'E' | 'I' | 'O').then_some(true);
    }
    Some(matches!(
        first.to_ascii_lowercase(),
        'a' | 'e' | 'i' | 'o' | 'u'
    ))
}
