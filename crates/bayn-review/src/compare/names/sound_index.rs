//! Finds the Arabic words of some texts that sound like a Latin word, once per word.
//!
//! Aligning the letters of every pair of words would be slow: only words whose consonants are
//! nearly the same are aligned.

use super::sound;
use super::token::Reading;
use bayn_text::{proclitic_forms, skeleton};
use std::collections::{BTreeSet, HashMap};

/// Words less similar than this are dropped.
const LEAST: f32 = 0.7;

/// The Arabic words of all texts by their sound.
pub(crate) struct SoundIndex {
    /// By the first consonant: consonants, the form they are of, the word.
    by_first: HashMap<char, Vec<(String, String, String)>>,
    /// Where each word occurs: text and word.
    places: HashMap<String, Vec<(usize, usize)>>,
    /// The cache: for a Latin word, the words that sound like it.
    heard: HashMap<String, HashMap<String, f32>>,
}

impl SoundIndex {
    /// Indexes all texts by sound.
    pub(crate) fn new(readings: &[Reading]) -> Self {
        let mut places: HashMap<String, Vec<(usize, usize)>> = HashMap::new();
        for (document, reading) in readings.iter().enumerate() {
            for (at, token) in reading.tokens.iter().enumerate().filter(|(_, t)| t.arabic) {
                places
                    .entry(token.key.clone())
                    .or_default()
                    .push((document, at));
            }
        }
        let mut by_first: HashMap<char, Vec<(String, String, String)>> = HashMap::new();
        let mut words: Vec<&String> = places.keys().collect();
        words.sort_unstable();
        for word in words {
            for stem in proclitic_forms(word) {
                let heard = skeleton(stem);
                if let Some(first) = heard.chars().next().filter(|_| stem.chars().count() >= 3) {
                    by_first
                        .entry(first)
                        .or_default()
                        .push((heard, stem.to_owned(), word.clone()));
                }
            }
        }
        Self {
            by_first,
            places,
            heard: HashMap::new(),
        }
    }

    /// Returns how similar an Arabic word, with any clitics stripped, and a Latin word sound; 0
    /// below .7.
    pub(crate) fn alike(&mut self, word: &str, latin: &str) -> f32 {
        self.like(latin).get(word).copied().unwrap_or(0.0)
    }

    fn like(&mut self, latin: &str) -> &HashMap<String, f32> {
        if !self.heard.contains_key(latin) {
            let own = skeleton(latin);
            let mut found: HashMap<String, f32> = HashMap::new();
            let list = own
                .chars()
                .next()
                .and_then(|first| self.by_first.get(&first));
            for (heard, stem, word) in list.into_iter().flatten() {
                if !near(heard.as_bytes(), own.as_bytes()) {
                    continue;
                }
                let similarity = sound::similarity(stem, latin);
                let best = found.get(word).copied().unwrap_or(0.0);
                if similarity >= LEAST && similarity > best {
                    found.insert(word.clone(), similarity);
                }
            }
            self.heard.insert(latin.to_owned(), found);
        }
        self.heard.entry(latin.to_owned()).or_default()
    }

    /// Returns where runs of the same number of words may begin that contain a word similar to one of these.
    pub(crate) fn starts(&mut self, core: &[String]) -> BTreeSet<(usize, usize)> {
        let mut starts = BTreeSet::new();
        for latin in core {
            let words: Vec<String> = self.like(latin).keys().cloned().collect();
            for word in words {
                for &(document, at) in self.places.get(&word).into_iter().flatten() {
                    let from = at.saturating_sub(core.len() - 1);
                    starts.extend((from..=at).map(|start| (document, start)));
                }
            }
        }
        starts
    }
}

/// Returns whether two rows of consonants differ in one at most.
fn near(one: &[u8], other: &[u8]) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |from: usize| long.get(from..).unwrap_or(&[]);
    match long.len() - short.len() {
        0 => short.get(same + 1..).unwrap_or(&[]) == rest(same + 1),
        1 => short.get(same..).unwrap_or(&[]) == rest(same + 1),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn rows_may_differ_in_one_consonant() {
        assert!(near(b"bgs", b"bgs"));
        assert!(near(b"bgs", b"bks"));
        assert!(near(b"bgs", b"bgds"));
        assert!(near(b"sr", b"srn"));
        assert!(!near(b"bgs", b"mrk"));
        assert!(!near(b"bg", b"bgds"));
    }
}
