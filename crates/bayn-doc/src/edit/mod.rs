//! Edits of the alignment: merge, split, move, unlink, pin, cross, confirm, furniture.
//!
//! [`plan`] turns an [`Edit`] into a [`Change`] without changing anything, or returns why it
//! cannot be done. After every plan the beads still cover both sides; beads that it
//! does not create keep their ids; marks, notes, verdicts and scores move to the bead that now
//! contains their text. An edit loses nothing, and its inverse restores everything.

mod far;
mod sentence;
mod shift;
mod structure;

use crate::change::runs_of;
use crate::rehome::rehome;
use crate::{Annotations, Bead, BeadId, BeadKind, BeadRow, Bitext, Change, LinkState, Step};
use crate::{Side, Sides};
use bayn_text::label;
use bayn_text::{Message, error_message, msg};
use far::{pin, replace};
use sentence::{cut, join};
use shift::shift;
use std::collections::{HashMap, HashSet};
use structure::{cross, move_sentence, split};

pub use far::torn_by_pin;
pub use structure::proportional_cut;

/// The neighbour of a bead in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Neighbour {
    /// The bead before it.
    Previous,
    /// The bead after it.
    Next,
}

/// One edit of the alignment, as requested by a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Joins a bead with its neighbour; the earlier one keeps its id.
    Merge(BeadId, Neighbour),
    /// Splits a bead: this many sentences of each side stay, the rest becomes a new bead.
    Split(BeadId, Sides<usize>),
    /// Moves the sentence of `side` nearest to the neighbour into the neighbour.
    Move(BeadId, Side, Neighbour),
    /// Moves the text of one side from this bead on by one bead: towards `Next` it opens a
    /// gap here, which the next bead without that side absorbs; towards `Previous` it closes
    /// one, using the next bead that has only that side. Else the text moves up to the
    /// next confirmed bead or the end.
    Shift(BeadId, Side, Neighbour),
    /// Unlinks both sides of a bead.
    Unlink(BeadId),
    /// Links one source and one target sentence (by index) in a separate confirmed bead,
    /// however far apart. Two unaligned sentences are crossed over the beads between
    /// them, which keep their links; else the sentences between become unaligned.
    Pin(Sides<usize>),
    /// Marks two beads as corresponding crosswise, or undoes that.
    Cross(BeadId, BeadId),
    /// Sets the kind of a bead: text, title or page furniture.
    Kind(BeadId, BeadKind),
    /// Confirms a bead, or (`Proposed`, `Edited`) removes the confirmation.
    Link(BeadId, LinkState),
    /// Confirms a bead and all before it.
    ConfirmUpTo(BeadId),
    /// Joins the sentence at this index with the next one of its paragraph and bead.
    JoinSentences(Side, usize),
    /// Splits the sentence around this byte of the document in two.
    CutSentence(Side, usize),
    /// Replaces a run of beads by others: a proposal from realigning. The
    /// new beads must have the same sentences; ids are assigned here. Confirmed beads must
    /// be among them unchanged.
    Replace {
        /// The first bead of the run.
        first: BeadId,
        /// The last bead of the run.
        last: BeadId,
        /// The new beads.
        beads: Vec<Bead>,
    },
}

/// Why an edit cannot be done, as a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The bead or sentence does not exist.
    NotThere,
    /// There is no neighbour at that end.
    NoNeighbour,
    /// The bead has no sentence on that side.
    SideEmpty,
    /// One of the parts would be empty.
    EmptyPart,
    /// A bead with one empty side has nothing to unlink.
    NothingToUnlink,
    /// A bead cannot cross itself.
    SameBead,
    /// Only sentences of one paragraph can be joined.
    OtherParagraph,
    /// Only sentences of one bead can be joined.
    OtherBead,
    /// The sentence cannot be split at that byte.
    NoCut,
    /// The proposal would change a confirmed bead.
    Confirmed,
    /// The proposal does not have the same sentences.
    OtherSentences,
    /// Nothing would change.
    AlreadySo,
}

impl EditError {
    /// Returns its message.
    #[must_use]
    pub fn message(&self) -> Message {
        match self {
            Self::NotThere => msg!("no such pair or sentence"),
            Self::NoNeighbour => msg!("there is no pair after this one"),
            Self::SideEmpty => msg!("the pair has no sentence on this side"),
            Self::EmptyPart => msg!("one of the two parts would be empty"),
            Self::NothingToUnlink => msg!("the pair has no counterpart to unlink"),
            Self::SameBead => msg!("a pair cannot be linked with itself"),
            Self::OtherParagraph => msg!("the next sentence begins a new paragraph"),
            Self::OtherBead => {
                msg!("the next sentence is in another pair: merge the pairs first")
            }
            Self::NoCut => msg!("a sentence can only be split between two of its letters"),
            Self::Confirmed => {
                msg!("a confirmed pair is in the way; remove its confirmation first")
            }
            Self::OtherSentences => {
                msg!("the proposal does not contain the same sentences as the pairs it replaces")
            }
            Self::AlreadySo => msg!("already so; nothing to change"),
        }
    }
}

error_message!(EditError);

/// Plans an edit: returns the corresponding change without applying it.
///
/// # Errors
/// If the edit is impossible here; the error says why.
pub fn plan(bitext: &Bitext, notes: &Annotations, edit: &Edit) -> Result<Change, EditError> {
    let place = |id: BeadId| bitext.index_of(id).ok_or(EditError::NotThere);
    match edit {
        Edit::Merge(id, side) => {
            let (first, second) = pair(bitext, *id, *side)?;
            let merged = edited(Bead {
                sentences: Sides::from_fn(|side| {
                    first.sentences[side].start..second.sentences[side].end
                }),
                kind: if first.kind == second.kind {
                    first.kind
                } else {
                    BeadKind::Text
                },
                ..weakest(first, second)
            });
            Ok(beads_change(
                label!("merge"),
                bitext,
                notes,
                place(first.id)?,
                2,
                vec![merged],
            ))
        }
        Edit::Split(id, at) => {
            let index = place(*id)?;
            let bead = bead_at(bitext, index)?;
            let cut = Sides::from_fn(|side| {
                bead.sentences[side].start + at[side].min(bead.sentences[side].len())
            });
            split(bitext, notes, label!("split"), index, cut)
        }
        Edit::Unlink(id) => {
            let index = place(*id)?;
            let bead = bead_at(bitext, index)?;
            if bead.is_null() {
                return Err(EditError::NothingToUnlink);
            }
            let cut = Sides::new(bead.sentences.source.end, bead.sentences.target.start);
            split(bitext, notes, label!("unlink"), index, cut)
        }
        Edit::Shift(id, side, to) => shift(bitext, notes, *id, *side, *to),
        Edit::Move(id, side, to) => move_sentence(bitext, notes, *id, *side, *to),
        Edit::Pin(ends) => pin(bitext, notes, ends),
        Edit::Cross(first, second) => cross(bitext, *first, *second),
        Edit::Kind(id, kind) => {
            let index = place(*id)?;
            let bead = bead_at(bitext, index)?;
            if bead.kind == *kind {
                return Err(EditError::AlreadySo);
            }
            let label = match kind {
                BeadKind::Text => label!("text"),
                BeadKind::Title => label!("title"),
                BeadKind::Furniture => label!("page furniture"),
            };
            let now = Bead {
                kind: *kind,
                ..bead.clone()
            };
            Ok(beads_change(label, bitext, notes, index, 1, vec![now]))
        }
        Edit::Link(id, link) => set_link(bitext, place(*id)?, 1, *link),
        Edit::ConfirmUpTo(id) => set_link(bitext, 0, place(*id)? + 1, LinkState::Confirmed),
        Edit::JoinSentences(side, index) => join(bitext, *side, *index),
        Edit::CutSentence(side, byte) => cut(bitext, *side, *byte),
        Edit::Replace { first, last, beads } => {
            replace(bitext, notes, (place(*first)?, place(*last)?), beads)
        }
    }
}

pub(super) fn bead_at(bitext: &Bitext, index: usize) -> Result<&Bead, EditError> {
    bitext.beads.get(index).ok_or(EditError::NotThere)
}

/// Returns the bead and its neighbour, in reading order.
pub(super) fn pair(
    bitext: &Bitext,
    id: BeadId,
    to: Neighbour,
) -> Result<(&Bead, &Bead), EditError> {
    let index = bitext.index_of(id).ok_or(EditError::NotThere)?;
    let first = match to {
        Neighbour::Next => index,
        Neighbour::Previous => index.checked_sub(1).ok_or(EditError::NoNeighbour)?,
    };
    match bitext.beads.get(first..first + 2) {
        Some([first, second]) => Ok((first, second)),
        _ => Err(EditError::NoNeighbour),
    }
}

pub(super) fn edited(bead: Bead) -> Bead {
    Bead {
        link: LinkState::Edited,
        ..bead
    }
}

/// The first bead with the lower confidence of both: that of the result is unknown.
pub(super) fn weakest(first: &Bead, second: &Bead) -> Bead {
    let confidence = if second.confidence < first.confidence {
        second.confidence
    } else {
        first.confidence
    };
    Bead {
        confidence,
        ..first.clone()
    }
}

/// Builds the change that replaces `count` beads from `from` by `now`; drops
/// crossings with removed beads and moves the annotations.
pub(super) fn beads_change(
    label: &str,
    bitext: &Bitext,
    notes: &Annotations,
    from: usize,
    count: usize,
    mut now: Vec<Bead>,
) -> Change {
    let was = bitext.beads.get(from..from + count).unwrap_or_default();
    let mut steps = drop_crossings(bitext, was, &mut now);
    steps.push(Step::Beads {
        was: was.iter().map(BeadRow::of).collect(),
        now: now.iter().map(BeadRow::of).collect(),
    });
    steps.extend(rehome(bitext, notes, was, &now));
    Change {
        label: label.to_owned(),
        steps,
    }
}

/// Drops crossings with removed beads, from `now` and from the partners outside the run;
/// returns the steps for those.
pub(super) fn drop_crossings(bitext: &Bitext, was: &[Bead], now: &mut [Bead]) -> Vec<Step> {
    let kept: HashMap<BeadId, Option<BeadId>> =
        now.iter().map(|bead| (bead.id, bead.crosses)).collect();
    let before: HashSet<BeadId> = was.iter().map(|bead| bead.id).collect();
    let mut steps = Vec::new();
    for bead in was {
        let Some(partner) = bead.crosses else {
            continue;
        };
        let stays = kept.get(&bead.id) == Some(&Some(partner));
        let inside = before.contains(&partner);
        let back = kept.get(&partner) == Some(&Some(bead.id));
        if stays && (!inside || back) {
            continue;
        }
        for at in now.iter_mut() {
            if at.crosses == Some(bead.id) || at.id == bead.id {
                at.crosses = None;
            }
        }
        let outside = |at: &&Bead| at.id == partner && !inside;
        if let Some(row) = bitext.beads.iter().find(outside).map(BeadRow::of) {
            let crosses = None;
            steps.push(Step::Beads {
                was: vec![row],
                now: vec![BeadRow { crosses, ..row }],
            });
        }
    }
    steps
}

pub(super) fn set_link(
    bitext: &Bitext,
    from: usize,
    count: usize,
    link: LinkState,
) -> Result<Change, EditError> {
    let window = bitext.beads.get(from..from + count).unwrap_or_default();
    let first = window.first().ok_or(EditError::NotThere)?.id;
    let was = runs_of(window.iter().map(|bead| bead.link));
    if was == [(link, count)] {
        return Err(EditError::AlreadySo);
    }
    let label = if link == LinkState::Confirmed {
        label!("confirm")
    } else {
        label!("remove confirmation")
    };
    Ok(Change {
        label: label.to_owned(),
        steps: vec![Step::Links {
            first,
            was,
            now: vec![(link, count)],
        }],
    })
}
