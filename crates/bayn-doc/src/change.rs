//! A change of a bitext and its annotations, as data that can be inverted.
//!
//! Every step has the old and the new state, so the inverse is the steps in reverse order with
//! both swapped. A step is applied only if the old state is still present; else the change is rejected
//! as a whole and nothing is changed. Steps refer to beads by id and shape, not by index: a
//! change in a journal still applies after changes elsewhere.

use crate::{Annotations, Bead, BeadId, BeadKind, Bitext, Entry, LinkState, Sentence};
use crate::{Score, Side, Sides};
use bayn_text::{Message, error_message, msg};
use harf::Span;
use serde::{Deserialize, Serialize};

/// A bead without its position: the number of sentences on each side, and its other fields.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BeadRow {
    /// Its id.
    pub id: BeadId,
    /// Its number of source and of target sentences.
    #[serde(rename = "n")]
    pub shape: (usize, usize),
    /// The kind of its text.
    #[serde(default, skip_serializing_if = "is_text")]
    pub kind: BeadKind,
    /// The calibrated probability of the bead.
    #[serde(rename = "p")]
    pub confidence: Score,
    /// Whether a person has confirmed or changed it.
    #[serde(default, skip_serializing_if = "is_proposed")]
    pub link: LinkState,
    /// The bead it crosses with.
    #[serde(default, rename = "x", skip_serializing_if = "Option::is_none")]
    pub crosses: Option<BeadId>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
fn is_text(kind: &BeadKind) -> bool {
    *kind == BeadKind::Text
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde passes the field by reference"
)]
fn is_proposed(link: &LinkState) -> bool {
    *link == LinkState::Proposed
}

impl BeadRow {
    /// Returns the row of a bead.
    #[must_use]
    pub fn of(bead: &Bead) -> Self {
        Self {
            id: bead.id,
            shape: bead.shape(),
            kind: bead.kind,
            confidence: bead.confidence,
            link: bead.link,
            crosses: bead.crosses,
        }
    }

    /// Returns the bead whose sentences begin at `start` on each side.
    #[must_use]
    pub const fn at(&self, start: (usize, usize)) -> Bead {
        Bead {
            id: self.id,
            sentences: Sides::new(
                start.0..start.0 + self.shape.0,
                start.1..start.1 + self.shape.1,
            ),
            kind: self.kind,
            confidence: self.confidence,
            link: self.link,
            crosses: self.crosses,
        }
    }
}

/// One step of a change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// Replaces neighbouring beads by others with the same sentences.
    Beads {
        /// The beads in order; never empty.
        was: Vec<BeadRow>,
        /// The beads that replace them; never empty.
        now: Vec<BeadRow>,
    },
    /// Changes the boundaries of sentences inside one bead and paragraph.
    Sentences {
        /// The side of the sentences.
        side: Side,
        /// The bead that contains them.
        bead: BeadId,
        /// The index of the first of them among the bead's sentences of that side.
        at: usize,
        /// Their bytes in the document; never empty.
        was: Vec<Span>,
        /// The bytes of the sentences that replace them; never empty.
        now: Vec<Span>,
    },
    /// Moves the sentences of one side along a run of beads. The number of sentences of each bead
    /// is run-length encoded, so that a text of any length
    /// moves by one position in one line of the journal.
    Counts {
        /// The side of the sentences.
        side: Side,
        /// The first bead of the run.
        first: BeadId,
        /// The numbers before.
        was: Vec<(usize, usize)>,
        /// The numbers after; as many beads and as many sentences in all.
        now: Vec<(usize, usize)>,
    },
    /// Changes the link states of a run of beads; the states are run-length encoded.
    Links {
        /// The first bead of the run.
        first: BeadId,
        /// The states before.
        was: Vec<(LinkState, usize)>,
        /// The states after; as many beads in all.
        now: Vec<(LinkState, usize)>,
    },
    /// Adds, changes or removes an entry.
    Entry {
        /// The old entry.
        was: Option<Box<Entry>>,
        /// The new entry.
        now: Option<Box<Entry>>,
    },
}

/// A step could not be applied: the old state that it expects is not present.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyError {
    /// The bead does not exist.
    NoBead(BeadId),
    /// The bead, or one of those that follow it, has changed.
    BeadChanged(BeadId),
    /// The mark, note or verdict has changed.
    EntryChanged(BeadId),
    /// The step itself is invalid: a damaged journal.
    Broken,
}

impl ApplyError {
    /// Returns its message.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NoBead(bead) => msg!("pair {bead} no longer exists", bead = bead.0),
            Self::BeadChanged(bead) => msg!("pair {bead} has changed since", bead = bead.0),
            Self::EntryChanged(bead) => msg!(
                "what was written on pair {bead} has changed since",
                bead = bead.0
            ),
            Self::Broken => msg!("the step would leave sentences without a pair"),
        }
    }
}

error_message!(ApplyError);

impl Step {
    /// Returns the step that adds (`was` is `None`), changes or removes an entry.
    #[must_use]
    pub fn entry(was: Option<Entry>, now: Option<Entry>) -> Self {
        Self::Entry {
            was: was.map(Box::new),
            now: now.map(Box::new),
        }
    }

    /// Returns the inverse of this step.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let mut step = self.clone();
        match &mut step {
            Self::Beads { was, now } => std::mem::swap(was, now),
            Self::Sentences { was, now, .. } => std::mem::swap(was, now),
            Self::Counts { was, now, .. } => std::mem::swap(was, now),
            Self::Links { was, now, .. } => std::mem::swap(was, now),
            Self::Entry { was, now } => std::mem::swap(was, now),
        }
        step
    }

    /// Applies the step, or changes nothing and returns why.
    ///
    /// # Errors
    /// If the old state that the step expects is not present.
    pub fn apply(&self, bitext: &mut Bitext, notes: &mut Annotations) -> Result<(), ApplyError> {
        match self {
            Self::Beads { was, now } => replace_beads(bitext, was, now),
            Self::Sentences {
                side,
                bead,
                at,
                was,
                now,
            } => replace_sentences(bitext, *side, *bead, *at, (was, now)),
            Self::Counts {
                side,
                first,
                was,
                now,
            } => set_counts(bitext, *side, *first, (was, now)),
            Self::Links { first, was, now } => set_links(bitext, *first, was, now),
            Self::Entry { was, now } => {
                let Some(entry) = was.as_ref().or(now.as_ref()) else {
                    return Ok(());
                };
                let key = entry.key();
                let same_key = now.as_ref().is_none_or(|now| now.key() == key);
                if notes.get(&key) != was.as_deref() || !same_key {
                    return Err(ApplyError::EntryChanged(entry.bead()));
                }
                notes.replace(&key, now.as_deref().cloned());
                Ok(())
            }
        }
    }
}

fn total(rows: &[BeadRow]) -> (usize, usize) {
    rows.iter().fold((0_usize, 0_usize), |sum, row| {
        (
            sum.0.saturating_add(row.shape.0),
            sum.1.saturating_add(row.shape.1),
        )
    })
}

fn replace_beads(bitext: &mut Bitext, was: &[BeadRow], now: &[BeadRow]) -> Result<(), ApplyError> {
    let first = was.first().ok_or(ApplyError::Broken)?.id;
    if now.is_empty() || total(was) != total(now) || now.iter().any(|row| row.shape == (0, 0)) {
        return Err(ApplyError::Broken);
    }
    let from = bitext.index_of(first).ok_or(ApplyError::NoBead(first))?;
    let window = bitext
        .beads
        .get(from..from + was.len())
        .ok_or(ApplyError::BeadChanged(first))?;
    if let Some((_, row)) = window
        .iter()
        .zip(was)
        .find(|(bead, row)| BeadRow::of(bead) != **row)
    {
        return Err(ApplyError::BeadChanged(row.id));
    }
    let mut start = window.first().map_or((0, 0), |bead| {
        (bead.sentences.source.start, bead.sentences.target.start)
    });
    let beads: Vec<Bead> = now
        .iter()
        .map(|row| {
            let bead = row.at(start);
            start = (bead.sentences.source.end, bead.sentences.target.end);
            bead
        })
        .collect();
    bitext.beads.splice(from..from + was.len(), beads);
    Ok(())
}

fn replace_sentences(
    bitext: &mut Bitext,
    side: Side,
    id: BeadId,
    at: usize,
    (was, now): (&[Span], &[Span]),
) -> Result<(), ApplyError> {
    let place = bitext.index_of(id).ok_or(ApplyError::NoBead(id))?;
    let range = bitext
        .beads
        .get(place)
        .map_or(0..0, |bead| bead.sentences[side].clone());
    let from = range.start.saturating_add(at);
    let to = from.saturating_add(was.len());
    let document = &mut bitext.documents[side];
    let window = document.sentences.get(from..to);
    let (Some(window), Some(head)) = (window, document.sentences.get(from)) else {
        return Err(ApplyError::BeadChanged(id));
    };
    let paragraph = head.paragraph;
    let holds = to <= range.end
        && window
            .iter()
            .zip(was)
            .all(|(sentence, span)| sentence.span == *span && sentence.paragraph == paragraph);
    if !holds {
        return Err(ApplyError::BeadChanged(id));
    }
    if was.is_empty() || now.is_empty() {
        return Err(ApplyError::Broken);
    }
    document.sentences.splice(
        from..to,
        now.iter().map(|&span| Sentence { span, paragraph }),
    );
    let moved = |index: usize| index + now.len() - was.len();
    for (number, paragraph_of) in document.paragraphs.iter_mut().enumerate().skip(paragraph) {
        if number > paragraph {
            paragraph_of.sentences.start = moved(paragraph_of.sentences.start);
        }
        paragraph_of.sentences.end = moved(paragraph_of.sentences.end);
    }
    for (number, bead) in bitext.beads.iter_mut().enumerate().skip(place) {
        let range = &mut bead.sentences[side];
        if number > place {
            range.start = moved(range.start);
        }
        range.end = moved(range.end);
    }
    Ok(())
}

/// Returns runs of equal values with their lengths.
pub(crate) fn runs_of<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<(T, usize)> {
    let mut runs: Vec<(T, usize)> = Vec::new();
    for value in values {
        match runs.last_mut() {
            Some(run) if run.0 == value => run.1 += 1,
            _ => runs.push((value, 1)),
        }
    }
    runs
}

/// Returns the number of values of runs, without expanding them.
fn length_of<T>(runs: &[(T, usize)]) -> usize {
    runs.iter()
        .fold(0_usize, |sum, run| sum.saturating_add(run.1))
}

/// Returns the values of runs, one by one.
fn spread<T: Copy>(runs: &[(T, usize)]) -> impl Iterator<Item = T> {
    runs.iter()
        .flat_map(|&(value, times)| std::iter::repeat_n(value, times))
}

/// Returns `count` beads starting with the one of that id.
fn window(bitext: &mut Bitext, first: BeadId, count: usize) -> Result<&mut [Bead], ApplyError> {
    let from = bitext.index_of(first).ok_or(ApplyError::NoBead(first))?;
    let rest = bitext.beads.get_mut(from..);
    rest.and_then(|rest| rest.get_mut(..count))
        .ok_or(ApplyError::BeadChanged(first))
}

/// The number of sentences of each bead of a run, run-length encoded.
type Counts = [(usize, usize)];

fn set_counts(
    bitext: &mut Bitext,
    side: Side,
    first: BeadId,
    (was, now): (&Counts, &Counts),
) -> Result<(), ApplyError> {
    let sum = |runs: &[(usize, usize)]| {
        runs.iter().fold(0_usize, |sum, &(count, times)| {
            sum.saturating_add(count.saturating_mul(times))
        })
    };
    if length_of(was) != length_of(now) || sum(was) != sum(now) {
        return Err(ApplyError::Broken);
    }
    let window = window(bitext, first, length_of(was))?;
    if let Some((bead, _)) = window
        .iter()
        .zip(spread(was))
        .find(|(bead, count)| bead.sentences[side].len() != *count)
    {
        return Err(ApplyError::BeadChanged(bead.id));
    }
    let hollow =
        |(bead, count): (&Bead, usize)| count == 0 && bead.sentences[side.other()].is_empty();
    if window.iter().zip(spread(now)).any(hollow) {
        return Err(ApplyError::Broken);
    }
    let mut start = window.first().map_or(0, |bead| bead.sentences[side].start);
    for (bead, count) in window.iter_mut().zip(spread(now)) {
        bead.sentences[side] = start..start + count;
        start += count;
    }
    Ok(())
}

fn set_links(
    bitext: &mut Bitext,
    first: BeadId,
    was: &[(LinkState, usize)],
    now: &[(LinkState, usize)],
) -> Result<(), ApplyError> {
    if length_of(was) != length_of(now) {
        return Err(ApplyError::Broken);
    }
    let window = window(bitext, first, length_of(was))?;
    if let Some((bead, _)) = window
        .iter()
        .zip(spread(was))
        .find(|(bead, link)| bead.link != *link)
    {
        return Err(ApplyError::BeadChanged(bead.id));
    }
    for (bead, link) in window.iter_mut().zip(spread(now)) {
        bead.link = link;
    }
    Ok(())
}

/// The effect of one command, undone and redone as a whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The command, such as `merge`; for the undo message.
    #[serde(rename = "do")]
    pub label: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

impl Change {
    /// Returns the change of one entry: added (`was` is `None`), changed or removed.
    #[must_use]
    pub fn entry(label: &str, was: Option<Entry>, now: Option<Entry>) -> Self {
        Self {
            label: label.to_owned(),
            steps: vec![Step::entry(was, now)],
        }
    }

    /// Returns the inverse of this change.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            label: self.label.clone(),
            steps: self.steps.iter().rev().map(Step::inverse).collect(),
        }
    }

    /// Applies all steps, or none.
    ///
    /// # Errors
    /// The error of the first step that cannot be applied; everything is as before.
    pub fn apply(&self, bitext: &mut Bitext, notes: &mut Annotations) -> Result<(), ApplyError> {
        for (done, step) in self.steps.iter().enumerate() {
            if let Err(error) = step.apply(bitext, notes) {
                for step in self.steps.iter().take(done).rev() {
                    // The step was just applied, so its inverse can be applied.
                    let _ = step.inverse().apply(bitext, notes);
                }
                return Err(error);
            }
        }
        Ok(())
    }
}
