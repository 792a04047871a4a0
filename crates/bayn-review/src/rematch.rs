//! Finds the sentences of an old text again in a new one, in order.

use crate::fingerprint::{Fingerprint, hash};
use bayn_doc::Document;
use harf::Span;
use std::collections::HashMap;

/// The most pairs of sentences that are compared between two anchors.
const MOST_PAIRS: usize = 4_000_000;

/// Similarity that two unrelated sentences seldom reach (a sketch of 64 bits: mean 0.5, standard
/// deviation 0.0625).
const ALIKE: f64 = 0.66;

/// The new position of an old sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its bytes in the new text.
    pub(crate) span: Span,
    /// Whether its text is the same.
    pub(crate) same: bool,
}

/// Returns for each old sentence where it is in `new`, or `None`; the spans found ascend.
pub(crate) fn rematch(
    old: &Document,
    fingerprints: &HashMap<Span, Fingerprint>,
    new: &Document,
) -> Vec<Option<Found>> {
    let old_fingerprints: Vec<Option<Fingerprint>> = old
        .sentences
        .iter()
        .map(|sentence| fingerprints.get(&sentence.span).copied())
        .collect();
    let mut found = vec![None; old.sentences.len()];
    if unchanged(old, &old_fingerprints, new, &mut found) {
        return found;
    }
    found.fill(None);
    let new_fingerprints: Vec<Fingerprint> = new
        .sentences
        .iter()
        .map(|sentence| Fingerprint::of(sentence.span.of(&new.text)))
        .collect();
    let anchors = anchors(&old_fingerprints, &new_fingerprints);
    let mut from = (0, 0);
    for (a, b) in anchors
        .into_iter()
        .chain([(old.sentences.len(), new.sentences.len())])
    {
        fill_gap(
            old,
            &old_fingerprints,
            new,
            &new_fingerprints,
            (from, (a, b)),
            &mut found,
        );
        if let (Some(slot), Some(sentence)) = (found.get_mut(a), new.sentences.get(b)) {
            *slot = Some(Found {
                span: sentence.span,
                same: true,
            });
        }
        from = (a + 1, b + 1);
    }
    found
}

/// Fills `found` with the old spans and returns true if every sentence is where it was
/// and the new text has no other sentences.
fn unchanged(
    old: &Document,
    fingerprints: &[Option<Fingerprint>],
    new: &Document,
    found: &mut [Option<Found>],
) -> bool {
    for ((sentence, fingerprint), slot) in old.sentences.iter().zip(fingerprints).zip(found) {
        let Some(text) = new.text.get(sentence.span.start..sentence.span.end) else {
            return false;
        };
        // A sentence split or joined later has no fingerprint; its neighbours are the evidence.
        if fingerprint.is_some_and(|fingerprint| fingerprint.hash != hash(text)) || text.is_empty()
        {
            return false;
        }
        *slot = Some(Found {
            span: sentence.span,
            same: true,
        });
    }
    let mut held = old.sentences.iter().peekable();
    new.sentences.iter().all(|sentence| {
        while held
            .next_if(|at| at.span.end <= sentence.span.start)
            .is_some()
        {}
        held.peek()
            .is_some_and(|at| at.span.overlaps(sentence.span))
    })
}

/// Pairs of sentences that are equal and occur once on either side, in order (the longest
/// ascending run of them: patience diff).
fn anchors(old: &[Option<Fingerprint>], new: &[Fingerprint]) -> Vec<(usize, usize)> {
    let mut seen: HashMap<u64, (usize, usize, usize, usize)> = HashMap::new();
    for (index, fingerprint) in old.iter().enumerate() {
        if let Some(fingerprint) = fingerprint {
            let slot = seen.entry(fingerprint.hash).or_default();
            slot.0 += 1;
            slot.1 = index;
        }
    }
    for (index, fingerprint) in new.iter().enumerate() {
        if let Some(slot) = seen.get_mut(&fingerprint.hash) {
            slot.2 += 1;
            slot.3 = index;
        }
    }
    let mut pairs: Vec<(usize, usize)> = seen
        .into_values()
        .filter(|slot| slot.0 == 1 && slot.2 == 1)
        .map(|slot| (slot.1, slot.3))
        .collect();
    pairs.sort_unstable();
    // Longest ascending subsequence of the second numbers, with back pointers.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; pairs.len()];
    for (index, pair) in pairs.iter().enumerate() {
        let at = tails.partition_point(|&tail| pairs.get(tail).is_some_and(|t| t.1 < pair.1));
        if let Some(slot) = before.get_mut(index) {
            *slot = at.checked_sub(1).and_then(|at| tails.get(at).copied());
        }
        match tails.get_mut(at) {
            Some(tail) => *tail = index,
            None => tails.push(index),
        }
    }
    let mut chain = Vec::with_capacity(tails.len());
    let mut at = tails.last().copied();
    while let Some(index) = at {
        chain.extend(pairs.get(index));
        at = before.get(index).copied().flatten();
    }
    chain.reverse();
    chain
}

/// Matches the sentences between two anchors: first those found again, whole or as a part of
/// new sentences, right after the last one found; then the others by similarity.
fn fill_gap(
    old: &Document,
    old_fingerprints: &[Option<Fingerprint>],
    new: &Document,
    new_fingerprints: &[Fingerprint],
    ((mut a, mut b), (a_end, b_end)): ((usize, usize), (usize, usize)),
    found: &mut [Option<Found>],
) {
    let limit = match new.sentences.get(b_end) {
        Some(sentence) => sentence.span.start,
        None => new.text.len(),
    };
    let mut from = new.sentences.get(b).map_or(limit, |at| at.span.start);
    while a < a_end {
        let Some((sentence, fingerprint)) = old
            .sentences
            .get(a)
            .zip(old_fingerprints.get(a).copied().flatten())
        else {
            break;
        };
        let end = from.saturating_add(sentence.span.len());
        let fits = end <= limit
            && new
                .text
                .get(from..end)
                .is_some_and(|text| hash(text) == fingerprint.hash);
        if !fits || sentence.span.is_empty() {
            break;
        }
        if let Some(slot) = found.get_mut(a) {
            *slot = Some(Found {
                span: Span::new(from, end),
                same: true,
            });
        }
        a += 1;
        let rest = new.text.get(end..limit).unwrap_or("");
        from = end + (rest.len() - rest.trim_start().len());
        while b < b_end && new.sentences.get(b).is_some_and(|at| at.span.end <= end) {
            b += 1;
        }
    }
    // A partly matched new sentence is not free for another.
    while b < b_end && new.sentences.get(b).is_some_and(|at| at.span.start < from) {
        b += 1;
    }
    let (Some(old_part), Some(new_part)) = (
        old_fingerprints.get(a..a_end),
        new_fingerprints.get(b..b_end),
    ) else {
        return;
    };
    for (at, to, same) in best_pairs(old_part, new_part) {
        if let (Some(slot), Some(sentence)) = (found.get_mut(a + at), new.sentences.get(b + to)) {
            *slot = Some(Found {
                span: sentence.span,
                same,
            });
        }
    }
}

/// Returns the ordered pairing with the greatest similarity in all; as many old as new
/// sentences are treated as rewritten, however little they share.
fn best_pairs(old: &[Option<Fingerprint>], new: &[Fingerprint]) -> Vec<(usize, usize, bool)> {
    let (rows, columns) = (old.len(), new.len());
    if rows == 0 || columns == 0 || rows.saturating_mul(columns) > MOST_PAIRS {
        return Vec::new();
    }
    let rewritten = rows == columns;
    let worth = |a: usize, b: usize| -> (f64, bool) {
        let (Some(old), Some(new)) = (old.get(a).copied(), new.get(b)) else {
            return (0.0, false);
        };
        let Some(old) = old else {
            return (if rewritten { 0.05 } else { 0.0 }, false);
        };
        if old.hash == new.hash {
            return (1.0, true);
        }
        let similarity = (old.similarity(*new) - ALIKE).max(0.0);
        let base = if rewritten { 0.05 } else { 0.0 };
        (similarity + base, false)
    };
    let width = columns + 1;
    let mut best = vec![0.0_f64; (rows + 1) * width];
    let cell = |a: usize, b: usize| a * width + b;
    let read = |best: &[f64], a: usize, b: usize| best.get(cell(a, b)).copied().unwrap_or(0.0);
    for a in 1..=rows {
        for b in 1..=columns {
            let skip = read(&best, a - 1, b).max(read(&best, a, b - 1));
            let take = read(&best, a - 1, b - 1) + worth(a - 1, b - 1).0;
            if let Some(slot) = best.get_mut(cell(a, b)) {
                *slot = skip.max(take);
            }
        }
    }
    let (mut a, mut b) = (rows, columns);
    let mut pairs = Vec::new();
    while a > 0 && b > 0 {
        let here = read(&best, a, b);
        let (value, same) = worth(a - 1, b - 1);
        if value > 0.0 && (here - (read(&best, a - 1, b - 1) + value)).abs() < 1e-12 {
            pairs.push((a - 1, b - 1, same));
            a -= 1;
            b -= 1;
        } else if (here - read(&best, a - 1, b)).abs() < 1e-12 {
            a -= 1;
        } else {
            b -= 1;
        }
    }
    pairs.reverse();
    pairs
}
