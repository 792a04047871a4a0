//! A file whose text is streamed and never completely in memory, if possible.
//!
//! A file that is compressed, not in UTF-8, or not a regular file is read into memory
//! and streamed from there.

use crate::cli::args::Reading;
use crate::cli::open::{fetch, is_stdin};
use crate::cli::opened::{label, unknown_label};
use crate::cli::report::CliError;
use bayn_doc::Side;
use bayn_formats as format;
use bayn_formats::{Feed, Format, Kind, Notation};
use bayn_text::decode;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

/// The number of bytes by which the format is detected.
const HEAD: u64 = 64 << 10;
/// The number of bytes read at once.
const AT_ONCE: usize = 256 << 10;
/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{FEFF}".as_bytes();

/// A streamed text.
pub(crate) enum SourceText {
    /// A file, after its byte order mark.
    File {
        path: PathBuf,
        start: u64,
        length: u64,
    },
    /// A text in memory.
    Held(String),
}

impl SourceText {
    /// Opens a file of a format that is read piece by piece; `None` for other formats.
    pub(crate) fn open(path: &Path, reading: &Reading) -> Result<Option<(Self, Format)>, CliError> {
        let unread = |error: &io::Error| CliError::unread(path, error);
        let is_file = !is_stdin(path) && path.is_file();
        if is_file {
            let file = File::open(path).map_err(|error| unread(&error))?;
            let mut head = Vec::new();
            let read = (&file).take(HEAD).read_to_end(&mut head);
            read.map_err(|error| unread(&error))?;
            let packed = format::unpack(&head).map_or(true, |bytes| bytes.len() != head.len());
            let format = kind(&path.to_string_lossy(), &head, reading);
            let given = label(reading, Side::Source).is_some();
            match format {
                _ if packed => {}
                None => return Ok(None),
                Some(format) => {
                    let own = match format.notation() {
                        Notation::Xml => format::declares_utf_8(&head),
                        _ => !given,
                    };
                    let length = own.then(|| utf_8_length(&file));
                    if let Some(Some(length)) =
                        length.transpose().map_err(|error| unread(&error))?
                    {
                        let start = if head.starts_with(MARK) {
                            MARK.len()
                        } else {
                            0
                        } as u64;
                        let path = path.to_owned();
                        return Ok(Some((
                            Self::File {
                                path,
                                start,
                                length,
                            },
                            format,
                        )));
                    }
                }
            }
        }
        let file = fetch(path, reading)?;
        let Some(format) = kind(&file.path, &file.bytes, reading) else {
            return Ok(None);
        };
        let text = match (format.notation(), label(reading, Side::Source)) {
            (Notation::Xml, _) => {
                format::decode_xml_owned(file.bytes).map_err(|error| error.of_file(&file.path))?
            }
            (_, label) => {
                let decoded = decode(&file.bytes, label);
                if decoded.unknown_label {
                    return Err(unknown_label(label.unwrap_or("")));
                }
                // Files that are not text are rejected when they are read as a whole.
                if decoded.is_binary {
                    return Ok(None);
                }
                decoded.text
            }
        };
        Ok(Some((Self::Held(text), format)))
    }

    /// Returns the text as a stream.
    pub(crate) fn feed(&self) -> Feed<'_> {
        match self {
            Self::Held(text) => Feed::of_text(text.strip_prefix('\u{FEFF}').unwrap_or(text)),
            Self::File {
                path,
                start,
                length,
            } => {
                let bytes = usize::try_from(length - start).unwrap_or(usize::MAX);
                Feed::new(bytes, move || {
                    let mut file = File::open(path)?;
                    file.seek(SeekFrom::Start(*start))?;
                    Ok(Box::new(BufReader::with_capacity(AT_ONCE, file)))
                })
            }
        }
    }
}

/// Returns the format of a file that is read piece by piece.
fn kind(name: &str, bytes: &[u8], reading: &Reading) -> Option<Format> {
    let kind = match reading.format {
        Some(format) => Kind::Of(format),
        None => format::detect(format::inner_name(name), bytes),
    };
    match kind {
        Kind::Of(format) if format.is_read_in_pieces() => Some(format),
        _ => None,
    }
}

/// Returns how many bytes a file has, where all of them are text in UTF-8.
fn utf_8_length(mut file: &File) -> io::Result<Option<u64>> {
    file.seek(SeekFrom::Start(0))?;
    let mut reader = BufReader::with_capacity(AT_ONCE, file);
    let mut length = 0;
    // The bytes of a letter that the piece before ended in.
    let mut begun: Vec<u8> = Vec::new();
    loop {
        let ahead = reader.fill_buf()?;
        let bytes = ahead.len();
        if bytes == 0 {
            return Ok(begun.is_empty().then_some(length));
        }
        let mut piece = ahead;
        if !begun.is_empty() {
            let missing = ahead
                .iter()
                .take_while(|byte| **byte & 0xC0 == 0x80)
                .count();
            let (rest, others) = ahead.split_at(missing.min(3));
            begun.extend_from_slice(rest);
            if std::str::from_utf8(&begun).is_err() {
                return Ok(None);
            }
            begun.clear();
            piece = others;
        }
        if memchr::memchr(0, piece).is_some() {
            return Ok(None);
        }
        if let Err(error) = std::str::from_utf8(piece) {
            if error.error_len().is_some() {
                return Ok(None);
            }
            begun.extend_from_slice(piece.get(error.valid_up_to()..).unwrap_or(&[]));
        }
        length += bytes as u64;
        reader.consume(bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn only_whole_text_in_utf_8_goes_by() {
        let letters = "\u{628}\u{1F642}a".repeat(AT_ONCE / 7 * 2 + 3);
        for (bytes, is_text) in [
            (letters.as_bytes().to_vec(), true),
            ([b"a", letters.as_bytes()].concat(), true),
            ([b"ab", letters.as_bytes()].concat(), true),
            ([letters.as_bytes(), b"\xD8"].concat(), false),
            ([letters.as_bytes(), b"\xFFa"].concat(), false),
            ([letters.as_bytes(), b"\0"].concat(), false),
        ] {
            let mut file = tempfile::tempfile().expect("a file");
            file.write_all(&bytes).expect("written");
            let length = utf_8_length(&file).expect("read");
            assert_eq!(length, is_text.then_some(bytes.len() as u64));
        }
    }
}
