//! Moves the text of one side along the beads by one position.
//!
//! ```text
//!  s1 t1      s1 .          a gap is opened at s1: every target sentence moves one bead down,
//!  s2 t2  ->  s2 t1         and the first bead without a target absorbs the last of them
//!  s3 .       s3 t2
//! ```
//!
//! This repairs a run of beads shifted by one: one command, however long the run. Beads keep
//! their ids; annotations move with their text.

use super::structure::child;
use super::{EditError, Neighbour, bead_at, drop_crossings, edited, pair, plan};
use crate::Side;
use crate::change::runs_of;
use crate::rehome::rehome;
use crate::{Annotations, Bead, BeadId, BeadRow, Bitext, Change, Edit, LinkState, Step};
use bayn_text::label;

pub(super) fn shift(
    bitext: &Bitext,
    notes: &Annotations,
    id: BeadId,
    side: Side,
    to: Neighbour,
) -> Result<Change, EditError> {
    let index = bitext.index_of(id).ok_or(EditError::NotThere)?;
    let bead = bead_at(bitext, index)?;
    if bead.link == LinkState::Confirmed {
        return Err(EditError::Confirmed);
    }
    if bead.sentences[side].is_empty() {
        return Err(EditError::SideEmpty);
    }
    let alone = bead.sentences[side.other()].is_empty();
    match to {
        Neighbour::Next if alone => Err(EditError::NothingToUnlink),
        Neighbour::Next => Ok(down(bitext, notes, index, side)),
        Neighbour::Previous => {
            let (above, _) = pair(bitext, id, to)?;
            if above.link == LinkState::Confirmed {
                return Err(EditError::Confirmed);
            }
            if alone {
                let merged = plan(bitext, notes, &Edit::Merge(id, to))?;
                return Ok(Change {
                    label: LABEL.to_owned(),
                    ..merged
                });
            }
            Ok(up(bitext, notes, index, side))
        }
    }
}

const LABEL: &str = label!("shift");

/// Returns the end of the run that begins at `from`: before the first confirmed bead or at the
/// end, or after the first bead that `takes` the gap.
fn run_end(bitext: &Bitext, from: usize, takes: impl Fn(&Bead) -> bool) -> (usize, bool) {
    for (at, bead) in bitext.beads.iter().enumerate().skip(from) {
        if bead.link == LinkState::Confirmed {
            return (at, false);
        }
        if takes(bead) {
            return (at + 1, true);
        }
    }
    (bitext.beads.len(), false)
}

fn counts(run: &[Bead], side: Side) -> Vec<usize> {
    run.iter().map(|bead| bead.sentences[side].len()).collect()
}

/// Opens a gap at `index`.
fn down(bitext: &Bitext, notes: &Annotations, index: usize, side: Side) -> Change {
    let (end, filled) = run_end(bitext, index + 1, |bead| bead.sentences[side].is_empty());
    let run = bitext.beads.get(index..end).unwrap_or_default();
    let was = counts(run, side);
    let mut now = vec![0];
    now.extend(was.iter().take(was.len() - 1));
    let left = if filled {
        0
    } else {
        was.last().copied().unwrap_or(0)
    };
    // Sentences without a bead to move to stay in the last one until that is split.
    let mut held = now.clone();
    if let Some(last) = held.last_mut() {
        *last += left;
    }
    let mut steps = Vec::new();
    steps.extend(counts_step(run, side, &was, &held));
    let mut after = moved(run, side, &held);
    if left > 0
        && let Some(last) = after.pop()
    {
        let mut first = edited(last.clone());
        let mut rest = edited(last.clone());
        let border = last.sentences[side].end - left;
        first.sentences[side].end = border;
        rest.sentences[side].start = border;
        let other = side.other();
        rest.sentences[other].start = rest.sentences[other].end;
        rest.id = child(bitext, last.id, first.shape(), &[]);
        rest.crosses = None;
        steps.push(Step::Beads {
            was: vec![BeadRow::of(&last)],
            now: vec![BeadRow::of(&first), BeadRow::of(&rest)],
        });
        after.extend([first, rest]);
    }
    finish(bitext, notes, run, after, steps)
}

/// Closes the gap above `index`.
fn up(bitext: &Bitext, notes: &Annotations, index: usize, side: Side) -> Change {
    let other = side.other();
    let (end, given) = run_end(bitext, index + 1, |bead| bead.sentences[other].is_empty());
    let run = bitext.beads.get(index - 1..end).unwrap_or_default();
    let mut steps = Vec::new();
    let mut beads = run.to_vec();
    let mut extra = 0;
    if given
        && let Some(last) = beads.pop()
        && let Some(before) = beads.last_mut()
    {
        // The bead that gives up its sentences is removed: first it is merged with the one before it.
        extra = last.sentences[side].len();
        let old = before.clone();
        before.sentences[side].end = last.sentences[side].end;
        let mut joined = [before.clone()];
        steps.extend(drop_crossings(
            bitext,
            &[old.clone(), last.clone()],
            &mut joined,
        ));
        let [joined] = joined;
        *before = joined;
        steps.push(Step::Beads {
            was: vec![BeadRow::of(&old), BeadRow::of(&last)],
            now: vec![BeadRow::of(before)],
        });
    }
    let was = counts(&beads, side);
    let mut now: Vec<usize> = was.iter().skip(1).copied().collect();
    now.push(extra);
    if let (Some(first), Some(top)) = (now.first_mut(), was.first()) {
        *first += top;
    }
    if given && let Some(second_last) = now.len().checked_sub(2) {
        // The merge above is also counted in the second-to-last number.
        now[second_last] -= extra;
    }
    steps.extend(counts_step(&beads, side, &was, &now));
    let after = moved(&beads, side, &now);
    finish(bitext, notes, run, after, steps)
}

fn counts_step(run: &[Bead], side: Side, was: &[usize], now: &[usize]) -> Option<Step> {
    let first = run.first()?.id;
    (was != now).then(|| Step::Counts {
        side,
        first,
        was: runs_of(was.iter().copied()),
        now: runs_of(now.iter().copied()),
    })
}

/// Returns the beads of a run with new numbers of sentences on one side.
fn moved(run: &[Bead], side: Side, counts: &[usize]) -> Vec<Bead> {
    let mut start = run.first().map_or(0, |bead| bead.sentences[side].start);
    run.iter()
        .zip(counts)
        .map(|(bead, count)| {
            let mut bead = bead.clone();
            bead.sentences[side] = start..start + count;
            start += count;
            bead
        })
        .collect()
}

/// Adds the consequences of the new beads: their states, and the positions of annotations.
fn finish(
    bitext: &Bitext,
    notes: &Annotations,
    was: &[Bead],
    now: Vec<Bead>,
    mut steps: Vec<Step>,
) -> Change {
    let links = runs_of(now.iter().map(|bead| bead.link));
    if let (Some(first), false) = (now.first(), links == [(LinkState::Edited, now.len())]) {
        steps.push(Step::Links {
            first: first.id,
            was: links,
            now: vec![(LinkState::Edited, now.len())],
        });
    }
    let now: Vec<Bead> = now.into_iter().map(edited).collect();
    steps.extend(rehome(bitext, notes, was, &now));
    Change {
        label: LABEL.to_owned(),
        steps,
    }
}
