//! What letters a font of 256 codes draws: by encodings that PDF names, and by names of glyphs.

use bayn_text::unshaped;
use std::collections::HashMap;
use std::sync::OnceLock;

/// An encoding that PDF names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// `StandardEncoding` of Adobe.
    Standard,
    /// `WinAnsiEncoding`.
    WinAnsi,
    /// `MacRomanEncoding`.
    MacRoman,
}

/// Where Adobe's standard encoding is not ASCII: code and character.
const STANDARD: &[(u8, char)] = &[
    (0x27, '’'),
    (0x60, '‘'),
    (0xA1, '¡'),
    (0xA2, '¢'),
    (0xA3, '£'),
    (0xA4, '⁄'),
    (0xA5, '¥'),
    (0xA6, 'ƒ'),
    (0xA7, '§'),
    (0xA8, '¤'),
    (0xA9, '\''),
    (0xAA, '“'),
    (0xAB, '«'),
    (0xAC, '‹'),
    (0xAD, '›'),
    (0xAE, 'ﬁ'),
    (0xAF, 'ﬂ'),
    (0xB1, '–'),
    (0xB2, '†'),
    (0xB3, '‡'),
    (0xB4, '·'),
    (0xB6, '¶'),
    (0xB7, '•'),
    (0xB8, '‚'),
    (0xB9, '„'),
    (0xBA, '”'),
    (0xBB, '»'),
    (0xBC, '…'),
    (0xBD, '‰'),
    (0xBF, '¿'),
    (0xC1, '`'),
    (0xC2, '´'),
    (0xC3, 'ˆ'),
    (0xC4, '˜'),
    (0xC5, '¯'),
    (0xC6, '˘'),
    (0xC7, '˙'),
    (0xC8, '¨'),
    (0xCA, '˚'),
    (0xCB, '¸'),
    (0xCD, '˝'),
    (0xCE, '˛'),
    (0xCF, 'ˇ'),
    (0xD0, '—'),
    (0xE1, 'Æ'),
    (0xE3, 'ª'),
    (0xE8, 'Ł'),
    (0xE9, 'Ø'),
    (0xEA, 'Œ'),
    (0xEB, 'º'),
    (0xF1, 'æ'),
    (0xF5, 'ı'),
    (0xF8, 'ł'),
    (0xF9, 'ø'),
    (0xFA, 'œ'),
    (0xFB, 'ß'),
];

impl Encoding {
    /// Returns the encoding of a name.
    pub(super) fn of(name: &[u8]) -> Option<Self> {
        match name {
            b"StandardEncoding" => Some(Self::Standard),
            b"WinAnsiEncoding" => Some(Self::WinAnsi),
            b"MacRomanEncoding" => Some(Self::MacRoman),
            _ => None,
        }
    }

    /// Returns the character of a code.
    pub(super) fn char(self, code: u8) -> Option<char> {
        let one = |encoding: &'static encoding_rs::Encoding| {
            let bytes = [code];
            let (text, _) = encoding.decode_without_bom_handling(&bytes);
            text.chars().next().filter(|c| !c.is_control())
        };
        match self {
            Self::Standard => {
                let found = STANDARD.iter().find(|(own, _)| *own == code);
                let ascii = || (0x20..0x7F).contains(&code).then(|| char::from(code));
                found.map(|(_, c)| *c).or_else(ascii)
            }
            // What has no character is a bullet (ISO 32000 D.2).
            Self::WinAnsi => one(encoding_rs::WINDOWS_1252).or((code > 0x7F).then_some('•')),
            Self::MacRoman => one(encoding_rs::MACINTOSH),
        }
    }
}

/// The Adobe Glyph List.
const NAMES: &str = include_str!("../../assets/glyphs.txt");

/// Returns the text that a glyph of this name stands for, by the rules of the Adobe Glyph List.
pub(super) fn named(name: &str) -> Option<String> {
    static MAP: OnceLock<HashMap<&str, &str>> = OnceLock::new();
    let map = MAP.get_or_init(|| {
        let row = |line: &'static str| line.split_once(';');
        NAMES
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(row)
            .collect()
    });
    // What is behind a dot is a variant: `alef.fina`.
    let base = name.split('.').next().unwrap_or(name);
    let mut text = String::new();
    for part in base.split('_') {
        let codes = match map.get(part) {
            Some(codes) => codes.split(' ').filter_map(scalar).collect(),
            None => by_number(part)?,
        };
        text.extend(codes.into_iter().map(|c: char| unshaped(&c.to_string())));
    }
    (!text.is_empty()).then_some(text)
}

fn scalar(hex: &str) -> Option<char> {
    u32::from_str_radix(hex, 16).ok().and_then(char::from_u32)
}

/// Returns the characters of `uni06280629` or `u1F642`.
fn by_number(name: &str) -> Option<Vec<char>> {
    if let Some(hex) = name
        .strip_prefix("uni")
        .filter(|hex| !hex.is_empty() && hex.len() % 4 == 0)
    {
        let units = (0..hex.len())
            .step_by(4)
            .map(|at| scalar(hex.get(at..at + 4)?));
        return units.collect();
    }
    let hex = name
        .strip_prefix('u')
        .filter(|hex| (4..=6).contains(&hex.len()))?;
    Some(vec![scalar(hex)?])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_give_text() {
        for (name, text) in [
            ("A", "A"),
            ("ffi", "ffi"),
            ("f_f", "ff"),
            ("quoteright", "’"),
            ("afii57415", "ا"),
            ("uni0644.fina", "ل"),
            ("uni06440627", "لا"),
            ("u1F642", "🙂"),
            ("uniFEFB", "لا"),
        ] {
            assert_eq!(named(name).as_deref(), Some(text), "{name}");
        }
        for unknown in [".notdef", "g17", "uni12", "", "uniD800"] {
            assert_eq!(named(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn encodings_differ_where_they_should() {
        assert_eq!(Encoding::Standard.char(0x27), Some('’'));
        assert_eq!(Encoding::WinAnsi.char(0x27), Some('\''));
        assert_eq!(Encoding::WinAnsi.char(0x95), Some('•'));
        assert_eq!(Encoding::MacRoman.char(0x8E), Some('é'));
        assert_eq!(Encoding::Standard.char(0x80), None);
    }
}
