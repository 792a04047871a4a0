//! Writing a text in the encoding in which it was read.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Returns the bytes of a text in an encoding that [`decode`](crate::decode) named, with or
/// without a byte order mark.
///
/// # Errors
/// The first character that the encoding does not have, or U+FFFD for an unknown
/// encoding.
pub fn encode(text: &str, encoding: &str, bom: bool) -> Result<Vec<u8>, char> {
    let known = Encoding::for_label(encoding.as_bytes()).ok_or(char::REPLACEMENT_CHARACTER)?;
    let mark = if bom { "\u{feff}" } else { "" };
    let units = || mark.encode_utf16().chain(text.encode_utf16());
    if known == UTF_16LE {
        return Ok(units().flat_map(u16::to_le_bytes).collect());
    }
    if known == UTF_16BE {
        return Ok(units().flat_map(u16::to_be_bytes).collect());
    }
    if known == UTF_8 {
        return Ok([mark, text].concat().into_bytes());
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut letter = [0; 4];
    for c in text.chars() {
        if c.is_ascii() && !matches!(known.name(), "ISO-2022-JP" | "UTF-16LE" | "UTF-16BE") {
            bytes.push(u8::try_from(c).unwrap_or(b'?'));
            continue;
        }
        let (written, _, is_lost) = known.encode(c.encode_utf8(&mut letter));
        if is_lost {
            return Err(c);
        }
        bytes.extend_from_slice(&written);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode;

    #[test]
    fn what_is_written_is_read_again() {
        let text = "غادرت ٢٦ شاحنة بلدة الباغوز صباح الأربعاء\nand left the town.\r\n";
        for (encoding, bom) in [
            ("UTF-8", true),
            ("UTF-8", false),
            ("UTF-16LE", true),
            ("UTF-16BE", true),
        ] {
            let bytes = encode(text, encoding, bom).unwrap_or_default();
            let read = decode(&bytes, None);
            assert_eq!((read.text.as_str(), read.bom), (text, bom), "{encoding}");
        }
        let text = "غادرت شاحنة بلدة الباغوز\n";
        let bytes = encode(text, "windows-1256", false).unwrap_or_default();
        assert_eq!(decode(&bytes, Some("windows-1256")).text, text);
        assert_eq!(encode("ab 漢", "windows-1256", false), Err('漢'));
        assert_eq!(
            encode("a", "klingon", false),
            Err(char::REPLACEMENT_CHARACTER)
        );
    }
}
