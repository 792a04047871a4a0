//! What the aligner knows about each sentence of one side besides its words.

use crate::furniture::is_furniture;
use crate::items::{is_numbered, items};
use crate::signal::Words;
use bayn_doc::Document;
use bayn_doc::{Side, Sides};
use bayn_text::number_words;
use std::collections::HashMap;
use std::ops::{Range, RangeInclusive};

/// How a sentence ends, as far as both languages mark it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum EndMark {
    /// With a full stop or other punctuation.
    #[default]
    Plain,
    /// Without punctuation.
    Open,
    /// As a question.
    Question,
    /// As an exclamation.
    Exclamation,
    /// With a colon: speech or a list follows.
    Colon,
}

impl EndMark {
    /// Returns whether two sentences end in a way that rarely occurs in translations; missing
    /// punctuation does not count as different.
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

/// The sentences of one side, without their words.
#[derive(Clone, Debug, Default)]
pub(crate) struct Profile {
    /// The running sum of lengths in characters, one more than sentences; those of the source
    /// are scaled so that both texts are equally long.
    pub(crate) lengths: Vec<f32>,
    /// Whether a paragraph begins before each sentence, and at the end.
    pub(crate) breaks: Vec<bool>,
    /// How each sentence ends.
    pub(crate) ends: Vec<EndMark>,
    /// The numbers of each sentence, as ids common to both sides, ascending.
    pub(crate) numbers: Vec<Vec<u32>>,
    /// Those that each sentence spells out, by the same ids.
    pub(crate) spelled: Vec<Vec<u32>>,
    /// How many items each sentence holds that is a list, at least and at most.
    pub(crate) items: Vec<Option<RangeInclusive<usize>>>,
    /// Whether each sentence is page furniture.
    pub(crate) furniture: Vec<bool>,
}

/// A number in front of a sentence: of a verse, an article, an item.
struct Label {
    sentence: usize,
    number: u32,
}

/// Returns whether one text labels its sentences and the other does not.
fn one_sided(labels: &[Label], others: &[Label]) -> bool {
    const FEW: usize = 3;
    labels.len() >= FEW && others.len() * 2 < labels.len()
}

impl Profile {
    /// Reads both sides together, since lengths are compared and ids of numbers are common.
    pub(crate) fn read(documents: Sides<&Document>, words: Sides<&Words>) -> Sides<Self> {
        let mut names: HashMap<String, u32> = HashMap::new();
        let mut labels = Sides::new(Vec::new(), Vec::new());
        let mut sides = Sides::from_fn(|side| {
            Self::read_side(documents[side], words[side], &mut names, &mut labels[side])
        });
        for side in Side::BOTH {
            if one_sided(&labels[side], &labels[side.other()]) {
                sides[side].excuse(&labels[side]);
            }
        }
        let total = |profile: &Self| profile.lengths.last().copied().unwrap_or(0.0);
        let scale = total(&sides.target) / total(&sides.source).max(1.0);
        for length in &mut sides.source.lengths {
            *length *= scale;
        }
        sides
    }

    fn read_side(
        document: &Document,
        words: &Words,
        names: &mut HashMap<String, u32>,
        labels: &mut Vec<Label>,
    ) -> Self {
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
            if let Some(&number) = numbers.first()
                && is_numbered(text)
            {
                labels.push(Label {
                    sentence: at,
                    number,
                });
            }
            numbers.sort_unstable();
            profile.numbers.push(numbers);
            let spelled = number_words(text, &document.lang).into_iter();
            let spelled = spelled.map(|number| number.value);
            let telling = spelled.filter(|value| value.to_f64() >= TELLING);
            let spelled = telling.map(|value| name(&value.to_string())).collect();
            profile.spelled.push(spelled);
            profile.items.push(items(text));
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

    /// Takes the labels for numbers that the other side need not have.
    fn excuse(&mut self, labels: &[Label]) {
        for label in labels {
            let numbers = &mut self.numbers[label.sentence];
            if let Some(place) = numbers.iter().position(|&number| number == label.number) {
                numbers.remove(place);
                self.spelled[label.sentence].push(label.number);
            }
        }
    }

    /// Returns the length of some sentences.
    pub(crate) fn length(&self, range: &Range<usize>) -> f32 {
        self.lengths[range.end] - self.lengths[range.start]
    }

    /// Returns the number of sentences.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether the text is divided into paragraphs at all.
    pub(crate) fn has_paragraphs(&self) -> bool {
        self.breaks.iter().filter(|&&mark| mark).count() > 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_text::Lang;

    /// Returns how many numbers of each side must be answered, where the lines begin so.
    fn missed(label: [fn(usize) -> String; 2]) -> [usize; 2] {
        let document = |side: usize| {
            let lines: Vec<String> = (1..9)
                .map(|at| format!("{}It was year {}.", label[side](at), 1900 + at))
                .collect();
            Document {
                lang: Lang::new("en"),
                ..Document::pre_segmented(&lines.join("\n"))
            }
        };
        let documents = Sides::new(document(0), document(1));
        let pair = crate::pair::Pair::read(&documents);
        let count = |profile: &Profile| profile.numbers.iter().map(Vec::len).sum();
        [count(&pair.profiles.source), count(&pair.profiles.target)]
    }

    #[test]
    fn labels_that_only_one_text_has_need_no_answer() {
        let none = |_| String::new();
        let verse = |at| format!("({at}) ");
        let article = |at| format!("{at}. ");
        assert_eq!(missed([none, none]), [8, 8]);
        assert_eq!(missed([verse, none]), [8, 8]);
        assert_eq!(missed([none, article]), [8, 8]);
        assert_eq!(missed([verse, article]), [16, 16]);
    }
}
