//! The fingerprint by which a text is recognised: a hash, and a sketch that changes little
//! when the text does.
//!
//! The hash is FNV-1a. The sketch is a similarity hash over words (Charikar 2002): two texts
//! that share most of their words differ in few of its 64 bits. `find_near` finds a quote
//! again in a text that was edited, by the fewest edits (Sellers 1980).

use fnv::FnvHasher;
use harf::Span;
use std::hash::Hasher;

/// The fingerprint of a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// Equal for equal texts; different ones share it by accident only (64 bits).
    pub hash: u64,
    /// Similar for similar texts.
    pub sketch: u64,
}

impl Fingerprint {
    /// Returns the fingerprint of a text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        Self {
            hash: hash(text),
            sketch: sketch(text),
        }
    }

    /// Returns the estimated similarity of the texts: 1 for the same, about 0.5 for unrelated ones.
    #[must_use]
    pub fn similarity(self, other: Self) -> f64 {
        1.0 - f64::from((self.sketch ^ other.sketch).count_ones()) / 64.0
    }
}

/// Returns the FNV-1a hash of a text.
#[must_use]
pub fn hash(text: &str) -> u64 {
    let mut hash = FnvHasher::default();
    hash.write(text.as_bytes());
    hash.finish()
}

fn sketch(text: &str) -> u64 {
    let mut votes = [0_i32; 64];
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        // FNV leaves the high bits of short words similar; one multiplication spreads them.
        let mut bits = hash(word);
        bits = (bits ^ (bits >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        bits ^= bits >> 29;
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if bits >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    votes
        .iter()
        .enumerate()
        .fold(0, |all, (bit, vote)| all | u64::from(*vote > 0) << bit)
}

/// Returns where `quote` is in `text`, nearest to byte `around`; if it occurs nowhere, the
/// span that differs by the fewest letters, if by no more than a fifth of them.
#[must_use]
pub(crate) fn find_near(text: &str, quote: &str, around: usize) -> Option<Span> {
    if quote.is_empty() {
        return None;
    }
    let exact = text
        .match_indices(quote)
        .map(|(at, _)| at)
        .min_by_key(|at| at.abs_diff(around));
    if let Some(start) = exact {
        return Some(Span::new(start, start + quote.len()));
    }
    nearest(text, quote)
}

/// The longest quote and text, in letters, that are compared letter by letter.
const LONGEST: (usize, usize) = (400, 8_000);

/// Sellers' search: the span of `text` with the least edit distance to `quote`.
fn nearest(text: &str, quote: &str) -> Option<Span> {
    let pattern: Vec<char> = quote.chars().collect();
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    if pattern.len() > LONGEST.0 || letters.len() > LONGEST.1 {
        return None;
    }
    // One column per letter: edits to reach each prefix of the pattern, and where it began.
    let mut column: Vec<(usize, usize)> = (0..=pattern.len()).map(|at| (at, 0)).collect();
    let mut best: Option<(usize, usize, usize)> = None;
    for (place, (_, letter)) in letters.iter().enumerate() {
        let mut diagonal = (0, place);
        let mut above = (0, place + 1);
        for (wanted, cell) in pattern.iter().zip(column.iter_mut().skip(1)) {
            let replaced = (diagonal.0 + usize::from(wanted != letter), diagonal.1);
            let dropped = (above.0 + 1, above.1);
            let added = (cell.0 + 1, cell.1);
            diagonal = *cell;
            *cell = [replaced, dropped, added]
                .into_iter()
                .min_by_key(|cell| cell.0)
                .unwrap_or(replaced);
            above = *cell;
        }
        if let Some(&(edits, start)) = column.last()
            && best.is_none_or(|found| edits < found.0)
        {
            best = Some((edits, start, place + 1));
        }
    }
    let (edits, start, end) = best?;
    if edits * 5 > pattern.len() || start >= end {
        return None;
    }
    let byte = |place: usize| letters.get(place).map_or(text.len(), |letter| letter.0);
    Some(Span::new(byte(start), byte(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_sentence_is_more_alike_than_another_one() {
        let old = "The army said that the last convoy left the town on Tuesday evening";
        let new = "The army said that the last convoy had left the town on Tuesday night";
        let other = "Prices of bread and fuel rose again in all the northern provinces";
        let fingerprint = Fingerprint::of(old);
        assert!(fingerprint.similarity(Fingerprint::of(new)) > 0.75);
        assert!(fingerprint.similarity(Fingerprint::of(other)) < 0.7);
        assert_ne!(fingerprint.hash, Fingerprint::of(new).hash);
    }

    #[test]
    fn a_quote_is_found_nearest_to_where_it_stood() {
        let text = "one two one two one";
        assert_eq!(find_near(text, "one", 9), Some(Span::new(8, 11)));
        assert_eq!(find_near(text, "one", 0), Some(Span::new(0, 3)));
    }

    #[test]
    fn a_quote_is_found_though_letters_changed() {
        let text = "they surrendered yesterday without resistance";
        let found = find_near(text, "surrender yestrday", 5).expect("near enough");
        assert_eq!(found.of(text), "surrendered yesterday");
        assert_eq!(find_near(text, "completely different", 0), None);
    }
}
