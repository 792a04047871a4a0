//! Figures of a text with the things they count and their context.
//!
//! The counted thing is the words after a figure up to the next punctuation or function word; if a unit
//! is before its number word, the unit. The context is a window of words on
//! both sides inside the sentence, without the figure: long sentences have several statements.

use bayn_doc::Document;
use bayn_text::{
    Decimal, NumberKind, digit_value, fold, function_words, number_words, numbers, words,
};
use harf::Span;

/// The most words after a figure that may be the counted thing.
const COUNTED: usize = 3;
/// The number of context words on each side.
const AROUND: [usize; 2] = [6, 12];

/// A figure in a text.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    /// Its bytes.
    pub(crate) span: Span,
    /// Its sentence.
    pub(crate) sentence: usize,
    pub(crate) value: Decimal,
    pub(crate) kind: NumberKind,
    /// Whether it is half of a score or range, `2-1`.
    pub(crate) is_score: bool,
    /// The bytes of the counted thing; empty if nothing follows.
    pub(crate) counted: Span,
    /// The counted thing, as words.
    pub(crate) thing: String,
    /// Shorter candidates for the counted thing: the first of them, the first two.
    pub(crate) things: Vec<String>,
    /// Its context without the figure: narrow, and wide.
    pub(crate) around: [String; 2],
}

/// Returns the figures of a text in order.
pub(crate) fn figures(document: &Document) -> Vec<Figure> {
    let lang = &document.lang;
    let mut found = Vec::new();
    for (sentence, place) in document.sentences.iter().enumerate() {
        let text = document.sentence(sentence);
        let mut all = numbers(text, lang);
        for spelled in number_words(text, lang) {
            let free = !all.iter().any(|number| number.span.overlaps(spelled.span));
            if free && spelled.kind != NumberKind::Ordinal {
                all.push(spelled);
            }
        }
        all.sort_by_key(|number| number.span.start);
        let spans: Vec<Span> = words(text).collect();
        let taken: Vec<Span> = all.iter().map(|number| number.span).collect();
        for number in all {
            let counted = counted(text, &spans, &taken, number.span, lang.primary());
            found.push(Figure {
                span: number.span.shifted(place.span.start),
                sentence,
                value: number.value,
                kind: number.kind,
                is_score: is_score(text, number.span),
                counted: counted.shifted(place.span.start),
                thing: counted.of(text).to_owned(),
                things: beginnings(counted.of(text)),
                around: AROUND.map(|reach| around(text, &spans, number.span, reach)),
            });
        }
    }
    found
}

/// Returns whether only a dash or colon is between a figure in digits and another one.
fn is_score(text: &str, figure: Span) -> bool {
    let dash = ['-', '\u{2013}', '\u{2014}', '\u{2212}', ':', '/'];
    let digit = |c: char| digit_value(c).is_some();
    let after = text.get(figure.end..).unwrap_or("").trim_start();
    let before = text.get(..figure.start).unwrap_or("").trim_end();
    let follows = after
        .strip_prefix(dash)
        .is_some_and(|rest| rest.trim_start().starts_with(digit));
    let leads = before
        .strip_suffix(dash)
        .is_some_and(|rest| rest.trim_end().ends_with(digit));
    follows || leads
}

fn is_small(word: &str, lang: &str) -> bool {
    let key = fold(word).text;
    function_words::contains(lang, word) || function_words::contains(lang, &key)
}

fn counted(text: &str, words: &[Span], figures: &[Span], figure: Span, lang: &str) -> Span {
    let after = words.partition_point(|word| word.start < figure.end);
    let mut found = Span::new(figure.end, figure.end);
    let mut last = figure.end;
    for word in words.iter().skip(after).take(COUNTED) {
        let gap = text.get(last..word.start).unwrap_or(",");
        let apart = !gap
            .chars()
            .all(|c| c.is_whitespace() || matches!(c, '-' | ')' | '"' | '\u{201D}'));
        let figure = figures.iter().any(|figure| figure.overlaps(*word));
        if apart || figure || is_small(word.of(text), lang) {
            break;
        }
        found = if found.is_empty() {
            *word
        } else {
            found.cover(*word)
        };
        last = word.end;
    }
    if found.is_empty() {
        // `kilometre one`, as in Arabic.
        let before = words.partition_point(|word| word.end <= figure.start);
        if let Some(word) = before.checked_sub(1).and_then(|at| words.get(at))
            && lang == "ar"
            && !is_small(word.of(text), lang)
            && text
                .get(word.end..figure.start)
                .is_some_and(|gap| gap.trim().is_empty())
        {
            return *word;
        }
    }
    found
}

/// Returns the first word, the first two, and so on.
fn beginnings(thing: &str) -> Vec<String> {
    let spans: Vec<Span> = words(thing).collect();
    spans
        .iter()
        .map(|word| thing.get(..word.end).unwrap_or(thing).to_owned())
        .collect()
}

fn around(text: &str, words: &[Span], figure: Span, reach: usize) -> String {
    let before = words.partition_point(|word| word.end <= figure.start);
    let after = words.partition_point(|word| word.start < figure.end);
    let from = before.saturating_sub(reach);
    let start = words
        .get(from)
        .map_or(figure.start, |word| word.start)
        .min(figure.start);
    let end = words
        .get((after + reach).min(words.len()).saturating_sub(1))
        .map_or(figure.end, |word| word.end)
        .max(figure.end);
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("").trim().to_owned();
    format!("{} {}", part(start, figure.start), part(figure.end, end))
}
