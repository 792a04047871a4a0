//! Groups mentions by name.
//!
//! [`widen`] finds mentions that capitals alone do not show, [`join`] creates entries from mentions
//! with the same words after normalising transliteration, and joins entries of the
//! same name; [`bodies`] finds words such as `organization` that refer to a name, [`spelling`]
//! separates an Arabic name from attached words.

mod bodies;
mod join;
mod spelling;
mod widen;

use super::Mention;
use super::token::Reading;
use bayn_doc::Document;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The words of its first mention.
    pub(crate) core: Vec<String>,
    /// Whether it is all capitals.
    pub(crate) acronym: bool,
    /// The texts that name it.
    pub(crate) documents: BTreeSet<usize>,
    /// The number of mentions.
    pub(crate) count: usize,
}

/// All mentions and how they belong together.
pub(crate) struct Clusters<'a> {
    pub(crate) documents: &'a [&'a Document],
    pub(crate) readings: &'a [Reading],
    pub(crate) mentions: Vec<Mention>,
    pub(crate) entries: Vec<Entry>,
    /// The entry of each mention.
    entry_of: Vec<usize>,
    by_key: HashMap<String, usize>,
    parents: Vec<usize>,
    /// Names of one word, to know `Syrian` for the adjective of one.
    singles: HashSet<String>,
    /// The entity of the world that each root is.
    worlds: HashMap<usize, usize>,
    /// Which words of each text are in a mention, since [`Self::take_stock`].
    taken: Vec<Vec<bool>>,
    /// Names of one word that are not always written in capitals.
    small: HashSet<String>,
}

impl<'a> Clusters<'a> {
    pub(crate) fn new(
        documents: &'a [&'a Document],
        readings: &'a [Reading],
        mentions: Vec<Mention>,
    ) -> Self {
        let singles = mentions
            .iter()
            .filter(|mention| mention.core.len() == 1)
            .flat_map(|mention| mention.core.iter().cloned())
            .collect();
        Self {
            documents,
            readings,
            mentions,
            entries: Vec::new(),
            entry_of: Vec::new(),
            by_key: HashMap::new(),
            parents: Vec::new(),
            singles,
            worlds: HashMap::new(),
            taken: Vec::new(),
            small: HashSet::new(),
        }
    }

    /// Records which words occur in a mention.
    pub(crate) fn take_stock(&mut self) {
        self.taken = self
            .readings
            .iter()
            .map(|reading| vec![false; reading.tokens.len()])
            .collect();
        for at in 0..self.mentions.len() {
            self.mark_words(at);
        }
    }

    fn mark_words(&mut self, mention: usize) {
        if let Some(mention) = self.mentions.get(mention)
            && let Some(taken) = self.taken.get_mut(mention.document)
            && let Some(words) = taken.get_mut(mention.words.clone())
        {
            words.fill(true);
        }
    }

    /// Returns whether a mention contains one of some words.
    pub(crate) fn is_taken(&self, document: usize, words: &Range<usize>) -> bool {
        self.taken
            .get(document)
            .and_then(|taken| taken.get(words.clone()))
            .is_some_and(|words| words.contains(&true))
    }

    fn token_key(&self, document: usize, at: usize) -> &str {
        self.readings
            .get(document)
            .and_then(|reading| reading.tokens.get(at))
            .map_or("", |token| token.key.as_str())
    }
    /// Returns a word of a name of several without what makes an adjective of it.
    pub(crate) fn plain<'w>(&self, word: &'w str) -> &'w str {
        for ending in ["n", "an", "ian"] {
            if let Some(stem) = word.strip_suffix(ending)
                && self.singles.contains(stem)
            {
                return stem;
            }
        }
        word
    }

    pub(crate) fn root(&self, mut entry: usize) -> usize {
        while let Some(&parent) = self.parents.get(entry) {
            if parent == entry {
                break;
            }
            entry = parent;
        }
        entry
    }

    /// Returns the root of the entry of a mention.
    pub(crate) fn root_of_mention(&self, mention: usize) -> usize {
        self.root(self.entry_of.get(mention).copied().unwrap_or(usize::MAX))
    }

    /// Joins two entries, unless they are two names of the world.
    pub(crate) fn union(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let worlds = (
            self.worlds.get(&one).copied(),
            self.worlds.get(&other).copied(),
        );
        if let (Some(one), Some(other)) = worlds
            && one != other
        {
            return;
        }
        let (low, high) = (one.min(other), one.max(other));
        if let Some(parent) = self.parents.get_mut(high) {
            *parent = low;
        }
        if let Some(world) = worlds.0.or(worlds.1) {
            self.worlds.insert(low, world);
        }
    }

    /// Returns the entity of the world that a root is.
    pub(crate) fn world_of(&self, root: usize) -> Option<usize> {
        self.worlds.get(&root).copied()
    }

    /// Adds a mention of the name of an entry.
    pub(crate) fn add(&mut self, entry: usize, mention: Mention) {
        if let Some(own) = self.entries.get_mut(entry) {
            own.documents.insert(mention.document);
            own.count += 1;
        }
        self.mentions.push(mention);
        self.entry_of.push(entry);
        self.mark_words(self.mentions.len() - 1);
    }

    /// Drops the mentions inside some words.
    pub(crate) fn remove_inside(&mut self, document: usize, words: &Range<usize>) {
        let mut at = 0;
        while at < self.mentions.len() {
            if self
                .mentions
                .get(at)
                .is_some_and(|mention| mention.overlaps(document, words))
            {
                self.mentions.remove(at);
                self.entry_of.remove(at);
            } else {
                at += 1;
            }
        }
        self.take_stock();
    }

    /// Creates an entry for a name that occurs in no other text, and returns it.
    pub(crate) fn new_entry(&mut self, core: Vec<String>, world: Option<usize>) -> usize {
        let entry = self.entries.len();
        self.entries.push(Entry {
            core,
            acronym: false,
            documents: BTreeSet::new(),
            count: 0,
        });
        self.parents.push(entry);
        if let Some(world) = world {
            self.worlds.insert(entry, world);
        }
        entry
    }
}
