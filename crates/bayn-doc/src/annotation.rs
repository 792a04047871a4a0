//! What a reviewer writes about a bitext: marks, notes, verdicts and scores.
//!
//! Every entry belongs to a bead by its stable name and may point at spans of either text:
//! logical bytes, whatever the order on screen. An omission is on the source only, an
//! addition on the target only, most marks on both. [`Annotations`] stores them all and finds
//! them by bead; it changes through [`crate::Change`] only, so that everything can be
//! undone. Times are seconds since 1970 and are given by the caller; nothing here reads a clock.

use crate::BeadId;
use crate::Severity;
use crate::Sides;
use fnv::FnvHasher;
use harf::Span;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::hash::Hasher;

/// The name of a mark, unique among the marks of everyone who works on the bitext.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct MarkId(pub u64);

/// The name of a note, unique like [`MarkId`].
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct NoteId(pub u64);

/// One error that a reviewer marked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// The bead it belongs to.
    pub bead: BeadId,
    /// The bytes of each document it points at, in order; either side may have none, and a
    /// mark without any refers to the whole bead.
    pub spans: Sides<Vec<Span>>,
    /// The mnemonic of an MQM-Core entry such as `mistranslation`, a foreign path such as
    /// `Fluency/Register` kept as it was imported, or nothing (ESA has no categories).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// Its severity.
    pub severity: Severity,
    /// What the reviewer says about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The suggested correction.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub suggestion: String,
    /// Who marked it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rater: String,
    /// When, in seconds since 1970; 0 is unknown.
    #[serde(default)]
    pub time: u64,
    /// The id of the check whose finding was taken over, if one was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub check: String,
}

impl Mark {
    /// Returns whether the mark means that something is missing from the target: ESA's `[missing]`.
    #[must_use]
    pub const fn is_missing(&self) -> bool {
        self.spans.target.is_empty()
    }
}

/// A remark on a bead or on a span of it that does not mark an error.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The bead it belongs to.
    pub bead: BeadId,
    /// The bytes of each document it points at; none for the bead as a whole.
    pub spans: Sides<Vec<Span>>,
    /// The remark.
    pub text: String,
    /// Who wrote it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub author: String,
    /// When, in seconds since 1970; 0 is unknown.
    #[serde(default)]
    pub time: u64,
}

/// What a reviewer decided about a bead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BeadStatus {
    /// The translation is accepted.
    Accepted,
    /// Somebody must look again.
    NeedsReview,
    /// The translation is rejected, for this reason.
    Rejected(String),
}

/// A decision about a bead, with its author and time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// The decision.
    pub status: BeadStatus,
    /// Who made it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, in seconds since 1970; 0 is unknown.
    #[serde(default)]
    pub time: u64,
}

/// One rater's score of one bead (ESA: 0 is no meaning kept, 100 is perfect).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// From 0 to 100.
    #[serde(deserialize_with = "in_range")]
    pub value: f32,
    /// When, in seconds since 1970; 0 is unknown.
    #[serde(default)]
    pub time: u64,
}

/// Rejects values that are not scores, since a file may contain anything.
fn in_range<'de, D: serde::Deserializer<'de>>(from: D) -> Result<f32, D::Error> {
    let value = f32::deserialize(from)?;
    if (0.0..=100.0).contains(&value) {
        Ok(value)
    } else {
        Err(serde::de::Error::custom("a score is from 0 to 100"))
    }
}

impl Rating {
    /// Returns the score, clamped to 0 to 100; NaN becomes 0.
    #[must_use]
    pub const fn new(value: f32, time: u64) -> Self {
        let value = if value.is_nan() {
            0.0
        } else {
            value.clamp(0.0, 100.0)
        };
        Self { value, time }
    }
}

/// A finding of a check that somebody dismissed permanently.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dismissal {
    /// The bead it was found in.
    pub bead: BeadId,
    /// Who dismissed it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub by: String,
    /// When, in seconds since 1970; 0 is unknown.
    #[serde(default)]
    pub time: u64,
}

/// One entry of a review, with its key.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Entry {
    /// A marked error.
    Mark(MarkId, Mark),
    /// A remark.
    Note(NoteId, Note),
    /// The decision about a bead.
    Verdict(BeadId, Verdict),
    /// The score one rater gave a bead.
    Rating(BeadId, String, Rating),
    /// A dismissed finding, by the key its check gave it.
    Dismissal(String, Dismissal),
    /// That a rater judged a bead, whatever was found there, and when. A rater without any such
    /// entry judged every bead.
    Judged(BeadId, String, u64),
}

/// The key of an entry; at most one entry has it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKey {
    /// A mark.
    Mark(MarkId),
    /// A note.
    Note(NoteId),
    /// The decision about a bead.
    Verdict(BeadId),
    /// The score of a bead by a rater.
    Rating(BeadId, String),
    /// A dismissed finding.
    Dismissal(String),
    /// That a rater judged a bead.
    Judged(BeadId, String),
}

impl Entry {
    /// Returns the key of the entry.
    #[must_use]
    pub fn key(&self) -> EntryKey {
        match self {
            Self::Mark(id, _) => EntryKey::Mark(*id),
            Self::Note(id, _) => EntryKey::Note(*id),
            Self::Verdict(bead, _) => EntryKey::Verdict(*bead),
            Self::Rating(bead, rater, _) => EntryKey::Rating(*bead, rater.clone()),
            Self::Dismissal(key, _) => EntryKey::Dismissal(key.clone()),
            Self::Judged(bead, rater, _) => EntryKey::Judged(*bead, rater.clone()),
        }
    }

    /// Returns the bead the entry belongs to.
    #[must_use]
    pub const fn bead(&self) -> BeadId {
        match self {
            Self::Mark(_, mark) => mark.bead,
            Self::Note(_, note) => note.bead,
            Self::Verdict(bead, _) | Self::Rating(bead, _, _) | Self::Judged(bead, _, _) => *bead,
            Self::Dismissal(_, dismissal) => dismissal.bead,
        }
    }

    /// Returns the spans the entry points at, if it is of a kind that has spans.
    #[must_use]
    pub const fn spans(&self) -> Option<&Sides<Vec<Span>>> {
        match self {
            Self::Mark(_, mark) => Some(&mark.spans),
            Self::Note(_, note) => Some(&note.spans),
            _ => None,
        }
    }

    /// Returns the spans the entry points at, to be changed.
    pub const fn spans_mut(&mut self) -> Option<&mut Sides<Vec<Span>>> {
        match self {
            Self::Mark(_, mark) => Some(&mut mark.spans),
            Self::Note(_, note) => Some(&mut note.spans),
            _ => None,
        }
    }

    /// Returns the same entry for another bead.
    #[must_use]
    pub fn moved_to(&self, bead: BeadId) -> Self {
        let mut entry = self.clone();
        match &mut entry {
            Self::Mark(_, mark) => mark.bead = bead,
            Self::Note(_, note) => note.bead = bead,
            Self::Verdict(at, _) | Self::Rating(at, _, _) | Self::Judged(at, _, _) => *at = bead,
            Self::Dismissal(_, dismissal) => dismissal.bead = bead,
        }
        entry
    }
}

/// All entries of a review, indexed by key and by bead.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Annotations {
    entries: BTreeMap<EntryKey, Entry>,
    by_bead: HashMap<BeadId, Vec<EntryKey>>,
}

impl Annotations {
    /// Returns the number of entries of all kinds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the entry with `key`.
    #[must_use]
    pub fn get(&self, key: &EntryKey) -> Option<&Entry> {
        self.entries.get(key)
    }

    /// Returns all entries, by kind and then by name.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }

    /// Returns the entries of one bead, in the order of their keys.
    pub fn of(&self, bead: BeadId) -> impl Iterator<Item = &Entry> {
        self.by_bead
            .get(&bead)
            .into_iter()
            .flatten()
            .filter_map(|key| self.entries.get(key))
    }

    /// Returns all marks, by name.
    pub fn marks(&self) -> impl Iterator<Item = (MarkId, &Mark)> {
        self.entries.values().filter_map(as_mark)
    }

    /// Returns the marks of one bead.
    pub fn marks_of(&self, bead: BeadId) -> impl Iterator<Item = (MarkId, &Mark)> {
        self.of(bead).filter_map(as_mark)
    }

    /// Returns the notes of one bead.
    pub fn notes_of(&self, bead: BeadId) -> impl Iterator<Item = (NoteId, &Note)> {
        self.of(bead).filter_map(|entry| match entry {
            Entry::Note(id, note) => Some((*id, note)),
            _ => None,
        })
    }

    /// Returns the scores of one bead, each with its rater.
    pub fn ratings_of(&self, bead: BeadId) -> impl Iterator<Item = (&str, Rating)> {
        self.of(bead).filter_map(|entry| match entry {
            Entry::Rating(_, rater, rating) => Some((rater.as_str(), *rating)),
            _ => None,
        })
    }

    /// Returns what was decided about a bead.
    #[must_use]
    pub fn verdict(&self, bead: BeadId) -> Option<&Verdict> {
        match self.entries.get(&EntryKey::Verdict(bead)) {
            Some(Entry::Verdict(_, verdict)) => Some(verdict),
            _ => None,
        }
    }

    /// Returns whether the finding with this key was dismissed.
    #[must_use]
    pub fn is_dismissed(&self, finding: &str) -> bool {
        self.entries
            .contains_key(&EntryKey::Dismissal(finding.to_owned()))
    }

    /// Returns whether a finding of this check was turned into a mark without changes.
    #[must_use]
    pub fn is_taken_over(&self, bead: BeadId, check: &str, spans: &Sides<Vec<Span>>) -> bool {
        self.of(bead).any(|entry| match entry {
            Entry::Mark(_, mark) => mark.check == check && mark.spans == *spans,
            _ => false,
        })
    }

    /// Returns an unused id for `mark`, hashed from its contents: two people who mark different
    /// things get different ids without coordination.
    #[must_use]
    pub fn new_mark_id(&self, mark: &Mark) -> MarkId {
        let mut hash = fingerprint(&mark.rater, &[mark.time, mark.bead.0], &mark.spans);
        while self.entries.contains_key(&EntryKey::Mark(MarkId(hash))) {
            hash = scatter(hash);
        }
        MarkId(hash)
    }

    /// Returns an unused id for `note`; see [`Annotations::new_mark_id`].
    #[must_use]
    pub fn name_note(&self, note: &Note) -> NoteId {
        let mut hash = fingerprint(&note.author, &[note.time, note.bead.0], &note.spans);
        while self.entries.contains_key(&EntryKey::Note(NoteId(hash))) {
            hash = scatter(hash);
        }
        NoteId(hash)
    }

    /// Stores `entry` under `key`, or removes the entry there, and returns the old one.
    ///
    /// An entry whose own key differs from `key` is stored under its own.
    pub fn replace(&mut self, key: &EntryKey, entry: Option<Entry>) -> Option<Entry> {
        let old = self.entries.remove(key);
        if let Some(old) = &old
            && let Some(keys) = self.by_bead.get_mut(&old.bead())
        {
            keys.retain(|at| at != key);
            if keys.is_empty() {
                self.by_bead.remove(&old.bead());
            }
        }
        if let Some(entry) = entry {
            let key = entry.key();
            let keys = self.by_bead.entry(entry.bead()).or_default();
            if let Err(at) = keys.binary_search(&key) {
                keys.insert(at, key.clone());
            }
            self.entries.insert(key, entry);
        }
        old
    }
}

const fn as_mark(entry: &Entry) -> Option<(MarkId, &Mark)> {
    match entry {
        Entry::Mark(id, mark) => Some((*id, mark)),
        _ => None,
    }
}

/// FNV-1a over who, when and where; 53 bits, so that any JSON reader keeps the number whole.
fn fingerprint(who: &str, words: &[u64], spans: &Sides<Vec<Span>>) -> u64 {
    let mut hash = FnvHasher::default();
    hash.write(who.as_bytes());
    for word in words {
        hash.write(&word.to_le_bytes());
    }
    for span in spans.source.iter().chain(&spans.target) {
        for edge in [span.start, span.end] {
            hash.write(&(edge as u64).to_le_bytes());
        }
    }
    hash.finish() >> 11
}

const fn scatter(hash: u64) -> u64 {
    hash.wrapping_mul(0x5851_f42d_4c95_7f2d)
        .wrapping_add(0x1405_7b7e_f767_814f)
        >> 11
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(bead: u64, start: usize) -> Mark {
        Mark {
            bead: BeadId(bead),
            spans: Sides::new(vec![], vec![Span::new(start, start + 1)]),
            ..Mark::default()
        }
    }

    #[test]
    fn an_entry_is_found_by_bead_until_it_is_removed() {
        let mut all = Annotations::default();
        let first = mark(1, 0);
        let id = all.new_mark_id(&first);
        let entry = Entry::Mark(id, first);
        all.replace(&entry.key(), Some(entry.clone()));
        assert_eq!(all.marks_of(BeadId(1)).count(), 1);
        let moved = entry.moved_to(BeadId(2));
        all.replace(&entry.key(), Some(moved));
        assert_eq!(all.marks_of(BeadId(1)).count(), 0);
        assert_eq!(all.marks_of(BeadId(2)).count(), 1);
        all.replace(&entry.key(), None);
        assert_eq!(all, Annotations::default());
    }

    #[test]
    fn equal_marks_get_different_names() {
        let mut all = Annotations::default();
        for _ in 0..3 {
            let mark = mark(1, 0);
            let entry = Entry::Mark(all.new_mark_id(&mark), mark);
            all.replace(&entry.key(), Some(entry.clone()));
        }
        assert_eq!(all.len(), 3);
    }
}
