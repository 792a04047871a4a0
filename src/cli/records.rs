//! The lines of a list, one after the other: of a file or of standard input, compressed or not, and
//! with bounded memory. An error of reading ends the list.

use crate::cli::open::{STANDARD_INPUT, is_stdin, refuse_folder};
use crate::cli::report::CliError;
use bayn_formats::unpacking;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The most bytes of a line; of a longer one only its position is known.
const LONGEST: usize = 256 << 20;

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Record {
    /// Its content.
    Line(Vec<u8>),
    /// It is too long, and was skipped.
    TooLong,
}

/// The remaining lines of a list.
pub(crate) struct Records {
    input: Box<dyn BufRead + Send>,
    name: PathBuf,
    longest: usize,
    at: usize,
    ended: bool,
}

impl Records {
    /// Opens a list; `-` is standard input.
    pub(crate) fn open(path: &Path) -> Result<Self, CliError> {
        let (raw, name): (Box<dyn BufRead + Send>, _) = if is_stdin(path) {
            (Box::new(BufReader::new(io::stdin())), STANDARD_INPUT.into())
        } else {
            refuse_folder(path)?;
            let file = File::open(path).map_err(|error| CliError::unread(path, &error))?;
            (Box::new(BufReader::new(file)), path.to_owned())
        };
        let input = unpacking(raw).map_err(|error| CliError::unread(&name, &error))?;
        Ok(Self::over(BufReader::new(input), name, LONGEST))
    }

    fn over(input: impl BufRead + Send + 'static, name: PathBuf, longest: usize) -> Self {
        Self {
            input: Box::new(input),
            name,
            longest,
            at: 0,
            ended: false,
        }
    }

    /// Returns the name of the list.
    pub(crate) fn name(&self) -> &Path {
        &self.name
    }

    fn read(&mut self) -> io::Result<Option<Record>> {
        let mut line = Vec::new();
        let most = self.longest as u64 + 1;
        let length = self
            .input
            .by_ref()
            .take(most)
            .read_until(b'\n', &mut line)?;
        if length == 0 {
            return Ok(None);
        }
        if line.last() == Some(&b'\n') {
            line.pop();
        } else if length > self.longest {
            self.input.skip_until(b'\n')?;
            return Ok(Some(Record::TooLong));
        }
        if self.at == 0 && line.starts_with("\u{feff}".as_bytes()) {
            line.drain(..'\u{feff}'.len_utf8());
        }
        Ok(Some(Record::Line(line)))
    }
}

impl Iterator for Records {
    /// The index of a line, and its content.
    type Item = (usize, Result<Record, CliError>);

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let read = self.read();
        self.ended = !matches!(read, Ok(Some(_)));
        let record = match read {
            Ok(record) => Ok(record?),
            Err(error) => Err(CliError::unread(&self.name, &error)),
        };
        self.at += 1;
        Some((self.at - 1, record))
    }
}

/// Returns whether nothing is on a line.
pub(crate) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Record {
        Record::Line(text.as_bytes().to_vec())
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_and_the_next_is_read() {
        let text = "\u{feff}1234\n12345\n\n1234";
        let records = Records::over(text.as_bytes(), PathBuf::new(), 7);
        let found: Vec<_> = records.map(|(_, record)| record.expect("read")).collect();
        assert_eq!(found, [line("1234"), line("12345"), line(""), line("1234")]);
        let records = Records::over(text.as_bytes(), PathBuf::new(), 4);
        let found: Vec<_> = records.map(|(_, record)| record.expect("read")).collect();
        let long = || Record::TooLong;
        assert_eq!(found, [long(), long(), line(""), line("1234")]);
    }

    #[test]
    fn an_error_ends_the_list() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(io::Error::other("broken"))
            }
        }
        let input = BufReader::new(b"one\n".chain(Broken));
        let mut records = Records::over(input, PathBuf::from("list"), 9);
        assert!(matches!(records.next(), Some((0, Ok(_)))));
        assert!(matches!(records.next(), Some((1, Err(_)))));
        assert!(records.next().is_none());
    }
}
