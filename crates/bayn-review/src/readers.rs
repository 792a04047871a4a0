//! Which rater judged which pairs of a review.
//!
//! A rater who works in the reader judges the whole text: a pair without marks has
//! no errors, and page furniture is not judged. Judgements from a file record
//! which pairs were judged ([`Entry::Judged`]); then only those count, with the pairs that the
//! rater annotated.

use bayn_doc::{Annotations, Bead, BeadId, BeadKind, Bitext, Entry};
use std::collections::{BTreeMap, BTreeSet};

/// The raters of a review, each with what they judged.
#[derive(Clone, Debug, Default)]
pub(crate) struct Readers<'n>(BTreeMap<&'n str, Read>);

#[derive(Clone, Debug, Default)]
struct Read {
    /// Whether only listed pairs were judged.
    listed: bool,
    beads: BTreeSet<BeadId>,
}

impl<'n> Readers<'n> {
    /// Returns the raters of these annotations: those who marked, scored or judged.
    #[must_use]
    pub(crate) fn of(notes: &'n Annotations) -> Self {
        let mut readers: BTreeMap<&str, Read> = BTreeMap::new();
        for entry in notes.entries() {
            let (rater, listed) = match entry {
                Entry::Mark(_, mark) => (mark.rater.as_str(), false),
                Entry::Rating(_, rater, _) => (rater.as_str(), false),
                Entry::Judged(_, rater, _) => (rater.as_str(), true),
                Entry::Note(..) | Entry::Verdict(..) | Entry::Dismissal(..) => continue,
            };
            let read = readers.entry(rater).or_default();
            read.listed |= listed;
            read.beads.insert(entry.bead());
        }
        // A verdict alone does not make a rater, but pairs with a rater's verdict were judged.
        for entry in notes.entries() {
            if let Entry::Verdict(bead, verdict) = entry
                && let Some(read) = readers.get_mut(verdict.by.as_str())
            {
                read.beads.insert(*bead);
            }
        }
        Self(readers)
    }

    /// Returns these raters and those who only gave verdicts, each of whom judged the pairs
    /// with their verdicts.
    #[must_use]
    pub(crate) fn with_deciders(notes: &'n Annotations) -> Self {
        let mut all = Self::of(notes);
        let mut deciders: BTreeMap<&str, Read> = BTreeMap::new();
        for entry in notes.entries() {
            if let Entry::Verdict(bead, verdict) = entry
                && !all.0.contains_key(verdict.by.as_str())
            {
                let read = deciders.entry(&verdict.by).or_default();
                read.listed = true;
                read.beads.insert(*bead);
            }
        }
        all.0.extend(deciders);
        all
    }

    /// Returns whether nobody marked, scored or judged anything.
    #[must_use]
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the names, in order.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'n str> + '_ {
        self.0.keys().copied()
    }

    /// Returns whether a rater judged a bead.
    #[must_use]
    pub(crate) fn judged(&self, rater: &str, bead: &Bead) -> bool {
        self.0.get(rater).is_some_and(|read| {
            read.beads.contains(&bead.id) || !read.listed && bead.kind != BeadKind::Furniture
        })
    }

    /// Returns the entries that record that this rater judged these beads; none if that
    /// would be assumed anyway.
    pub(crate) fn entries(
        &self,
        bitext: &Bitext,
        rater: &str,
        beads: &BTreeSet<BeadId>,
        time: u64,
    ) -> Vec<Entry> {
        let known = self.0.get(rater);
        let whole = |bead: &Bead| beads.contains(&bead.id) == (bead.kind != BeadKind::Furniture);
        let said = match known {
            Some(read) => !read.listed,
            None => bitext.beads.iter().all(whole),
        };
        if said {
            return Vec::new();
        }
        let listed = known.filter(|read| read.listed);
        beads
            .iter()
            .filter(|bead| listed.is_none_or(|read| !read.beads.contains(bead)))
            .map(|bead| Entry::Judged(*bead, rater.to_owned(), time))
            .collect()
    }
}
