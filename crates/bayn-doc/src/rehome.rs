//! Moves annotations when beads are replaced by others.
//!
//! A mark or note moves to the bead that now contains the first byte of its span; one that
//! has no span stays with its bead's id, or moves to the bead that contains most of the old
//! one. A verdict applies to every part of a bead that was split; if beads were merged it
//! applies only if all agreed, else the result needs review. Of several scores by one rater
//! the lowest is kept.

use crate::Side;
use crate::{Annotations, Bead, BeadId, BeadStatus, Bitext, Entry, EntryKey, Step, Verdict};
use harf::Span;
use std::collections::{BTreeMap, HashMap};

/// Returns the steps that move all entries of the beads `was` to the beads `now`, which have
/// the same sentences.
pub(crate) fn rehome(
    bitext: &Bitext,
    notes: &Annotations,
    was: &[Bead],
    now: &[Bead],
) -> Vec<Step> {
    if !was.iter().any(|bead| notes.of(bead.id).next().is_some()) {
        return Vec::new();
    }
    let places: HashMap<BeadId, &Bead> = now.iter().map(|bead| (bead.id, bead)).collect();
    let same = |old: &Bead| {
        places
            .get(&old.id)
            .is_some_and(|new| new.sentences == old.sentences)
    };
    let mut steps = Vec::new();
    for old in was.iter().filter(|old| !same(old)) {
        for entry in notes.of(old.id) {
            let home = match entry {
                Entry::Verdict(..) | Entry::Rating(..) | Entry::Judged(..) => continue,
                Entry::Mark(..) | Entry::Note(..) | Entry::Dismissal(..) => {
                    home_of(bitext, entry, old, (now, &places))
                }
            };
            if home != old.id {
                steps.push(Step::entry(Some(entry.clone()), Some(entry.moved_to(home))));
            }
        }
    }
    let mut wanted: BTreeMap<EntryKey, Entry> = BTreeMap::new();
    for new in now {
        let parts: Vec<&Bead> = overlapping(was, new).collect();
        if let Some(verdict) = joint_verdict(notes, &parts) {
            let entry = Entry::Verdict(new.id, verdict);
            wanted.insert(entry.key(), entry);
        }
        for old in &parts {
            for entry in notes.of(old.id) {
                if let Entry::Judged(..) = entry {
                    let entry = entry.moved_to(new.id);
                    wanted.entry(entry.key()).or_insert(entry);
                }
            }
            for (rater, rating) in notes.ratings_of(old.id) {
                let entry = Entry::Rating(new.id, rater.to_owned(), rating);
                match wanted.get(&entry.key()) {
                    Some(Entry::Rating(_, _, other)) if other.value <= rating.value => {}
                    _ => {
                        wanted.insert(entry.key(), entry);
                    }
                }
            }
        }
    }
    let here: Vec<&Entry> = was
        .iter()
        .flat_map(|old| notes.of(old.id))
        .filter(|entry| {
            matches!(
                entry,
                Entry::Verdict(..) | Entry::Rating(..) | Entry::Judged(..)
            )
        })
        .collect();
    for entry in here {
        let next = wanted.remove(&entry.key());
        if next.as_ref() != Some(entry) {
            steps.push(Step::entry(Some(entry.clone()), next));
        }
    }
    steps.extend(
        wanted
            .into_values()
            .map(|entry| Step::entry(None, Some(entry))),
    );
    steps
}

fn shares(old: &Bead, new: &Bead) -> bool {
    Side::BOTH.iter().any(|&side| {
        let (a, b) = (&old.sentences[side], &new.sentences[side]);
        a.start.max(b.start) < a.end.min(b.end)
    })
}

/// Returns those of consecutive beads that share a sentence with `bead`: the sides ascend, so they
/// are found by bisection.
fn overlapping<'a>(beads: &'a [Bead], bead: &'a Bead) -> impl Iterator<Item = &'a Bead> {
    let edge = |side: Side| {
        beads.partition_point(|old| old.sentences[side].end <= bead.sentences[side].start)
    };
    let beyond = |old: &Bead| {
        Side::BOTH
            .iter()
            .all(|&side| old.sentences[side].start >= bead.sentences[side].end)
    };
    let first = edge(Side::Source).min(edge(Side::Target));
    beads
        .iter()
        .skip(first)
        .take_while(move |old| !beyond(old))
        .filter(|old| shares(old, bead))
}

fn home_of(
    bitext: &Bitext,
    entry: &Entry,
    old: &Bead,
    (now, places): (&[Bead], &HashMap<BeadId, &Bead>),
) -> BeadId {
    let first = |side: Side| -> Option<(Side, Span)> {
        let span = entry.spans()?[side].first()?;
        Some((side, *span))
    };
    let holds = |bead: &Bead, side: Side, span: Span| {
        bitext.documents[side]
            .span_of(&bead.sentences[side])
            .is_some_and(|extent| extent.start <= span.start && span.start < extent.end)
    };
    let by_span = first(Side::Target)
        .or_else(|| first(Side::Source))
        .and_then(|(side, span)| {
            overlapping(now, old)
                .find(|bead| holds(bead, side, span))
                .or_else(|| now.iter().find(|bead| holds(bead, side, span)))
        });
    let by_name = || places.get(&old.id).copied();
    let common = |bead: &&Bead| -> usize {
        Side::BOTH
            .iter()
            .map(|&side| {
                let (a, b) = (&old.sentences[side], &bead.sentences[side]);
                a.end.min(b.end).saturating_sub(a.start.max(b.start))
            })
            .sum()
    };
    by_span
        .or_else(by_name)
        .or_else(|| overlapping(now, old).max_by_key(common))
        .map_or(old.id, |bead| bead.id)
}

fn joint_verdict(notes: &Annotations, parts: &[&Bead]) -> Option<Verdict> {
    let verdicts: Vec<Option<&Verdict>> = parts.iter().map(|old| notes.verdict(old.id)).collect();
    let said = verdicts.iter().find_map(|verdict| *verdict)?;
    let agreed = verdicts
        .iter()
        .all(|verdict| verdict.is_some_and(|verdict| verdict.status == said.status));
    Some(if agreed {
        said.clone()
    } else {
        Verdict {
            status: BeadStatus::NeedsReview,
            ..said.clone()
        }
    })
}
