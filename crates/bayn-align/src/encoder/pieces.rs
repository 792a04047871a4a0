//! The vocabulary as a trie of bytes, laid out breadth first.
//!
//! The children of a node are adjacent, sorted by their byte, so a node needs only
//! the start and the number of its children. The file has one byte for each node's
//! label, one for its number of children, one bit that tells whether a subword ends here, and
//! the ids of those subwords in the nodes' order; the rest is computed on reading.
//! Scores (log probabilities) decrease with the id: the file has the differences of their bit
//! patterns, which is lossless.

use std::borrow::Cow;

use super::asset::Asset;

/// Marks a node where no subword ends.
const NONE: u32 = u32::MAX;

/// The subwords of the vocabulary and their scores.
#[derive(Debug)]
pub(super) struct Pieces {
    labels: Cow<'static, [u8]>,
    /// Where the children of each node begin; one more at the end.
    first: Vec<u32>,
    /// The subword that ends at each node, or [`NONE`].
    piece: Vec<u32>,
    /// Log probability by subword id.
    scores: Vec<f32>,
}

impl Pieces {
    /// Reads the vocabulary's sections.
    pub(super) fn new(asset: &Asset<'static>) -> Option<Self> {
        let labels = asset.bytes("trie.label")?;
        let widths = asset.bytes("trie.width")?;
        let ends = asset.bytes("trie.end")?;
        let (mut ids, _) = asset.bytes("trie.piece")?.as_chunks::<3>();
        let mut next = 1u32;
        let mut first = Vec::with_capacity(widths.len() + 1);
        let mut piece = Vec::with_capacity(widths.len());
        for (node, &width) in widths.iter().enumerate() {
            first.push(next);
            next += u32::from(width);
            let ends_here = ends.get(node / 8)? >> (node % 8) & 1 == 1;
            piece.push(if ends_here {
                let (&[low, mid, high], rest) = ids.split_first()?;
                ids = rest;
                u32::from_le_bytes([low, mid, high, 0])
            } else {
                NONE
            });
        }
        first.push(next);
        let scores = scores(asset.bytes("scores")?);
        let good = next as usize == labels.len()
            && widths.len() == labels.len()
            && piece
                .iter()
                .all(|&id| id == NONE || (id as usize) < scores.len());
        good.then_some(Self {
            labels: Cow::Borrowed(labels),
            first,
            piece,
            scores,
        })
    }

    /// Builds a vocabulary: subwords with their ids, and the score of each id. Of subwords that
    /// are spelled the same the one with the lowest id counts. Ids must be below the number of
    /// scores.
    pub(super) fn from_vocabulary(mut vocabulary: Vec<(&[u8], u32)>, scores: Vec<f32>) -> Self {
        vocabulary.sort_unstable();
        vocabulary.dedup_by_key(|(piece, _)| *piece);
        let mut found = Self {
            labels: Cow::Borrowed(&[]),
            first: Vec::new(),
            piece: Vec::new(),
            scores,
        };
        let mut labels = vec![0];
        // Each node's pieces, and how many bytes of them lead to it.
        let mut nodes = std::collections::VecDeque::from([(vocabulary.as_slice(), 0)]);
        while let Some((mut pieces, depth)) = nodes.pop_front() {
            found.first.push(labels.len() as u32);
            let ends_here = pieces
                .split_first()
                .filter(|((piece, _), _)| piece.len() == depth);
            found.piece.push(ends_here.map_or(NONE, |((_, id), rest)| {
                pieces = rest;
                *id
            }));
            let label = |(piece, _): &(&[u8], u32)| piece.get(depth).copied().unwrap_or_default();
            for family in pieces.chunk_by(|one, next| label(one) == label(next)) {
                labels.extend(family.first().map(label));
                nodes.push_back((family, depth + 1));
            }
        }
        found.first.push(labels.len() as u32);
        found.labels = Cow::Owned(labels);
        found
    }

    /// Returns the number of subwords.
    pub(super) const fn len(&self) -> usize {
        self.scores.len()
    }

    /// Returns the lowest score in the vocabulary.
    pub(super) fn lowest_score(&self) -> f32 {
        self.scores.iter().copied().fold(0.0, f32::min)
    }

    /// Calls `found` with the length in bytes, the id and the score of each piece that
    /// `text` begins with, shortest first.
    pub(super) fn each_prefix(&self, text: &[u8], mut found: impl FnMut(usize, u32, f32)) {
        let mut node = 0usize;
        for (at, &byte) in text.iter().enumerate() {
            let (Some(&start), Some(&end)) = (self.first.get(node), self.first.get(node + 1))
            else {
                return;
            };
            let children = self.labels.get(start as usize..end as usize);
            let Some(child) = children.and_then(|labels| labels.binary_search(&byte).ok()) else {
                return;
            };
            node = start as usize + child;
            if let Some(&id) = self.piece.get(node)
                && let Some(&score) = self.scores.get(id as usize)
            {
                found(at + 1, id, score);
            }
        }
    }
}

/// Reads scores: LEB128 steps between the bit patterns of neighbours, the first from zero.
///
/// The bit pattern of a negative float grows as the float falls; so all steps of a falling
/// row are numbers without sign.
fn scores(bytes: &[u8]) -> Vec<f32> {
    let mut out = Vec::new();
    let (mut bits, mut step, mut shift) = (0u32, 0u32, 0u32);
    for &byte in bytes {
        step |= u32::from(byte & 0x7F).unbounded_shl(shift);
        shift += 7;
        if byte & 0x80 == 0 {
            bits = bits.wrapping_add(step);
            out.push(f32::from_bits(bits));
            (step, shift) = (0, 0);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Pieces, scores};

    #[test]
    fn scores_come_back_bit_for_bit() {
        // 0.0, then -1.5 (0xBFC00000) in five groups of seven bits, then the next float below.
        let bytes = [0x00, 0x80, 0x80, 0x80, 0xFE, 0x0B, 0x01];
        let next = f32::from_bits((-1.5f32).to_bits() + 1);
        assert_eq!(scores(&bytes), vec![0.0, -1.5, next]);
    }

    #[test]
    fn a_vocabulary_is_found_by_its_prefixes() {
        let words = ["a", "ab", "abc", "b", "ab"];
        let vocabulary = (0..).zip(words).map(|(id, word)| (word.as_bytes(), id));
        let scores = vec![-1.0, -2.0, -3.0, -4.0, -5.0];
        let pieces = Pieces::from_vocabulary(vocabulary.collect(), scores);
        let found = |text: &str| {
            let mut found = Vec::new();
            pieces.each_prefix(text.as_bytes(), |len, id, _| found.push((len, id)));
            found
        };
        assert_eq!(found("abd"), [(1, 0), (2, 1)]);
        assert_eq!(found("abcd"), [(1, 0), (2, 1), (3, 2)]);
        assert_eq!(found("ba"), [(1, 3)]);
        assert_eq!(found("c"), []);
        assert_eq!(found(""), []);
    }
}
