//! Filter tests on the texts: `s:/…/` of the source, `t:/…/` of the target,
//! `/…/` of either; `s:word` is found literally. Both pattern and text are folded as for a
//! search, but after `=` nothing is folded: `t:=/Iraq/`.

use bayn_doc::{Bitext, Side};
use bayn_text::{Message, fold, msg};
use regex::{Regex, RegexBuilder};

/// The maximum size of a compiled pattern: enough for any that a person types.
const SIZE: usize = 1 << 20;

/// A pattern, and the side whose text it is matched with; without a side, both.
#[derive(Clone, Debug)]
pub struct Pattern {
    typed: String,
    side: Option<Side>,
    exact: bool,
    regex: Regex,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.typed == other.typed
    }
}

impl Pattern {
    /// Reads a typed test; `None` if it is not a test of the texts, an error if its pattern
    /// is invalid.
    pub(crate) fn typed(word: &str) -> Option<Result<Self, Message>> {
        let (side, rest) = if let Some(rest) = word.strip_prefix("s:") {
            (Some(Side::Source), rest)
        } else if let Some(rest) = word.strip_prefix("t:") {
            (Some(Side::Target), rest)
        } else {
            (None, word)
        };
        let (exact, rest) = match rest.strip_prefix('=') {
            Some(rest) => (true, rest),
            None => (false, rest),
        };
        let inner = rest
            .strip_prefix('/')
            .and_then(|rest| rest.strip_suffix('/'));
        let source = match inner {
            Some(inner) => inner.replace("\\/", "/"),
            // A bare word belongs to the words of filters, unless a side is given.
            None if side.is_some() && !rest.starts_with('/') => regex::escape(rest),
            None => return None,
        };
        if source.is_empty() {
            return None;
        }
        let source = if exact { source } else { folded(&source) };
        let built = RegexBuilder::new(&source).size_limit(SIZE).build();
        Some(match built {
            Ok(regex) => Ok(Self {
                typed: word.to_owned(),
                side,
                exact,
                regex,
            }),
            Err(error) => Err(not_a_pattern(word, &error)),
        })
    }

    /// Returns whether the texts of a bead match.
    pub(crate) fn holds(&self, bead: usize, bitext: &Bitext) -> bool {
        let sides = match self.side {
            Some(side) => vec![side],
            None => Side::BOTH.to_vec(),
        };
        sides.into_iter().any(|side| {
            let text = bitext.text_of(bead, side);
            if self.exact {
                self.regex.is_match(text)
            } else {
                self.regex.is_match(&fold(text).text)
            }
        })
    }
}

/// Returns what is wrong with a pattern: the last line of the message; the others show the position.
fn not_a_pattern(word: &str, error: &regex::Error) -> Message {
    let said = error.to_string();
    let last = said.lines().last().unwrap_or_default();
    let why = last.trim().trim_start_matches("error: ").to_owned();
    msg!(
        "{word} is not a valid regular expression: {why}",
        word,
        why = Message::library(why)
    )
}

/// Folds the letters of a pattern and keeps escapes unchanged.
fn folded(pattern: &str) -> String {
    let mut into = String::new();
    let mut plain = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        into.push_str(&fold(&plain).text);
        plain.clear();
        into.push(letter);
        into.extend(letters.next());
        // The name of a property is no text: `\p{Arabic}`.
        if into.ends_with(['p', 'P', 'x', 'u']) && letters.as_str().starts_with('{') {
            for letter in letters.by_ref() {
                into.push(letter);
                if letter == '}' {
                    break;
                }
            }
        }
    }
    into.push_str(&fold(&plain).text);
    into
}

/// Returns the end of the pattern that begins at `from`, with its slash; `None` if nothing
/// closes it.
pub(crate) fn end_of(text: &str, from: usize) -> Option<usize> {
    let behind = text.get(from..)?;
    let mut escaped = false;
    for (at, letter) in behind.char_indices().skip(1) {
        match letter {
            '/' if !escaped => return Some(from + at + 1),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    None
}
