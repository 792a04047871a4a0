//! One side of a bead for the checks: its text with its words.
//!
//! All spans are bytes of the documents, so a finding can be created from them without
//! further arithmetic. Words are kept as written and folded for comparing; the text
//! between two words is returned by [`Half::between`].

use bayn_doc::Document;
use bayn_text::{LANGUAGES, Lang, Language, compounds, function_words, language, plain_letter};
use harf::Span;

/// One word of a side.
#[derive(Clone, Debug)]
pub(crate) struct Word<'a> {
    /// Its bytes in the document.
    pub(crate) span: Span,
    /// The word as written.
    pub(crate) text: &'a str,
    /// The word in lower case, Arabic without marks and letter variants.
    pub(crate) key: String,
}

impl Word<'_> {
    /// Returns whether its first letter is a capital.
    pub(crate) fn is_capitalised(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Returns whether it is an acronym: two letters or more, all of them capitals.
    pub(crate) fn is_acronym(&self) -> bool {
        let letters = || self.text.chars().filter(|c| c.is_alphabetic());
        letters().count() >= 2 && letters().all(char::is_uppercase)
    }

    /// Returns whether it consists of digits.
    pub(crate) fn is_number(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_numeric)
    }

    /// Returns whether its key is one of `words`.
    pub(crate) fn is_in(&self, words: &[&str]) -> bool {
        words.contains(&self.key.as_str())
    }
}

/// This many function words identify a language.
const FEWEST_SMALL: usize = 2;

/// One side of a bead.
#[derive(Clone, Debug)]
pub(crate) struct Half<'a> {
    /// The whole text of the document.
    pub(crate) document: &'a str,
    /// The bytes of the bead in it; empty if the side has no sentence.
    pub(crate) span: Span,
    /// The language of the document.
    pub(crate) lang: &'a Lang,
    /// Its words in order.
    pub(crate) words: Vec<Word<'a>>,
}

impl<'a> Half<'a> {
    /// Returns the side that is made of these bytes of a document.
    pub(crate) fn new(document: &'a Document, span: Span) -> Self {
        let text = span.of(&document.text);
        let words = words(text)
            .map(|word| Word {
                span: word.shifted(span.start),
                text: word.of(text),
                key: key_of(word.of(text)),
            })
            .collect();
        Self {
            document: &document.text,
            span,
            lang: &document.lang,
            words,
        }
    }

    /// Returns the text of the side.
    pub(crate) fn text(&self) -> &'a str {
        self.span.of(self.document)
    }

    /// Returns what is between word `at` and the next one, or up to the end.
    pub(crate) fn between(&self, at: usize) -> &'a str {
        let start = self.words.get(at).map_or(self.span.end, |w| w.span.end);
        let end = self
            .words
            .get(at + 1)
            .map_or(self.span.end, |w| w.span.start);
        Span::new(start, end).of(self.document)
    }

    /// Returns what is before word `at`, after the word before it.
    pub(crate) fn before(&self, at: usize) -> &'a str {
        match at.checked_sub(1) {
            Some(previous) => self.between(previous),
            None => {
                let end = self.words.first().map_or(self.span.end, |w| w.span.start);
                Span::new(self.span.start, end).of(self.document)
            }
        }
    }

    /// Returns whether only space is between word `at` and the next one.
    pub(crate) fn is_joined(&self, at: usize) -> bool {
        at + 1 < self.words.len() && {
            let gap = self.between(at);
            !gap.is_empty() && gap.chars().all(char::is_whitespace)
        }
    }

    /// Returns whether word `at` begins a sentence, by the punctuation before it.
    pub(crate) fn begins_sentence(&self, at: usize) -> bool {
        at == 0
            || self
                .before(at)
                .contains(['.', '!', '?', ':', '\u{201C}', '"', '\u{2026}', '\n'])
    }

    /// Returns whether the side is written in the language with this primary tag.
    pub(crate) fn is(&self, primary: &str) -> bool {
        self.lang.primary() == primary
    }

    /// Returns the properties of its language.
    pub(crate) fn language(&self) -> Option<&'static Language> {
        language(self.lang.primary())
    }

    /// Returns whether the words of a span are a phrase of a third language in a text that is
    /// (or was translated from one) in `lang`, by its function words: `il faut le faire`.
    pub(crate) fn is_foreign(&self, span: Span, lang: &Lang) -> bool {
        let words = self.words_in(span);
        let small = |primary: &str| {
            let known = words
                .iter()
                .filter(|word| function_words::contains(primary, &word.text.to_lowercase()));
            known.count()
        };
        let mut tags = LANGUAGES.iter().filter_map(|row| row.tags.first());
        // Related languages share function words: "il" and "le" are Italian as well as French.
        let own = small(lang.primary());
        tags.any(|tag| *tag != lang.primary() && small(tag) >= FEWEST_SMALL.max(own))
    }

    /// Returns the words that overlap a span.
    pub(crate) fn words_in(&self, span: Span) -> &[Word<'a>] {
        let first = self.words.partition_point(|w| w.span.end <= span.start);
        let end = self.words.partition_point(|w| w.span.start < span.end);
        self.words.get(first..end).unwrap_or_default()
    }

    /// Returns the keys of the words from `at` on.
    pub(crate) fn key(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| word.key.as_str())
    }
}

/// Returns the words of `text`: letters and digits with joining punctuation, that is,
/// apostrophes between letters, hyphens between letters, separators between digits.
fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    compounds(text, |before, c, behind| {
        let (last, next) = (before.chars().next_back(), behind.chars().next());
        last.zip(next).is_some_and(|(last, next)| match c {
            '\'' | '\u{2019}' | '-' | '\u{2011}' => next.is_alphabetic() && last.is_alphanumeric(),
            '.' | ',' | '\u{66B}' | '\u{66C}' | '\u{60C}' => next.is_numeric() && last.is_numeric(),
            _ => false,
        })
    })
}

/// Returns whether `c` is ignored when words are compared: Arabic and Latin marks, tatweel,
/// joiners. The vowel signs of other scripts count as letters.
const fn is_optional(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{610}'..='\u{61A}' | '\u{640}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{6D6}'..='\u{6ED}' | '\u{200C}' | '\u{200D}' | '\u{AD}')
}

/// Returns the form in which a word is compared: lower case, one apostrophe, Arabic without marks and
/// with alef, ya and ta marbuta folded.
pub(crate) fn key_of(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    for c in word.chars().filter(|&c| !is_optional(c)) {
        match c {
            '\u{2019}' => out.push('\''),
            '\u{2011}' => out.push('-'),
            _ => out.extend(plain_letter(c).to_lowercase()),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Vec<&str> {
        words(text).map(|span| span.of(text)).collect()
    }

    #[test]
    fn hyphens_and_apostrophes_hold_words_together() {
        assert_eq!(
            of("al-Zour's 26-truck, 36,000. \u{2019}Tis"),
            ["al-Zour's", "26-truck", "36,000", "Tis"]
        );
        assert_eq!(of("end - start 2-3"), ["end", "start", "2", "3"]);
    }

    #[test]
    fn marks_of_any_script_stay_inside_a_word() {
        // Bengali ksha: a virama, which is not a letter, between two letters.
        let ksha = "\u{995}\u{9cd}\u{9b7}";
        assert_eq!(of(ksha), [ksha]);
    }

    #[test]
    fn a_key_has_neither_marks_nor_letter_variants() {
        assert_eq!(
            key_of("\u{623}\u{64F}\u{645}\u{651}\u{629}"),
            "\u{627}\u{645}\u{647}"
        );
        assert_eq!(key_of("Can\u{2019}T"), "can't");
    }
}
