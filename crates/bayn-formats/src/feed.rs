//! A text that is streamed: it can be read from its beginning as often as needed.
//!
//! A reader holds only a piece of the text at a time; if it finds an error, the text
//! is read once more up to that offset to count its lines. So the memory that a file takes is that
//! of the result, whatever its size. A text in memory is handled the same way.

use crate::FormatError;
use bayn_text::{Message, msg};
use std::io::{self, BufRead, Read};
use std::sync::Arc;

/// Starts to read a text.
type Open<'a> = dyn Fn() -> io::Result<Box<dyn BufRead + 'a>> + Send + Sync + 'a;

/// A text in UTF-8 without a byte order mark that can be read from its beginning at any time.
#[derive(Clone)]
pub struct Feed<'a> {
    length: usize,
    open: Arc<Open<'a>>,
}

impl<'a> Feed<'a> {
    /// Returns a feed of `length` bytes of UTF-8 which `open` begins to read.
    pub fn new(
        length: usize,
        open: impl Fn() -> io::Result<Box<dyn BufRead + 'a>> + Send + Sync + 'a,
    ) -> Self {
        Self {
            length,
            open: Arc::new(open),
        }
    }

    /// Returns a feed of a text in memory.
    #[must_use]
    pub fn of_text(text: &'a str) -> Self {
        Self::new(text.len(), move || Ok(Box::new(text.as_bytes())))
    }

    /// Returns how many bytes the text has.
    pub(crate) const fn len(&self) -> usize {
        self.length
    }

    /// Starts to read. If that fails, the first read returns the error.
    pub(crate) fn open(&self) -> Box<dyn BufRead + 'a> {
        match (self.open)() {
            Ok(reader) => reader,
            Err(error) => Box::new(io::BufReader::with_capacity(1, Failed(Some(error)))),
        }
    }

    /// Returns an error about the byte at `offset`.
    pub(crate) fn error(
        &self,
        offset: usize,
        clause: impl Into<Message>,
        message: impl Into<Message>,
    ) -> FormatError {
        let error = FormatError::whole(clause, message);
        let mut placed = self.located(vec![(offset, error)]);
        placed
            .pop()
            .unwrap_or_else(|| FormatError::whole(Message::default(), Message::default()))
    }

    /// Returns errors, each found at a byte of the text, in the order of their places and with
    /// these.
    pub(crate) fn located(&self, found: Vec<(usize, FormatError)>) -> Vec<FormatError> {
        FormatError::located(self.open(), found)
    }

    /// Returns the lines of the text, each up to and with the byte `end`.
    pub(crate) fn lines(&self, end: u8) -> Lines<'a> {
        Lines {
            reader: self.open(),
            end,
            line: Vec::new(),
            offset: 0,
        }
    }
}

impl std::fmt::Debug for Feed<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Feed")
            .field("length", &self.length)
            .finish_non_exhaustive()
    }
}

/// The lines of a text, one after the other.
pub(crate) struct Lines<'a> {
    reader: Box<dyn BufRead + 'a>,
    end: u8,
    line: Vec<u8>,
    offset: usize,
}

impl Lines<'_> {
    /// Returns the next line with the offset at which it begins; `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<(usize, &str)>, FormatError> {
        self.line.clear();
        let read = self.reader.read_until(self.end, &mut self.line);
        let bytes = read.map_err(|error| unread(&error))?;
        let start = self.offset;
        self.offset += bytes;
        if bytes == 0 {
            return Ok(None);
        }
        let line = std::str::from_utf8(&self.line).map_err(|_| not_utf_8())?;
        Ok(Some((start, line)))
    }
}

/// Returns why a text cannot be read on.
pub(crate) fn unread(error: &io::Error) -> FormatError {
    FormatError::whole(msg!("a readable file"), Message::library(error))
}

/// Returns the error for a text that changed while it was read.
fn not_utf_8() -> FormatError {
    FormatError::whole(
        msg!("a readable file"),
        msg!("the file changed while it was read"),
    )
    .remedy(msg!("try again when nobody writes to it"))
}

/// A reader that only returns an error.
struct Failed(Option<io::Error>);

impl Read for Failed {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_reading_up_to_it() {
        let text = "ab\n\u{628}\u{64a}x\nc";
        let feed = Feed::of_text(text);
        let error = feed.error(7, Message::label("rule"), Message::label("found"));
        assert_eq!((error.line, error.column), (2, 3));
        let mut lines = feed.lines(b'\n');
        let mut starts = Vec::new();
        while let Some((at, line)) = lines.next().expect("text") {
            starts.push((at, line.to_owned()));
        }
        let wanted = [(0, "ab\n"), (3, "\u{628}\u{64a}x\n"), (9, "c")];
        assert_eq!(starts, wanted.map(|(at, line)| (at, line.to_owned())));
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        let feed = Feed::new(1, || Err(io::Error::other("gone")));
        let error = feed.lines(b'\n').next().expect_err("nothing to read");
        assert!(error.to_string().contains("gone"));
    }
}
