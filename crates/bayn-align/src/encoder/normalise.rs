//! Normalises text as for the training of the encoder's tokenizer: `SentencePiece` `nmt_nfkc`.
//!
//! The rules are a double array (darts-clone) from byte strings to replacements: the longest
//! key at a position wins, a character without a key is kept. Runs of spaces become
//! one, spaces at the ends are removed, and each remaining one is written as U+2581, with one more
//! before the text. The order of these steps is that of `SentencePiece`'s
//! `Normalizer::Normalize`, since not a single token id may differ.

use std::borrow::Cow;

/// U+2581 LOWER ONE EIGHTH BLOCK, which represents a space.
const SPACE: &[u8] = "\u{2581}".as_bytes();

/// The normaliser's rules.
#[derive(Debug)]
pub(super) struct Normaliser {
    units: Vec<u32>,
    replacements: Cow<'static, [u8]>,
}

/// Returns where the children of the node `unit` are found, relative to it.
const fn offset(unit: u32) -> usize {
    ((unit >> 10) << ((unit & 0x200) >> 6)) as usize
}

impl Normaliser {
    /// Reads the rules: the array's size in bytes, the array, then texts that end in a zero.
    pub(super) fn new(charsmap: &'static [u8]) -> Option<Self> {
        let (array, replacements) = Self::parted(charsmap)?;
        Self::of(array, Cow::Borrowed(replacements))
    }

    /// Reads the rules from borrowed bytes in the same format.
    pub(super) fn from_owned(charsmap: &[u8]) -> Option<Self> {
        let (array, replacements) = Self::parted(charsmap)?;
        Self::of(array, Cow::Owned(replacements.to_vec()))
    }

    /// Separates the array from the texts after it.
    fn parted(charsmap: &[u8]) -> Option<(&[u8], &[u8])> {
        let size = u32::from_le_bytes(*charsmap.first_chunk::<4>()?);
        let rest = charsmap.get(4..)?;
        rest.split_at_checked(usize::try_from(size).ok()?)
    }

    fn of(array: &[u8], replacements: Cow<'static, [u8]>) -> Option<Self> {
        let (units, cut) = array.as_chunks::<4>();
        let units: Vec<u32> = units.iter().map(|&unit| u32::from_le_bytes(unit)).collect();
        (cut.is_empty() && !units.is_empty()).then_some(Self {
            units,
            replacements,
        })
    }

    /// Returns the replacement of the longest key at the start of `text`, and the key's length.
    ///
    /// `text` must begin on a character boundary and not be empty.
    fn prefix<'a>(&'a self, text: &'a str) -> (&'a [u8], usize) {
        let mut node = self.units.first().map_or(0, |&unit| offset(unit));
        let mut best = None;
        for (at, &byte) in text.as_bytes().iter().enumerate() {
            node ^= usize::from(byte);
            let Some(&unit) = self.units.get(node) else {
                break;
            };
            if unit & 0x8000_00FF != u32::from(byte) {
                break;
            }
            node ^= offset(unit);
            if unit & 0x100 != 0 {
                let value = self.units.get(node).map_or(0, |&leaf| leaf & 0x7FFF_FFFF);
                best = Some((value as usize, at + 1));
            }
        }
        if let Some((start, len)) = best
            && let Some(rest) = self
                .replacements
                .get(start..)
                .filter(|rest| !rest.is_empty())
        {
            let end = rest
                .iter()
                .position(|&byte| byte == 0)
                .unwrap_or(rest.len());
            return (rest.get(..end).unwrap_or_default(), len);
        }
        let len = text.chars().next().map_or(1, char::len_utf8);
        (text.as_bytes().get(..len).unwrap_or_default(), len)
    }

    /// Returns the normalised text; empty if nothing but spaces was in it.
    pub(super) fn normalise(&self, text: &str) -> String {
        let mut rest = text;
        while !rest.is_empty() {
            let (piece, len) = self.prefix(rest);
            if piece != b" " {
                break;
            }
            rest = rest.get(len..).unwrap_or_default();
        }
        if rest.is_empty() {
            return String::new();
        }
        let mut out = Vec::with_capacity(rest.len() + rest.len() / 4 + 4);
        out.extend_from_slice(SPACE);
        let mut after_space = true;
        while !rest.is_empty() {
            let (mut piece, len) = self.prefix(rest);
            rest = rest.get(len..).unwrap_or_default();
            if after_space {
                piece = without_leading_spaces(piece);
            }
            let Some(&last) = piece.last() else {
                continue;
            };
            for &byte in piece {
                if byte == b' ' {
                    out.extend_from_slice(SPACE);
                } else {
                    out.push(byte);
                }
            }
            after_space = last == b' ';
        }
        while out.ends_with(SPACE) {
            out.truncate(out.len() - SPACE.len());
        }
        String::from_utf8_lossy(&out).into_owned()
    }
}

/// Strips the spaces from the start of some bytes.
fn without_leading_spaces(bytes: &[u8]) -> &[u8] {
    let start = bytes.iter().position(|&byte| byte != b' ');
    bytes
        .get(start.unwrap_or(bytes.len())..)
        .unwrap_or_default()
}
