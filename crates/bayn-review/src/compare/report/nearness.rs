//! The similarity of two phrases: by meaning if the encoder supports both languages, else by words.

use bayn_align::encoder::{Encoder, WIDTH, knows_language};
use bayn_doc::Document;
use bayn_doc::Sides;
use bayn_text::{fold, words};
use std::collections::BTreeSet;

/// The number of initial letters by which words are compared, since endings differ.
const STEM: usize = 5;

/// A phrase, prepared for comparison.
pub(crate) enum Text {
    /// Its vector.
    Meaning(Box<[f32; WIDTH]>),
    /// The beginnings of its words.
    Words(BTreeSet<String>),
}

/// A similarity measure for phrases of two texts.
pub(crate) struct Nearness<'a> {
    encoder: Option<&'a Encoder>,
    /// Whether one of the texts, and only one, is Arabic.
    pub(crate) has_arabic: bool,
}

impl<'a> Nearness<'a> {
    /// Returns the best measure for two texts.
    pub(crate) fn new(texts: Sides<&Document>, encoder: Option<&'a Encoder>) -> Self {
        let known = |document: &Document| knows_language(document.lang.primary());
        let arabic = texts.map(|document| document.lang.primary() == "ar");
        Self {
            encoder: encoder.filter(|_| known(texts.source) && known(texts.target)),
            has_arabic: arabic.source != arabic.target,
        }
    }

    /// Prepares phrases for comparison.
    pub(crate) fn read<'t>(&self, phrases: impl Iterator<Item = &'t str>) -> Vec<Text> {
        let phrases: Vec<&str> = phrases.collect();
        match self.encoder {
            Some(encoder) => encoder
                .embed_all(&phrases)
                .into_iter()
                .map(|vector| Text::Meaning(Box::new(vector)))
                .collect(),
            None => phrases
                .iter()
                .map(|text| Text::Words(stems(text)))
                .collect(),
        }
    }

    /// Returns the similarity of two phrases, from 0 to 1.
    pub(crate) fn between(&self, one: Option<&Text>, other: Option<&Text>) -> f32 {
        match (one, other) {
            (Some(Text::Meaning(one)), Some(Text::Meaning(other))) => one
                .iter()
                .zip(other.iter())
                .map(|(a, b)| a * b)
                .sum::<f32>()
                .max(0.0),
            (Some(Text::Words(one)), Some(Text::Words(other))) => {
                let shared = one.intersection(other).count() as f32;
                shared / (one.len().min(other.len()).max(1)) as f32
            }
            _ => 0.0,
        }
    }
}

fn stems(text: &str) -> BTreeSet<String> {
    let folded = fold(text).text;
    words(&folded)
        .map(|span| span.of(&folded))
        .filter(|word| word.chars().count() > 2)
        .map(|word| word.chars().take(STEM).collect())
        .collect()
}
