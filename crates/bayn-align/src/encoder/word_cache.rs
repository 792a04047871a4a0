//! A cache of vectors of single words.
//!
//! A word's vector is always the same, so it is computed once. Two generations bound the memory:
//! when the young one is full it becomes the old one, and what is requested again is moved back from
//! there; what is not is dropped at the next change.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::{Mutex, PoisonError};

use fnv::FnvHasher;

use super::vector::Vector;

/// Words in one generation: two of them take some twenty megabytes.
const GENERATION: usize = 1 << 14;

type Map = HashMap<Box<str>, Box<Vector>, BuildHasherDefault<FnvHasher>>;

/// The cached vectors.
#[derive(Debug, Default)]
pub(super) struct WordCache(Mutex<Generations>);

#[derive(Debug, Default)]
struct Generations {
    young: Map,
    old: Map,
}

impl Generations {
    fn get(&mut self, word: &str) -> Option<Vector> {
        if let Some(vector) = self.young.get(word) {
            return Some((**vector).clone());
        }
        let (word, vector) = self.old.remove_entry(word)?;
        let found = (*vector).clone();
        self.keep(word, vector);
        Some(found)
    }

    fn keep(&mut self, word: Box<str>, vector: Box<Vector>) {
        if self.young.len() >= GENERATION {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(word, vector);
    }
}

impl WordCache {
    /// Returns the vector of each word; `read` computes those that are not cached.
    pub(super) fn vectors(
        &self,
        words: &[&str],
        read: impl FnOnce(&[&str]) -> Vec<Vector>,
    ) -> Vec<Vector> {
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut known: Vec<Option<Vector>> = {
            let mut kept = lock();
            words.iter().map(|word| kept.get(word)).collect()
        };
        let mut new: Vec<&str> = words
            .iter()
            .zip(&known)
            .filter(|(_, vector)| vector.is_none())
            .map(|(word, _)| *word)
            .collect();
        new.sort_unstable();
        new.dedup();
        // Nobody waits while they are read; two threads may read the same word at once, with the same result.
        let vectors = read(&new);
        for (word, vector) in words.iter().zip(&mut known) {
            if vector.is_none()
                && let Ok(at) = new.binary_search(word)
            {
                *vector = vectors.get(at).cloned();
            }
        }
        let mut kept = lock();
        for (word, vector) in new.into_iter().zip(vectors) {
            kept.keep(word.into(), Box::new(vector));
        }
        known.into_iter().flatten().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::encoder::WIDTH;

    /// A vector that distinguishes words.
    fn read(words: &[&str]) -> Vec<Vector> {
        let of = |word: &&str| {
            let mut unit = [0.0; WIDTH];
            unit[word.parse::<usize>().unwrap_or(0) % WIDTH] = 1.0;
            Vector::new(&unit)
        };
        words.iter().map(of).collect()
    }

    #[test]
    fn a_word_is_read_once_while_it_is_asked_for() {
        let memo = WordCache::default();
        let mut asked = Vec::new();
        for words in [["1", "2", "1"], ["2", "3", "3"], ["1", "3", "2"]] {
            let found = memo.vectors(&words, |new| {
                asked.push(new.join(" "));
                read(new)
            });
            for (word, vector) in words.iter().zip(&found) {
                let place: usize = word.parse().expect("a number");
                assert_eq!(vector.values[place], 127);
            }
        }
        assert_eq!(asked, ["1 2", "3", ""]);
    }

    #[test]
    fn what_is_asked_for_stays_and_memory_is_bounded() {
        let memo = WordCache::default();
        let words: Vec<String> = (0..3 * GENERATION).map(|at| at.to_string()).collect();
        let mut read_again = 0;
        for word in &words {
            memo.vectors(&[word], read);
            memo.vectors(&["0"], |new| {
                read_again += new.len();
                read(new)
            });
        }
        assert_eq!(read_again, 0);
        let kept = memo.0.lock().expect("nobody else has it");
        assert!(kept.young.len() + kept.old.len() <= 2 * GENERATION);
    }
}
