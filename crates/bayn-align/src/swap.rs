//! Finds neighbours that the translation swapped, which no chain of beads can express.
//!
//! ```text
//!   A B | b a        a chain has one 2:2 here, or one unaligned sentence on each side
//!   A × a, B × b     what is found, if both links are confident once b a is read as a b
//! ```
//!
//! Only uncertain beads are examined: two sentences to two, or up to three. If the
//! halves are more similar crosswise than straight, the target is swapped and realigned
//! between the surrounding beads, which are kept. Without an encoder nothing is found: words
//! alone would mistake every repeated name for a swap.

use crate::encoder::{Encoder, WIDTH};
use crate::{Options, align};
use bayn_doc::{Bead, BeadKind, Bitext, Document, LinkState};
use bayn_doc::{Score, Side, Sides};
use rayon::prelude::*;
use std::ops::Range;

/// Two neighbours whose translations are in the opposite order.
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    /// The beads that contain both.
    pub beads: Range<usize>,
    /// The number of sentences in the first half of each side, which corresponds to the half that
    /// comes last on the other side.
    pub first: Sides<usize>,
    /// The lower confidence of the two links.
    pub confidence: Score,
}

/// The most sentences of a side that are examined.
const MOST: usize = 3;
/// Beads on each side that are given to the aligner as context.
const AROUND: usize = 4;
/// One-to-one beads with at least this confidence are not examined.
const NO_DOUBT: f32 = 0.9;
/// The minimum confidence of each of the two links once the target is swapped.
const SURE: f32 = 0.92;
/// The minimum by which both halves together must be more similar crosswise than straight.
const NEARER: f32 = 0.1;

/// Returns the swaps of a bitext, in order; none of them shares a bead with another.
#[must_use]
pub fn find_swaps(bitext: &Bitext, encoder: Option<&Encoder>) -> Vec<Swap> {
    let Some(encoder) = encoder else {
        return Vec::new();
    };
    let mut found: Vec<Swap> = (0..bitext.beads.len())
        .into_par_iter()
        .flat_map_iter(|at| runs_from(bitext, at))
        .filter_map(|run| swap_of(bitext, run, encoder))
        .collect();
    found.sort_by(|a, b| {
        let sure = b.confidence.value().total_cmp(&a.confidence.value());
        sure.then(a.beads.len().cmp(&b.beads.len()))
            .then(a.beads.start.cmp(&b.beads.start))
    });
    let mut kept: Vec<Swap> = Vec::new();
    for swap in found {
        let apart = |other: &Swap| {
            swap.beads.end <= other.beads.start || other.beads.end <= swap.beads.start
        };
        if kept.iter().all(apart) {
            kept.push(swap);
        }
    }
    kept.sort_by_key(|swap| swap.beads.start);
    kept
}

/// Replaces the beads of each swap by two beads that cross each other; `swaps` are what
/// [`find_swaps`] found in this bitext.
pub fn cross_swaps(bitext: &mut Bitext, swaps: &[Swap]) {
    for swap in swaps.iter().rev() {
        let Some(old) = bitext.beads.get(swap.beads.clone()) else {
            continue;
        };
        let Some(all) = sentences_of(old) else {
            continue;
        };
        let cut = Sides::from_fn(|side| all[side].start + swap.first[side]);
        let mut head = Bead::new(
            Sides::from_fn(|side| all[side].start..cut[side]),
            swap.confidence,
        );
        let mut tail = Bead::new(
            Sides::from_fn(|side| cut[side]..all[side].end),
            swap.confidence,
        );
        head.id = old.first().map_or(head.id, |bead| bead.id);
        tail.id = head
            .id
            .child(head.shape(), |id| bitext.index_of(id).is_some());
        head.crosses = Some(tail.id);
        tail.crosses = Some(head.id);
        bitext.beads.splice(swap.beads.clone(), [head, tail]);
    }
}

/// Returns the sentences of consecutive beads.
fn sentences_of(beads: &[Bead]) -> Option<Sides<Range<usize>>> {
    let (first, last) = (beads.first()?, beads.last()?);
    Some(Sides::from_fn(|side| {
        first.sentences[side].start..last.sentences[side].end
    }))
}

/// Returns the runs of beads from an index on that may contain a swap.
fn runs_from(bitext: &Bitext, at: usize) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut doubt = false;
    for (end, bead) in (at + 1..).zip(bitext.beads.iter().skip(at)) {
        let Some(all) = bitext.beads.get(at..end).and_then(sentences_of) else {
            break;
        };
        let size = all.map(|range| range.len());
        let open = bead.link == LinkState::Proposed && bead.kind == BeadKind::Text;
        if !open || size.source > MOST || size.target > MOST {
            break;
        }
        doubt |= bead.shape() != (1, 1) || bead.confidence.value() < NO_DOUBT;
        if doubt && size.source >= 2 && size.target >= 2 {
            runs.push(at..end);
        }
    }
    runs
}

/// Returns the swap in a run of beads.
fn swap_of(bitext: &Bitext, run: Range<usize>, encoder: &Encoder) -> Option<Swap> {
    let all = sentences_of(bitext.beads.get(run.clone())?)?;
    let cuts = (1..all.source.len())
        .flat_map(|source| (1..all.target.len()).map(move |target| Sides::new(source, target)));
    cuts.filter(|cut| lies_crosswise(bitext, &all, *cut, encoder))
        .filter_map(|cut| {
            let confidence = turned(bitext, run.clone(), &all, cut, encoder)?;
            Some(Swap {
                beads: run.clone(),
                first: cut,
                confidence,
            })
        })
        .max_by(|a, b| a.confidence.value().total_cmp(&b.confidence.value()))
}

/// Returns whether the parts before and after a cut are more similar to each other crosswise.
fn lies_crosswise(
    bitext: &Bitext,
    all: &Sides<Range<usize>>,
    cut: Sides<usize>,
    encoder: &Encoder,
) -> bool {
    let vector = |side: Side, range: Range<usize>| {
        let sentences = range.map(|at| bitext.documents[side].sentence(at));
        encoder.embed(&sentences.collect::<Vec<_>>().join(" "))
    };
    let parts = Sides::from_fn(|side| {
        let middle = all[side].start + cut[side];
        [
            vector(side, all[side].start..middle),
            vector(side, middle..all[side].end),
        ]
    });
    let like = |source: usize, target: usize| {
        let (a, b): (&[f32; WIDTH], _) = (&parts.source[source], &parts.target[target]);
        a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>()
    };
    let crosswise = like(0, 1) + like(1, 0);
    crosswise > like(0, 0) + like(1, 1) + NEARER
}

/// Swaps the target of a run at a cut and realigns it; returns the confidence that
/// then both parts go together.
fn turned(
    bitext: &Bitext,
    run: Range<usize>,
    all: &Sides<Range<usize>>,
    cut: Sides<usize>,
    encoder: &Encoder,
) -> Option<Score> {
    let around = run.start.saturating_sub(AROUND)..(run.end + AROUND).min(bitext.beads.len());
    let beads = bitext.beads.get(around.clone())?;
    let part = sentences_of(beads)?;
    let middle = all.target.start + cut.target;
    let order = (part.target.start..all.target.start)
        .chain(middle..all.target.end)
        .chain(all.target.start..middle)
        .chain(all.target.end..part.target.end);
    let documents = Sides::new(
        lines(&bitext.documents.source, part.source.clone())?,
        lines(&bitext.documents.target, order)?,
    );
    let back = |side: Side, range: &Range<usize>| {
        range.start - part[side].start..range.end - part[side].start
    };
    let confirmed = (around.start..)
        .zip(beads)
        .filter(|(at, _)| !run.contains(at));
    let confirmed = confirmed.map(|(_, bead)| Bead {
        sentences: Sides::from_fn(|side| back(side, &bead.sentences[side])),
        link: LinkState::Confirmed,
        ..bead.clone()
    });
    let options = Options {
        encoder: Some(encoder),
        confirmed: confirmed.collect(),
    };
    let found = align(&documents, &options).beads;
    let inside = Sides::from_fn(|side| back(side, &all[side]));
    let border = inside.target.start + (all.target.end - middle);
    let wanted = [
        Sides::new(
            inside.source.start..inside.source.start + cut.source,
            inside.target.start..border,
        ),
        Sides::new(
            inside.source.start + cut.source..inside.source.end,
            border..inside.target.end,
        ),
    ];
    let sure = |sentences: &Sides<Range<usize>>| {
        let bead = found.iter().find(|bead| bead.sentences == *sentences)?;
        (bead.confidence.value() >= SURE).then_some(bead.confidence)
    };
    let [one, other] = [sure(&wanted[0])?, sure(&wanted[1])?];
    Some(if one < other { one } else { other })
}

/// Returns the document of some sentences of another in this order; `None` if one of them
/// is not on one line.
pub(crate) fn lines(document: &Document, order: impl Iterator<Item = usize>) -> Option<Document> {
    let lines: Vec<String> = order
        .map(|at| document.sentence(at).replace(['\n', '\r'], " "))
        .collect();
    let made = Document {
        lang: document.lang.clone(),
        ..Document::pre_segmented(&lines.join("\n"))
    };
    (made.sentences.len() == lines.len()).then_some(made)
}
