//! Edits of one bead or of two neighbours: split, unlink, move a sentence, cross.

use super::{EditError, Neighbour, bead_at, beads_change, edited, pair};
use crate::{Annotations, Bead, BeadId, BeadRow, Bitext, Change, Step};
use crate::{Side, Sides};
use bayn_text::label;

/// Returns the cuts of both sides: `side` at `at`, and the other side so that its parts have, as nearly
/// as sentences allow, the same ratio of lengths: the other half of a split at the caret.
#[must_use]
pub fn proportional_cut(bitext: &Bitext, bead: &Bead, side: Side, at: usize) -> Sides<usize> {
    let lengths = |of: Side| -> Vec<usize> {
        bead.sentences[of]
            .clone()
            .map(|index| bitext.documents[of].sentence(index).chars().count())
            .collect()
    };
    let (near, far) = (lengths(side), lengths(side.other()));
    let before: usize = near.iter().take(at).sum();
    let (total_near, total_far) = (near.iter().sum::<usize>(), far.iter().sum::<usize>());
    let mut best = (usize::MAX, 0);
    let mut sum = 0;
    for cut in 0..=far.len() {
        let miss = (sum * total_near).abs_diff(before * total_far);
        if miss < best.0 {
            best = (miss, cut);
        }
        sum += far.get(cut).copied().unwrap_or(0);
    }
    let mut cuts = Sides::new(at, at);
    cuts[side.other()] = best.1;
    cuts
}

pub(super) fn split(
    bitext: &Bitext,
    notes: &Annotations,
    label: &str,
    index: usize,
    cut: Sides<usize>,
) -> Result<Change, EditError> {
    let bead = bead_at(bitext, index)?;
    let mut first = edited(bead.clone());
    let mut second = edited(bead.clone());
    for side in Side::BOTH {
        first.sentences[side].end = cut[side];
        second.sentences[side].start = cut[side];
    }
    if first.shape() == (0, 0) || second.shape() == (0, 0) {
        return Err(EditError::EmptyPart);
    }
    second.id = child(bitext, bead.id, first.shape(), &[]);
    second.crosses = None;
    let now = vec![first, second];
    Ok(beads_change(label, bitext, notes, index, 1, now))
}

pub(super) fn child(bitext: &Bitext, of: BeadId, shape: (usize, usize), made: &[Bead]) -> BeadId {
    of.child(shape, |id| {
        bitext.index_of(id).is_some() || made.iter().any(|bead| bead.id == id)
    })
}

pub(super) fn move_sentence(
    bitext: &Bitext,
    notes: &Annotations,
    id: BeadId,
    side: Side,
    to: Neighbour,
) -> Result<Change, EditError> {
    let (first, second) = pair(bitext, id, to)?;
    let (mut first, mut second) = (edited(first.clone()), edited(second.clone()));
    let giver = if to == Neighbour::Next {
        &first
    } else {
        &second
    };
    if giver.sentences[side].is_empty() {
        return Err(EditError::SideEmpty);
    }
    let border = match to {
        Neighbour::Next => first.sentences[side].end - 1,
        Neighbour::Previous => first.sentences[side].end + 1,
    };
    first.sentences[side].end = border;
    second.sentences[side].start = border;
    let from = bitext.index_of(first.id).ok_or(EditError::NotThere)?;
    let now = vec![first, second]
        .into_iter()
        .filter(|bead| bead.shape() != (0, 0))
        .collect();
    Ok(beads_change(label!("move"), bitext, notes, from, 2, now))
}

pub(super) fn cross(bitext: &Bitext, first: BeadId, second: BeadId) -> Result<Change, EditError> {
    if first == second {
        return Err(EditError::SameBead);
    }
    let row = |id: BeadId| {
        bitext
            .index_of(id)
            .and_then(|index| bitext.beads.get(index))
            .map(BeadRow::of)
            .ok_or(EditError::NotThere)
    };
    let (a, b) = (row(first)?, row(second)?);
    let undo = a.crosses == Some(second);
    let mut steps = Vec::new();
    let mut set = |row: BeadRow, crosses: Option<BeadId>| {
        if row.crosses != crosses {
            let now = BeadRow { crosses, ..row };
            steps.push(Step::Beads {
                was: vec![row],
                now: vec![now],
            });
        }
    };
    for (old, other) in [(a.crosses, second), (b.crosses, first)] {
        if let Some(old) = old.filter(|&old| old != other)
            && let Ok(freed) = row(old)
            && freed.id != first
            && freed.id != second
        {
            set(freed, None);
        }
    }
    set(a, (!undo).then_some(second));
    set(b, (!undo).then_some(first));
    Ok(Change {
        label: if undo {
            label!("remove cross-link")
        } else {
            label!("cross-link")
        }
        .to_owned(),
        steps,
    })
}
