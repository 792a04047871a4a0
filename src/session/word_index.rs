//! Where every word of a text occurs, by its stem.
//!
//! The index is made beside the loop as soon as the caret is on a word, so that the list of
//! its places need not wait. It holds four bytes a word; texts of more than 4 GB have none. A
//! word that begins with a letter that may be a word of its own (and, with, for …) counts as the
//! rest where the text has the rest by itself.

use bayn_doc::Document;
use bayn_text::{Lang, Stems, words};
use std::collections::HashMap;

/// Where every stem of a text occurs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordIndex {
    lang: Lang,
    /// The number of each stem; several stems may share one.
    stems: HashMap<String, u32>,
    /// Where the places of each number begin in `places`; one more than there are numbers.
    ends: Vec<u32>,
    /// The first byte of each word, by number, ascending.
    places: Vec<u32>,
}

impl WordIndex {
    /// Reads a text. O(n).
    #[must_use]
    pub fn of(document: &Document) -> Self {
        let text = &document.text;
        let mut index = Self {
            lang: document.lang.clone(),
            ..Self::default()
        };
        if u32::try_from(text.len()).is_err() {
            return index;
        }
        let rules = Stems::of(document.lang.primary());
        let mut known: HashMap<&str, u32> = HashMap::new();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for span in words(text) {
            let word = span.of(text);
            let number = match known.get(word) {
                Some(&number) => number,
                None => {
                    let next = u32::try_from(index.stems.len()).unwrap_or(u32::MAX);
                    let number = *index.stems.entry(rules.stem(word)).or_insert(next);
                    known.insert(word, number);
                    number
                }
            };
            found.push((number, u32::try_from(span.start).unwrap_or(u32::MAX)));
        }
        let joined = index.join();
        for (number, _) in &mut found {
            if let Some(&canonical) = usize::try_from(*number).ok().and_then(|at| joined.get(at)) {
                *number = canonical;
            }
        }
        index.sort(&found);
        index
    }

    /// Gives stems that differ by a first letter alone one number; returns the new numbers.
    fn join(&mut self) -> Vec<u32> {
        let mut joined: Vec<u32> = (0..u32::try_from(self.stems.len()).unwrap_or(0)).collect();
        let rules = self.rules();
        let mut longer: Vec<(&String, u32)> = self.stems.iter().map(|(s, &n)| (s, n)).collect();
        // A rest is joined before what is longer by a letter.
        longer.sort_unstable_by_key(|(stem, _)| (stem.len(), stem.as_str()));
        for (stem, number) in longer {
            let rest = rules
                .without_first_letters(stem)
                .into_iter()
                .filter(|rest| rest.chars().count() >= 4)
                .find_map(|rest| self.stems.get(rest));
            if let Some(&rest) = rest {
                let canonical = joined.get(rest as usize).copied().unwrap_or(rest);
                if let Some(place) = joined.get_mut(number as usize) {
                    *place = canonical;
                }
            }
        }
        for number in self.stems.values_mut() {
            *number = joined.get(*number as usize).copied().unwrap_or(*number);
        }
        joined
    }

    /// Sorts the places by their numbers, keeping their order.
    fn sort(&mut self, found: &[(u32, u32)]) {
        let count = self.stems.len();
        let mut next = vec![0_u32; count + 1];
        for (number, _) in found {
            if let Some(sum) = next.get_mut(*number as usize + 1) {
                *sum += 1;
            }
        }
        for at in 1..next.len() {
            next[at] += next[at - 1];
        }
        self.ends = next.clone();
        self.places = vec![0; found.len()];
        for (number, start) in found {
            if let Some(at) = next.get_mut(*number as usize) {
                if let Some(place) = self.places.get_mut(*at as usize) {
                    *place = *start;
                }
                *at += 1;
            }
        }
    }

    /// Returns the first bytes of the words that share the stem of `word`, ascending.
    #[must_use]
    pub fn places(&self, word: &str) -> &[u32] {
        self.places_of(&self.rules().stem(word))
    }

    /// Returns the rules that its stems are made by.
    #[must_use]
    pub fn rules(&self) -> Stems {
        Stems::of(self.lang.primary())
    }

    /// Returns the number of a stem; stems that differ by a first letter alone may share it.
    #[must_use]
    pub fn number(&self, stem: &str) -> Option<u32> {
        self.stems.get(stem).copied()
    }

    /// Returns the first bytes of the words with a stem, ascending.
    #[must_use]
    pub fn places_of(&self, stem: &str) -> &[u32] {
        let Some(&number) = self.stems.get(stem) else {
            return &[];
        };
        let bound = |at: usize| self.ends.get(at).map_or(0, |&end| end as usize);
        let number = number as usize;
        self.places
            .get(bound(number)..bound(number + 1))
            .unwrap_or(&[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(text: &str, lang: &str) -> WordIndex {
        WordIndex::of(&Document::from_text(text, &Lang::new(lang)))
    }

    #[test]
    fn every_form_of_a_word_is_found_in_order() {
        let text = "A truck left. Trucks came, one truck's load; no trucking.";
        let found = index(text, "en");
        let words: Vec<&str> = found
            .places("TRUCKS")
            .iter()
            .map(|&at| &text[at as usize..at as usize + 5])
            .collect();
        assert!(words.len() >= 2, "{words:?}");
        assert!(words.iter().all(|word| word.eq_ignore_ascii_case("truck")));
        assert!(found.places("ship").is_empty());
        assert!(index("", "en").places("truck").is_empty());
    }

    #[test]
    fn arabic_clitics_are_no_words_of_their_own() {
        // "In the city, to the city, and by a city; city."
        let text = "\u{641}\u{64a} \u{627}\u{644}\u{645}\u{62f}\u{64a}\u{646}\u{629} \u{644}\u{644}\u{645}\u{62f}\u{64a}\u{646}\u{629} \u{648}\u{628}\u{645}\u{62f}\u{64a}\u{646}\u{629} \u{645}\u{62f}\u{64a}\u{646}\u{629}";
        let found = index(text, "ar");
        assert_eq!(found.places("\u{645}\u{62f}\u{64a}\u{646}\u{629}").len(), 4);
        assert_eq!(
            found
                .places("\u{628}\u{627}\u{644}\u{645}\u{62f}\u{64a}\u{646}\u{629}")
                .len(),
            4
        );
    }
}
