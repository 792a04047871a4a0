//! Text to token ids: `SentencePiece`'s unigram model (Kudo 2018, arXiv:1804.10959 §3.2).
//!
//! Of all segmentations of the normalised text into subwords the one with the highest sum of log
//! probabilities is found by dynamic programming over positions. A character that is no
//! subword by itself may be an unknown one, with a score below the rarest subword. Ties go
//! to the segmentation found first, as in the reference, so the ids are identical.

use super::asset::Asset;
use super::normalise::Normaliser;
use super::pieces::Pieces;

/// The ids of special tokens.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marks {
    /// The unknown token.
    pub(super) unknown: u32,
    /// The token before a sentence.
    pub(super) begin: u32,
    /// The token after a sentence.
    pub(super) end: u32,
    /// Whether adjacent unknown tokens are merged, as in `SentencePiece`'s own output.
    pub(super) joins_unknown: bool,
}

/// The ids of the built-in model.
const CARRIED: Marks = Marks {
    unknown: 0,
    begin: 1,
    end: 2,
    joins_unknown: false,
};
/// How far below the rarest subword an unknown character is scored.
const UNKNOWN_PENALTY: f64 = 10.0;
/// No text is read beyond this many bytes: no sentence is so long, but hostile input may be.
const LONGEST_TEXT_BYTES: usize = 1 << 16;
/// Nor beyond this many tokens.
const LONGEST_TEXT_TOKENS: usize = 1 << 13;

/// Splits text into subwords of the vocabulary.
#[derive(Debug)]
pub(super) struct Tokenizer {
    normaliser: Normaliser,
    pieces: Pieces,
    unknown_score: f64,
    marks: Marks,
}

/// The best way to reach a position of the text.
#[derive(Clone, Copy)]
struct Reached {
    score: f64,
    start: usize,
    id: u32,
}

impl Tokenizer {
    /// Reads the tokenizer's sections.
    pub(super) fn new(asset: &Asset<'static>) -> Option<Self> {
        let normaliser = Normaliser::new(asset.bytes("charsmap")?)?;
        Some(Self::of(normaliser, Pieces::new(asset)?, CARRIED))
    }

    /// Assembles a tokenizer; the ids of `marks` are below the vocabulary's size.
    pub(super) fn of(normaliser: Normaliser, pieces: Pieces, marks: Marks) -> Self {
        Self {
            normaliser,
            unknown_score: f64::from(pieces.lowest_score()) - UNKNOWN_PENALTY,
            pieces,
            marks,
        }
    }

    /// Returns the number of subwords; every id is below it.
    pub(super) const fn vocabulary(&self) -> usize {
        self.pieces.len()
    }

    /// Returns the ids of `text` between the begin and the end token; never fewer than three.
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        let text = self.normaliser.normalise(head_of(text, LONGEST_TEXT_BYTES));
        let mut ids = vec![self.marks.begin];
        self.best_pieces(&text, &mut ids);
        if ids.len() == 1 {
            ids.push(self.marks.unknown);
        }
        ids.truncate(LONGEST_TEXT_TOKENS);
        ids.push(self.marks.end);
        ids
    }

    /// Appends the ids of the most probable subwords of a normalised text.
    fn best_pieces(&self, text: &str, ids: &mut Vec<u32>) {
        let nowhere = Reached {
            score: -1e38,
            start: 0,
            id: self.marks.unknown,
        };
        let mut best = vec![nowhere; text.len() + 1];
        if let Some(start) = best.first_mut() {
            start.score = 0.0;
        }
        for (start, character) in text.char_indices() {
            let base = best.get(start).map_or(0.0, |reached| reached.score);
            let mut offer = |len: usize, id: u32, score: f64| {
                if let Some(reached) = best.get_mut(start + len)
                    && base + score > reached.score
                {
                    *reached = Reached {
                        score: base + score,
                        start,
                        id,
                    };
                }
            };
            let width = character.len_utf8();
            let mut has_single = false;
            let rest = text.as_bytes().get(start..).unwrap_or_default();
            self.pieces.each_prefix(rest, |len, id, score| {
                has_single |= len == width;
                offer(len, id, f64::from(score));
            });
            if !has_single {
                offer(width, self.marks.unknown, self.unknown_score);
            }
        }
        let from = ids.len();
        let mut at = text.len();
        while at > 0 {
            let Some(reached) = best.get(at) else { break };
            let again = self.marks.joins_unknown
                && reached.id == self.marks.unknown
                && ids.get(from..).and_then(<[u32]>::last) == Some(&reached.id);
            if !again {
                ids.push(reached.id);
            }
            at = reached.start;
        }
        if let Some(found) = ids.get_mut(from..) {
            found.reverse();
        }
    }
}

/// Returns the start of `text`, at most `most` bytes, cut on a character boundary.
fn head_of(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}
