//! Tokenised texts for finding names: words with the text between them, sentence by sentence.

use bayn_doc::Document;
use bayn_text::{Script, compounds, fold, function_words, script_of};
use harf::Span;

/// One word of a text.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Its bytes in the document, without a possessive ending.
    pub(crate) span: Span,
    /// The word in lower case, Arabic folded.
    pub(crate) key: String,
    /// Its sentence.
    pub(crate) sentence: usize,
    /// Whether it begins its sentence or is where capitals are insignificant.
    pub(crate) first: bool,
    /// Whether it begins with a capital, after an attached article.
    pub(crate) capital: bool,
    /// Whether it is all capitals, two or more.
    pub(crate) acronym: bool,
    /// Whether a possessive ending or an attached part ends a name here.
    pub(crate) closed: bool,
    /// Whether it is written in Arabic letters.
    pub(crate) arabic: bool,
    /// Whether it is a function word.
    pub(crate) function: bool,
    /// Whether only space, and quotation marks, are before it in its sentence.
    pub(crate) joined: bool,
    /// Whether a quotation mark or a bracket is before it.
    pub(crate) opened: bool,
}

/// A text as words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading {
    /// The words in order.
    pub(crate) tokens: Vec<Token>,
}

impl Reading {
    /// Reads a document.
    pub(crate) fn of(document: &Document) -> Self {
        let mut tokens = Vec::new();
        for sentence in 0..document.sentences.len() {
            let Some(place) = document.sentences.get(sentence) else {
                break;
            };
            let text = document.sentence(sentence);
            let headline = is_headline(text);
            let mut before = 0;
            for word in words(text) {
                let gap = text.get(before..word.start).unwrap_or("");
                let written = word.of(text);
                let begins = before == 0
                    || gap.contains([
                        '.', '!', '?', ':', '\u{2026}', '\u{201C}', '\u{2013}', '\u{2014}',
                    ]) && !gap.chars().all(|c| c.is_whitespace() || is_quote(c))
                    || gap.contains('\u{201C}') && gap.contains([',', '.', ':']);
                before = word.end;
                if let Some(mut token) =
                    token(written, &document.lang, word.start + place.span.start)
                {
                    token.sentence = sentence;
                    token.first = begins || headline;
                    token.joined = !begins && gap.chars().all(|c| c.is_whitespace() || is_quote(c));
                    token.opened = gap.contains(['(', '[']) || gap.chars().any(is_quote);
                    tokens.push(token);
                }
            }
        }
        Self { tokens }
    }

    /// Returns the bytes from one word to another, both included.
    pub(crate) fn span(&self, words: &std::ops::Range<usize>) -> Span {
        let first = self.tokens.get(words.start).map(|token| token.span);
        let last = self
            .tokens
            .get(words.end.saturating_sub(1))
            .map(|token| token.span);
        match (first, last) {
            (Some(first), Some(last)) => first.cover(last),
            _ => Span::default(),
        }
    }
}

const fn is_quote(c: char) -> bool {
    matches!(
        c,
        '"' | '\u{201C}'
            | '\u{201D}'
            | '\u{AB}'
            | '\u{BB}'
            | '\''
            | '\u{2018}'
            | '\u{2019}'
            | '['
            | ']'
    )
}

/// Returns whether most longer words of a line without a full stop are capitalised.
fn is_headline(text: &str) -> bool {
    let end = text.trim_end().chars().next_back();
    let long: Vec<&str> = text
        .split_whitespace()
        .filter(|word| word.len() > 3)
        .collect();
    let capital = long
        .iter()
        .filter(|word| word.starts_with(char::is_uppercase))
        .count();
    !matches!(end, Some('.' | '?' | '!')) && long.len() > 4 && capital * 10 >= long.len() * 6
}

/// Returns the words of a text: letters and digits with the hyphens, apostrophes and, in
/// abbreviations, full stops that join them.
fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    compounds(text, |before, c, behind| {
        let mut before = before.chars().rev();
        let last = before.next().unwrap_or(' ');
        let next = behind.chars().next().unwrap_or(' ');
        match c {
            '-' | '\u{2011}' | '\'' | '\u{2019}' => {
                last.is_alphanumeric() && next.is_alphanumeric()
            }
            '.' => {
                let goes_on = before.next() == Some('.') && !next.is_lowercase();
                last.is_uppercase() && (next.is_uppercase() || goes_on)
            }
            ',' => last.is_numeric() && next.is_numeric(),
            _ => false,
        }
    })
}

fn token(written: &str, lang: &bayn_text::Lang, start: usize) -> Option<Token> {
    let arabic = written.chars().find_map(script_of)? == Script::Arabic;
    let mut text = written;
    let mut closed = false;
    for ending in ["'s", "\u{2019}s", "'S", "\u{2019}S"] {
        if let Some(bare) = text.strip_suffix(ending) {
            (text, closed) = (bare, true);
        }
    }
    let mut core = text;
    if let Some((head, rest)) = text.split_once(['-', '\u{2011}']) {
        let article =
            crate::compare::names::sound::without_article(&text.to_lowercase()).len() < text.len();
        if article {
            core = rest;
        } else if head.starts_with(char::is_uppercase) && rest.starts_with(char::is_lowercase) {
            // `US-led`: the name ends before the attached part.
            (text, core, closed) = (head, head, true);
        }
    }
    let letters = || core.chars().filter(|c| c.is_alphabetic());
    let key = fold(text).text;
    let function = !arabic && function_words::contains("en", &key)
        || function_words::contains(lang.primary(), &key)
        || function_words::contains(if arabic { "ar" } else { lang.primary() }, written);
    Some(Token {
        span: Span::new(start, start + text.len()),
        sentence: 0,
        first: false,
        capital: core.chars().next().is_some_and(char::is_uppercase),
        acronym: letters().count() >= 2 && letters().all(char::is_uppercase),
        closed,
        arabic,
        function,
        joined: false,
        opened: false,
        key,
    })
}
