//! The distinct words of one side of a text, numbered, with their positions.

use super::token::{Token, TokenKind, tokens};
use bayn_text::Affixes;
use std::collections::HashMap;

/// One distinct word of a side.
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) word: String,
    pub(super) kind: TokenKind,
}

/// The words of one side, numbered.
pub(crate) struct Words {
    /// The numbers of each sentence's words, in order.
    pub(crate) sentences: Vec<Vec<u32>>,
    /// The weight of each word: log(1 + sentences / sentences with it).
    pub(crate) weights: Vec<f32>,
    /// The sentences that contain each word, ascending.
    pub(crate) postings: Vec<Vec<u32>>,
    pub(super) entries: Vec<Entry>,
    pub(super) index: HashMap<String, u32>,
    /// The affixes of this side's language.
    pub(super) affixes: &'static Affixes,
}

impl Words {
    /// Reads the words of each sentence in a language.
    pub(crate) fn read<'a>(language: &str, sentences: impl Iterator<Item = &'a str>) -> Self {
        let mut words = Self {
            sentences: Vec::new(),
            weights: Vec::new(),
            postings: Vec::new(),
            entries: Vec::new(),
            index: HashMap::new(),
            affixes: Affixes::of(language),
        };
        for (at, text) in sentences.enumerate() {
            let ids = tokens(text, words.affixes)
                .into_iter()
                .map(|token| words.enter(token, at))
                .collect();
            words.sentences.push(ids);
        }
        let total = words.sentences.len() as f32;
        words.weights = words
            .postings
            .iter()
            .map(|held| (1.0 + total / held.len().max(1) as f32).ln())
            .collect();
        words
    }

    fn enter(&mut self, token: Token, sentence: usize) -> u32 {
        let next = self.entries.len() as u32;
        let capital = token.word.starts_with(char::is_uppercase);
        let id = *self.index.entry(token.key.clone()).or_insert(next);
        if id == next {
            self.postings.push(Vec::new());
            self.entries.push(Entry {
                key: token.key,
                word: token.word,
                kind: token.kind,
            });
        } else if capital && let Some(entry) = self.entries.get_mut(id as usize) {
            // A capital seen once marks the word as a possible name.
            if !entry.word.starts_with(char::is_uppercase) {
                entry.word = token.word;
            }
        }
        if let Some(held) = self.postings.get_mut(id as usize)
            && held.last() != Some(&(sentence as u32))
        {
            held.push(sentence as u32);
        }
        id
    }

    /// Returns the distinct words that are not numbers, with their indexes.
    pub(crate) fn spelled(&self) -> impl Iterator<Item = (u32, &str)> {
        self.entries
            .iter()
            .enumerate()
            .filter(|(_, entry)| entry.kind != TokenKind::Number)
            .map(|(id, entry)| (id as u32, entry.word.as_str()))
    }

    /// Returns the number of distinct words.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns the key of a word.
    pub(crate) fn key(&self, id: u32) -> &str {
        self.entries.get(id as usize).map_or("", |entry| &entry.key)
    }

    /// Returns the numbers of a sentence as bare digits, in order.
    pub(crate) fn numbers(&self, sentence: usize) -> impl Iterator<Item = &str> {
        self.sentences
            .get(sentence)
            .into_iter()
            .flatten()
            .map(|&id| &self.entries[id as usize])
            .filter(|entry| entry.kind == TokenKind::Number)
            .map(|entry| entry.key.as_str())
    }

    /// Returns the sum of the weights of a sentence's words.
    pub(super) fn mass(&self, sentence: usize) -> f32 {
        self.sentences.get(sentence).map_or(0.0, |ids| {
            ids.iter().map(|&id| self.weights[id as usize]).sum()
        })
    }
}

impl Entry {
    /// A word that may be a name: in scripts without capitals any word may be one.
    pub(super) fn may_be_name(&self) -> bool {
        match self.kind {
            TokenKind::Number | TokenKind::Ideographs => false,
            TokenKind::Arabic | TokenKind::Hebrew => true,
            TokenKind::Letters => !self.word.starts_with(char::is_lowercase),
        }
    }
}
