//! The context of a place where a sentence may end.
//!
//! ```text
//!   ... said Dr   .     "        ␣     Smith came ...
//!             word stop closers  gap   next
//!   ^ from                       ^ at
//! ```

use super::nesting::Nesting;
use crate::Lang;
use crate::word::is_joiner;
use harf::shape::is_mark;

/// A candidate for the end of a sentence, with its surroundings.
pub(super) struct Point<'a> {
    /// The paragraph.
    pub(super) text: &'a str,
    /// The language of the text.
    pub(super) lang: &'a Lang,
    /// Where the present sentence begins.
    pub(super) from: usize,
    /// The offset proposed as the start of the next sentence.
    pub(super) at: usize,
    /// The present sentence up to the word, exclusive.
    pub(super) before: &'a str,
    /// The token before the stop, back to a space, bracket, quote or comma.
    pub(super) word: &'a str,
    /// The run of terminators, such as `.` or `?!`; may be empty.
    pub(super) stop: &'a str,
    /// Quotes and brackets after the stop, whatever their direction.
    pub(super) closers: &'a str,
    /// The offset where the closers begin.
    pub(super) closers_at: usize,
    /// Whether space is between the closers and `next`.
    pub(super) gap: bool,
    /// The following text, from its first character that is not a space.
    pub(super) next: &'a str,
    /// The place of the outermost bracket open at the stop.
    pub(super) bracket: Option<usize>,
    /// Whether a straight quotation is open at the stop.
    pub(super) quoting: bool,
}

impl<'a> Point<'a> {
    pub(super) fn new(
        text: &'a str,
        lang: &'a Lang,
        from: usize,
        at: usize,
        nesting: &mut Nesting<'_>,
    ) -> Self {
        let whole = text.get(from..at).unwrap_or("");
        // Direction marks occur around words and stops and are irrelevant to sentences.
        let left = whole.trim_end();
        let inner = left.trim_end_matches(|c| is_quote_or_bracket(c) || is_direction(c));
        let closers = left
            .get(inner.len()..)
            .unwrap_or("")
            .trim_matches(is_direction);
        let asks = |c: char| c == ';' && is_greek(lang);
        let body = inner.trim_end_matches(|c| is_terminator(c) || asks(c));
        let stop = inner.get(body.len()..).unwrap_or("");
        let body = body.trim_end_matches(is_direction);
        let token = last_token(body, is_word_edge);
        let start = body.len() - token.trim_start_matches(is_direction).len();
        let rest = text.get(at..).unwrap_or("");
        let next = rest.trim_start_matches(|c: char| c.is_whitespace() || is_direction(c));
        nesting.advance(from + inner.len());
        Self {
            text,
            lang,
            from,
            at,
            before: body.get(..start).unwrap_or(""),
            word: body.get(start..).unwrap_or(""),
            stop,
            closers,
            gap: left.len() < whole.len() || rest.starts_with(char::is_whitespace),
            next,
            closers_at: from + inner.len(),
            bracket: nesting.outermost(),
            quoting: nesting.is_quoting(),
        }
    }

    /// Returns the first character of what follows.
    pub(super) fn next_char(&self) -> Option<char> {
        self.next.chars().next()
    }

    /// Returns the first word of what follows, opening quotes and brackets aside.
    pub(super) fn next_word(&self) -> &'a str {
        first_word(self.next)
    }

    /// Returns whether the stop is one full stop with nothing after it but space.
    pub(super) fn is_plain_stop(&self) -> bool {
        self.stop == "." && self.closers.is_empty()
    }
}

/// No rule needs more context than this many characters, and with this limit a hostile
/// text (a line of nothing but stops) still costs O(n).
pub(super) const LOOK: usize = 64;

/// Returns the end of `text` after the last character that is an `edge`.
fn last_token(text: &str, edge: fn(char) -> bool) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take(LOOK)
        .take_while(|(_, c)| !edge(*c))
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or("")
}

/// Returns the last token of `text` between spaces.
pub(super) fn last_spaced(text: &str) -> &str {
    last_token(text, char::is_whitespace)
}

/// Returns whether a letter or digit is near the start of `text`; a longer run of
/// punctuation counts as text.
pub(super) fn has_word_near_start(text: &str) -> bool {
    text.chars().take(LOOK).any(char::is_alphanumeric) || text.chars().nth(LOOK).is_some()
}

/// Returns the first word of `text`, opening quotes and brackets aside.
pub(super) fn first_word(text: &str) -> &str {
    let text = text.trim_start_matches(|c: char| is_quote_or_bracket(c) || c.is_whitespace());
    let end = text
        .find(|c: char| !c.is_alphanumeric() && !is_mark(c) && !is_joiner(c))
        .unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

/// Returns whether `text` begins with an ellipsis and goes on with a letter. Dots with spaces between
/// them end what is before them.
pub(super) fn opens_with_ellipsis(text: &str) -> bool {
    ["\u{2026}", "..."].iter().any(|dots| {
        text.strip_prefix(dots).is_some_and(|rest| {
            rest.trim_start_matches(' ')
                .starts_with(char::is_alphabetic)
        })
    })
}

/// Returns whether a text is Greek, in which a semicolon asks.
pub(super) fn is_greek(lang: &Lang) -> bool {
    matches!(lang.primary(), "el" | "grc")
}

/// Returns whether `c` is an invisible direction mark.
const fn is_direction(c: char) -> bool {
    matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_word_edge(c: char) -> bool {
    c.is_whitespace()
        || is_quote_or_bracket(c)
        || matches!(
            c,
            ',' | ';'
                | ':'
                | '/'
                | '\u{60C}'
                | '\u{61B}'
                | '\u{2013}'
                | '\u{2014}'
                | '\u{3001}'
                | '\u{FF0C}'
                | '\u{FF1A}'
        )
}

/// Returns whether `c` ends sentences in some script; UAX #29 has a few more, which no
/// rule here covers.
pub(super) const fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!'
            | '?'
            | '\u{2026}'
            | '\u{61F}'
            | '\u{6D4}'
            | '\u{37E}'
            | '\u{589}'
            | '\u{964}'
            | '\u{965}'
            | '\u{203C}'
            | '\u{203D}'
            | '\u{2047}'
            ..='\u{2049}' | '\u{3002}' | '\u{FF01}' | '\u{FF0E}' | '\u{FF1F}' | '\u{FF61}'
    )
}

/// Returns whether `c` is a quotation mark or a bracket of either direction.
pub(super) const fn is_quote_or_bracket(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '(' | ')' | '[' | ']' | '{' | '}' | '\u{AB}' | '\u{BB}'
            | '\u{2018}'..='\u{201F}' | '\u{2039}' | '\u{203A}' | '\u{3008}'..='\u{3011}'
            | '\u{FF08}' | '\u{FF09}' | '\u{FD3E}' | '\u{FD3F}'
    )
}

/// Returns whether `c` only ever closes.
pub(super) const fn is_closing(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '}'
            | '\u{BB}'
            | '\u{2019}'
            | '\u{201D}'
            | '\u{203A}'
            | '\u{3009}'
            | '\u{300B}'
            | '\u{300D}'
            | '\u{300F}'
            | '\u{3011}'
            | '\u{FF09}'
    )
}
