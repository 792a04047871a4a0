//! Which mentions are of one name.
//!
//! Mentions with the same words, when transliterations are levelled, are one entry; entries
//! are joined by what shows that they name the same: an acronym with its words, `X (Y)`, a
//! list of names of the world, the surname of a person named in full, the first part of a
//! longer name, and words such as `organization` that stand for the whole.

use super::latin::Capitals;
use super::token::Reading;
use super::word_list::{Around, world};
use super::{Mention, sound};
use crate::doc::Document;
use crate::text::fold;
use crate::units::Span;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Mentions of one spelling when levelled.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The words of its first mention.
    pub(crate) core: Vec<String>,
    /// Whether it is all capitals.
    pub(crate) acronym: bool,
    /// The texts that name it.
    pub(crate) documents: BTreeSet<usize>,
    /// How often.
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
    /// Which words of each text stand in a mention, since [`Self::take_stock`].
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

    /// Notes which words stand in a mention.
    pub(crate) fn take_stock(&mut self) {
        self.taken = self
            .readings
            .iter()
            .map(|reading| vec![false; reading.tokens.len()])
            .collect();
        for at in 0..self.mentions.len() {
            self.take(at);
        }
    }

    fn take(&mut self, mention: usize) {
        if let Some(mention) = self.mentions.get(mention)
            && let Some(taken) = self.taken.get_mut(mention.document)
            && let Some(words) = taken.get_mut(mention.words.clone())
        {
            words.fill(true);
        }
    }

    /// Returns whether a mention holds one of some words.
    pub(crate) fn is_taken(&self, document: usize, words: &std::ops::Range<usize>) -> bool {
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

    /// Lets a name of one word grow over small words that follow it everywhere.
    pub(crate) fn grow(&mut self) {
        for _ in 0..2 {
            let mut after: HashMap<String, Vec<(usize, String)>> = HashMap::new();
            for (at, mention) in self.mentions.iter().enumerate() {
                let end = mention.words.end;
                let free = !self
                    .mentions
                    .iter()
                    .any(|other| other.overlaps(mention.document, &(end..end + 1)));
                let tokens = self
                    .readings
                    .get(mention.document)
                    .map_or(&[][..], |r| &r.tokens);
                let open = end
                    .checked_sub(1)
                    .and_then(|last| tokens.get(last))
                    .is_some_and(|last| !last.closed);
                let next = tokens
                    .get(end)
                    .filter(|_| free && open)
                    .filter(|token| token.joined && !token.function && !token.capital);
                let key = mention.core.join(" ");
                let word = next.map_or(String::new(), |token| token.key.clone());
                after.entry(key).or_default().push((at, word));
            }
            for list in after.into_values() {
                let [(_, first), ..] = list.as_slice() else {
                    continue;
                };
                let same = list.iter().all(|(_, word)| word == first);
                if list.len() < 2 || first.is_empty() || !same {
                    continue;
                }
                for (at, _) in list {
                    if let Some(mention) = self.mentions.get_mut(at)
                        && let Some(reading) = self.readings.get(mention.document)
                    {
                        mention.words.end += 1;
                        mention.span = reading.span(&mention.words);
                    }
                }
            }
        }
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

    /// Finds names of several words written in small letters, wholly or in part.
    pub(crate) fn small_letters(&mut self) {
        let patterns: HashSet<Vec<String>> = self
            .mentions
            .iter()
            .filter(|mention| mention.core.len() > 1)
            .map(|mention| {
                mention
                    .core
                    .iter()
                    .map(|word| self.plain(word).to_owned())
                    .collect()
            })
            .collect();
        let mut firsts: HashMap<&str, Vec<&Vec<String>>> = HashMap::new();
        for pattern in &patterns {
            if let Some(first) = pattern.first() {
                firsts.entry(first).or_default().push(pattern);
            }
        }
        let mut found: Vec<Mention> = Vec::new();
        for (document, reading) in self.readings.iter().enumerate() {
            for at in 0..reading.tokens.len() {
                let key = self.plain(self.token_key(document, at)).to_owned();
                for pattern in firsts.get(key.as_str()).into_iter().flatten() {
                    let words = at..at + pattern.len();
                    let fits = pattern.iter().zip(words.clone()).all(|(wanted, at)| {
                        self.plain(self.token_key(document, at)) == wanted
                            && (at == words.start
                                || reading.tokens.get(at).is_some_and(|token| token.joined))
                    });
                    let covered = self.mentions.iter().any(|mention| {
                        mention.overlaps(document, &words)
                            && !(words.start <= mention.words.start + mention.name.start
                                && mention.words.start + mention.name.end <= words.end
                                && mention.core.len() < pattern.len())
                    });
                    if fits && !covered {
                        found.push(self.small_mention(document, words, pattern));
                    }
                }
            }
        }
        found.sort_by_key(|mention| std::cmp::Reverse(mention.core.len()));
        for mention in found {
            let clash = |other: &Mention| other.overlaps(mention.document, &mention.words);
            let longer = self
                .mentions
                .iter()
                .any(|other| clash(other) && other.core.len() >= mention.core.len());
            if !longer {
                self.mentions.retain(|other| !clash(other));
                self.mentions.push(mention);
            }
        }
    }

    fn small_mention(
        &self,
        document: usize,
        mut words: std::ops::Range<usize>,
        core: &[String],
    ) -> Mention {
        let around = Around::latin();
        let length = words.len();
        let reading = &self.readings[document];
        let mut body = None;
        if let Some(next) = reading.tokens.get(words.end)
            && next.joined
            && (around.is("tail", &next.key) || around.is("body", &next.key))
        {
            body = around.is("body", &next.key).then(|| next.key.clone());
            words.end += 1;
        }
        let mut shift = 0;
        if words.start >= 3
            && self.token_key(document, words.start - 1) == "the"
            && self.token_key(document, words.start - 2) == "of"
            && around.is("body", self.token_key(document, words.start - 3))
        {
            body = Some(self.token_key(document, words.start - 3).to_owned());
            words.start -= 3;
            shift = 3;
        }
        Mention {
            document,
            span: reading.span(&words),
            words,
            name: shift..shift + length,
            core: core.to_vec(),
            body,
            arabic: false,
        }
    }

    /// Makes entries of the mentions and joins those that name the same.
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
        self.take(self.mentions.len() - 1);
    }

    /// Drops the mentions inside some words.
    pub(crate) fn remove_inside(&mut self, document: usize, words: &std::ops::Range<usize>) {
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

    /// Returns the span of an Arabic mention without what is written to it: and, in, for.
    pub(crate) fn bare(&self, mention: &Mention, root: usize) -> Span {
        let Some(document) = self.documents.get(mention.document) else {
            return mention.span;
        };
        let text = mention.span.of(&document.text);
        let first = text.split_whitespace().next().unwrap_or("");
        let latin: Vec<&String> = self
            .entries
            .iter()
            .enumerate()
            .filter(|(at, entry)| self.root(*at) == root && entry.core.len() == mention.core.len())
            .filter_map(|(_, entry)| entry.core.first())
            .filter(|word| word.is_ascii())
            .collect();
        let sounds = |part: &str| {
            let key = fold(part).text;
            let key = key
                .strip_prefix("\u{627}\u{644}")
                .unwrap_or(&key)
                .to_owned();
            latin
                .iter()
                .map(|word| sound::likeness(&key, word))
                .fold(0.0_f32, f32::max)
        };
        let spelled = |part: &str| {
            let rest = text.get(first.len()..).unwrap_or("");
            self.mentions.iter().enumerate().any(|(at, other)| {
                other.arabic
                    && self.root_of_mention(at) == root
                    && self.documents.get(other.document).is_some_and(|document| {
                        other.span.of(&document.text).strip_prefix(part) == Some(rest)
                    })
            })
        };
        let entity = self.world_of(root);
        let listed = |part: &str| {
            let key = fold(part).text;
            world().iter().any(|name| {
                Some(name.entity) == entity && name.arabic && name.words.first() == Some(&key)
            })
        };
        let mut cut = 0;
        for proclitic in ["\u{648}", "\u{641}", "\u{628}", "\u{643}", "\u{644}"] {
            let whole = first.get(cut..).unwrap_or("");
            if let Some(rest) = whole.strip_prefix(proclitic)
                && rest.chars().count() >= 3
                && (spelled(rest) || listed(rest) || sounds(rest) > sounds(whole) + 0.05)
            {
                cut += proclitic.len();
            }
        }
        Span::new(mention.span.start + cut, mention.span.end)
    }

    /// Makes an entry for a name that no other text spells, and returns it.
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
                // `us` in small letters is a pronoun; it never came here.
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

    /// Finds `the organization` and its like where it stands for a name of its text.
    pub(crate) fn bodies(&mut self) {
        let mut found: Vec<(usize, Mention)> = Vec::new();
        for (document, reading) in self.readings.iter().enumerate() {
            for (at, token) in reading.tokens.iter().enumerate() {
                let (word, definite) = if token.arabic {
                    match arabic_body(&token.key) {
                        Some(word) => (word.to_owned(), true),
                        None => continue,
                    }
                } else if Around::latin().is("body", &token.key) {
                    let before = at.checked_sub(1).and_then(|at| reading.tokens.get(at));
                    let definite = before.is_none_or(|before| {
                        !token.joined
                            || before.closed
                            || before.function && !matches!(before.key.as_str(), "a" | "an")
                    });
                    (token.key.clone(), definite)
                } else {
                    continue;
                };
                let words = at..at + 1;
                let taken = self
                    .mentions
                    .iter()
                    .any(|mention| mention.overlaps(document, &words));
                if !definite || taken {
                    continue;
                }
                if let Some(root) = self.owner(document, &word) {
                    let mention = Mention {
                        document,
                        span: reading.span(&words),
                        words,
                        name: 0..1,
                        core: vec![word],
                        body: None,
                        arabic: token.arabic,
                    };
                    found.push((root, mention));
                }
            }
        }
        for (root, mention) in found {
            self.add(root, mention);
        }
    }

    /// Returns the only name that is called by a body's word in a text, else in all texts.
    fn owner(&self, document: usize, word: &str) -> Option<usize> {
        let (mut roots, mut all) = (BTreeSet::new(), BTreeSet::new());
        for (at, mention) in self.mentions.iter().enumerate() {
            let called = mention.body.as_deref() == Some(word)
                || mention.core.len() > 1 && mention.core.last().is_some_and(|last| last == word)
                || mention.core.len() > 1
                    && mention.arabic
                    && mention.core.first().is_some_and(|first| first == word);
            if called {
                all.insert(self.root_of_mention(at));
                if mention.document == document {
                    roots.insert(self.root_of_mention(at));
                }
            }
        }
        if roots.is_empty() {
            roots = all;
        }
        match roots.into_iter().collect::<Vec<_>>()[..] {
            [root] => Some(root),
            _ => None,
        }
    }
}

/// Returns the word under the article, where it may stand for a whole name.
fn arabic_body(key: &str) -> Option<&str> {
    crate::compare::clitic::stems(key)
        .into_iter()
        .find(|stem| Around::arabic().is("body", stem))
        .filter(|stem| key.len() >= stem.len() + "\u{627}\u{644}".len() && key.contains("\u{644}"))
}
