//! Creates entries from mentions and joins those of the same name.
//!
//! The evidence: the words after normalising transliteration, a list of world names, `X (Y)`, an acronym
//! with its words, the surname of a person named in full, the first part of a longer name.

use super::{Clusters, Entry};
use crate::compare::names::latin::Capitals;
use crate::compare::names::sound;
use crate::compare::names::word_list::world;
use std::collections::{BTreeSet, HashMap};

impl Clusters<'_> {
    /// Creates entries from the mentions and joins those of the same name.
    pub(crate) fn join(&mut self, capitals: &Capitals) {
        self.small = self
            .mentions
            .iter()
            .filter(|mention| mention.core.len() == 1)
            .filter(|mention| {
                let at = mention.words.start + mention.name.start;
                let reading = self.readings.get(mention.document);
                let token = reading.and_then(|reading| reading.tokens.get(at));
                token.is_some_and(|token| !token.acronym)
            })
            .flat_map(|mention| mention.core.iter().cloned())
            .collect();
        for at in 0..self.mentions.len() {
            self.enter(at);
        }
        self.join_worlds();
        self.join_brackets();
        self.join_acronyms();
        self.join_parts(capitals);
    }

    /// Enters the mention at an index under its words.
    fn enter(&mut self, at: usize) {
        let Some(mention) = self.mentions.get(at) else {
            return;
        };
        let acronym = mention.core.len() == 1
            && self
                .readings
                .get(mention.document)
                .and_then(|reading| reading.tokens.get(mention.words.start + mention.name.start))
                .is_some_and(|token| token.acronym && token.key.chars().count() < 7);
        // `SYRIA` in a dateline is the word, not letters.
        let word = mention
            .core
            .first()
            .is_some_and(|word| self.small.contains(word));
        let acronym = acronym && !word;
        let key = self.key(&mention.core, acronym);
        let (core, document) = (mention.core.clone(), mention.document);
        let entry = *self.by_key.entry(key).or_insert(self.entries.len());
        if entry == self.entries.len() {
            self.entries.push(Entry {
                core,
                acronym,
                documents: BTreeSet::new(),
                count: 0,
            });
            self.parents.push(entry);
        }
        if let Some(entry) = self.entries.get_mut(entry) {
            entry.documents.insert(document);
            entry.count += 1;
        }
        self.entry_of.push(entry);
    }

    /// Returns the key of the entry of a name.
    fn key(&self, core: &[String], acronym: bool) -> String {
        let bare = |word: &String| word.replace('.', "");
        if acronym {
            return format!("={}", core.iter().map(bare).collect::<Vec<_>>().join(" "));
        }
        if core.len() == 1 {
            return core.iter().map(|word| sound::levelled(word)).collect();
        }
        let words: Vec<String> = core
            .iter()
            .map(|word| sound::levelled(self.plain(word)))
            .collect();
        words.join(" ")
    }

    fn join_worlds(&mut self) {
        let mut by_words: HashMap<String, usize> = HashMap::new();
        for name in world().iter().filter(|name| !name.arabic) {
            by_words.insert(name.words.join(" ").replace('.', ""), name.entity);
        }
        let mut roots: HashMap<usize, usize> = HashMap::new();
        for entry in 0..self.entries.len() {
            let Some(own) = self.entries.get(entry) else {
                continue;
            };
            let words = own.core.join(" ").replace('.', "");
            if let Some(&entity) = by_words.get(&words) {
                // `us` in lower case is a pronoun; it is excluded before.
                match roots.get(&entity) {
                    Some(&root) => self.union(root, entry),
                    None => {
                        roots.insert(entity, entry);
                    }
                }
                let root = self.root(entry);
                self.worlds.insert(root, entity);
            }
        }
    }

    /// Joins `X (Y)`.
    fn join_brackets(&mut self) {
        let mut order: Vec<usize> = (0..self.mentions.len()).collect();
        order.sort_by_key(|&at| self.mentions.get(at).map(|m| (m.document, m.span.start)));
        let mut pairs = Vec::new();
        for two in order.windows(2) {
            let [one, other] = two else { continue };
            let (Some(a), Some(b)) = (self.mentions.get(*one), self.mentions.get(*other)) else {
                continue;
            };
            if a.document != b.document {
                continue;
            }
            let Some(text) = self
                .documents
                .get(a.document)
                .map(|document| document.text.as_str())
            else {
                continue;
            };
            let root = |at: usize| self.root(self.entry_of.get(at).copied().unwrap_or(usize::MAX));
            let world = |at: usize| self.world_of(root(at));
            if world(*one).is_some() && world(*other).is_none() {
                // `SYRIA (AGENCY)` is where a report comes from.
                continue;
            }
            let between = text.get(a.span.end..b.span.start).unwrap_or("");
            let after = text.get(b.span.end..).and_then(|rest| rest.chars().next());
            if between.trim() == "(" && after == Some(')') {
                pairs.push((*one, *other));
            }
        }
        for (one, other) in pairs {
            let entry = |at: usize| self.entry_of.get(at).copied();
            if let (Some(one), Some(other)) = (entry(one), entry(other)) {
                self.union(one, other);
            }
        }
    }

    fn join_acronyms(&mut self) {
        let mut by_initials: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.core.len() > 1 {
                let initials = entry
                    .core
                    .iter()
                    .filter_map(|word| word.chars().next())
                    .collect();
                by_initials.entry(initials).or_default().push(at);
            }
        }
        for at in 0..self.entries.len() {
            let Some(entry) = self.entries.get(at).filter(|entry| entry.acronym) else {
                continue;
            };
            let letters = entry.core.concat().replace('.', "");
            let Some(full) = by_initials.get(&letters) else {
                continue;
            };
            let near = |other: &&usize| {
                letters.chars().count() > 2
                    || self.entries.get(**other).is_some_and(|other| {
                        other.count > 1 && !other.documents.is_disjoint(&entry.documents)
                    })
            };
            let roots: BTreeSet<usize> =
                full.iter().filter(near).map(|&at| self.root(at)).collect();
            if let [root] = roots.iter().copied().collect::<Vec<_>>()[..] {
                self.union(at, root);
            }
        }
    }

    /// Joins surnames with full names, and first parts with what they begin.
    fn join_parts(&mut self, capitals: &Capitals) {
        let mut unions = Vec::new();
        let levels: Vec<Vec<String>> = self
            .entries
            .iter()
            .map(|entry| {
                entry
                    .core
                    .iter()
                    .map(|word| sound::levelled(word))
                    .collect()
            })
            .collect();
        // Longer names by their first and by their last word.
        let mut longer: HashMap<&str, BTreeSet<usize>> = HashMap::new();
        for (at, words) in levels
            .iter()
            .enumerate()
            .filter(|(_, words)| words.len() > 1)
        {
            for word in [words.first(), words.last()].into_iter().flatten() {
                longer.entry(word).or_default().insert(at);
            }
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if entry.acronym || self.world_of(self.root(at)).is_some() {
                continue;
            }
            let mut roots = BTreeSet::new();
            let Some(own) = levels.get(at) else {
                continue;
            };
            let first = own.first().map_or("", String::as_str);
            for &long in longer.get(first).into_iter().flatten() {
                let (Some(other), Some(words)) = (self.entries.get(long), levels.get(long)) else {
                    continue;
                };
                if words.len() <= own.len() {
                    continue;
                }
                let (ends, begins) = (words.ends_with(own), words.starts_with(own));
                let rest = other.core.get(own.len()..).unwrap_or(&[]);
                let named = rest.iter().all(|word| !capitals.is_small(word));
                let together = !entry.documents.is_disjoint(&other.documents);
                if own.len() == 1 && (ends || begins && named && together)
                    || own.len() > 1 && begins
                {
                    roots.insert(self.root(long));
                }
            }
            if let [root] = roots.into_iter().collect::<Vec<_>>()[..] {
                unions.push((at, root));
            }
        }
        for (at, root) in unions {
            self.union(at, root);
        }
    }
}
