//! Links the corresponding words of a bead, each pair with its probability.
//!
//! Every word is analysed by itself: its string, its value if it is a number, its consonants if it
//! may be a name, and its vector if an encoder is given (cached for the next bead). Pairs of
//! words are scored, the best non-conflicting ones are linked, and a word that belongs
//! to its linked neighbour joins it, so that one word may correspond to several.
//!
//! ```text
//! text ─ reading ─┐
//!                 ├─ evidence ─ probabilities ─ matching ─ links
//! vectors, lexicon┘
//! ```

mod evidence;
mod feature;
mod lexicon;
mod matching;
mod reading;
mod vectors;
mod weights;

use crate::encoder::Encoder;
use bayn_doc::{Bead, Bitext};
use bayn_doc::{Score, Sides};
use bayn_text::Lang;
use harf::Span;
use lexicon::Learned;
use reading::Reading;

pub use feature::{WORD_FEATURE_COUNT, WordFeatures, word_feature_name};
pub use weights::WordModel;

/// Corresponding words of source and target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WordLink {
    /// The bytes of the word of the source.
    pub source: Span,
    /// The bytes of the word of the target.
    pub target: Span,
    /// The probability that the two correspond.
    pub probability: Score,
}

/// Finds word links.
#[derive(Debug)]
pub struct WordLinker<'e> {
    encoder: Option<&'e Encoder>,
    learned: Learned,
}

impl<'e> WordLinker<'e> {
    /// Returns a linker; without an encoder it uses strings, numbers, names and what
    /// [`Self::learn`] found.
    #[must_use]
    pub fn new(encoder: Option<&'e Encoder>) -> Self {
        Self {
            encoder,
            learned: Learned::default(),
        }
    }

    /// Learns from an aligned text which words correspond to which; useful from some
    /// fifty beads on. Takes about a second for ten thousand sentences.
    pub fn learn(&mut self, bitext: &Bitext) {
        self.learned = Learned::from(bitext);
    }

    /// Returns the links of a bead as spans of the documents, ascending; a bead with one side
    /// has none.
    pub fn links(&self, bitext: &Bitext, bead: &Bead) -> Vec<WordLink> {
        let documents = bitext.documents.as_ref();
        let spans = Sides::from_fn(|side| documents[side].span_of(&bead.sentences[side]));
        let (Some(source), Some(target)) = (spans.source, spans.target) else {
            return Vec::new();
        };
        let texts = Sides::new(
            source.of(&documents.source.text),
            target.of(&documents.target.text),
        );
        let langs = documents.map(|document| &document.lang);
        let mut found = self.links_of(texts, langs);
        for link in &mut found {
            link.source = link.source.shifted(source.start);
            link.target = link.target.shifted(target.start);
        }
        found
    }

    /// Returns the links between two short texts as spans of them, ascending.
    pub fn links_of(&self, texts: Sides<&str>, langs: Sides<&Lang>) -> Vec<WordLink> {
        let sides = Sides::from_fn(|side| Reading::of(texts[side], langs[side]));
        let table = self.weigh(&sides, langs);
        matching::pick(&sides, &table)
    }

    /// Returns the features of every pair of words of two texts as `model` sees them, with
    /// their spans, for fitting weights.
    pub fn features_of(
        &self,
        texts: Sides<&str>,
        langs: Sides<&Lang>,
        model: &WordModel,
    ) -> Vec<(Span, Span, WordFeatures)> {
        let sides = Sides::from_fn(|side| Reading::of(texts[side], langs[side]));
        let closeness = self.closeness(&sides, langs);
        evidence::all(&sides, closeness.as_ref(), &self.learned, model)
    }

    fn closeness(&self, sides: &Sides<Reading>, langs: Sides<&Lang>) -> Option<vectors::Table> {
        let knows = |lang: &Lang| crate::encoder::knows_language(lang.primary());
        let encoder = self
            .encoder
            .filter(|_| knows(langs.source) && knows(langs.target))?;
        Some(vectors::Table::of(encoder, sides))
    }

    fn weigh(&self, sides: &Sides<Reading>, langs: Sides<&Lang>) -> evidence::Table {
        let closeness = self.closeness(sides, langs);
        let model = if closeness.is_some() {
            WordModel::encoder()
        } else {
            WordModel::strings()
        };
        evidence::weigh(sides, closeness.as_ref(), &self.learned, &model)
    }
}

/// Returns the links between two short texts; use [`WordLinker`] for many.
#[must_use]
pub fn word_links(
    texts: Sides<&str>,
    langs: Sides<&Lang>,
    encoder: Option<&Encoder>,
) -> Vec<WordLink> {
    WordLinker::new(encoder).links_of(texts, langs)
}
