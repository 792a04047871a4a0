//! The sketch of a text for pairing: small enough that thousands fit into memory.
//!
//! The first sentences represent the whole: a translation begins as its source does, and a
//! text that only shares the subject continues differently. Page furniture is skipped.
//! Numbers and names of a longer part are kept as hashes.

use bayn_align::encoder::{Block, Encoder, Parts, WIDTH, knows_language};
use bayn_align::is_furniture;
use bayn_doc::Document;
use bayn_text::{
    Lang, NumberKind, Script, fold, main_script, numbers, proclitic_forms, script_of, skeleton,
    words,
};
use fnv::FnvHasher;
use rayon::prelude::*;
use std::hash::Hasher;

/// The number of sentences of a text that are compared.
pub(crate) const HEAD: usize = 12;
/// Letters of a sentence that are compared; what is longer is a page without full stops.
const LONGEST: usize = 600;
/// The number of sentences whose numbers and names are kept.
const READ: usize = 120;
/// Bytes of a text before which the last kept paragraph begins.
const KEPT: usize = 12_000;
/// Sentences of one block.
pub(crate) const BLOCK: usize = 3;
/// The number of texts encoded at once, which bounds the memory of the encoder.
const BATCH: usize = 64;

/// A unit vector in bytes; the cosine is off by less than .005.
#[derive(Clone, Debug)]
pub(crate) struct Vector {
    scale: f32,
    values: Box<[i8; WIDTH]>,
}

impl Vector {
    pub(crate) fn new(unit: &[f32; WIDTH]) -> Self {
        let largest = unit
            .iter()
            .fold(1e-9_f32, |high, value| high.max(value.abs()));
        let mut values = Box::new([0; WIDTH]);
        for (byte, value) in values.iter_mut().zip(unit) {
            #[expect(
                clippy::cast_possible_truncation,
                reason = "the value lies between -127 and 127"
            )]
            let whole = (value / largest * 127.0).round() as i8;
            *byte = whole;
        }
        Self {
            scale: largest / 127.0,
            values,
        }
    }

    pub(crate) fn cosine(&self, other: &Self) -> f32 {
        let sum: i32 = self
            .values
            .iter()
            .zip(other.values.iter())
            .map(|(&a, &b)| i32::from(i16::from(a) * i16::from(b)))
            .sum();
        sum as f32 * self.scale * other.scale
    }
}

/// The vectors of the first sentences.
#[derive(Clone, Debug)]
pub(crate) struct Meaning {
    /// For each first sentence, blocks of 1, 2 … sentences as far as the head goes.
    pub(crate) blocks: Vec<Vec<Vector>>,
    /// The mean of the head's sentences.
    pub(crate) mean: Vector,
}

/// The sketch of a text.
#[derive(Clone, Debug, Default)]
pub struct Sketch {
    pub(crate) lang: Lang,
    /// The first sentences that are not page furniture.
    pub(crate) head: Vec<String>,
    /// The beginning of the text, to find facts shared with a report of the same event.
    pub(crate) text: Document,
    /// Numbers, dates, names and words that other languages may share, as hashes, ascending.
    pub(crate) marks: Vec<Mark>,
    /// The vectors, if the encoder supports the language.
    pub(crate) meaning: Option<Meaning>,
}

/// One feature that a translation would have too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    /// Its hash.
    pub(crate) hash: u64,
    /// Whether it is evidence by itself: a name in capitals, a number of two digits.
    pub(crate) strong: bool,
}

impl Sketch {
    /// Returns the tag of the language and how the text begins.
    #[must_use]
    pub fn preview(&self) -> (&str, &str) {
        let begins = self.head.first().map_or("", String::as_str);
        (self.lang.tag(), begins)
    }

    /// Reads a text; the vectors are added by [`encode`].
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let text_of = |at: usize| document.sentence(at);
        let all = || (0..document.sentences.len()).filter(|&at| !is_furniture(text_of(at)));
        let head = all()
            .take(HEAD)
            .map(|at| text_of(at).chars().take(LONGEST).collect())
            .collect();
        let mut marks = Vec::new();
        for at in all().take(READ) {
            collect_marks(text_of(at), &document.lang, &mut marks);
        }
        marks.sort_unstable_by_key(|mark: &Mark| (mark.hash, !mark.strong));
        marks.dedup_by_key(|mark| mark.hash);
        Self {
            lang: document.lang.clone(),
            text: beginning(document),
            head,
            marks,
            meaning: None,
        }
    }
}

/// Returns the first paragraphs of a text.
fn beginning(document: &Document) -> Document {
    let fits = document
        .paragraphs
        .partition_point(|paragraph| paragraph.span.start < KEPT);
    let whole = document.paragraphs.get(..fits).unwrap_or(&[]);
    let end = whole.last().map_or(0, |paragraph| paragraph.sentences.end);
    let kept = document.sentences.get(..end).unwrap_or(&[]);
    let bytes = whole.last().map_or(0, |paragraph| paragraph.span.end);
    Document {
        text: document.text.get(..bytes).unwrap_or("").to_owned(),
        lang: document.lang.clone(),
        paragraphs: whole.to_vec(),
        sentences: kept.to_vec(),
    }
}

/// Hashes a word with its kind (FNV-1a, 64 bits): the same on every machine.
fn hash(kind: u8, text: &str) -> u64 {
    let mut hash = FnvHasher::default();
    hash.write(&[kind]);
    hash.write(text.as_bytes());
    hash.finish()
}

/// The fewest consonants by which a name is recognised in another script.
const CONSONANTS: usize = 3;

fn collect_marks(text: &str, lang: &Lang, marks: &mut Vec<Mark>) {
    for number in numbers(text, lang) {
        let (kind, strong) = match number.kind {
            NumberKind::Date(_) => (b'd', true),
            NumberKind::Time => (b't', true),
            NumberKind::Cardinal | NumberKind::Year | NumberKind::Ordinal | NumberKind::Percent => {
                (b'n', number.value.to_f64().abs() >= 10.0)
            }
        };
        marks.push(Mark {
            hash: hash(kind, &number.value.to_string()),
            strong,
        });
    }
    let arabic = main_script(text) == Some(Script::Arabic);
    for (at, span) in words(text).enumerate() {
        let word = span.of(text);
        let Some(first) = word.chars().next().filter(|c| c.is_alphabetic()) else {
            continue;
        };
        let key = fold(word).text;
        if script_of(first) == Some(Script::Arabic) {
            for stem in proclitic_forms(&key) {
                push_sound(stem, false, marks);
            }
            continue;
        }
        let letters = key.chars().count();
        if letters >= 4 && script_of(first) == Some(Script::Latin) {
            // The same word in two languages of one script, cut as inflection cuts it.
            let cut: String = key.chars().take(6).collect();
            marks.push(Mark {
                hash: hash(b'w', &cut),
                strong: false,
            });
        }
        if first.is_uppercase() || !first.is_lowercase() {
            push_sound(&key, at > 0 && !arabic, marks);
        }
    }
}

fn push_sound(key: &str, strong: bool, marks: &mut Vec<Mark>) {
    let heard = skeleton(key);
    if heard.len() >= CONSONANTS {
        marks.push(Mark {
            hash: hash(b's', &heard),
            strong,
        });
    }
}

/// Encodes the heads of all texts in languages that the encoder supports, some at a time.
pub fn encode(sketches: &mut [Sketch], encoder: &Encoder) {
    for batch in sketches.chunks_mut(BATCH) {
        let mut known: Vec<&mut Sketch> = batch
            .iter_mut()
            .filter(|sketch| knows_language(sketch.lang.primary()) && !sketch.head.is_empty())
            .collect();
        let texts: Vec<&str> = known
            .iter()
            .flat_map(|sketch| sketch.head.iter().map(String::as_str))
            .collect();
        let parts = encoder.parts_of(&texts);
        let mut rest = parts.as_slice();
        let heads: Vec<&[Parts]> = known
            .iter()
            .map(|sketch| {
                let (own, others) = rest.split_at(sketch.head.len().min(rest.len()));
                rest = others;
                own
            })
            .collect();
        let meanings: Vec<Meaning> = heads.par_iter().map(|own| meaning(own, encoder)).collect();
        for (sketch, meaning) in known.iter_mut().zip(meanings) {
            sketch.meaning = Some(meaning);
        }
    }
}

fn meaning(parts: &[Parts], encoder: &Encoder) -> Meaning {
    let composed: Vec<Block> = (0..parts.len())
        .flat_map(|start| {
            (1..=BLOCK.min(parts.len() - start))
                .filter_map(move |size| Block::over(parts.get(start..start + size)?))
        })
        .collect();
    let units = encoder.head(&composed);
    let mut mean = [0.0; WIDTH];
    let mut blocks = Vec::with_capacity(parts.len());
    let mut rest = units.as_slice();
    for start in 0..parts.len() {
        let (own, others) = rest.split_at(BLOCK.min(parts.len() - start).min(rest.len()));
        rest = others;
        for (sum, value) in mean.iter_mut().zip(own.first().unwrap_or(&[0.0; WIDTH])) {
            *sum += value;
        }
        blocks.push(own.iter().map(Vector::new).collect());
    }
    let length = mean.iter().map(|value| value * value).sum::<f32>().sqrt();
    for value in &mut mean {
        *value /= length.max(1e-9);
    }
    Meaning {
        blocks,
        mean: Vector::new(&mean),
    }
}
