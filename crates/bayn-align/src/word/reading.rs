//! The words of one side of a bead, each with the properties that are compared.

use crate::signal::{TokenKind, skeletons, tokens};
use bayn_text::{Affixes, Decimal, Lang, function_words, number_words, numbers, words};
use harf::Span;

/// Words of a side beyond this number are not linked: such long beads are useless.
const MOST: usize = 400;

/// One word.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Its bytes in the text that was read.
    pub(super) span: Span,
    /// The key by which two words are the same string.
    pub(super) key: String,
    /// The form whose vector is compared: as written, without vowel marks.
    pub(super) form: String,
    /// Its consonants, for each way to strip its clitics.
    pub(super) skeletons: Vec<String>,
    /// The kind of its characters.
    pub(super) kind: TokenKind,
    /// Whether it is a function word.
    pub(super) is_function: bool,
    /// Whether it begins with a capital, or its script has none.
    pub(super) may_be_name: bool,
    /// The numbers that it expresses or is part of.
    pub(super) values: Vec<Decimal>,
    /// Its relative position, from 0 for the first word to 1 for the last.
    pub(super) place: f32,
}

/// The words of a side in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading(pub(super) Vec<Word>);

impl Reading {
    /// Reads a text.
    pub(super) fn of(text: &str, lang: &Lang) -> Self {
        let spans: Vec<Span> = words(text).take(MOST).collect();
        let mut said: Vec<(Span, Decimal)> = numbers(text, lang)
            .into_iter()
            .chain(number_words(text, lang))
            .map(|number| (number.span, number.value))
            .collect();
        said.sort_by_key(|(span, _)| span.start);
        let last = spans.len().saturating_sub(1).max(1) as f32;
        let read = spans
            .into_iter()
            .enumerate()
            .filter_map(|(at, span)| {
                let mut word = Word::of(span, span.of(text), lang)?;
                word.place = at as f32 / last;
                word.values.extend(
                    said.iter()
                        .filter(|(number, _)| number.overlaps(span))
                        .map(|(_, value)| *value),
                );
                Some(word)
            })
            .collect();
        Self(read)
    }
}

impl Word {
    /// Reads one word; `None` if it has no letter or digit.
    fn of(span: Span, text: &str, lang: &Lang) -> Option<Self> {
        // A conjunction may be written onto a number; the number is what is compared.
        let affixes = Affixes::of(lang.primary());
        let mut parts = tokens(text, affixes);
        let number = parts.iter().position(|part| part.kind == TokenKind::Number);
        if parts.is_empty() {
            return None;
        }
        let token = parts.swap_remove(number.unwrap_or(0));
        let lower = text.to_lowercase();
        let primary = lang.primary();
        let bare: String = token.word.to_lowercase();
        let is_function =
            function_words::contains(primary, &lower) || function_words::contains(primary, &bare);
        let value = (token.kind == TokenKind::Number)
            .then(|| token.key.parse::<i128>().ok())
            .flatten()
            .map(|whole| Decimal::new(whole, 0));
        Some(Self {
            span,
            skeletons: skeletons(&token.word, token.kind, affixes),
            may_be_name: match token.kind {
                TokenKind::Arabic | TokenKind::Hebrew => true,
                TokenKind::Letters => !text.starts_with(char::is_lowercase),
                TokenKind::Number | TokenKind::Ideographs => false,
            },
            kind: token.kind,
            key: token.key,
            form: marks_off(text),
            is_function,
            values: value.into_iter().collect(),
            place: 0.0,
        })
    }
}

/// Returns an Arabic word without vowel marks and tatweel.
fn marks_off(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}'))
        .collect()
}
