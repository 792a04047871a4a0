//! Edits of a run of beads: pin two ends together, and replace the run by a proposal.

use super::{EditError, beads_change, cross, edited, set_link};
use crate::{Annotations, Bead, BeadId, Bitext, Change, LinkState};
use crate::{Score, Side, Sides};
use bayn_text::label;
use std::collections::{HashMap, HashSet};

pub(super) fn pin(
    bitext: &Bitext,
    notes: &Annotations,
    ends: &Sides<usize>,
) -> Result<Change, EditError> {
    let holder = |side: Side| {
        bitext
            .beads
            .iter()
            .position(|bead| bead.sentences[side].contains(&ends[side]))
            .ok_or(EditError::NotThere)
    };
    let (a, b) = (holder(Side::Source)?, holder(Side::Target)?);
    let (from, to) = (a.min(b), a.max(b));
    let window = bitext.beads.get(from..=to).unwrap_or_default();
    let (Some(head), Some(tail)) = (window.first(), window.last()) else {
        return Err(EditError::NotThere);
    };
    let only = |bead: &&Bead| {
        bead.shape() == (1, 1)
            && Side::BOTH
                .iter()
                .all(|&s| bead.sentences[s].start == ends[s])
    };
    if let Some(bead) = window.iter().find(only) {
        return set_link(
            bitext,
            bitext.index_of(bead.id).unwrap_or(from),
            1,
            LinkState::Confirmed,
        );
    }
    if to - from > 1 && are_unaligned(head, tail, ends) {
        return cross_over(bitext, (from, head), (to, tail));
    }
    if window.iter().any(|bead| bead.link == LinkState::Confirmed) {
        return Err(EditError::Confirmed);
    }
    // Beads entirely before or after both ends keep their shape; within one bead the rest
    // stays together, between two beads the rest becomes unaligned.
    let piece = |source: std::ops::Range<usize>, target: std::ops::Range<usize>| {
        Bead::new(Sides::new(source, target), Score::ZERO)
    };
    let (start, end) = (&head.sentences, &tail.sentences);
    let before = (
        start.source.start..ends.source,
        start.target.start..ends.target,
    );
    let after = (
        ends.source + 1..end.source.end,
        ends.target + 1..end.target.end,
    );
    let mut now = Vec::new();
    let rest = |(source, target): (std::ops::Range<usize>, std::ops::Range<usize>)| {
        if from == to {
            return vec![piece(source, target)];
        }
        let (first, last) = (target.start, source.end);
        let singles = source.map(|at| piece(at..at + 1, first..first));
        let others = target.map(|at| piece(last..last, at..at + 1));
        singles.chain(others).collect::<Vec<_>>()
    };
    now.extend(rest(before).into_iter().map(edited));
    now.push(Bead {
        link: LinkState::Confirmed,
        confidence: Score::ONE,
        ..piece(ends.source..ends.source + 1, ends.target..ends.target + 1)
    });
    now.extend(rest(after).into_iter().map(edited));
    now.retain(|bead| bead.shape() != (0, 0));
    name_after(bitext, window, &mut now);
    Ok(beads_change(
        label!("pin"),
        bitext,
        notes,
        from,
        window.len(),
        now,
    ))
}

/// Returns whether each of two beads is a single unaligned sentence, one on either side.
fn are_unaligned(head: &Bead, tail: &Bead, ends: &Sides<usize>) -> bool {
    let alone = |bead: &Bead, side: Side| {
        bead.sentences[side] == (ends[side]..ends[side] + 1)
            && bead.sentences[side.other()].is_empty()
    };
    Side::BOTH
        .into_iter()
        .any(|side| alone(head, side) && alone(tail, side.other()))
}

/// Links two unaligned sentences across the beads between them, which keep their links.
fn cross_over(
    bitext: &Bitext,
    (from, head): (usize, &Bead),
    (to, tail): (usize, &Bead),
) -> Result<Change, EditError> {
    let mut steps = Vec::new();
    if head.crosses != Some(tail.id) {
        steps.extend(cross(bitext, head.id, tail.id)?.steps);
    }
    for at in [from, to] {
        // One of them may be confirmed already.
        if let Ok(change) = set_link(bitext, at, 1, LinkState::Confirmed) {
            steps.extend(change.steps);
        }
    }
    if steps.is_empty() {
        return Err(EditError::AlreadySo);
    }
    Ok(Change {
        label: "pin".to_owned(),
        steps,
    })
}

/// Returns how many links between two ends [`Edit::Pin`](super::Edit::Pin) would dissolve,
/// not counting those of the ends themselves.
#[must_use]
pub fn torn_by_pin(bitext: &Bitext, ends: &Sides<usize>) -> usize {
    let places = Side::BOTH.map(|side| bitext.bead_of_sentence(side, ends[side]));
    let (from, to) = (places[0].min(places[1]), places[0].max(places[1]));
    let (Some(head), Some(tail)) = (bitext.beads.get(from), bitext.beads.get(to)) else {
        return 0;
    };
    if to - from < 2 || are_unaligned(head, tail, ends) {
        return 0;
    }
    let between = bitext.beads.get(from + 1..to).unwrap_or_default();
    between.iter().filter(|bead| !bead.is_null()).count()
}

/// Gives new beads the ids of those that they replace: the same sentences keep the id, then
/// the bead that contains an old one's first sentence; the others get ids derived from the one
/// before. Linear in the number of beads.
fn name_after(bitext: &Bitext, was: &[Bead], now: &mut [Bead]) {
    let mut free: HashMap<SentenceKey, BeadId> = was
        .iter()
        .map(|bead| (sentence_key(bead), bead.id))
        .collect();
    let mut names: Vec<Option<BeadId>> = now
        .iter()
        .map(|bead| free.remove(&sentence_key(bead)))
        .collect();
    let mut heirs: Vec<&Bead> = was
        .iter()
        .filter(|bead| free.contains_key(&sentence_key(bead)))
        .collect();
    heirs.reverse();
    for (bead, name) in now.iter().zip(&mut names) {
        let begins = |old: &Bead| {
            Side::BOTH.iter().any(|&side| {
                let (old, new) = (&old.sentences[side], &bead.sentences[side]);
                !old.is_empty() && new.contains(&old.start)
            })
        };
        let passed = |old: &Bead| {
            Side::BOTH
                .iter()
                .all(|&side| old.sentences[side].start < bead.sentences[side].start)
        };
        while heirs.last().is_some_and(|old| passed(old)) {
            heirs.pop();
        }
        if name.is_none() && heirs.last().is_some_and(|old| begins(old)) {
            *name = heirs.pop().map(|old| old.id);
        }
    }
    let mut taken: HashSet<BeadId> = bitext.beads.iter().map(|bead| bead.id).collect();
    let mut parent = was.first().map_or(BeadId(0), |bead| bead.id);
    for (bead, name) in now.iter_mut().zip(names) {
        bead.id = name.unwrap_or_else(|| {
            let cut = (bead.sentences.source.start, bead.sentences.target.start);
            parent.child(cut, |id| taken.contains(&id))
        });
        taken.insert(bead.id);
        parent = bead.id;
    }
}

/// The sentence ranges of a bead, as a key.
type SentenceKey = (usize, usize, usize, usize);

const fn sentence_key(bead: &Bead) -> SentenceKey {
    let (source, target) = (&bead.sentences.source, &bead.sentences.target);
    (source.start, source.end, target.start, target.end)
}

pub(super) fn replace(
    bitext: &Bitext,
    notes: &Annotations,
    (from, to): (usize, usize),
    beads: &[Bead],
) -> Result<Change, EditError> {
    let window = bitext.beads.get(from..=to).ok_or(EditError::NotThere)?;
    let tiled = window.first().is_some_and(|head| {
        let mut next = (head.sentences.source.start, head.sentences.target.start);
        let fits = beads.iter().all(|bead| {
            let fits = (bead.sentences.source.start, bead.sentences.target.start) == next
                && bead.sentences.source.end >= next.0
                && bead.sentences.target.end >= next.1
                && bead.shape() != (0, 0);
            next = (bead.sentences.source.end, bead.sentences.target.end);
            fits
        });
        let end = window
            .last()
            .map(|tail| (tail.sentences.source.end, tail.sentences.target.end));
        fits && Some(next) == end
    });
    if !tiled {
        return Err(EditError::OtherSentences);
    }
    let stay: HashSet<SentenceKey> = beads.iter().map(sentence_key).collect();
    let kept = |old: &Bead| old.link != LinkState::Confirmed || stay.contains(&sentence_key(old));
    if !window.iter().all(kept) {
        return Err(EditError::Confirmed);
    }
    let mut now: Vec<Bead> = beads.to_vec();
    name_after(bitext, window, &mut now);
    let before: HashMap<SentenceKey, &Bead> =
        window.iter().map(|old| (sentence_key(old), old)).collect();
    for bead in &mut now {
        bead.crosses = None;
        if let Some(&old) = before.get(&sentence_key(bead)) {
            bead.link = old.link;
            bead.crosses = old.crosses;
            if old.link == LinkState::Confirmed {
                *bead = old.clone();
            }
        }
    }
    if now == window {
        return Err(EditError::AlreadySo);
    }
    Ok(beads_change(
        label!("realign"),
        bitext,
        notes,
        from,
        window.len(),
        now,
    ))
}
