//! Finds reports without a translation that describe the same event as one in another language.
//!
//! Reports of one event name the same people and places and share figures and dates, and lie
//! are similar in meaning if that is known; a shared subject alone gives similarity
//! without common names. Each such text is listed once, with the text of another language with
//! the most evidence. Two texts of one language are never paired here.

use crate::compare::candidate::Candidate;
use crate::compare::names::{Texts, names};
use crate::compare::pairing::{Kind, Pairing, facing};
use crate::compare::report::{FactKind, compare};
use crate::compare::sketch::Sketch;
use bayn_doc::{Score, Sides};
use rayon::prelude::*;
use std::collections::HashSet;

/// The number of candidates of a text that are examined.
const LOOKED_AT: usize = 3;
/// The fewest names, dates and figures that reports of one event share.
const FACTS: f32 = 4.5;
/// The share of the names of the poorer text that the other has too.
const SHARE: f32 = 0.12;
/// The cosine below which two texts have not even the subject in common.
const COSINE: f32 = 0.4;

/// Returns the reports of the same event among the examined pairs.
pub(crate) fn comparable(
    sketches: &[Sketch],
    looked: &[(Candidate, f32)],
    pairs: &[Pairing],
) -> Vec<Pairing> {
    let paired: HashSet<usize> = pairs
        .iter()
        .flat_map(|pair| [pair.source, pair.target])
        .collect();
    let mut by_text: Vec<Vec<Candidate>> = vec![Vec::new(); sketches.len()];
    for (found, _) in looked {
        for at in [found.one, found.other] {
            if !paired.contains(&at)
                && let Some(list) = by_text.get_mut(at)
            {
                list.push(*found);
            }
        }
    }
    let best: Vec<Option<(Candidate, f32)>> = by_text
        .into_par_iter()
        .map(|mut list| {
            list.sort_by(|a, b| {
                b.rank()
                    .total_cmp(&a.rank())
                    .then((a.one, a.other).cmp(&(b.one, b.other)))
            });
            list.truncate(LOOKED_AT);
            list.into_iter()
                .filter(|found| found.cosine.is_none_or(|cosine| cosine >= COSINE))
                .filter_map(|found| Some((found, evidence(sketches, &found)?)))
                .max_by(|a, b| {
                    a.1.total_cmp(&b.1)
                        .then((b.0.one, b.0.other).cmp(&(a.0.one, a.0.other)))
                })
        })
        .collect();
    let mut found: Vec<Pairing> = best
        .into_iter()
        .flatten()
        .map(|(found, evidence)| {
            let score = 1.0 - (-0.5 * evidence / FACTS).exp();
            facing(sketches, &found, Kind::Comparable, Score::new(score))
        })
        .collect();
    found.sort_by_key(|pair| (pair.source, pair.target));
    found.dedup_by_key(|pair| (pair.source, pair.target));
    found
}

/// Returns how much two texts share, if it is enough for one event.
fn evidence(sketches: &[Sketch], found: &Candidate) -> Option<f32> {
    let (one, other) = (
        &sketches.get(found.one)?.text,
        &sketches.get(found.other)?.text,
    );
    let documents = [one, other];
    let names = names(&Texts {
        documents: &documents,
        ..Texts::default()
    });
    let comparison = compare(Sides::new((0, one), (1, other)), &names, None);
    let shared = comparison
        .facts
        .iter()
        .filter(|fact| fact.kind == FactKind::Name);
    // A name that both use often is more evidence than one mentioned once.
    let weight: f32 = shared
        .clone()
        .map(|fact| {
            let often = fact.places.source.len().min(fact.places.target.len());
            if often > 1 { 1.5 } else { 0.75 }
        })
        .sum();
    let others = comparison.facts.len() - shared.clone().count();
    let of = |document: usize| {
        let in_it = |name: &&crate::compare::names::Name| {
            name.places().iter().any(|place| place.document == document)
        };
        names.iter().filter(in_it).count()
    };
    let poorer = of(0).min(of(1)).max(1) as f32;
    let share = shared.count() as f32 / poorer;
    let sum = weight + others as f32;
    (sum >= FACTS && share >= SHARE).then_some(sum)
}
