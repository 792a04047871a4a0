//! What the aligner knows of each sentence of one side besides its words.

use crate::furniture::is_furniture;
use crate::signal::Words;
use bayn_doc::Document;
use bayn_doc::Sides;
use bayn_text::number_words;
use std::collections::HashMap;
use std::ops::Range;

/// How a sentence ends, as far as both languages mark it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EndMark {
    /// With a full stop or another mark.
    #[default]
    Plain,
    /// Without any mark.
    Open,
    /// As a question.
    Question,
    /// As a call.
    Exclamation,
    /// With a colon: something is said next.
    Colon,
}

impl EndMark {
    /// Returns whether two sentences end as differently as translations seldom do; a mark that
    /// is missing is no other mark.
    pub(crate) fn differs(self, other: Self) -> bool {
        let told = |end| if end == Self::Open { Self::Plain } else { end };
        told(self) != told(other)
    }

    fn of(sentence: &str) -> Self {
        let end = sentence
            .trim_end_matches(|c: char| c.is_whitespace() || is_closing(c))
            .chars()
            .next_back();
        match end {
            Some('?' | '\u{61f}' | '\u{ff1f}') => Self::Question,
            Some('!' | '\u{ff01}') => Self::Exclamation,
            Some(':' | '\u{ff1a}') => Self::Colon,
            Some('.' | ';' | '\u{2026}' | '\u{61b}' | '\u{6d4}' | '\u{3002}' | '\u{ff0e}') => {
                Self::Plain
            }
            _ => Self::Open,
        }
    }
}

const fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '\u{201d}'
            | '\u{2019}'
            | '\u{bb}'
            | '\u{300d}'
            | '\u{300f}'
            | ')'
            | '\u{ff09}'
            | ']'
    )
}

/// Smaller numbers that are spelled out are often pronouns, articles or duals.
const TELLING: f64 = 3.0;

/// The sentences of one side, seen from outside.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// The running sum of lengths in characters, one more than sentences; those of the source
    /// are scaled so that both texts are equally long.
    pub(crate) lengths: Vec<f32>,
    /// Whether a paragraph begins before each sentence, and at the end.
    pub(crate) breaks: Vec<bool>,
    /// How each sentence ends.
    pub(crate) ends: Vec<EndMark>,
    /// The numbers of each sentence, as names that both sides share, ascending.
    pub(crate) numbers: Vec<Vec<u32>>,
    /// Those that each sentence spells out, by the same names.
    pub(crate) spelled: Vec<Vec<u32>>,
    /// Whether each sentence is page furniture.
    pub(crate) furniture: Vec<bool>,
}

impl Profile {
    /// Reads both sides, since lengths are compared and numbers named in common.
    pub(crate) fn read(documents: Sides<&Document>, words: Sides<&Words>) -> Sides<Self> {
        let mut names: HashMap<String, u32> = HashMap::new();
        let mut sides =
            Sides::from_fn(|side| Self::read_side(documents[side], words[side], &mut names));
        let total = |profile: &Self| profile.lengths.last().copied().unwrap_or(0.0);
        let scale = total(&sides.target) / total(&sides.source).max(1.0);
        for length in &mut sides.source.lengths {
            *length *= scale;
        }
        sides
    }

    fn read_side(document: &Document, words: &Words, names: &mut HashMap<String, u32>) -> Self {
        let count = document.sentences.len();
        let mut profile = Self {
            lengths: vec![0.0],
            breaks: vec![false; count + 1],
            ..Self::default()
        };
        let mut length = 0.0;
        for at in 0..count {
            let text = document.sentence(at);
            length += text.chars().count() as f32;
            profile.lengths.push(length);
            profile.ends.push(EndMark::of(text));
            profile.furniture.push(is_furniture(text));
            let mut name = |number: &str| {
                let next = names.len() as u32;
                *names.entry(number.to_owned()).or_insert(next)
            };
            let mut numbers: Vec<u32> = words.numbers(at).map(&mut name).collect();
            numbers.sort_unstable();
            profile.numbers.push(numbers);
            let spelled = number_words(text, &document.lang).into_iter();
            let spelled = spelled.map(|number| number.value);
            let telling = spelled.filter(|value| value.to_f64() >= TELLING);
            let spelled = telling.map(|value| name(&value.to_string())).collect();
            profile.spelled.push(spelled);
        }
        for paragraph in &document.paragraphs {
            for at in [paragraph.sentences.start, paragraph.sentences.end] {
                if let Some(mark) = profile.breaks.get_mut(at) {
                    *mark = true;
                }
            }
        }
        profile
    }

    /// Returns the length of some sentences.
    pub(crate) fn length(&self, range: &Range<usize>) -> f32 {
        self.lengths[range.end] - self.lengths[range.start]
    }

    /// Returns the number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether the text is cut into paragraphs at all.
    pub(crate) fn has_paragraphs(&self) -> bool {
        self.breaks.iter().filter(|&&mark| mark).count() > 2
    }
}
