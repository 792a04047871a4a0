//! The error of a reader that rejects a file: where, which rule, and what to do.
//!
//! Lines and columns count from 1; a column counts characters, so that an editor's status
//! line agrees. An error is created from a byte offset into the decoded text and computes its
//! position only then, so it costs nothing during reading.

use bayn_text::{Message, shown};
use std::fmt;
use std::io::BufRead;

/// An error of reading (or writing) with position, broken rule and remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The name of the file, or empty if the caller knows it.
    pub file: String,
    /// The line, from 1; 0 for the whole file.
    pub line: usize,
    /// The column in characters, from 1; 0 for the whole file.
    pub column: usize,
    /// The rule that is broken: a clause of a specification, or what was expected.
    pub clause: Message,
    /// What was found.
    pub message: Message,
    /// What the user can do about it.
    pub remedy: Message,
}

impl FormatError {
    /// Returns an error about the byte at `offset` of `text`.
    pub fn at(
        text: &str,
        offset: usize,
        clause: impl Into<Message>,
        message: impl Into<Message>,
    ) -> Self {
        let (line, column) = line_and_column(text.as_bytes(), offset);
        Self {
            file: String::new(),
            line,
            column,
            clause: clause.into(),
            message: message.into(),
            remedy: Message::default(),
        }
    }

    /// Returns an error about a file as a whole.
    pub fn whole(clause: impl Into<Message>, message: impl Into<Message>) -> Self {
        Self {
            file: String::new(),
            line: 0,
            column: 0,
            clause: clause.into(),
            message: message.into(),
            remedy: Message::default(),
        }
    }

    /// Returns the error with this remedy.
    #[must_use]
    pub fn remedy(mut self, remedy: impl Into<Message>) -> Self {
        self.remedy = remedy.into();
        self
    }

    /// Returns the error as one of the file `name`, unless it names one already.
    #[must_use]
    pub fn of_file(mut self, name: &str) -> Self {
        if self.file.is_empty() {
            self.file = name.to_owned();
        }
        self
    }

    /// Returns the error moved to the line and column of the byte `offset` of `bytes`.
    #[must_use]
    pub fn placed(mut self, bytes: &[u8], offset: usize) -> Self {
        (self.line, self.column) = line_and_column(bytes, offset);
        self
    }

    /// Returns errors, each found at a byte of the text that `reader` reads, in the order of
    /// their places and with these. O(n log n) in the errors, O(n) in the text.
    pub(crate) fn located(mut reader: impl BufRead, mut found: Vec<(usize, Self)>) -> Vec<Self> {
        found.sort_by_key(|(at, _)| *at);
        let (mut line, mut column, mut seen) = (1, 1, 0);
        for (at, error) in &mut found {
            while seen < *at {
                let Ok(ahead) = reader.fill_buf() else { break };
                let ahead = ahead.get(..ahead.len().min(*at - seen)).unwrap_or(ahead);
                let bytes = ahead.len();
                if bytes == 0 {
                    break;
                }
                let lines = memchr::memchr_iter(b'\n', ahead).count();
                let last = memchr::memrchr(b'\n', ahead).map_or(0, |end| end + 1);
                let rest = ahead.get(last..).unwrap_or(&[]);
                let signs = rest.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
                column = if lines == 0 { column } else { 1 } + signs;
                line += lines;
                reader.consume(bytes);
                seen += bytes;
            }
            (error.line, error.column) = (line, column);
        }
        found.into_iter().map(|(_, error)| error).collect()
    }

    /// Returns file, line and column as a prefix of a message, with a trailing space;
    /// empty if nothing of that is known.
    #[must_use]
    pub fn location(&self) -> String {
        let file = shown(&self.file);
        match (&*file, self.line) {
            ("", 0) => String::new(),
            ("", line) => format!("{line}:{}: ", self.column),
            (file, 0) => format!("{file}: "),
            (file, line) => format!("{file}:{line}:{}: ", self.column),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.location(), self.message)?;
        if !self.clause.is_empty() {
            write!(f, " [{}]", self.clause)?;
        }
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

impl std::error::Error for FormatError {}

/// Returns line and column, both from 1, of a byte offset.
fn line_and_column(bytes: &[u8], offset: usize) -> (usize, usize) {
    let before = bytes.get(..offset.min(bytes.len())).unwrap_or(bytes);
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let column = before
        .get(start..)
        .unwrap_or(&[])
        .iter()
        .filter(|byte| **byte & 0xC0 != 0x80)
        .count()
        + 1;
    (line, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_text::msg;

    #[test]
    fn all_at_once_have_the_places_that_each_has_alone() {
        let text = "a\u{628}<b>\n\nc\u{1F642}d e\u{628}f";
        let offsets = [12, 0, 3, 1, text.len(), 7, 3];
        let error = |at: &usize| {
            FormatError::at(text, *at, Message::default(), Message::name(at.to_string()))
        };
        let mut alone: Vec<FormatError> = offsets.iter().map(error).collect();
        alone.sort_by_key(|error| (error.line, error.column));
        let whole = |at: &usize| {
            let message = Message::name(at.to_string());
            (*at, FormatError::whole(Message::default(), message))
        };
        let together = FormatError::located(text.as_bytes(), offsets.iter().map(whole).collect());
        assert_eq!(together, alone);
    }

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let text = "ab\n\u{628}\u{64a}\u{646}x";
        let error = FormatError::at(
            text,
            text.len() - 1,
            Message::label("rule"),
            Message::label("found"),
        );
        assert_eq!((error.line, error.column), (2, 4));
        assert_eq!(error.to_string(), "2:4: found [rule]");
    }

    #[test]
    fn what_a_refusal_quotes_steers_nothing() {
        let error = FormatError::whole(
            Message::name("a\u{1b}"),
            msg!("id `{id}`", id = "b\u{202e}\n"),
        )
        .remedy(msg!("not {what}", what = "\u{9b}"));
        assert_eq!(
            error.of_file("c\u{7}").to_string(),
            "c[BEL]: id `b[RLO][LF]` [a[ESC]]; not [U+009B]"
        );
    }

    #[test]
    fn an_offset_past_the_end_is_the_end() {
        assert_eq!(line_and_column(b"a\nb", 99), (2, 2));
    }
}
