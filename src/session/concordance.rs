//! Every occurrence of a word on both sides: keywords in context.
//!
//! ```text
//!   here    the occurrences of the word under the caret, by its stem
//!   there   the occurrences of the same word, and of the words that correspond to it: those that are
//!           linked to it in its own pair, and those that co-occur with it in the other pairs
//! ```
//!
//! Co-occurrence is counted in a sample of its pairs (Dice's coefficient), so
//! that a list takes no longer in a long text. Indexes are built in the background on
//! first request.

pub use crate::session::word_index::WordIndex;

use crate::session::words::Answers;
use bayn_doc::{Bitext, Side, Sides};
use bayn_text::{function_words, words};
use harf::Span;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The minimum probability of a linked word here.
const LIKELY: f32 = 0.5;
/// The number of pairs in which co-occurrence is counted.
const SAMPLE: usize = 200;
/// The number of words of a pair that are examined.
const LONGEST: usize = 120;
/// The fewest pairs and the minimum coefficient of co-occurrence.
const FEWEST: usize = 3;
const COMPANY: f32 = 0.4;
/// The most corresponding words, and how much weaker than the best another one may be.
const ANSWERS: usize = 4;
const NEARLY: f32 = 0.6;

/// The occurrences of one word on both sides, as a list: first those of its own
/// side, then those of the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kwic {
    /// The side of the requested word.
    pub side: Side,
    /// The word as it was under the caret.
    pub word: String,
    /// Whether the other side's sentence is shown under each line.
    pub both: bool,
    /// The first byte of each occurrence on each side, ascending.
    pub places: Sides<Arc<Vec<u32>>>,
    /// The words listed on the other side, as written there.
    pub answers: Vec<String>,
    /// The selected line, counted over both sides.
    pub chosen: usize,
}

/// One occurrence of a word: its bead, its sentence, its span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its side.
    pub side: Side,
    /// The index of the bead.
    pub bead: usize,
    /// Its sentence.
    pub sentence: Span,
    /// The word.
    pub word: Span,
}

impl Kwic {
    /// Lists the occurrences of the word at `span`, which is selected.
    #[must_use]
    pub fn of(
        bitext: &Bitext,
        index: &Sides<WordIndex>,
        (side, span): (Side, Span),
        linked: Option<&Answers>,
        both: bool,
    ) -> Self {
        let word = span.of(&bitext.documents[side].text).to_owned();
        let own = index[side].places(&word).to_vec();
        let chosen = own
            .partition_point(|&place| (place as usize) < span.start)
            .min(own.len().saturating_sub(1));
        let mut places = Sides::<Arc<Vec<u32>>>::default();
        places[side] = Arc::new(own);
        let mut found = Self {
            side,
            word,
            both,
            places,
            answers: Vec::new(),
            chosen,
        };
        found.fill_other_side(bitext, index, linked);
        found
    }

    /// Finds the occurrences on the other side, again if better links are known by now. The
    /// selected line stays the same on the word's own side. `linked` are the words that correspond
    /// to it in its own pair.
    pub fn fill_other_side(
        &mut self,
        bitext: &Bitext,
        index: &Sides<WordIndex>,
        linked: Option<&Answers>,
    ) {
        let other = self.side.other();
        let lang = bitext.documents[other].lang.primary();
        let own = bitext.documents[self.side].lang.primary();
        let asked_small = is_small(own, &self.word);
        let mut found: Vec<String> = Vec::new();
        if !index[other].places(&self.word).is_empty() {
            found.push(self.word.clone());
        }
        if let Some((side, linked)) = linked
            && *side == other
        {
            let text = &bitext.documents[other].text;
            let likely = linked
                .iter()
                .filter(|(_, probability)| probability.value() >= LIKELY);
            found.extend(likely.map(|(span, _)| span.of(text).to_owned()));
        }
        // A function word co-occurs with everything.
        if !asked_small {
            found.extend(company(bitext, index, (self.side, &self.places[self.side])));
        }
        let rules = index[other].rules();
        let mut numbers = HashSet::new();
        let mut places = Vec::new();
        self.answers.clear();
        for word in found {
            // Function words correspond to function words, others to others.
            if self.answers.len() >= ANSWERS || is_small(lang, &word) != asked_small {
                continue;
            }
            let stem = rules.stem(&word);
            if index[other]
                .number(&stem)
                .is_some_and(|number| numbers.insert(number))
            {
                places.extend_from_slice(index[other].places_of(&stem));
                self.answers.push(word);
            }
        }
        places.sort_unstable();
        self.places[other] = Arc::new(places);
        self.chosen = self.chosen.min(self.len().saturating_sub(1));
    }

    /// Returns the number of occurrences on both sides.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.source.len() + self.places.target.len()
    }

    /// Returns whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns a line of the list.
    #[must_use]
    pub fn line(&self, bitext: &Bitext, at: usize) -> Option<Line> {
        let own = self.places[self.side].len();
        let (side, at) = match at.checked_sub(own) {
            None => (self.side, at),
            Some(at) => (self.side.other(), at),
        };
        let byte = *self.places[side].get(at)? as usize;
        let document = &bitext.documents[side];
        let number = document
            .sentences
            .partition_point(|sentence| sentence.span.start <= byte)
            .saturating_sub(1);
        let sentence = document.sentences.get(number)?.span;
        let word = word_from(&document.text, byte)?;
        Some(Line {
            side,
            bead: bitext.bead_of_sentence(side, number),
            sentence,
            word,
        })
    }

    /// Returns the listed words of a side that are in a part of its text, in order.
    #[must_use]
    pub fn within(&self, bitext: &Bitext, side: Side, span: Span) -> Vec<Span> {
        let places = &self.places[side];
        let text = &bitext.documents[side].text;
        let first = places.partition_point(|&place| (place as usize) < span.start);
        places
            .iter()
            .skip(first)
            .map(|&place| place as usize)
            .take_while(|&byte| byte < span.end)
            .filter_map(|byte| word_from(text, byte))
            .collect()
    }
}

/// Returns whether a word has little meaning by itself: a function word of its language, or one letter.
fn is_small(lang: &str, word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() < 2
        || function_words::contains(lang, &word.to_lowercase())
}

fn word_from(text: &str, byte: usize) -> Option<Span> {
    Some(words(text.get(byte..)?).next()?.shifted(byte))
}

/// Returns the words of the other side that occur in the pairs of a word far more often than
/// elsewhere, the best first.
fn company(bitext: &Bitext, index: &Sides<WordIndex>, (side, own): (Side, &[u32])) -> Vec<String> {
    let other = side.other();
    let document = &bitext.documents[other];
    let (rules, index) = (index[other].rules(), &index[other]);
    let step = own.len().div_ceil(SAMPLE).max(1);
    let mut beads: Vec<usize> = own
        .iter()
        .step_by(step)
        .map(|&byte| bitext.bead_at(side, byte as usize))
        .collect();
    beads.dedup();
    if beads.len() < FEWEST {
        return Vec::new();
    }
    let mut known: HashMap<&str, Option<u32>> = HashMap::new();
    let mut counts: HashMap<u32, (usize, &str)> = HashMap::new();
    for &bead in &beads {
        let sentences = bitext.beads.get(bead).map(|bead| &bead.sentences[other]);
        let Some(span) = sentences.and_then(|sentences| document.span_of(sentences)) else {
            continue;
        };
        let text = span.of(&document.text);
        let mut seen = HashSet::new();
        for word in words(text).take(LONGEST).map(|word| word.of(text)) {
            let number = *known
                .entry(word)
                .or_insert_with(|| index.number(&rules.stem(word)));
            if let Some(number) = number.filter(|&number| seen.insert(number)) {
                counts.entry(number).or_insert((0, word)).0 += 1;
            }
        }
    }
    let mut found: Vec<(f32, &str)> = counts
        .into_values()
        .filter(|(count, _)| *count >= FEWEST)
        .map(|(count, word)| {
            let all = index.places(word).len() as f32;
            let together = count as f32 * own.len() as f32 / beads.len() as f32;
            (2.0 * together.min(all) / (own.len() as f32 + all), word)
        })
        .filter(|(dice, _)| *dice >= COMPANY)
        .collect();
    found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let best = found.first().map_or(0.0, |(dice, _)| *dice);
    found
        .into_iter()
        .take_while(|(dice, _)| *dice >= NEARLY * best)
        .map(|(_, word)| word.to_owned())
        .collect()
}

/// The indexes of both texts, once requested.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Concordance {
    /// The indexes; `None` before.
    pub index: Option<Arc<Sides<WordIndex>>>,
    /// Whether they are being built.
    pub running: bool,
    /// Whether that failed: it is tried again on request, not automatically.
    pub gave_up: bool,
    /// What is shown when they are there: whether each line has the other side's sentence.
    pub asked: Option<bool>,
}
