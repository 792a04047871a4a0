//! The texts of a segment by language: only those that exist.
//!
//! A file of many languages contains each text once; an entry for every language in every
//! segment would be quadratic in the file.

use crate::text::Text;

/// The sentences of a segment in each of its languages, by the index of the language. A
/// language without sentences has no entry, so equal texts are equal values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    /// Ascending by language; no list is empty.
    by_lang: Vec<(usize, Vec<Text>)>,
}

impl Texts {
    fn search(&self, lang: usize) -> Result<usize, usize> {
        // Most segments have one or two languages, which are added in order.
        match self.by_lang.last() {
            Some((last, _)) if *last < lang => Err(self.by_lang.len()),
            None => Err(0),
            _ => self.by_lang.binary_search_by_key(&lang, |(at, _)| *at),
        }
    }

    /// Returns the sentences of a language; empty if it has none.
    #[must_use]
    pub fn get(&self, lang: usize) -> &[Text] {
        match self.search(lang) {
            Ok(at) => self.by_lang.get(at).map_or(&[], |(_, texts)| texts),
            Err(_) => &[],
        }
    }

    /// Replaces the sentences of a language.
    pub fn set(&mut self, lang: usize, mut sentences: Vec<Text>) {
        sentences.shrink_to_fit();
        match (self.search(lang), sentences.is_empty()) {
            (Ok(at), true) => {
                self.by_lang.remove(at);
            }
            (Ok(at), false) => {
                if let Some((_, texts)) = self.by_lang.get_mut(at) {
                    *texts = sentences;
                }
            }
            (Err(_), true) => {}
            (Err(at), false) => {
                if self.by_lang.is_empty() {
                    self.by_lang.reserve_exact(2);
                }
                self.by_lang.insert(at, (lang, sentences));
            }
        }
    }

    /// Adds a sentence to a language.
    pub fn push(&mut self, lang: usize, sentence: Text) {
        let known = self
            .search(lang)
            .ok()
            .and_then(|at| self.by_lang.get_mut(at));
        match known {
            Some((_, texts)) => texts.push(sentence),
            None => self.set(lang, vec![sentence]),
        }
    }

    /// Returns the languages that have sentences, in order, with their sentences.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &[Text])> {
        self.by_lang
            .iter()
            .map(|(lang, texts)| (*lang, texts.as_slice()))
    }

    /// Returns all sentences of all languages.
    pub fn all(&self) -> impl Iterator<Item = &Text> {
        self.by_lang.iter().flat_map(|(_, texts)| texts)
    }

    /// Returns all sentences of all languages, to be changed.
    pub fn all_mut(&mut self) -> impl Iterator<Item = &mut Text> {
        self.by_lang.iter_mut().flat_map(|(_, texts)| texts)
    }

    /// Returns whether there is no sentence in any language.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_lang.is_empty()
    }

    /// Returns the number of languages that have sentences.
    #[must_use]
    pub fn len(&self) -> usize {
        self.by_lang.len()
    }

    /// Returns the texts with languages renumbered by `place`; `None` drops a language.
    #[must_use]
    pub fn moved(self, place: impl Fn(usize) -> Option<usize>) -> Self {
        let mut moved = Self::default();
        let mut by_lang: Vec<(usize, Vec<Text>)> = self
            .by_lang
            .into_iter()
            .filter_map(|(lang, texts)| Some((place(lang)?, texts)))
            .collect();
        by_lang.sort_by_key(|(lang, _)| *lang);
        for (lang, texts) in by_lang {
            moved.set(lang, texts);
        }
        moved
    }
}

impl<const N: usize> From<[Vec<Text>; N]> for Texts {
    fn from(sides: [Vec<Text>; N]) -> Self {
        let mut texts = Self::default();
        for (lang, sentences) in sides.into_iter().enumerate() {
            texts.set(lang, sentences);
        }
        texts
    }
}
