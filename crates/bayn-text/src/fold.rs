//! Texts folded for search, with a map back to the original.
//!
//! Spellings that readers regard as the same word become equal: Arabic without tashkeel,
//! tatweel and joiners; the forms of alef, hamza seats, ya and kaf, ta marbuta as heh, and
//! hamza before alef as the madda it spells; digits of every system as ASCII; Latin, Greek
//! and Cyrillic without case and accents; ligatures and presentation forms as their letters;
//! quotes, dashes and runs of spaces as one character each.
//!
//! Folding is by grapheme cluster, so a match always covers whole clusters of the original.

use super::digit::digit_value;
use harf::Span;
use harf::grapheme::graphemes;
use harf::shape::is_mark;
use unicode_normalization::UnicodeNormalization;

/// A folded text and the map to its original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// Pieces in order; each extends to the next.
    pieces: Vec<Piece>,
    /// The length of the original.
    length: usize,
}

/// A piece of the folded text and its origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Piece {
    folded: usize,
    original: usize,
    /// Whether each byte corresponds to one byte, and each character is a separate cluster;
    /// else the piece is one cluster and cannot be divided.
    is_even: bool,
}

impl Folded {
    /// Returns the bytes of the original that the bytes `span` of the folded text came from,
    /// as whole grapheme clusters.
    #[must_use]
    pub fn original_of(&self, span: Span) -> Span {
        let (start, _) = self.locate(span.start);
        let (end, inside) = self.locate(span.end);
        // An end inside an indivisible piece covers all of it.
        Span::new(start, if inside { self.end_of(span.end) } else { end })
    }

    /// Returns the origin of a folded offset, and whether it is inside a piece that
    /// cannot be divided; then the start of the piece is returned.
    fn locate(&self, folded: usize) -> (usize, bool) {
        let next = self.pieces.partition_point(|piece| piece.folded <= folded);
        match next.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some(piece) if piece.is_even => (piece.original + (folded - piece.folded), false),
            Some(_) if folded >= self.text.len() => (self.length, false),
            Some(piece) => (piece.original, piece.folded < folded),
            None => (folded, false),
        }
    }

    /// Returns the end of the original of the piece that contains `folded`.
    fn end_of(&self, folded: usize) -> usize {
        let next = self.pieces.partition_point(|piece| piece.folded <= folded);
        self.pieces
            .get(next)
            .map_or(self.length, |piece| piece.original)
    }

    fn push(&mut self, original: usize, is_even: bool) {
        let piece = Piece {
            folded: self.text.len(),
            original,
            is_even,
        };
        if let Some(last) = self.pieces.last_mut() {
            if last.folded == piece.folded {
                // The piece before was folded to nothing: its bytes belong to neither side.
                *last = piece;
                return;
            }
            if is_even && last.is_even && last.original + (piece.folded - last.folded) == original {
                return;
            }
        }
        self.pieces.push(piece);
    }
}

/// Folds a text. O(n).
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        pieces: Vec::new(),
        length: text.len(),
    };
    let mut after_space = false;
    let mut hamza: Option<(usize, usize)> = None;
    for span in graphemes(text) {
        let cluster = span.of(text);
        let start = folded.text.len();
        let mut chars = cluster.chars();
        let (Some(first), rest) = (chars.next(), chars.next()) else {
            continue;
        };
        if first.is_whitespace() {
            if !after_space {
                folded.push(span.start, false);
                folded.text.push(' ');
            }
            after_space = true;
            hamza = None;
            continue;
        }
        match (plain(first), rest) {
            (Some(c), None) => {
                folded.push(span.start, c.len_utf8() == cluster.len());
                folded.text.push(c);
            }
            _ => {
                folded.push(span.start, false);
                for c in cluster.chars() {
                    fold_char(c, &mut folded.text);
                }
            }
        }
        let part = folded.text.get(start..).unwrap_or("");
        if part.is_empty() {
            // A character folded to nothing separates nothing.
            continue;
        }
        after_space = false;
        let is_hamza = part == "\u{621}";
        // Hamza and alef are equivalent to one alef with madda.
        if let Some((at, original)) = hamza
            && part.starts_with('\u{627}')
        {
            let part = part.to_owned();
            folded.text.truncate(at);
            while folded.pieces.last().is_some_and(|piece| piece.folded > at) {
                folded.pieces.pop();
            }
            folded.push(original, false);
            folded.text.push_str(&part);
        }
        // A run of them is removed as a whole; otherwise folding twice would remove one more.
        hamza = is_hamza.then(|| hamza.unwrap_or((start, span.start)));
    }
    folded
}

/// Returns the matches of `needle` in the original of `haystack`, in order, without overlap, as
/// whole grapheme clusters. The needle is folded; an empty one has no match.
#[must_use]
pub fn find_all(haystack: &Folded, needle: &str) -> Vec<Span> {
    let needle = fold(needle).text;
    if needle.is_empty() {
        return Vec::new();
    }
    haystack
        .text
        .match_indices(&*needle)
        .map(|(at, hit)| haystack.original_of(Span::new(at, at + hit.len())))
        .collect()
}

/// Folds one character that becomes one character; `None` if the slow path is needed.
fn plain(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        ' '..='~' => c,
        '\u{622}' | '\u{623}' | '\u{625}' | '\u{671}'..='\u{673}' => '\u{627}',
        '\u{624}' => '\u{648}',
        '\u{626}' | '\u{649}' | '\u{6CC}' | '\u{6CD}' | '\u{6D0}' | '\u{6D2}' | '\u{6D3}' => {
            '\u{64A}'
        }
        '\u{629}' | '\u{6C0}'..='\u{6C3}' | '\u{6BE}' | '\u{6D5}' => '\u{647}',
        '\u{6A9}' | '\u{6AA}' => '\u{643}',
        '\u{621}'
        | '\u{627}'
        | '\u{628}'
        | '\u{62A}'..='\u{63A}'
        | '\u{641}'..='\u{648}'
        | '\u{64A}' => c,
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' => {
            char::from(b'0' + digit_value(c).unwrap_or(0))
        }
        '\u{60C}' | '\u{66C}' => ',',
        '\u{61B}' => ';',
        '\u{61F}' => '?',
        '\u{66A}' => '%',
        '\u{66B}' | '\u{6D4}' => '.',
        '\u{AB}' | '\u{BB}' | '\u{201C}'..='\u{201F}' => '"',
        '\u{2018}'..='\u{201B}' | '\u{2039}' | '\u{203A}' => '\'',
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        _ => return None,
    })
}

/// Folds any character into `into`: the slow path.
fn fold_char(c: char, into: &mut String) {
    if let Some(c) = plain(c) {
        into.push(c);
        return;
    }
    if is_dropped(c) {
        return;
    }
    if let Some(value) = digit_value(c) {
        into.push(char::from(b'0' + value));
        return;
    }
    match c {
        '\u{DF}' | '\u{1E9E}' => into.push_str("ss"),
        '\u{E6}' | '\u{C6}' => into.push_str("ae"),
        '\u{153}' | '\u{152}' => into.push_str("oe"),
        '\u{F8}' | '\u{D8}' => into.push('o'),
        '\u{111}' | '\u{110}' | '\u{F0}' | '\u{D0}' => into.push('d'),
        '\u{142}' | '\u{141}' => into.push('l'),
        '\u{131}' | '\u{130}' => into.push('i'),
        '\u{FE}' | '\u{DE}' => into.push_str("th"),
        // The short i is a letter, not an accent.
        '\u{439}' | '\u{419}' => into.push('\u{439}'),
        _ if is_decomposed(c) => {
            for part in std::iter::once(c).nfkd() {
                if part != c && !is_mark(part) {
                    fold_part(part, into);
                } else if part == c {
                    into.extend(c.to_lowercase());
                }
            }
        }
        _ => into.extend(c.to_lowercase()),
    }
}

/// Folds a part of a decomposition, which decomposes no further.
fn fold_part(c: char, into: &mut String) {
    match plain(c) {
        Some(c) => into.push(c),
        None if is_dropped(c) => {}
        None => into.extend(c.to_lowercase()),
    }
}

/// Returns whether compatibility decomposition applies: Latin, Greek and Cyrillic letters,
/// their ligatures, Arabic and Hebrew presentation forms, full-width forms.
const fn is_decomposed(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{24F}' | '\u{370}'..='\u{52F}' | '\u{1E00}'..='\u{1FFF}'
        | '\u{2070}'..='\u{209F}' | '\u{2100}'..='\u{215F}' | '\u{FB00}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFE}' | '\u{FF00}'..='\u{FFEF}')
}

/// Returns whether `c` is a mark that search ignores, the tatweel, or invisible. Vowel signs
/// of other scripts count as letters and are kept.
const fn is_dropped(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}'
        | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}' | '\u{5C2}' | '\u{5C4}' | '\u{5C5}'
        | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{61C}' | '\u{640}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{711}' | '\u{730}'..='\u{74A}' | '\u{8CA}'..='\u{8E1}' | '\u{8E3}'..='\u{8FF}'
        | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{20D0}'..='\u{20FF}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests;
