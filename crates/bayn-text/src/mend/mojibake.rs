//! Bytes that were decoded in another encoding than they were written in.
//!
//! Two kinds: UTF-8 read as a single-byte code page (each letter became two or three characters),
//! and windows-1256 read as windows-1252 (each Arabic letter became a Latin one with an
//! accent). Both are reverted by encoding the characters in the code page that they were decoded in.

use super::rewrite::{Rewrite, Rewritten, lines, words};
use crate::script::{Script, script_of};
use encoding_rs::{Encoding, WINDOWS_1252, WINDOWS_1256};
use std::sync::LazyLock;

/// The upper half of a code page.
struct Page {
    /// The characters by their bytes, from 0x80 on.
    signs: [char; 128],
    /// The characters in order, each with its byte.
    bytes: Vec<(char, u8)>,
}

static WESTERN: LazyLock<Page> = LazyLock::new(|| page(WINDOWS_1252));
static ARABIC: LazyLock<Page> = LazyLock::new(|| page(WINDOWS_1256));

fn page(encoding: &'static Encoding) -> Page {
    let mut signs = ['\u{FFFD}'; 128];
    for (sign, byte) in signs.iter_mut().zip(0x80..=0xFF) {
        let bytes = [byte];
        let (text, _) = encoding.decode_without_bom_handling(&bytes);
        *sign = text.chars().next().unwrap_or('\u{FFFD}');
    }
    let mut bytes: Vec<(char, u8)> = signs.into_iter().zip(0x80..=0xFF).collect();
    bytes.sort_unstable();
    Page { signs, bytes }
}

/// Returns the byte of a character; bytes that a strict program could not decode were left as they were.
fn byte_of(c: char, page: &Page) -> Option<u8> {
    if let '\u{80}'..='\u{9F}' = c {
        return u8::try_from(u32::from(c)).ok();
    }
    let at = page
        .bytes
        .binary_search_by_key(&c, |(sign, _)| *sign)
        .ok()?;
    page.bytes.get(at).map(|(_, byte)| *byte)
}

/// From this number of sequences on a line is damaged.
const SOME: usize = 3;

/// Restores the original letters.
pub(super) fn mend(text: &str) -> Option<Rewritten> {
    if let Some(done) = latin_for_arabic(text) {
        return Some(done);
    }
    let pages = [&*WESTERN, &*ARABIC];
    // Every line is judged by itself; once one is damaged, short ones are repaired too.
    let page = pages.into_iter().find(|page| {
        text.chars().any(|c| leads(c, page))
            && lines(text).any(|(_, line)| is_damaged(line, page, SOME))
    })?;
    let mut rewrite = Rewrite::of(text);
    for (start, line) in lines(text) {
        if !is_damaged(line, page, 1) {
            continue;
        }
        for piece in pieces(line, page) {
            if let Some(letter) = piece.letter {
                let at = start + piece.at;
                rewrite.replace(at..at + piece.length, letter.encode_utf8(&mut [0; 4]));
            }
        }
    }
    rewrite.finish()
}

/// Returns whether a character may begin a sequence that is a letter or punctuation.
fn leads(c: char, page: &Page) -> bool {
    byte_of(c, page).is_some_and(|byte| matches!(byte, 0xC2..=0xDB | 0xE2 | 0xEF))
}

/// Returns whether at least `least` sequences of a line are UTF-8 and almost nothing else is there.
fn is_damaged(line: &str, page: &Page, least: usize) -> bool {
    let (mut good, mut bad) = (0, 0);
    for piece in pieces(line, page) {
        match piece.letter {
            Some(_) => good += 1,
            None => bad += 1,
        }
        // The rest of the line cannot compensate for it: a sequence has two bytes or more.
        let left = line.len() - piece.at - piece.length;
        if bad * 8 > good + left / 2 {
            return false;
        }
    }
    good >= least && bad * 8 <= good
}

/// A sequence that is a letter, or a single character that is none.
struct Piece {
    at: usize,
    length: usize,
    letter: Option<char>,
}

/// Splits the non-ASCII characters of a line into sequences.
fn pieces<'a>(line: &'a str, page: &'a Page) -> impl Iterator<Item = Piece> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let rest = line.get(at..)?;
            let first = rest.chars().next()?;
            let start = at;
            at += first.len_utf8();
            if first.is_ascii() {
                continue;
            }
            let (length, letter) = sequence(rest, page);
            at = start + length.max(first.len_utf8());
            return Some(Piece {
                at: start,
                length: at - start,
                letter,
            });
        }
    })
}

/// Decodes the sequence at the start of `rest`: its length in bytes of the text, and its letter.
fn sequence(rest: &str, page: &Page) -> (usize, Option<char>) {
    let mut bytes = Vec::with_capacity(4);
    let mut length = 0;
    let mut need = 0;
    for c in rest.chars().take(4) {
        let byte = match byte_of(c, page) {
            Some(byte) => byte,
            None if c == '\u{FFFD}' && bytes.len() == 1 => {
                return lost(&bytes, length + c.len_utf8());
            }
            None => break,
        };
        if !bytes.is_empty() && !matches!(byte, 0x80..=0xBF) {
            break;
        }
        if bytes.is_empty() {
            need = match byte {
                0xC2..=0xDF => 2,
                0xE0..=0xEF => 3,
                0xF0..=0xF4 => 4,
                _ => return (c.len_utf8(), None),
            };
        }
        bytes.push(byte);
        length += c.len_utf8();
        if bytes.len() == need {
            let text = std::str::from_utf8(&bytes).ok();
            return (length, text.and_then(|text| text.chars().next()));
        }
    }
    // The character after the first is missing: programs drop what they cannot decode.
    match bytes.as_slice() {
        [lead] => lost(&[*lead], length),
        _ => (length, None),
    }
}

/// Returns the letter of an Arabic lead byte whose second byte windows-1252 does not have: of the
/// possible letters, feh is the only frequent one.
fn lost(lead: &[u8], length: usize) -> (usize, Option<char>) {
    (length, (lead == [0xD9]).then_some('\u{641}'))
}

/// From this number of words on that begin with the damaged form of the Arabic article, the text is repaired.
const ARTICLES: usize = 2;

/// Reverts windows-1256 that was read as windows-1252, if the text is full of it: words
/// of accented letters only, some of them with the article.
fn latin_for_arabic(text: &str) -> Option<Rewritten> {
    if !text.contains("\u{C7}\u{E1}") {
        return None;
    }
    let (mut accented, mut other, mut articles) = (0_usize, 0_usize, 0_usize);
    for (_, word) in words(text) {
        let count = word.chars().count();
        let foreign = word
            .chars()
            .filter(|c| matches!(c, '\u{C0}'..='\u{FF}'))
            .count();
        if foreign == count && count > 2 {
            accented += 1;
            articles += usize::from(word.starts_with("\u{C7}\u{E1}"));
        } else if foreign > 0 && foreign < count {
            other += 1;
        }
    }
    if articles < ARTICLES || other * 4 > accented {
        return None;
    }
    let mut rewrite = Rewrite::of(text);
    let mut arabic = 0_usize;
    for (at, c) in text.char_indices().filter(|(_, c)| !c.is_ascii()) {
        let meant =
            byte_of(c, &WESTERN).and_then(|byte| ARABIC.signs.get(usize::from(byte) - 0x80));
        if let Some(letter) = meant.filter(|letter| **letter != c) {
            arabic += usize::from(script_of(*letter) == Some(Script::Arabic));
            rewrite.replace(at..at + c.len_utf8(), letter.encode_utf8(&mut [0; 4]));
        }
    }
    rewrite.finish().filter(|done| arabic * 4 > done.places * 3)
}
