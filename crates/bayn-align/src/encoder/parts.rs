//! The encoded form of a sentence, and blocks of sentences composed of it.
//!
//! The encoder adds up one row per token and feeds the sum, divided by the root of the number
//! of tokens, to a small network (the head). So a block of sentences need not be encoded
//! again: the rows inside its sentences are added, with the row of the first begin token
//! and of the last end token. Only the n-grams across sentence boundaries are missing;
//! the cosine to the true encoding is .95 to .99.

/// Numbers in a row, and in a sentence vector.
pub const WIDTH: usize = 512;

/// A sentence as sums of its tokens' rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Sum of the rows between the begin and the end token.
    pub interior_sum: [f32; WIDTH],
    /// Row of the begin token.
    pub begin: [f32; WIDTH],
    /// Row of the end token.
    pub end: [f32; WIDTH],
    /// How many tokens there are between the two; at least one.
    pub tokens: usize,
}

impl Parts {
    /// Returns an empty sentence.
    #[must_use]
    pub const fn empty() -> Self {
        Self {
            interior_sum: [0.0; WIDTH],
            begin: [0.0; WIDTH],
            end: [0.0; WIDTH],
            tokens: 0,
        }
    }
}

/// A run of sentences, ready for the head.
#[derive(Clone, Debug, PartialEq)]
pub struct Block {
    /// Sum of the rows of all tokens.
    pub sum: [f32; WIDTH],
    /// How many tokens were added, including the begin and the end token.
    pub tokens: usize,
}

impl Block {
    /// Joins neighbouring sentences; `None` if there are none.
    #[must_use]
    pub fn over(sentences: &[Parts]) -> Option<Self> {
        let (first, last) = (sentences.first()?, sentences.last()?);
        let mut sum = first.begin;
        add(&mut sum, &last.end);
        let mut tokens = 2;
        for sentence in sentences {
            add(&mut sum, &sentence.interior_sum);
            tokens += sentence.tokens;
        }
        Some(Self { sum, tokens })
    }
}

/// Adds a row to a sum.
fn add(sum: &mut [f32; WIDTH], row: &[f32; WIDTH]) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += value;
    }
}
