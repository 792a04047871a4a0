//! Facts about decoding. The Arabic sample is built from escapes: a short news sentence.

use super::{Sign, decode};
use encoding_rs::{ISO_8859_6, UTF_16BE, UTF_16LE, WINDOWS_1252, WINDOWS_1256};

/// "The source said that the number rose on Wednesday in the city." in Arabic.
const ARABIC: &str = "\u{642}\u{627}\u{644} \u{627}\u{644}\u{645}\u{635}\u{62F}\u{631} \u{625}\u{646} \u{627}\u{644}\u{639}\u{62F}\u{62F} \u{627}\u{631}\u{62A}\u{641}\u{639} \u{64A}\u{648}\u{645} \u{627}\u{644}\u{623}\u{631}\u{628}\u{639}\u{627}\u{621} \u{641}\u{64A} \u{627}\u{644}\u{645}\u{62F}\u{64A}\u{646}\u{629}.\n";

fn wide(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| {
            if little {
                unit.to_le_bytes()
            } else {
                unit.to_be_bytes()
            }
        })
        .collect()
}

#[test]
fn ascii_and_utf8_are_certain() {
    let ascii = decode(b"plain\n", None);
    assert_eq!((ascii.encoding, ascii.sign), ("UTF-8", Sign::Ascii));
    let arabic = decode(ARABIC.as_bytes(), None);
    assert_eq!((arabic.encoding, arabic.sign), ("UTF-8", Sign::ValidUtf8));
    assert_eq!(arabic.text, ARABIC);
    assert!(!arabic.sign.is_guess() && !arabic.is_binary && arabic.replaced == 0);
}

#[test]
fn a_byte_order_mark_is_dropped_and_reported() {
    for (mark, body, name) in [
        (&b"\xEF\xBB\xBF"[..], ARABIC.as_bytes().to_vec(), "UTF-8"),
        (&b"\xFF\xFE"[..], wide(ARABIC, true), "UTF-16LE"),
        (&b"\xFE\xFF"[..], wide(ARABIC, false), "UTF-16BE"),
    ] {
        let bytes = [mark, &body].concat();
        let read = decode(&bytes, None);
        assert_eq!(read.text, ARABIC, "{name}");
        assert_eq!(
            (read.encoding, read.sign, read.bom),
            (name, Sign::Bom, true)
        );
        assert!(!read.is_binary);
    }
}

#[test]
fn utf16_without_mark_is_known_by_its_zeros() {
    for text in [ARABIC, "An English line.\nAnd one more.\n"] {
        for (little, encoding) in [(true, UTF_16LE), (false, UTF_16BE)] {
            let read = decode(&wide(text, little), None);
            assert_eq!(read.text, text);
            assert_eq!(read.encoding, encoding.name());
            assert_eq!(read.sign, Sign::ZeroPattern);
            assert!(read.sign.is_guess() && !read.is_binary && !read.bom);
        }
    }
}

#[test]
fn legacy_arabic_and_english_are_guessed() {
    for encoding in [WINDOWS_1256, ISO_8859_6] {
        let (bytes, _, _) = encoding.encode(ARABIC);
        let read = decode(&bytes, None);
        assert_eq!(
            (read.text.as_str(), read.encoding),
            (ARABIC, encoding.name())
        );
        assert_eq!(read.sign, Sign::Statistics);
    }
    let english = "The caf\u{E9} was \u{201C}closed\u{201D}, the na\u{EF}ve man said.";
    let (bytes, _, _) = WINDOWS_1252.encode(english);
    let read = decode(&bytes, None);
    assert_eq!(
        (read.text.as_str(), read.encoding),
        (english, "windows-1252")
    );
}

#[test]
fn the_label_overrides_and_an_unknown_one_is_reported() {
    let (bytes, _, _) = WINDOWS_1256.encode(ARABIC);
    let read = decode(&bytes, Some("cp1256"));
    assert_eq!((read.sign, read.unknown_label), (Sign::Label, false));
    assert_eq!(read.text, ARABIC);
    let read = decode(&bytes, Some("klingon-1"));
    assert_eq!((read.sign, read.unknown_label), (Sign::Statistics, true));
    assert_eq!(read.text, ARABIC);
}

#[test]
fn a_broken_sequence_is_counted_with_its_place() {
    let bytes = [ARABIC.as_bytes(), b"second \xD8\xFF line"].concat();
    let read = decode(&bytes, None);
    assert_eq!((read.encoding, read.sign), ("UTF-8", Sign::MostlyUtf8));
    assert_eq!(read.replaced, 2);
    let first = read.first_invalid.expect("one is there");
    assert_eq!((first.byte, first.line), (ARABIC.len() + 7, 2));
    assert!(read.text.contains("second \u{FFFD}\u{FFFD} line"));
}

#[test]
fn a_cut_last_letter_still_reads_as_utf8() {
    let bytes = ARABIC.trim_end().trim_end_matches('.').as_bytes();
    let read = decode(&bytes[..bytes.len() - 1], None);
    assert_eq!((read.encoding, read.replaced), ("UTF-8", 1));
}

#[test]
fn an_unpaired_surrogate_is_counted() {
    let mut bytes = wide("abc def\n", true);
    bytes.extend([0x00, 0xD8, b'x', 0]);
    let read = decode(&bytes, Some("utf-16le"));
    assert_eq!(
        (read.text.as_str(), read.replaced),
        ("abc def\n\u{FFFD}x", 1)
    );
    assert_eq!(read.first_invalid.map(|at| at.byte), Some(16));
}

#[test]
fn binary_data_is_told() {
    let noise: Vec<u8> = (0..=255_u8).cycle().take(4096).collect();
    assert!(decode(&noise, None).is_binary);
    let pdf = decode(b"%PDF-1.7\nstream", None);
    assert!(pdf.is_binary);
    assert_eq!(pdf.looks_like, Some("a PDF file"));
    assert!(!decode(b"", None).is_binary);
}
