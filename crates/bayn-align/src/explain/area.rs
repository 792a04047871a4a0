//! The neighbourhood of a bead, searched as the aligner does it.

use super::part::{Part, Way};
use crate::bead_model::{BeadModel, Evidence, FEATURE_COUNT, Similarity, feature_name};
use crate::confirmed::decode_between;
use crate::encoder::Encoder;
use crate::pair::Pair;
use crate::parallelism::{Order, model_for};
use crate::search::{Band, Potentials, Step, TYPES, expect};
use crate::signal::Overlap;
use crate::surplus::surplus;
use crate::weigh::weigh;
use crate::windows::cut;
use bayn_doc::{Bead, Document};
use bayn_doc::{Score, Side, Sides};
use std::ops::Range;

/// Rivals below this are noise.
const LEAST: f32 = 0.005;

/// The neighbourhood of a bead, scored as the aligner scores it. Sentences are numbered from its
/// own start.
pub(super) struct Area {
    pair: Pair,
    band: Band,
    similarity: Vec<Similarity>,
    model: BeadModel,
    potentials: Potentials,
    /// The current beads.
    pub(super) beads: Vec<Bead>,
    /// The index of the first of them among all beads.
    pub(super) first: usize,
    /// The first sentence of each side.
    start: Sides<usize>,
    /// The ratio of target length to source length.
    length_scale: f32,
}

impl Area {
    pub(super) fn read(
        documents: &Sides<Document>,
        beads: &[Bead],
        run: Range<usize>,
        encoder: Option<&Encoder>,
    ) -> Option<Self> {
        let window = beads.get(run.clone())?;
        let (first, last) = (window.first()?, window.last()?);
        let start = first.sentences.as_ref().map(|range| range.start);
        let part =
            Sides::from_fn(|side| cut(&documents[side], start[side]..last.sentences[side].end));
        let inner: Vec<Bead> = window
            .iter()
            .map(|bead| rebased(bead, &start, false))
            .collect();
        let steps: Vec<Step> = inner
            .iter()
            .map(|bead| Step {
                source: bead.sentences.source.clone(),
                target: bead.sentences.target.clone(),
                probability: bead.confidence.value(),
            })
            .collect();
        let pair = Pair::read(&part);
        let lexicon = pair.learn(&steps);
        let (band, similarity, model) = if let Some(encoder) = encoder {
            let meaning = pair.encode(&part, encoder);
            let model = model_for(Order::of(&pair, &meaning.vectors).gain);
            let (band, by_cosine) = pair.survey_meaning(&meaning.vectors, &inner, &[]);
            let mut lexicon = lexicon;
            lexicon.join(&meaning.gloss);
            let by_words = pair.word_similarity(&band, &lexicon);
            (band, vec![by_words, by_cosine], model)
        } else {
            let model = BeadModel::lexicon();
            let overlap = Overlap::new(&pair.words.source, &pair.words.target, Some(&lexicon));
            let (band, similarity) = pair.survey(&overlap, &inner, &model);
            (band, vec![similarity], model)
        };
        let scale = surplus(&pair.profiles, 1.0, &steps).unwrap_or(1.0);
        let evidence = Evidence::new(
            &band,
            &pair.profiles,
            [similarity.first(), similarity.get(1)],
        )
        .scaled(scale);
        let potentials = weigh(&evidence, &band, &model);
        Some(Self {
            band,
            similarity,
            model,
            potentials,
            beads: inner,
            first: run.start,
            start,
            pair,
            length_scale: scale,
        })
    }

    pub(super) fn inside(&self, bead: &Bead) -> Bead {
        rebased(bead, &self.start, false)
    }

    pub(super) fn outside(&self, bead: &Bead) -> Bead {
        rebased(bead, &self.start, true)
    }

    pub(super) fn out(&self, way: Way) -> Way {
        Way {
            beads: way.beads.iter().map(|bead| self.outside(bead)).collect(),
            ..way
        }
    }

    /// Returns every bead that is at all likely, with its probability; an unaligned sentence is
    /// as likely as all its null beads together.
    pub(super) fn chances(&self) -> Vec<Bead> {
        let sums = expect(&self.band, &self.potentials);
        let mut alone = Sides::new(
            vec![(0.0_f32, 0.0_f32, 0); self.pair.rows],
            vec![(0.0_f32, 0.0_f32, 0); self.pair.columns],
        );
        let mut beads = Vec::new();
        for row in 0..=self.pair.rows {
            for column in self.band.row(row) {
                let Some(chances) = self
                    .band
                    .cell(row, column)
                    .and_then(|cell| sums.beads.get(cell))
                else {
                    continue;
                };
                for (&(a, b), &chance) in TYPES.iter().zip(chances) {
                    let (side, at, place) = match (a, b) {
                        (_, 0) => (Side::Source, row, column),
                        (0, _) => (Side::Target, column, row),
                        _ => {
                            if chance >= LEAST {
                                let sentences = Sides::new(row..row + a, column..column + b);
                                beads.push(Bead::new(sentences, Score::new(chance)));
                            }
                            continue;
                        }
                    };
                    if let Some(found) = alone[side].get_mut(at) {
                        found.0 += chance;
                        if chance > found.1 {
                            (found.1, found.2) = (chance, place);
                        }
                    }
                }
            }
        }
        for side in Side::BOTH {
            for (at, &(chance, _, place)) in alone[side].iter().enumerate() {
                if chance >= LEAST {
                    let mut sentences = Sides::new(place..place, place..place);
                    sentences[side] = at..at + 1;
                    beads.push(Bead::new(sentences, Score::new(chance)));
                }
            }
        }
        beads
    }

    /// Returns the run of beads that would be removed, counted from the first of the area, and the
    /// best replacement, if `rival` were chosen; `at` is the explained bead.
    pub(super) fn through(&self, rival: &Bead, at: usize) -> Option<(Range<usize>, Vec<Bead>)> {
        let end = (self.pair.rows, self.pair.columns);
        let fixed = std::slice::from_ref(rival);
        let path = decode_between(&self.band, &self.potentials, fixed, end);
        let here = &self.beads.get(at)?.sentences;
        let low = corner(here, |range| range.start);
        let low = min(low, corner(&rival.sentences, |range| range.start));
        let high = corner(here, |range| range.end);
        let high = max(high, corner(&rival.sentences, |range| range.end));
        let starts: Vec<(usize, usize)> = path
            .iter()
            .map(|step| (step.source.start, step.target.start))
            .collect();
        let meets = |node: (usize, usize)| node == end || starts.binary_search(&node).is_ok();
        let old = |bead: &Bead| corner(&bead.sentences, |range| range.start);
        let first = (0..=at).rev().find(|&at| {
            self.beads.get(at).is_some_and(|bead| {
                let node = old(bead);
                node.0 <= low.0 && node.1 <= low.1 && meets(node)
            })
        })?;
        let last = (at..self.beads.len()).find(|&at| {
            self.beads.get(at).is_some_and(|bead| {
                let node = corner(&bead.sentences, |range| range.end);
                node.0 >= high.0 && node.1 >= high.1 && meets(node)
            })
        })?;
        let from = old(self.beads.get(first)?);
        let to = corner(&self.beads.get(last)?.sentences, |range| range.end);
        let then: Vec<Bead> = path
            .into_iter()
            .filter(|step| {
                let start = (step.source.start, step.target.start);
                let end = (step.source.end, step.target.end);
                start.0 >= from.0 && start.1 >= from.1 && end.0 <= to.0 && end.1 <= to.1
            })
            .map(|step| {
                let own =
                    rival.sentences.source == step.source && rival.sentences.target == step.target;
                let sure = if own {
                    rival.confidence
                } else {
                    Score::new(step.probability)
                };
                Bead::new(Sides::new(step.source, step.target), sure)
            })
            .collect();
        Some((first..last + 1, then))
    }

    /// Sums the parts of the scores of beads that follow each other.
    pub(super) fn way(&self, beads: Vec<Bead>) -> Way {
        let similarity = [self.similarity.first(), self.similarity.get(1)];
        let evidence =
            Evidence::new(&self.band, &self.pair.profiles, similarity).scaled(self.length_scale);
        let scale = 1.0 / self.model.temperature;
        let mut sums = [0.0_f32; Part::ALL.len()];
        let mut add = |part: Part, value: f32| {
            if let Some(at) = Part::ALL.iter().position(|found| *found == part) {
                sums[at] += value;
            }
        };
        let mut features = [0.0; FEATURE_COUNT];
        let mut before = None;
        for bead in &beads {
            let unaligned = [Side::Source, Side::Target]
                .into_iter()
                .find(|side| bead.sentences[side.other()].is_empty());
            if unaligned.is_some() && unaligned != before {
                add(Part::Shape, scale * self.model.opening);
            }
            before = unaligned;
            for (i, j, shape) in pieces(bead) {
                let inside = TYPES.get(shape).is_some_and(|&(a, b)| {
                    self.band.cell(i, j).is_some() && self.band.cell(i + a, j + b).is_some()
                });
                if !inside {
                    return Way {
                        beads,
                        parts: Vec::new(),
                    };
                }
                evidence.fill(i, j, shape, &mut features);
                for (at, (value, weight)) in features.iter().zip(&self.model.weights).enumerate() {
                    if *value != 0.0 && *weight != 0.0 {
                        add(Part::of(&feature_name(at)), scale * value * weight);
                    }
                }
            }
        }
        let parts = Part::ALL.into_iter().zip(sums);
        Way {
            beads,
            parts: parts.filter(|(_, sum)| *sum != 0.0).collect(),
        }
    }
}

/// Returns the start of a bead and the index of its shape; unaligned sentences
/// in one bead are treated separately. A shape that the aligner never creates has an index beyond all.
fn pieces(bead: &Bead) -> Vec<(usize, usize, usize)> {
    let (i, j) = corner(&bead.sentences, |range| range.start);
    let number = |shape: (usize, usize)| {
        TYPES
            .iter()
            .position(|found| *found == shape)
            .unwrap_or(TYPES.len())
    };
    match bead.shape() {
        (a, 0) => (i..i + a).map(|i| (i, j, number((1, 0)))).collect(),
        (0, b) => (j..j + b).map(|j| (i, j, number((0, 1)))).collect(),
        shape => vec![(i, j, number(shape))],
    }
}

fn corner(
    sentences: &Sides<Range<usize>>,
    edge: impl Fn(&Range<usize>) -> usize,
) -> (usize, usize) {
    (edge(&sentences.source), edge(&sentences.target))
}

fn min(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0.min(b.0), a.1.min(b.1))
}

fn max(a: (usize, usize), b: (usize, usize)) -> (usize, usize) {
    (a.0.max(b.0), a.1.max(b.1))
}

/// Returns the bead with its sentences numbered from `start`, or (`back`) from 0 again.
fn rebased(bead: &Bead, start: &Sides<usize>, back: bool) -> Bead {
    let sentences = Sides::from_fn(|side| {
        let range = &bead.sentences[side];
        let moved = |at: usize| {
            if back {
                at + start[side]
            } else {
                at.saturating_sub(start[side])
            }
        };
        moved(range.start)..moved(range.end)
    });
    Bead {
        sentences,
        ..bead.clone()
    }
}
