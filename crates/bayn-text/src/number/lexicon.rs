//! The words of numbers and calendars, read from `crates/bayn-text/assets/numbers`.
//!
//! A line of a file is what the words are, their value, and the words; an underscore joins
//! a name of two words. Words are folded, so one spelling stands for all that fold alike.

use crate::fold;
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a word does in a number or a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sense {
    /// 0 to 9.
    Unit,
    /// 10 to 19 as one word.
    Teen,
    /// The ten that makes a teen after a unit.
    Ten,
    /// 20, 30, … 90.
    Tens,
    /// One hundred, after a unit so many.
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
    /// Which in a row.
    Ordinal,
    /// Which in a row, without an article: as often another word (`then`, `a second`).
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
pub(super) struct Lexicon {
    words: HashMap<String, Vec<(Sense, i64)>>,
}

const FILES: &[(&[&str], &str)] = &[
    (&["en"], include_str!("../../assets/numbers/en.txt")),
    (
        &["ar", "arb", "ara", "arz", "apc", "ary"],
        include_str!("../../assets/numbers/ar.txt"),
    ),
    (
        &["fa", "prs", "pes"],
        include_str!("../../assets/numbers/fa.txt"),
    ),
    (&["de"], include_str!("../../assets/numbers/de.txt")),
    (&["fr"], include_str!("../../assets/numbers/fr.txt")),
];

impl Lexicon {
    /// Returns the words of a language, read once; `None` where there is no file.
    pub(super) fn of(primary: &str) -> Option<&'static Self> {
        static READ: [OnceLock<Lexicon>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
        let at = FILES.iter().position(|(tags, _)| tags.contains(&primary))?;
        let (_, file) = FILES.get(at)?;
        Some(READ.get(at)?.get_or_init(|| Self::read(file)))
    }

    fn read(file: &str) -> Self {
        let mut lexicon = Self::default();
        for line in file.lines().filter(|line| !line.starts_with("//")) {
            let mut parts = line.split_whitespace();
            let sense = parts.next().and_then(sense);
            let value = parts.next().and_then(|value| value.parse().ok());
            if let (Some(sense), Some(value)) = (sense, value) {
                for word in parts {
                    lexicon
                        .words
                        .entry(fold(word).text)
                        .or_default()
                        .push((sense, value));
                }
            }
        }
        lexicon
    }

    /// Returns what a folded word may be.
    pub(super) fn senses(&self, word: &str) -> &[(Sense, i64)] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// Returns the value of a folded word in one of `wanted`.
    pub(super) fn find(&self, word: &str, wanted: &[Sense]) -> Option<(Sense, i64)> {
        self.senses(word)
            .iter()
            .find(|(sense, _)| wanted.contains(sense))
            .copied()
    }
}

/// Returns what a folded word may be in the numbers and dates of a language, by its primary
/// subtag, each sense with its value (that of a dual is what there are two of).
#[must_use]
pub fn number_senses(primary: &str, word: &str) -> &'static [(Sense, i64)] {
    Lexicon::of(primary).map_or(&[], |lexicon| lexicon.senses(word))
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

#[cfg(test)]
mod tests {
    use super::{FILES, sense};

    #[test]
    fn every_line_of_every_file_is_understood() {
        for (tags, file) in FILES {
            for line in file.lines().filter(|line| !line.starts_with("//")) {
                let parts: Vec<&str> = line.split_whitespace().collect();
                assert!(parts.len() > 2, "{tags:?}: {line}");
                assert!(sense(parts[0]).is_some(), "{tags:?}: {line}");
                assert!(parts[1].parse::<i64>().is_ok(), "{tags:?}: {line}");
            }
        }
    }
}
