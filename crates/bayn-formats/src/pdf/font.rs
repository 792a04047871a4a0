//! The fonts of a PDF: the text and the width of each code.
//!
//! Text is from the map in the font (`ToUnicode`), else from its encoding and the
//! names of its glyphs. Outlines are not used.

use super::cmap::CMap;
use super::glyphs::{Encoding, named};
use super::{type1, unpack};
use bayn_text::unshaped;
use encoding_rs::{BIG5, EUC_KR, GBK, SHIFT_JIS, UTF_16BE};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// A font.
pub(super) struct Font {
    to_text: Option<CMap>,
    kind: Kind,
    /// Whether it is a subset with reassigned codes.
    is_renumbered: bool,
    /// The factor of widths: a thousandth of an em, except for fonts of drawn glyphs (Type 3).
    unit: f64,
}

enum Kind {
    /// Single-byte codes.
    Simple {
        texts: Vec<Option<Rc<str>>>,
        widths: HashMap<u32, f64>,
        missing: f64,
    },
    /// Multi-byte codes for numbered glyphs.
    Composite {
        codes: Codes,
        widths: HashMap<u32, f64>,
        missing: f64,
    },
}

/// How bytes are split into the codes of a composite font.
enum Codes {
    /// Two bytes are the number of the glyph.
    Pairs,
    /// By a map of the file.
    Mapped(Box<CMap>),
    /// As in an encoding of text.
    Encoded(&'static encoding_rs::Encoding),
}

/// One code of a text as a font shows it.
pub(super) struct Shown {
    /// The text, or `None` if the font does not give it.
    pub(super) text: Option<Rc<str>>,
    /// The width for a size of 1.
    pub(super) width: f64,
    /// Whether the code is a byte 32, to which word spacing applies.
    pub(super) is_space: bool,
}

impl Font {
    /// Reads a font.
    pub(super) fn read(dict: &Dict<'_>) -> Self {
        let to_text = dict.get::<Stream<'_>>("ToUnicode");
        let to_text = to_text.and_then(|stream| unpack::bytes(&stream));
        let to_text = to_text.map(|bytes| CMap::read(&bytes));
        let subtype = dict.get::<Name<'_>>("Subtype");
        let kind = match subtype.as_ref().map(|name| name.as_ref()) {
            Some(b"Type0") => composite(dict),
            _ => simple(dict),
        };
        let unit = match subtype.as_ref().map(|name| name.as_ref()) {
            Some(b"Type3") => {
                let matrix = numbers(&dict.get::<Array<'_>>("FontMatrix").unwrap_or_default());
                matrix.first().copied().unwrap_or(0.001).abs()
            }
            _ => 0.001,
        };
        let base = dict.get::<Name<'_>>("BaseFont");
        let is_subset = base.is_some_and(|name| name.as_ref().get(6) == Some(&b'+'));
        let is_truetype = subtype
            .as_ref()
            .is_some_and(|name| name.as_ref() == b"TrueType");
        Self {
            to_text,
            is_renumbered: is_subset && is_truetype,
            kind,
            unit,
        }
    }

    /// Calls `each` for the codes of a text that is shown.
    pub(super) fn show(&self, bytes: &[u8], each: &mut dyn FnMut(Shown)) {
        let mut rest = bytes;
        while !rest.is_empty() {
            let (code, length, own) = self.code(rest);
            let mapped = self.to_text.as_ref().and_then(|map| map.text(code));
            let text = match (mapped, &self.to_text) {
                (Some(text), _) => Some(Rc::from(unshaped(text))),
                // A glyph without text in a font that has a map is a filler: an elongated joint
                // between Arabic letters.
                (None, Some(_)) if self.is_renumbered => Some(Rc::from("")),
                (None, Some(_)) => own.or_else(|| Some(Rc::from(""))),
                (None, None) => own,
            };
            let (widths, missing) = match &self.kind {
                Kind::Simple {
                    widths, missing, ..
                }
                | Kind::Composite {
                    widths, missing, ..
                } => (widths, *missing),
            };
            let glyph = match &self.kind {
                Kind::Composite {
                    codes: Codes::Mapped(map),
                    ..
                } => map.cid(code).unwrap_or(code),
                _ => code,
            };
            each(Shown {
                text,
                width: widths.get(&glyph).copied().unwrap_or(missing) * self.unit,
                is_space: length == 1 && code == 32,
            });
            rest = rest.get(length.max(1)..).unwrap_or(&[]);
        }
    }

    /// Returns the first code, how many bytes it has, and its text by the font's encoding.
    fn code(&self, bytes: &[u8]) -> (u32, usize, Option<Rc<str>>) {
        let pair = || match bytes {
            [high, low, ..] => (u32::from(*high) << 8 | u32::from(*low), 2),
            [one] => (u32::from(*one), 1),
            [] => (0, 1),
        };
        match &self.kind {
            Kind::Simple { texts, .. } => {
                let code = bytes.first().copied().unwrap_or(0);
                let text = texts.get(usize::from(code)).cloned().flatten();
                (u32::from(code), 1, text)
            }
            Kind::Composite { codes, .. } => match codes {
                Codes::Pairs => {
                    let (code, length) = pair();
                    (code, length, None)
                }
                Codes::Mapped(map) => {
                    let (code, length) = map.code(bytes);
                    (code, length, map.text(code).map(Rc::from))
                }
                Codes::Encoded(encoding) => {
                    let length = match bytes {
                        [first, _, ..] if *encoding == UTF_16BE || *first >= 0x80 => 2,
                        _ => 1,
                    };
                    let own = bytes.get(..length).unwrap_or(bytes);
                    let (text, _) = encoding.decode_without_bom_handling(own);
                    let code = own
                        .iter()
                        .fold(0, |code, byte| code << 8 | u32::from(*byte));
                    (code, length, Some(Rc::from(&*text)))
                }
            },
        }
    }
}

/// Reads numbers of an array; other values count as 0.
fn numbers(array: &Array<'_>) -> Vec<f64> {
    array
        .iter::<Object<'_>>()
        .take(1 << 16)
        .map(|one| number(one).unwrap_or(0.0))
        .collect()
}

fn number(object: Object<'_>) -> Option<f64> {
    object
        .into_number()
        .map(|number| number.as_f64())
        .filter(|number| number.is_finite())
}

fn composite(dict: &Dict<'_>) -> Kind {
    let descendants = dict.get::<Array<'_>>("DescendantFonts").unwrap_or_default();
    let own = descendants.iter::<Dict<'_>>().next().unwrap_or_default();
    let codes = match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Stream(stream)) => {
            let map = unpack::bytes(&stream).map(|bytes| CMap::read(&bytes));
            match map.filter(CMap::has_spaces) {
                Some(map) => Codes::Mapped(Box::new(map)),
                None => Codes::Pairs,
            }
        }
        Some(Object::Name(name)) => by_name(name.as_ref()),
        _ => Codes::Pairs,
    };
    let missing = own.get::<f64>("DW").unwrap_or(1000.0);
    Kind::Composite {
        codes,
        widths: glyph_widths(&own.get::<Array<'_>>("W").unwrap_or_default()),
        missing,
    }
}

/// Returns how codes are split in a predefined encoding of PDF.
fn by_name(name: &[u8]) -> Codes {
    let has = |part: &[u8]| memchr::memmem::find(name, part).is_some();
    if has(b"UCS2") || has(b"UTF16") {
        Codes::Encoded(UTF_16BE)
    } else if has(b"GBK") || has(b"GB-EUC") || has(b"GBpc") {
        Codes::Encoded(GBK)
    } else if has(b"RKSJ") {
        Codes::Encoded(SHIFT_JIS)
    } else if has(b"KSC") {
        Codes::Encoded(EUC_KR)
    } else if has(b"B5") {
        Codes::Encoded(BIG5)
    } else {
        Codes::Pairs
    }
}

/// Reads widths by glyph: `first [w w w]` and `first last w`.
fn glyph_widths(array: &Array<'_>) -> HashMap<u32, f64> {
    let mut widths = HashMap::new();
    let mut objects = array.iter::<Object<'_>>();
    let as_code = |number: f64| (0.0..65_536.0).contains(&number).then_some(number as u32);
    while let Some(first) = objects.next() {
        let Some(first) = number(first).and_then(as_code) else {
            continue;
        };
        match objects.next() {
            Some(Object::Array(list)) => {
                for (code, width) in (first..65_536).zip(numbers(&list)) {
                    widths.insert(code, width);
                }
            }
            Some(last) => {
                let last = number(last).and_then(as_code);
                let width = objects.next().and_then(number);
                if let (Some(last), Some(width)) = (last, width) {
                    for code in first..=last {
                        widths.insert(code, width);
                    }
                }
            }
            None => break,
        }
    }
    widths
}

fn simple(dict: &Dict<'_>) -> Kind {
    let descriptor = dict.get::<Dict<'_>>("FontDescriptor").unwrap_or_default();
    let base = dict.get::<Name<'_>>("BaseFont");
    let base = base.as_ref().map_or("", |name| name.as_str());
    let mut texts = texts_of(dict, &descriptor, base);
    // A code without a letter that is like a space in every encoding.
    if let Some(space) = texts.get_mut(32)
        && space.is_none()
    {
        *space = Some(Rc::from(" "));
    }
    let first = dict
        .get::<f64>("FirstChar")
        .unwrap_or(0.0)
        .clamp(0.0, 255.0) as u32;
    let given = numbers(&dict.get::<Array<'_>>("Widths").unwrap_or_default());
    let widths: HashMap<u32, f64> = (first..256).zip(given).collect();
    if widths.is_empty() {
        let (widths, missing) = standard_widths(base, &texts);
        return Kind::Simple {
            texts,
            widths,
            missing,
        };
    }
    Kind::Simple {
        texts,
        widths,
        missing: descriptor.get::<f64>("MissingWidth").unwrap_or(0.0),
    }
}

/// Returns the text of each code of a font with single-byte codes.
fn texts_of(dict: &Dict<'_>, descriptor: &Dict<'_>, base: &str) -> Vec<Option<Rc<str>>> {
    let (mut encoding, mut differences) = (None, None);
    match dict.get::<Object<'_>>("Encoding") {
        Some(Object::Name(name)) => encoding = Encoding::of(name.as_ref()),
        Some(Object::Dict(own)) => {
            encoding = own
                .get::<Name<'_>>("BaseEncoding")
                .and_then(|name| Encoding::of(name.as_ref()));
            differences = own.get::<Array<'_>>("Differences");
        }
        _ => {}
    }
    let own = match encoding {
        Some(_) => HashMap::new(),
        None => descriptor
            .get::<Stream<'_>>("FontFile")
            .and_then(|stream| unpack::bytes(&stream))
            .map(|program| type1::encoding(&program))
            .unwrap_or_default(),
    };
    let is_symbol =
        base.contains("Symbol") || base.contains("Dingbats") || base.contains("Wingdings");
    let encoding = encoding.unwrap_or(Encoding::Standard);
    let text = |code: u8| match own.get(&code) {
        Some(name) => named(name),
        None if is_symbol => Some("•".to_owned()).filter(|_| code > 32),
        None => encoding.char(code).map(|c| unshaped(&c.to_string())),
    };
    let mut texts: Vec<Option<Rc<str>>> = (0..=255).map(|code| text(code).map(Rc::from)).collect();
    let mut code = 0_usize;
    for object in differences
        .iter()
        .flat_map(|list| list.iter::<Object<'_>>())
        .take(1024)
    {
        match object {
            Object::Name(name) => {
                if let Some(text) = texts.get_mut(code) {
                    let drawn = || tex_code(name.as_str());
                    *text = named(name.as_str()).or_else(drawn).map(Rc::from);
                }
                code += 1;
            }
            other => code = number(other).map_or(code, |code| code.clamp(0.0, 256.0) as usize),
        }
    }
    texts
}

/// Returns the text of a glyph that TeX drew from dots and named by its code, `a28`: ASCII, and the
/// ligatures, quotes and dashes of its two encodings of Latin, which do not overlap in prose.
fn tex_code(name: &str) -> Option<String> {
    let code: u8 = name.strip_prefix('a')?.parse().ok()?;
    Some(match code {
        11 | 27 => "ff".to_owned(),
        12 | 28 => "fi".to_owned(),
        13 | 29 => "fl".to_owned(),
        14 | 30 => "ffi".to_owned(),
        15 | 31 => "ffl".to_owned(),
        16 | 92 => "“".to_owned(),
        17 => "”".to_owned(),
        18 => "„".to_owned(),
        19 => "«".to_owned(),
        20 => "»".to_owned(),
        21 | 123 => "–".to_owned(),
        22 | 124 => "—".to_owned(),
        39 => "’".to_owned(),
        96 => "‘".to_owned(),
        32..=126 => char::from(code).to_string(),
        _ => return None,
    })
}

/// The widths of Helvetica and of Times from code 32 to 126, in thousandths of an em; a file
/// need not bring those of the fonts that every reader has.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Returns the widths of a font that every reader has, or is like one, and that of other glyphs.
fn standard_widths(base: &str, texts: &[Option<Rc<str>>]) -> (HashMap<u32, f64>, f64) {
    let table = if base.contains("Courier") || base.contains("Mono") {
        return (HashMap::new(), 600.0);
    } else if base.contains("Times") || base.contains("Roman") || base.contains("Serif") {
        &TIMES
    } else {
        &HELVETICA
    };
    let width = |text: &Option<Rc<str>>| {
        let c = text.as_ref()?.chars().next()?;
        let at = usize::try_from(u32::from(c).checked_sub(32)?).ok()?;
        table.get(at).map(|width| f64::from(*width))
    };
    let known = (0_u32..)
        .zip(texts)
        .filter_map(|(code, text)| Some((code, width(text)?)));
    (known.collect(), 500.0)
}
