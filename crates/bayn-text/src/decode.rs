//! Decodes bytes to text: which encoding, by what evidence, and what could not be decoded.
//!
//! A byte order mark decides; else the label that the user gave; else valid UTF-8; else the
//! pattern of zero bytes that UTF-16 leaves; else mostly valid UTF-8 with a few broken
//! sequences; else the detector's guess among the legacy encodings (windows-1256,
//! ISO-8859-6, windows-1252, …). The decision and its reason are part of the result, so that
//! the reader can show it and the user can override it.
//!
//! Nothing is rejected: a broken sequence becomes U+FFFD and is counted, an unknown label is
//! reported and the guess used, binary data is marked as such. Line ends and invisible
//! characters are handled by `sanitise`.

use super::binary::{has_binary_bytes, known_magic};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// The evidence by which the encoding was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sign {
    /// A byte order mark.
    Bom,
    /// The label given by the caller.
    Label,
    /// Only ASCII bytes: every candidate encoding gives the same text.
    Ascii,
    /// All bytes are valid UTF-8, some of them beyond ASCII.
    ValidUtf8,
    /// Zero bytes at every other position, as in UTF-16.
    ZeroPattern,
    /// Mostly valid UTF-8, with some broken sequences.
    MostlyUtf8,
    /// Letter statistics of the legacy encodings.
    Statistics,
}

impl Sign {
    /// Returns whether the encoding was guessed rather than marked, given or proven.
    #[must_use]
    pub const fn is_guess(self) -> bool {
        matches!(
            self,
            Self::ZeroPattern | Self::MostlyUtf8 | Self::Statistics
        )
    }
}

/// The first sequence of bytes that the encoding does not allow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Invalid {
    /// Its offset in the bytes given.
    pub byte: usize,
    /// Its line, from 1.
    pub line: usize,
}

/// A decoded text and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text without byte order mark; line ends and controls are still as they were.
    pub text: String,
    /// The name of the encoding, such as `UTF-8` or `windows-1256`.
    pub encoding: &'static str,
    /// The evidence that decided.
    pub sign: Sign,
    /// Whether a byte order mark was at the start.
    pub bom: bool,
    /// Whether the given label names no encoding; then the guess was used.
    pub unknown_label: bool,
    /// The number of invalid sequences, each replaced by U+FFFD.
    pub replaced: usize,
    /// The first of them.
    pub first_invalid: Option<Invalid>,
    /// Whether the bytes are not text in any encoding.
    pub is_binary: bool,
    /// The file type that the first bytes indicate, such as `a PDF file`.
    pub looks_like: Option<&'static str>,
}

/// Decodes `bytes`, by `label` if it names an encoding (any WHATWG label such as
/// `utf-16le`, `cp1256`, `arabic`), else by the bytes themselves.
///
/// The label overrides a contradicting byte order mark: the user decides.
#[must_use]
pub fn decode(bytes: &[u8], label: Option<&str>) -> Decoded {
    let looks_like = known_magic(bytes);
    let told = label.map(|label| Encoding::for_label(label.trim().as_bytes()));
    let marked = Encoding::for_bom(bytes);
    let (encoding, sign) = match (told.flatten(), marked) {
        (Some(encoding), _) => (encoding, Sign::Label),
        (None, Some((encoding, _))) => (encoding, Sign::Bom),
        (None, None) => guess(bytes),
    };
    let bom = marked.filter(|(of_mark, _)| *of_mark == encoding);
    let skip = bom.map_or(0, |(_, length)| length);
    let (text, faults) = read(encoding, bytes, skip);
    let is_wide = encoding == UTF_16LE || encoding == UTF_16BE;
    let is_binary = looks_like.is_some()
        || if is_wide {
            has_binary_bytes(text.as_bytes())
        } else {
            has_binary_bytes(bytes)
        };
    Decoded {
        text,
        encoding: encoding.name(),
        sign,
        bom: bom.is_some(),
        unknown_label: told == Some(None),
        replaced: faults.count,
        first_invalid: faults.first,
        is_binary,
        looks_like,
    }
}

/// Decides by the bytes alone, if there is neither byte order mark nor label.
fn guess(bytes: &[u8]) -> (&'static Encoding, Sign) {
    let (valid, invalid) = match std::str::from_utf8(bytes) {
        // Zero bytes are valid UTF-8 too, so ASCII in UTF-16 would be taken for UTF-8.
        Ok(_) if !bytes.contains(&0) => {
            let sign = if bytes.is_ascii() {
                Sign::Ascii
            } else {
                Sign::ValidUtf8
            };
            return (UTF_8, sign);
        }
        _ => utf8_census(bytes),
    };
    if let Some(encoding) = wide_by_zeros(bytes) {
        return (encoding, Sign::ZeroPattern);
    }
    // One broken sequence among many good ones is a damaged UTF-8 file: letters of a legacy
    // encoding form a valid sequence only by chance.
    if valid >= invalid * 4 {
        return (UTF_8, Sign::MostlyUtf8);
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, chardetng::Utf8Detection::Deny);
    (encoding, Sign::Statistics)
}

/// Counts the sequences beyond ASCII that are valid UTF-8, and those that are not.
fn utf8_census(bytes: &[u8]) -> (usize, usize) {
    let mut valid = 0;
    let mut invalid = 0;
    for chunk in bytes.utf8_chunks() {
        valid += chunk
            .valid()
            .bytes()
            .filter(|byte| (0xC2..=0xF4).contains(byte))
            .count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    (valid, invalid)
}

/// Returns the byte order of UTF-16 inferred from the positions of zero bytes.
///
/// Even Arabic, whose letters contain no zero byte, has U+0020 and U+000A every few letters.
fn wide_by_zeros(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 1 << 16;
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut even, mut odd, mut units) = (0_usize, 0_usize, 0_usize);
    for unit in sample.chunks_exact(2) {
        if let [first, second] = unit {
            even += usize::from(*first == 0);
            odd += usize::from(*second == 0);
            units += 1;
        }
    }
    let (encoding, high, low) = if odd > even {
        (UTF_16LE, odd, even)
    } else {
        (UTF_16BE, even, odd)
    };
    if units == 0 || high < low * 8 + 1 || high * 50 < units {
        return None;
    }
    let (text, faults) = read(encoding, sample, 0);
    let odd_ones = text
        .chars()
        .filter(|c| (c.is_control() && !c.is_ascii_whitespace()) || is_noncharacter(*c))
        .count()
        + faults.count;
    (odd_ones * 50 <= units).then_some(encoding)
}

/// Returns whether `c` is one of the 66 code points that are noncharacters.
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    code & 0xFFFE == 0xFFFE || (0xFDD0..=0xFDEF).contains(&code)
}

/// What could not be read.
#[derive(Default)]
struct Faults {
    count: usize,
    first: Option<Invalid>,
}

/// Decodes all after the first `skip` bytes, with U+FFFD for each invalid sequence.
fn read(encoding: &'static Encoding, bytes: &[u8], skip: usize) -> (String, Faults) {
    let mut faults = Faults::default();
    let mut rest = bytes.get(skip..).unwrap_or_default();
    if encoding == UTF_8
        && let Ok(text) = std::str::from_utf8(rest)
    {
        return (text.to_owned(), faults);
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    loop {
        let need = decoder.max_utf8_buffer_length_without_replacement(rest.len());
        text.reserve(need.unwrap_or(rest.len()).max(16));
        let (result, used) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        rest = rest.get(used..).unwrap_or_default();
        match result {
            DecoderResult::InputEmpty => return (text, faults),
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(bad, after) => {
                faults.count += 1;
                if faults.first.is_none() {
                    let read = bytes.len() - rest.len();
                    faults.first = Some(Invalid {
                        byte: read.saturating_sub(usize::from(bad) + usize::from(after)),
                        line: text.matches('\n').count() + 1,
                    });
                }
                text.push(char::REPLACEMENT_CHARACTER);
            }
        }
    }
}

#[cfg(test)]
mod tests;
