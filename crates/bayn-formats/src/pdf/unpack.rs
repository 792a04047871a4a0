//! Decompresses streams within limits that depend on the size of the file.
//!
//! The parser decompresses object streams by itself, so all streams of the file are
//! measured before it is called; what is read afterwards is decompressed here.

use crate::FormatError;
use crate::decode::bound;
use bayn_text::msg;
use flate2::read::{DeflateDecoder, ZlibDecoder};
use hayro_syntax::Filter;
use hayro_syntax::object::Stream;
use std::borrow::Cow;
use std::io::Read;

/// An LZW stream, which expands at most 2,730 times, is read up to this size.
const LZW_MOST: usize = 1 << 16;
/// The most decompressed bytes of one stream.
const STREAM_MOST: u64 = 64 << 20;

/// Rejects a file whose streams expand to more than its size allows. O(n) in the decompressed size.
pub(super) fn measure(bytes: &[u8]) -> Result<(), FormatError> {
    let limit = bound(bytes.len() as u64);
    let mut left = limit;
    let mut at = 0;
    while let Some(found) = memchr::memmem::find(bytes.get(at..).unwrap_or(&[]), b"stream") {
        let word = at + found;
        at = word + b"stream".len();
        let data = match bytes.get(at..) {
            Some([b'\r', b'\n', data @ ..] | [b'\n' | b'\r', data @ ..]) => data,
            _ => continue,
        };
        if bytes
            .get(..word)
            .is_some_and(|before| before.ends_with(b"end"))
        {
            continue;
        }
        let dict = bytes.get(word.saturating_sub(512)..word).unwrap_or(&[]);
        let dict = match memchr::memmem::rfind(dict, b"obj") {
            Some(from) => dict.get(from..).unwrap_or(dict),
            None => dict,
        };
        let end = memchr::memmem::find(data, b"endstream").unwrap_or(data.len());
        let data = data.get(..end).unwrap_or(data);
        let has = |name: &[u8]| memchr::memmem::find(dict, name).is_some();
        let holds_objects = has(b"ObjStm") || has(b"XRef") || has(b"#");
        if holds_objects && (has(b"LZW") || has(b"RunLength") || has(b"#")) && end > LZW_MOST {
            return Err(too_much(limit));
        }
        // A second stream may be packed inside the first; of the rest nothing is unpacked.
        let mut inner = Vec::new();
        let first = count(ZlibDecoder::new(data), left, &mut inner);
        left = left.checked_sub(first).ok_or_else(|| too_much(limit))?;
        if holds_objects && inner.first() == Some(&0x78) {
            let second = count(
                ZlibDecoder::new(ZlibDecoder::new(data)),
                left,
                &mut Vec::new(),
            );
            left = left.checked_sub(second).ok_or_else(|| too_much(limit))?;
        }
    }
    Ok(())
}

/// Returns the decompressed size, counted to one beyond `most`; keeps the first few bytes.
fn count(mut reader: impl Read, most: u64, head: &mut Vec<u8>) -> u64 {
    let mut buffer = [0; 1 << 14];
    let mut sum = 0_u64;
    while let Ok(read) = reader.read(&mut buffer) {
        if read == 0 {
            break;
        }
        if sum == 0 {
            head.extend(buffer.iter().take(read.min(2)));
        }
        sum += read as u64;
        if sum > most {
            break;
        }
    }
    sum
}

fn too_much(limit: u64) -> FormatError {
    FormatError::whole(
        msg!("unpacking limit"),
        msg!("the PDF unpacks to more than {limit} bytes", limit),
    )
    .remedy(msg!("print it to a new PDF, which compresses it again"))
}

/// Returns the bytes of a stream; as much as can be decompressed if it is damaged, none if it
/// is compressed in an unsupported way, or is larger than any text.
pub(super) fn bytes<'a>(stream: &Stream<'a>) -> Option<Cow<'a, [u8]>> {
    let filters = stream.filters();
    let raw = stream.raw_data();
    match filters.as_slice() {
        [] => Some(raw),
        [Filter::FlateDecode] if !stream.dict().contains_key("DecodeParms") => {
            let data = inflated(&raw);
            (!data.is_empty() || raw.is_empty()).then_some(Cow::Owned(data))
        }
        _ => {
            let packs_much = |filter: &Filter| {
                matches!(
                    filter,
                    Filter::LzwDecode | Filter::RunLengthDecode | Filter::FlateDecode
                )
            };
            let times = filters.iter().filter(|filter| packs_much(filter)).count();
            let is_small = raw.len() <= LZW_MOST || times == 0;
            let is_text = |filter: &Filter| {
                packs_much(filter)
                    || matches!(filter, Filter::AsciiHexDecode | Filter::Ascii85Decode)
            };
            let reads = filters.iter().all(is_text) && times <= 1;
            let once_inflated = times == 1 && filters.contains(&Filter::FlateDecode);
            // Deflate expands at most 1,032 times.
            let most = if once_inflated {
                LZW_MOST * 2
            } else {
                LZW_MOST
            };
            (reads && (is_small || raw.len() <= most))
                .then(|| stream.decoded_data().ok())
                .flatten()
        }
    }
}

/// Returns the output of deflate, up to the end or the first error.
fn inflated(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    // What was read before a mistake is kept.
    let _broken = ZlibDecoder::new(raw)
        .take(STREAM_MOST)
        .read_to_end(&mut out);
    if out.is_empty() {
        let _broken = DeflateDecoder::new(raw)
            .take(STREAM_MOST)
            .read_to_end(&mut out);
    }
    out
}
