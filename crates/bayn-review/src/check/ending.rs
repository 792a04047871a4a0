//! The end of a sentence, in any script, by Unicode properties.

use super::Half;
use bayn_text::function_words;
use harf::Span;
use regex::Regex;
use std::sync::LazyLock;

/// The kind of a sentence end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Question,
    Stop,
    None,
}

/// Space, and marks that may stand behind the end: closing brackets and quotation marks, and the angle
/// that is typed for one.
static CLOSERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\s\p{Quotation_Mark}\p{Pe}\p{Pf}\p{Pi}\p{Cf}>]+$").ok());

/// Punctuation that ends a sentence, and that after which more could follow.
static ENDERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[\p{Sentence_Terminal}\p{Terminal_Punctuation}\p{Pd}\u{2026}\u{22EF}]$").ok()
});

/// The characters that Unicode names question marks.
const QUESTION_MARKS: &[char] = &[
    '?', '\u{37E}', '\u{55E}', '\u{61F}', '\u{1367}', '\u{1945}', '\u{2047}', '\u{2048}',
    '\u{2049}', '\u{203D}', '\u{2CFA}', '\u{2CFB}', '\u{2E2E}', '\u{A60F}', '\u{A6F7}', '\u{FE16}',
    '\u{FE56}', '\u{FF1F}',
];

/// Returns whether a character is a question mark in the language of a side: in Greek a semicolon is.
fn is_question(half: &Half<'_>, mark: char) -> bool {
    QUESTION_MARKS.contains(&mark) || (mark == ';' && half.is("el"))
}

/// Returns whether a side contains a question: by a question mark, or in Japanese by its last word.
pub(super) fn asks(half: &Half<'_>) -> bool {
    let text = half.text();
    text.contains(|c| is_question(half, c))
        || (half.is("ja")
            && text
                .trim_end_matches(['\u{3002}', '\u{300D}'])
                .ends_with('\u{304B}'))
}

/// Returns whether a side contains an indirect question: by its word for "whether", not at
/// the beginning.
pub(super) fn tells_question(half: &Half<'_>) -> bool {
    let lang = half.lang.primary();
    let mut pairs = half.words.windows(2);
    pairs.any(|two| matches!(two, [before, word] if function_words::tells_question(lang, &before.key, &word.key)))
}

/// Returns how a side ends, and the last character that is neither space nor closer; if
/// that is not punctuation, with the closers after it.
pub(super) fn end(half: &Half<'_>) -> (End, Span) {
    let text = half.text();
    let closers = CLOSERS.as_ref().and_then(|closers| closers.find(text));
    let core = text.get(..closers.map_or(text.len(), |found| found.start()));
    let core = core.unwrap_or(text);
    let Some(last) = core.chars().next_back() else {
        return (End::None, half.span);
    };
    let place = half.span.start + core.len();
    let mut letter = [0; 4];
    let is_end = ENDERS
        .as_ref()
        .is_some_and(|enders| enders.is_match(last.encode_utf8(&mut letter)));
    let said = half.is("ja") && closes_speech(core, text.get(core.len()..).unwrap_or_default());
    let kind = if is_question(half, last) {
        End::Question
    } else if is_end || said {
        End::Stop
    } else {
        End::None
    };
    let end = match kind {
        End::None => half.span.start + text.trim_end().len(),
        End::Question | End::Stop => place,
    };
    (kind, Span::new(place - last.len_utf8(), end))
}

/// Returns whether a Japanese closing bracket ends direct speech without a full stop: if it was opened at the
/// beginning or after punctuation, or is longer than a word. A word in brackets, as at the end of headlines,
/// does not.
fn closes_speech(core: &str, closers: &str) -> bool {
    let open = match closers.chars().next() {
        Some('\u{300D}') => '\u{300C}',
        Some('\u{300F}') => '\u{300E}',
        _ => return false,
    };
    const WORD: usize = 5;
    core.rsplit_once(open).is_none_or(|(before, said)| {
        let last = before.trim_end().chars().next_back();
        said.chars().count() > WORD || last.is_none_or(|c| !c.is_alphanumeric())
    })
}
