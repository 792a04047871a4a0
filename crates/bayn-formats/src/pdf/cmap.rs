//! Maps of character codes (`CMap`): the valid codes, and the text or glyph of each.
//!
//! A map is read token by token and never executed as a program. What cannot be
//! understood is skipped.

use std::collections::HashMap;

/// The most codes that are read from a map or a range.
const MOST: usize = 1 << 17;

/// A map of character codes.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// How many bytes the codes between two numbers have.
    spaces: Vec<(usize, u32, u32)>,
    /// The text of a code.
    texts: HashMap<u32, String>,
    /// The glyph of the codes between two numbers.
    cids: Vec<(u32, u32, u32)>,
}

enum Token<'a> {
    Text(Vec<u8>),
    Number(u32),
    Word(&'a [u8]),
    Open,
    Close,
}

impl CMap {
    /// Reads a map.
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut map = Self::default();
        let mut tokens = Tokens { bytes, at: 0 };
        while let Some(token) = tokens.next() {
            let Token::Word(word) = token else { continue };
            match word {
                b"begincodespacerange" => map.read_spaces(&mut tokens),
                b"beginbfchar" => map.read_chars(&mut tokens),
                b"beginbfrange" => map.read_ranges(&mut tokens),
                b"begincidrange" => map.read_cids(&mut tokens, true),
                b"begincidchar" => map.read_cids(&mut tokens, false),
                _ => {}
            }
        }
        map
    }

    /// Returns the text of a code.
    pub(super) fn text(&self, code: u32) -> Option<&str> {
        self.texts.get(&code).map(String::as_str)
    }

    /// Returns the glyph of a code.
    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        let holds = |(low, high, _): &&(u32, u32, u32)| (*low..=*high).contains(&code);
        let (low, _, cid) = self.cids.iter().find(holds)?;
        cid.checked_add(code - low)
    }

    /// Returns whether it says how long codes are.
    pub(super) fn has_spaces(&self) -> bool {
        !self.spaces.is_empty()
    }

    /// Returns the first code of some bytes and its length, at least 1.
    pub(super) fn code(&self, bytes: &[u8]) -> (u32, usize) {
        let mut code = 0;
        for (at, byte) in bytes.iter().take(4).enumerate() {
            code = code << 8 | u32::from(*byte);
            let length = at + 1;
            let fits = |(long, low, high): &(usize, u32, u32)| {
                // Each byte lies between those of the ends.
                *long == length
                    && (0..length).all(|byte| {
                        let of = |code: u32| code >> (8 * byte) & 0xFF;
                        (of(*low)..=of(*high)).contains(&of(code))
                    })
            };
            if self.spaces.iter().any(fits) {
                return (code, length);
            }
        }
        let shortest = self.spaces.iter().map(|(long, ..)| *long).min();
        let length = shortest.unwrap_or(1).clamp(1, bytes.len().max(1));
        (number(bytes.get(..length).unwrap_or(bytes)), length)
    }

    fn read_spaces(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Text(low)) = tokens.next() {
            let Some(Token::Text(high)) = tokens.next() else {
                return;
            };
            if (1..=4).contains(&low.len()) && self.spaces.len() < 256 {
                self.spaces.push((low.len(), number(&low), number(&high)));
            }
        }
    }

    fn read_chars(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Text(code)) = tokens.next() {
            match tokens.next() {
                Some(Token::Text(text)) => self.map_code(number(&code), utf16(&text)),
                Some(Token::Word(name)) if name.starts_with(b"/") => {}
                _ => return,
            }
        }
    }

    fn read_ranges(&mut self, tokens: &mut Tokens<'_>) {
        while let Some(Token::Text(low)) = tokens.next() {
            let Some(Token::Text(high)) = tokens.next() else {
                return;
            };
            let (low, high) = (number(&low), number(&high));
            match tokens.next() {
                Some(Token::Text(first)) => {
                    for (step, code) in (low..=high).take(1 << 16).enumerate() {
                        self.map_code(code, stepped(&first, step));
                    }
                }
                Some(Token::Open) => {
                    let mut code = low;
                    while let Some(Token::Text(text)) = tokens.next() {
                        if code <= high {
                            self.map_code(code, utf16(&text));
                        }
                        code = code.saturating_add(1);
                    }
                }
                _ => return,
            }
        }
    }

    fn read_cids(&mut self, tokens: &mut Tokens<'_>, ranges: bool) {
        while let Some(Token::Text(low)) = tokens.next() {
            let low = number(&low);
            let high = match ranges.then(|| tokens.next()) {
                None => low,
                Some(Some(Token::Text(high))) => number(&high),
                Some(_) => return,
            };
            let Some(Token::Number(cid)) = tokens.next() else {
                return;
            };
            if self.cids.len() < MOST {
                self.cids.push((low, high, cid));
            }
        }
    }

    fn map_code(&mut self, code: u32, text: String) {
        // Some programs write a zero for unknown text.
        if !text.is_empty() && text != "\0" && self.texts.len() < MOST {
            self.texts.insert(code, text);
        }
    }
}

fn number(bytes: &[u8]) -> u32 {
    let add = |code: u32, byte: &u8| code << 8 | u32::from(*byte);
    bytes.iter().take(4).fold(0, add)
}

/// Returns the text of big-endian UTF-16; a byte alone is a character.
fn utf16(bytes: &[u8]) -> String {
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).take(64).map(|pair| match pair {
        [high, low] => u16::from_be_bytes([*high, *low]),
        _ => 0,
    });
    char::decode_utf16(units)
        .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Returns the text at this many steps after `first`: its last unit is incremented.
fn stepped(first: &[u8], step: usize) -> String {
    let text = utf16(first);
    let Some(last) = text.chars().next_back() else {
        return text;
    };
    let moved = u32::try_from(step)
        .ok()
        .and_then(|step| u32::from(last).checked_add(step));
    let Some(moved) = moved.and_then(char::from_u32) else {
        return String::new();
    };
    let mut stepped = text
        .get(..text.len() - last.len_utf8())
        .unwrap_or("")
        .to_owned();
    stepped.push(moved);
    stepped
}

struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Tokens<'a> {
    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let byte = *self.bytes.get(self.at)?;
            let rest = self.bytes.get(self.at + 1..).unwrap_or(&[]);
            match byte {
                b'%' => {
                    let line = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
                    self.at += 1 + line;
                }
                b'<' if rest.first() == Some(&b'<') => self.at += 2,
                b'<' => {
                    let end = memchr::memchr(b'>', rest).unwrap_or(rest.len());
                    self.at += end + 2;
                    return Some(Token::Text(hex(rest.get(..end).unwrap_or(&[]))));
                }
                b'[' => {
                    self.at += 1;
                    return Some(Token::Open);
                }
                b']' => {
                    self.at += 1;
                    return Some(Token::Close);
                }
                b'(' => {
                    let end = memchr::memchr(b')', rest).unwrap_or(rest.len());
                    self.at += end + 2;
                }
                _ if byte.is_ascii_whitespace() || byte == 0 || b">(){}".contains(&byte) => {
                    self.at += 1;
                }
                _ => {
                    let ends = |byte: &u8| {
                        byte.is_ascii_whitespace() || *byte == 0 || b"<>[]()/%{}".contains(byte)
                    };
                    let length = 1 + rest.iter().position(ends).unwrap_or(rest.len());
                    let word = self.bytes.get(self.at..self.at + length)?;
                    self.at += length;
                    let digits = std::str::from_utf8(word).ok();
                    return Some(match digits.and_then(|word| word.parse().ok()) {
                        Some(number) => Token::Number(number),
                        None => Token::Word(word),
                    });
                }
            }
        }
    }
}

fn hex(digits: &[u8]) -> Vec<u8> {
    let value = |byte: &u8| char::from(*byte).to_digit(16);
    let digits: Vec<u32> = digits.iter().filter_map(value).collect();
    let byte = |pair: &[u32]| {
        let low = pair.get(1).copied().unwrap_or(0);
        u8::try_from(pair.first().copied().unwrap_or(0) * 16 + low).unwrap_or(0)
    };
    digits.chunks(2).map(byte).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chars_and_ranges_give_text() {
        let map = CMap::read(
            b"/CIDInit /ProcSet findresource begin % a (comment)\n1 begincodespacerange <0000> <FFFF> endcodespacerange
            2 beginbfchar <0003> <0020> <0005> <06440627> endbfchar
            2 beginbfrange <0010><0012><0628> <0020> <0021> [<0041> <D83DDE42>] endbfrange endcmap",
        );
        assert_eq!(map.text(3), Some(" "));
        assert_eq!(map.text(5), Some("\u{644}\u{627}"));
        assert_eq!(map.text(0x12), Some("\u{62A}"));
        assert_eq!(map.text(0x21), Some("\u{1F642}"));
        assert_eq!(map.text(0x13), None);
        assert_eq!(map.code(&[0, 0x12, 0]), (0x12, 2));
    }

    #[test]
    fn codes_of_several_lengths_are_told_apart() {
        let map = CMap::read(
            b"2 begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange
            1 begincidrange <8140> <817E> 633 endcidrange 1 begincidchar <20> 1 endcidchar",
        );
        assert_eq!(map.code(b"\x20\x81"), (0x20, 1));
        assert_eq!(map.code(b"\x81\x41"), (0x8141, 2));
        assert_eq!(map.cid(0x8141), Some(634));
        assert_eq!(map.cid(0x20), Some(1));
    }

    #[test]
    fn a_damaged_map_gives_what_it_can() {
        for cut in 0..60 {
            let whole = b"1 beginbfrange <0000> <FFFFFFFF> <0041> endbfrange 1 beginbfchar <01";
            let _map = CMap::read(&whole[..cut]);
        }
        assert_eq!(CMap::read(b"beginbfchar <1> <0041>").text(16), Some("A"));
        assert_eq!(CMap::default().code(b""), (0, 1));
    }
}
