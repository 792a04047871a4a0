//! What a sentence ends with, in any script, by the properties of Unicode.

use super::Half;
use harf::Span;
use regex::Regex;
use std::sync::LazyLock;

/// What ends a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    Question,
    Stop,
    None,
}

/// Space, and marks that may stand behind the end: closing brackets and quotation marks.
static CLOSERS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"[\s\p{Quotation_Mark}\p{Pe}\p{Pf}\p{Pi}\p{Cf}]+$").ok());

/// Marks that end a sentence, and those after which more could follow.
static ENDERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^[\p{Sentence_Terminal}\p{Terminal_Punctuation}\p{Pd}\u{2026}\u{22EF}]$").ok()
});

/// The characters that Unicode names question marks.
const QUESTION_MARKS: &[char] = &[
    '?', '\u{37E}', '\u{55E}', '\u{61F}', '\u{1367}', '\u{1945}', '\u{2047}', '\u{2048}',
    '\u{2049}', '\u{203D}', '\u{2CFA}', '\u{2CFB}', '\u{2E2E}', '\u{A60F}', '\u{A6F7}', '\u{FE16}',
    '\u{FE56}', '\u{FF1F}',
];

/// Returns whether a mark asks in the language of a side: Greek asks with a semicolon.
fn is_question(half: &Half<'_>, mark: char) -> bool {
    QUESTION_MARKS.contains(&mark) || (mark == ';' && half.is("el"))
}

/// Returns whether a side asks anywhere: by a mark, or as Japanese does by its last word.
pub(super) fn asks(half: &Half<'_>) -> bool {
    let text = half.text();
    text.contains(|c| is_question(half, c))
        || (half.is("ja")
            && text
                .trim_end_matches(['\u{3002}', '\u{300D}'])
                .ends_with('\u{304B}'))
}

/// "Whether", with which a question is told and not asked.
const WHETHER: &[(&str, &[&str])] = &[
    ("de", &["ob"]),
    ("en", &["whether"]),
    ("es", &["si"]),
    ("fr", &["si", "s"]),
    ("it", &["se"]),
    ("nl", &["of"]),
    ("pl", &["czy"]),
    ("pt", &["se"]),
    ("ro", &["daca"]),
    ("ru", &["\u{43B}\u{438}"]),
    ("sv", &["om", "huruvida"]),
    ("uk", &["\u{447}\u{438}"]),
];

/// English words that a question is told with.
const WONDERS: &[&str] = &[
    "wonder",
    "wonders",
    "wondered",
    "wondering",
    "ask",
    "asks",
    "asked",
    "asking",
    "know",
    "knows",
    "knew",
    "see",
    "sure",
    "unsure",
    "unclear",
    "check",
    "out",
    "me",
    "him",
    "her",
    "them",
    "us",
];

/// Returns whether a side tells of a question within a sentence: by its word for "whether", not at
/// the beginning.
pub(super) fn tells_question(half: &Half<'_>) -> bool {
    let words = WHETHER.iter().find(|(lang, _)| half.is(lang));
    let within = half.words.iter().skip(1);
    // "If" begins a condition too, but not behind such a verb.
    let told = half.is("en")
        && half
            .words
            .windows(2)
            .any(|pair| pair[1].is_in(&["if"]) && pair[0].is_in(WONDERS));
    told || words.is_some_and(|(_, words)| within.clone().any(|word| word.is_in(words)))
}

/// Returns what a side ends with, and the last character that is neither space nor closer; where
/// that is no mark, with the closers behind it.
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
    // Japanese ends what somebody says with the bracket alone.
    let said = half.is("ja")
        && text
            .get(core.len()..)
            .is_some_and(|closers| closers.starts_with(['\u{300D}', '\u{300F}']));
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
