//! Detects in one pass whether the quotes around the cells of a table are quoting.

use crate::FormatError;
use crate::feed::{Feed, unread};

/// Returns whether quotes around cells are quoting: every quoted cell closes properly, one of them at
/// least needs its quotes, and all of them do unless every cell but numbers is quoted, as a spreadsheet
/// may be told to write. Corpora of news hold whole sentences in quotes that are text.
#[must_use]
pub fn quotes_are_meant(text: &str, delimiter: u8) -> bool {
    let mut quoting = Quoting::new(delimiter);
    quoting.look(text.as_bytes());
    quoting.is_meant()
}

/// Returns the same for a table that is streamed, from the byte `start` on.
pub(super) fn are_meant_in(
    feed: &Feed<'_>,
    start: usize,
    delimiter: u8,
) -> Result<bool, FormatError> {
    let mut quoting = Quoting::new(delimiter);
    let mut reader = feed.open();
    let mut skip = start;
    loop {
        let ahead = reader.fill_buf().map_err(|error| unread(&error))?;
        let bytes = ahead.len();
        let skipped = skip.min(bytes);
        let goes_on = quoting.look(ahead.get(skipped..).unwrap_or(&[]));
        if bytes == 0 || !goes_on {
            return Ok(quoting.is_meant());
        }
        skip -= skipped;
        reader.consume(bytes);
    }
}

/// The position inside a cell at the end of the last piece.
#[derive(Clone, Copy)]
enum At {
    Start,
    Plain,
    /// In quotes; whether the cell needs them.
    Quoted(bool),
    /// After a quote in quotes, which ends the cell or is one of two.
    Quote(bool),
    /// Some quotes are text.
    Refuted,
}

struct Quoting {
    delimiter: u8,
    at: At,
    seen: bool,
    /// Whether some cell is quoted without need.
    needless: bool,
    /// Whether some cell that is no number is not quoted.
    bare: bool,
}

impl Quoting {
    const fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            at: At::Start,
            seen: false,
            needless: false,
            bare: false,
        }
    }

    /// Examines more of the table; returns whether it is still open.
    fn look(&mut self, mut bytes: &[u8]) -> bool {
        while let Some(byte) = bytes.first().copied() {
            let mut used = 1;
            self.at = match self.at {
                At::Start if byte == b'"' => At::Quoted(false),
                At::Start | At::Plain => {
                    let end = memchr::memchr2(self.delimiter, b'\n', bytes);
                    used = end.map_or(bytes.len(), |end| end + 1);
                    let cell = bytes.get(..end.unwrap_or(used)).unwrap_or(bytes);
                    let is_word = |byte: &u8| byte.is_ascii_alphabetic() || *byte >= 0x80;
                    self.bare = self.bare || cell.iter().any(is_word);
                    if end.is_some() { At::Start } else { At::Plain }
                }
                At::Quoted(needed) => {
                    let end = memchr::memchr(b'"', bytes);
                    used = end.map_or(bytes.len(), |end| end + 1);
                    let inside = bytes.get(..end.unwrap_or(used)).unwrap_or(bytes);
                    let needed =
                        needed || memchr::memchr3(self.delimiter, b'\n', b'\r', inside).is_some();
                    if end.is_some() {
                        At::Quote(needed)
                    } else {
                        At::Quoted(needed)
                    }
                }
                At::Quote(_) if byte == b'"' => At::Quoted(true),
                At::Quote(needed) if byte == b'\r' => self.closed(needed, At::Plain),
                At::Quote(needed) if byte == self.delimiter || byte == b'\n' => {
                    self.closed(needed, At::Start)
                }
                At::Quote(_) | At::Refuted => At::Refuted,
            };
            if matches!(self.at, At::Refuted) || (self.needless && self.bare) {
                self.at = At::Refuted;
                return false;
            }
            bytes = bytes.get(used..).unwrap_or(&[]);
        }
        true
    }

    const fn closed(&mut self, needed: bool, next: At) -> At {
        self.seen = self.seen || needed;
        self.needless = self.needless || !needed;
        next
    }

    /// Returns the result at the end of the table.
    const fn is_meant(&self) -> bool {
        match self.at {
            At::Start | At::Plain => self.seen,
            At::Quote(needed) => needed || (self.seen && !self.bare),
            At::Quoted(_) | At::Refuted => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_in_pieces_says_what_it_says_whole() {
        for (table, meant) in [
            ("\"a\tb\"\tc\n", true),
            ("\"a\"\tc\n", false),
            ("\"He said \"\"no\"\".\"\tx\r\n", true),
            ("a\tb\n", false),
            ("\"a\tb", false),
            ("x\t\"a\nb\"", true),
            ("\"a\tb\"x\tc\n", false),
            ("\"a\tb\"\r\n\"c\"\n", true),
            ("\"a\tb\"\t1\r\n\"c\"\t2\r\n", true),
            ("\"a\tb\"\tx\r\n\"c\"\ty\r\n", false),
            ("\"a\"\t\"b\"\n", false),
        ] {
            assert_eq!(quotes_are_meant(table, b'\t'), meant, "{table}");
            let mut quoting = Quoting::new(b'\t');
            for byte in table.bytes() {
                quoting.look(&[byte]);
            }
            assert_eq!(quoting.is_meant(), meant, "{table}");
        }
    }
}
