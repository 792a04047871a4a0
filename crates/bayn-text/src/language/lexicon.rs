//! The words of numbers and calendars, from the section `[numbers]` of a language's file.
//!
//! A line has the kind of the words, their value, and the words; an underscore joins
//! a name of two words. Words are folded, so one spelling covers all that fold to the same form.

use crate::fold;
use std::collections::HashMap;

/// The role of a word in a number or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// 0 to 9.
    Unit,
    /// 10 to 19 as one word.
    Teen,
    /// The word for ten that forms a teen after a unit.
    Ten,
    /// 20, 30, … 90.
    Tens,
    /// One hundred, or after a unit that many hundreds.
    Hundred,
    /// 200 to 900 as one word.
    Hundreds,
    /// A thousand, a million, …
    Scale,
    /// A scale that needs a number before it.
    Plural,
    /// Two of a scale as one word.
    Dual,
    /// The same before a noun, where it may be another word (`the thousandth`).
    Construct,
    /// One half.
    Half,
    /// `a`.
    Article,
    /// `and`.
    And,
    /// An ordinal.
    Ordinal,
    /// An ordinal without an article: just as often another word (`then`, `a second`).
    Rank,
    /// Percent.
    Percent,
    /// Two of something as one word.
    Pair,
    /// A month of the common calendar.
    Month,
    /// A month of the Hijri calendar.
    Hijri,
    /// Before noon.
    Am,
    /// After noon.
    Pm,
}

/// The words of one language.
#[derive(Default)]
pub(crate) struct Lexicon {
    words: HashMap<String, Vec<(Sense, i64)>>,
}

impl Lexicon {
    /// Reads the lines of a list; `None` if there are none.
    pub(crate) fn read<'a>(lines: impl Iterator<Item = &'a str>) -> Option<Self> {
        let mut lexicon = Self::default();
        for (sense, value, words) in lines.filter_map(entry) {
            for word in words {
                let senses = lexicon.words.entry(fold(word).text).or_default();
                senses.push((sense, value));
            }
        }
        (!lexicon.words.is_empty()).then_some(lexicon)
    }

    /// Returns whether there are words of a kind.
    pub(crate) fn has(&self, sense: Sense) -> bool {
        self.words.values().flatten().any(|(own, _)| *own == sense)
    }

    /// Returns what a folded word may be.
    pub(crate) fn senses(&self, word: &str) -> &[(Sense, i64)] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the value of a folded word in one of `wanted`.
    pub(crate) fn find(&self, word: &str, wanted: &[Sense]) -> Option<(Sense, i64)> {
        self.senses(word)
            .iter()
            .find(|(sense, _)| wanted.contains(sense))
            .copied()
    }
}

/// Returns the kind and value that a line gives its words; `None` if it is not an entry.
pub(crate) fn entry(line: &str) -> Option<(Sense, i64, impl Iterator<Item = &str>)> {
    let mut parts = line.split_whitespace();
    let sense = parts.next().and_then(sense)?;
    let value = parts.next()?.parse().ok()?;
    Some((sense, value, parts))
}

fn sense(name: &str) -> Option<Sense> {
    Some(match name {
        "unit" => Sense::Unit,
        "teen" => Sense::Teen,
        "ten" => Sense::Ten,
        "tens" => Sense::Tens,
        "hundred" => Sense::Hundred,
        "hundreds" => Sense::Hundreds,
        "scale" => Sense::Scale,
        "plural" => Sense::Plural,
        "dual" => Sense::Dual,
        "construct" => Sense::Construct,
        "half" => Sense::Half,
        "article" => Sense::Article,
        "and" => Sense::And,
        "ordinal" => Sense::Ordinal,
        "rank" => Sense::Rank,
        "percent" => Sense::Percent,
        "pair" => Sense::Pair,
        "month" => Sense::Month,
        "hijri" => Sense::Hijri,
        "am" => Sense::Am,
        "pm" => Sense::Pm,
        _ => return None,
    })
}
