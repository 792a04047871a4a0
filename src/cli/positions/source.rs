//! A file as decoded: its notation of letters, and the starts of its lines.

use crate::cli::lines::Lines;
use bayn_formats::delimited::quotes_are_meant;
use bayn_formats::{Format, Notation};
use harf::Span;
use std::sync::OnceLock;

/// The notation of letters in a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Script {
    /// Literal.
    #[default]
    Bare,
    /// With elements to be skipped and references (`&amp;`, `&#x628;`).
    Markup,
    /// With backslash escapes (`\u0628`).
    Json,
    /// With doubled quotes.
    Quoted,
    /// With emphasis and similar markup between the letters, as in Markdown.
    Marked,
}

impl Script {
    /// Returns the notation of letters in a format; `None` if it is compressed.
    pub(crate) fn of(format: Format, text: &str) -> Option<Self> {
        Some(match format.notation() {
            Notation::Bare => Self::Bare,
            Notation::Markup | Notation::Xml => Self::Markup,
            Notation::Marked => Self::Marked,
            Notation::Escaped => Self::Json,
            // A table with tabs is quoted only where that shows.
            Notation::Cells if format == Format::Tsv && !quotes_are_meant(text, b'\t') => {
                Self::Bare
            }
            Notation::Cells => Self::Quoted,
            Notation::Packed => return None,
        })
    }
}

/// A file as decoded, and where its lines begin.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// The path as it was given.
    pub(crate) path: String,
    /// The text, before any clean-up.
    pub(crate) text: String,
    /// Its notation of letters.
    pub(crate) script: Script,
    /// Where its printed pages begin, with their numbers; empty if it has none.
    pub(crate) pages: Vec<(usize, u32)>,
    /// The starts of its lines, computed on demand.
    lines: OnceLock<Lines>,
}

impl Source {
    /// Returns the decoded text of the file at `path`.
    pub(crate) fn new(path: &str, text: String, script: Script) -> Self {
        Self {
            path: path.to_owned(),
            text,
            script,
            pages: Vec::new(),
            lines: OnceLock::new(),
        }
    }

    /// Returns the number of the printed page that a byte is on, where the file has pages.
    pub(crate) fn page(&self, byte: usize) -> Option<u32> {
        let next = self.pages.partition_point(|(start, _)| *start <= byte);
        self.pages.get(next.checked_sub(1)?).map(|(_, page)| *page)
    }

    /// Returns line and column of a byte, both from 1, the column in characters.
    pub(crate) fn line_and_column(&self, byte: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| Lines::of(&self.text));
        lines.line_and_column(&self.text, byte.min(self.text.len()))
    }

    /// Returns the span of decoded text from the character at `first` to the one at `last`.
    pub(super) fn span(&self, first: usize, last: usize) -> Option<Span> {
        let rest = self.text.get(last..)?;
        let (_, length) = self.script.letter(rest, rest.chars().next()?);
        Some(Span::new(first, last + length))
    }
}

impl Script {
    /// Returns whether a character is compared: characters that may be markup or text
    /// are not.
    pub(super) fn compares(self, c: char) -> bool {
        let mark = self == Self::Marked && "*_`#[]|~\\<>".contains(c);
        !(c.is_whitespace() || mark)
    }

    /// Returns the compared characters of a sentence.
    pub(super) fn needle(self, sentence: &str) -> String {
        sentence.chars().filter(|c| self.compares(*c)).collect()
    }

    /// Returns the letter that `rest` begins with, `None` for anything else, and its
    /// length in the file; `c` is the first character of `rest`.
    pub(super) fn letter(self, rest: &str, c: char) -> (Option<char>, usize) {
        match (self, c) {
            (Self::Markup, '<') => (None, skip_markup(rest)),
            (Self::Markup, '&') => reference(rest),
            (Self::Json, '\\') => escape(rest),
            (Self::Quoted, '"') if rest.starts_with("\"\"") => (Some('"'), 2),
            (Self::Json | Self::Quoted, '"') => (None, 1),
            _ => (Some(c), c.len_utf8()),
        }
    }
}

/// Elements of XLIFF with a copy of a unit's text, or the text of others: they are skipped.
const REPEATED: [[&str; 2]; 3] = [
    ["<seg-source", "</seg-source>"],
    ["<alt-trans", "</alt-trans>"],
    ["<mtc:matches", "</mtc:matches>"],
];

/// Returns the length of the comment, instruction or element that `rest` begins with.
fn skip_markup(rest: &str) -> usize {
    let repeated = REPEATED.iter().find(|[begin, _]| rest.starts_with(begin));
    if let Some([_, end]) = repeated {
        let tag = rest.find('>').map_or(rest.len(), |at| at + 1);
        if rest.get(..tag).is_some_and(|tag| tag.ends_with("/>")) {
            return tag;
        }
        return rest.find(end).map_or(rest.len(), |at| at + end.len());
    }
    let close = if rest.starts_with("<!--") {
        "-->"
    } else if rest.starts_with("<?") {
        "?>"
    } else {
        ">"
    };
    rest.find(close).map_or(rest.len(), |at| at + close.len())
}

/// Returns the letter of a reference, and its length in the file.
fn reference(rest: &str) -> (Option<char>, usize) {
    // Searched only as far as a reference is long: a text may consist of `&`.
    let Some(end) = rest.bytes().take(13).position(|byte| byte == b';') else {
        return (Some('&'), 1);
    };
    let name = rest.get(1..end).unwrap_or("");
    let letter = match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => name.strip_prefix('#').and_then(|number| {
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }),
    };
    match letter {
        Some(letter) => (Some(letter), end + 1),
        None => (Some('&'), 1),
    }
}

/// Returns the letter of a backslash escape, and its length in the file.
fn escape(rest: &str) -> (Option<char>, usize) {
    let unit = |at: usize| -> Option<u32> {
        let digits = rest.get(at..)?.strip_prefix("\\u")?.get(..4)?;
        u32::from_str_radix(digits, 16).ok()
    };
    match rest.chars().nth(1) {
        Some('u') => match (unit(0), unit(6)) {
            (Some(high @ 0xD800..=0xDBFF), Some(low @ 0xDC00..=0xDFFF)) => {
                let code = 0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00);
                (char::from_u32(code), 12)
            }
            (Some(code), _) => (char::from_u32(code), 6),
            _ => (Some('\\'), 1),
        },
        Some('n' | 'r' | 't' | 'b' | 'f') => (Some(' '), 2),
        Some(c @ ('"' | '\\' | '/')) => (Some(c), 2),
        _ => (Some('\\'), 1),
    }
}
