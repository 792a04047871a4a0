//! The feature weights for a pair of words, read from a small text file.

use super::feature::{WORD_FEATURE_COUNT, word_feature_name};

/// One weight for each feature.
#[derive(Clone, Debug, PartialEq)]
pub struct WordModel {
    /// The weights; see [`word_feature_name`].
    pub weights: [f32; WORD_FEATURE_COUNT],
}

impl WordModel {
    /// The model for words whose vectors are compared.
    #[must_use]
    pub fn encoder() -> Self {
        Self::parse(include_str!("../../assets/words-encoder.txt"))
    }

    /// The model by strings, numbers, names and the lexicon learned from the text.
    #[must_use]
    pub fn strings() -> Self {
        Self::parse(include_str!("../../assets/words.txt"))
    }

    /// Reads `name value` lines; `#` opens a comment, and unknown names are ignored.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut weights = [0.0; WORD_FEATURE_COUNT];
        for line in text.lines() {
            let mut parts = line.split('#').next().unwrap_or("").split_whitespace();
            let (Some(name), Some(value)) = (parts.next(), parts.next()) else {
                continue;
            };
            let slot = (0..WORD_FEATURE_COUNT).find(|&at| word_feature_name(at) == name);
            if let (Some(slot), Ok(value)) = (slot, value.parse()) {
                weights[slot] = value;
            }
        }
        Self { weights }
    }
}
