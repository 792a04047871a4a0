//! Decodes the bytes of a file to text: decompression, byte order marks, declared encodings.
//!
//! XML declares its own encoding and must conform to it. A compressed file may not expand to more than
//! a bounded multiple of its size, so that a zip bomb is an error.

use crate::FormatError;
use crate::unpacking::{Frames, GZIP, ZSTD};
use bayn_text::msg;
use encoding_rs::{Encoding, UTF_8};
use std::borrow::Cow;
use std::io::Read;

/// A compressed file may always expand to this many bytes.
const ALWAYS: u64 = 64 << 20;
/// Beyond that, to this many times its own size.
const RATIO: u64 = 100;
/// But never to more than this, the most that a text may have.
const NEVER: u64 = u32::MAX as u64;

/// Returns the bytes of a file, decompressed if it is compressed with gzip or zstd.
///
/// # Errors
/// If the compressed data is broken or expands to far too much.
pub fn unpack(bytes: &[u8]) -> Result<Cow<'_, [u8]>, FormatError> {
    if bytes.starts_with(GZIP) {
        let reader = flate2::read::MultiGzDecoder::new(bytes);
        return read_bounded(reader, bound(bytes.len() as u64), "gzip").map(Cow::Owned);
    }
    if bytes.starts_with(ZSTD) {
        let reader = Frames::new(bytes);
        return read_bounded(reader, bound(bytes.len() as u64), "zstd").map(Cow::Owned);
    }
    Ok(Cow::Borrowed(bytes))
}

/// Returns how many bytes a compressed file of `packed` bytes may expand to.
pub(crate) fn bound(packed: u64) -> u64 {
    packed.saturating_mul(RATIO).clamp(ALWAYS, NEVER)
}

/// Reads all of a decompressing reader, up to `bound` bytes.
pub(crate) fn read_bounded(
    reader: impl Read,
    bound: u64,
    kind: &str,
) -> Result<Vec<u8>, FormatError> {
    let mut out = Vec::new();
    reader
        .take(bound + 1)
        .read_to_end(&mut out)
        .map_err(|error| broken(kind, &error.to_string()))?;
    if out.len() as u64 > bound {
        return Err(FormatError::whole(
            msg!("unpacking limit"),
            msg!(
                "this {kind} data unpacks to more than {bound} bytes",
                kind,
                bound
            ),
        )
        .remedy(msg!(
            "do not trust this file; if you do, unpack it yourself"
        )));
    }
    Ok(out)
}

fn broken(kind: &str, error: &str) -> FormatError {
    FormatError::whole(
        msg!("{kind} data", kind),
        msg!("cannot be unpacked: {error}", error),
    )
    .remedy(msg!("the file is damaged or incomplete: download it again"))
}

/// Returns the text of an XML file by its byte order mark or its declaration.
///
/// # Errors
/// If the bytes are not in the declared encoding, at the first invalid byte.
pub fn decode_xml(bytes: &[u8]) -> Result<Cow<'_, str>, FormatError> {
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        let rest = bytes.get(skip..).unwrap_or(&[]);
        return decode_as(rest, encoding, bytes);
    }
    if let Some(encoding) = utf16_by_nul(bytes) {
        return decode_as(bytes, encoding, bytes);
    }
    let Some(label) = declared_encoding(bytes) else {
        return decode_as(bytes, UTF_8, bytes);
    };
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        return Err(FormatError::whole(
            msg!("XML 1.0 \u{a7}4.3.3, encoding declaration"),
            msg!("unknown encoding `{label}`", label),
        )
        .remedy(msg!("convert the file to UTF-8, with `iconv`")));
    };
    if label.to_ascii_lowercase().starts_with("utf-16") {
        return Err(FormatError::whole(
            msg!("XML 1.0 \u{a7}4.3.3, encoding declaration"),
            msg!("the file declares UTF-16 but is not UTF-16"),
        )
        .remedy(msg!(
            "correct the encoding in the first line; most such files are UTF-8"
        )));
    }
    decode_as(bytes, encoding, bytes)
}

/// Returns the text of an XML file as [`decode_xml`], reusing the bytes if they are the
/// text already: a large file is not copied.
///
/// # Errors
/// As [`decode_xml`].
pub fn decode_xml_owned(bytes: Vec<u8>) -> Result<String, FormatError> {
    if Encoding::for_bom(&bytes).is_some() || !declares_utf_8(&bytes) {
        return decode_xml(&bytes).map(Cow::into_owned);
    }
    String::from_utf8(bytes).or_else(|error| decode_xml(error.as_bytes()).map(Cow::into_owned))
}

/// Returns whether the beginning of an XML file indicates UTF-8, by its byte order mark or its
/// declaration.
#[must_use]
pub fn declares_utf_8(head: &[u8]) -> bool {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding == UTF_8;
    }
    let named = declared_encoding(head);
    utf16_by_nul(head).is_none() && named.is_none_or(|label| label.eq_ignore_ascii_case("utf-8"))
}

/// Returns the encoding of a file in UTF-16 without a byte order mark, by its zero bytes.
fn utf16_by_nul(bytes: &[u8]) -> Option<&'static Encoding> {
    match bytes {
        [0, b'<', 0, _, ..] => Some(encoding_rs::UTF_16BE),
        [b'<', 0, _, 0, ..] => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}

fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let head = bytes.get(..bytes.len().min(300)).unwrap_or(&[]);
    let head = String::from_utf8_lossy(head);
    let declaration = head.strip_prefix("<?xml")?.split("?>").next()?;
    let after = declaration.split("encoding").nth(1)?;
    let quoted = after.trim_start().strip_prefix('=')?.trim_start();
    let quote = quoted.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    quoted
        .get(1..)?
        .split(quote)
        .next()
        .map(|label| label.trim().to_owned())
}

fn decode_as<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
    whole: &[u8],
) -> Result<Cow<'a, str>, FormatError> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| {
                let at = error.valid_up_to() + (whole.len() - bytes.len());
                FormatError::whole(
                    msg!("XML 1.0 \u{a7}4.3.3, encoding declaration"),
                    msg!("this byte is not UTF-8, although the file is said to be"),
                )
                .remedy(msg!(
                    "declare the correct encoding in the first line, or convert with `iconv`"
                ))
                .placed(whole, at)
            });
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| {
            FormatError::whole(
                msg!("XML 1.0 \u{a7}4.3.3, encoding declaration"),
                msg!(
                    "the bytes are not {encoding}, although the file declares it",
                    encoding = encoding.name()
                ),
            )
            .remedy(msg!(
                "declare the correct encoding in the first line, or convert with `iconv`"
            ))
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_declared_encoding_is_followed_and_held_to() {
        let cp1256 = b"<?xml version='1.0' encoding='windows-1256'?><a>\xC8</a>";
        assert!(decode_xml(cp1256).unwrap().contains('\u{628}'));
        let wrong = b"<?xml version='1.0' encoding='UTF-8'?>\n<a>\xC8</a>";
        let error = decode_xml(wrong).unwrap_err();
        assert_eq!((error.line, error.column), (2, 4));
        assert!(decode_xml(b"<?xml version='1.0' encoding='UTF-16'?><a/>").is_err());
        assert!(decode_xml(b"<?xml version='1.0' encoding='klingon'?><a/>").is_err());
    }

    #[test]
    fn utf_16_is_read_with_and_without_its_mark() {
        let text = "<a>\u{628}</a>";
        let mut le: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode_xml(&le).unwrap(), text);
        le.splice(0..0, [0xFF, 0xFE]);
        assert_eq!(decode_xml(&le).unwrap(), text);
    }

    #[test]
    fn a_gzip_bomb_ends_as_an_error() {
        let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        let zeros = vec![b' '; 1 << 20];
        for _ in 0..80 {
            packer.write_all(&zeros).unwrap();
        }
        let bomb = packer.finish().unwrap();
        let error = unpack(&bomb).unwrap_err();
        assert_eq!(error.clause.id(), Some("unpacking limit"));
    }
}
