//! Data for training the bead model: every bead near gold with its features, and the
//! sums over all chains for given weights. The reader itself does not use this module.

use crate::aligner::{Alignment, Found, by_meaning, by_words, to_alignment};
use crate::bead_model::{BeadModel, Evidence, FEATURE_COUNT, Similarity};
use crate::encoder::Encoder;
use crate::export::LadderBead;
use crate::pair::{Meaning, Pair};
use crate::parallelism::{Order, fit, model_for};
use crate::search::{Band, Goal, Potentials, TYPES, expect, slot};
use crate::signal::{Lexicon, Overlap};
use bayn_doc::Document;
use bayn_doc::Sides;
use std::collections::HashSet;

/// The number of bead shapes.
const SHAPES: usize = TYPES.len();
/// Columns on each side of gold in a lattice.
const WIDTH: usize = 12;

/// All beads near the gold alignment of one document, with features.
pub struct Lattice {
    band: Band,
    /// Features of bead `cell * SHAPES + shape` at `index` times the number of features.
    features: Vec<f32>,
    index: Vec<u32>,
    /// Whether the bead agrees with gold.
    gold: Vec<bool>,
}

/// Which model is trained.
#[derive(Clone, Copy, Debug)]
pub enum Stage<'a> {
    /// Strings alone.
    Strings,
    /// Strings and the lexicon learned with the built-in models.
    Lexicon,
    /// Those and meaning.
    Encoder(&'a Encoder),
}

/// The index of a bead that is not allowed.
const ABSENT: u32 = u32::MAX;

/// A document aligned by words and encoded, to be aligned by meaning with any model.
pub struct Prepared<'a> {
    documents: &'a Sides<Document>,
    pair: Pair,
    meaning: Meaning,
    before: Found,
}

impl<'a> Prepared<'a> {
    /// Reads and encodes two documents.
    #[must_use]
    pub fn read(documents: &'a Sides<Document>, encoder: &Encoder) -> Self {
        let pair = Pair::read(documents);
        Self {
            before: by_words(&pair, documents, &[]),
            meaning: pair.encode(documents, encoder),
            documents,
            pair,
        }
    }

    /// Returns how much the order of sentences contributes by meaning.
    #[must_use]
    pub fn gain(&self) -> f32 {
        Order::of(&self.pair, &self.meaning.vectors).gain
    }

    /// Aligns by meaning, with the built-in models if none is given.
    #[must_use]
    pub fn align(&self, model: Option<&BeadModel>) -> Alignment {
        let order = Order::of(&self.pair, &self.meaning.vectors);
        let carried = model_for(order.gain);
        let model = model.unwrap_or(&carried);
        let found = by_meaning(&self.pair, &self.meaning, order, &[], model, &self.before);
        to_alignment(self.documents, &self.pair, &[], found)
    }
}

/// Returns how much better two texts fit than with one of them reversed, for each
/// sentence: by words (and how well they fit at all), and by meaning. This distinguishes
/// translations from unrelated texts.
#[must_use]
pub fn order_gain(documents: &Sides<Document>, encoder: &Encoder) -> (Option<(f64, f64)>, f32) {
    let pair = Pair::read(documents);
    let model = BeadModel::strings();
    let overlap = Overlap::new(&pair.words.source, &pair.words.target, None);
    let (band, similarity) = pair.survey(&overlap, &[], &model);
    let evidence = Evidence::new(&band, &pair.profiles, [Some(&similarity), None]);
    let found = fit(documents, &pair, &model, &evidence);
    let vectors = pair.encode_sentences(documents, encoder);
    (
        found.map(|fit| (fit.as_is, fit.gain)),
        Order::of(&pair, &vectors).gain,
    )
}

/// The loss of one document and its gradient: one number for each feature, then the gap opening.
pub struct Slope {
    /// Minus the log-likelihood of gold.
    pub loss: f64,
    /// Its derivatives.
    pub gradient: Vec<f64>,
}

impl Lattice {
    /// Reads a document with its gold. A lexicon is learned from the alignment that the built-in
    /// models produce, as in use, never from gold.
    #[must_use]
    pub fn read(documents: &Sides<Document>, gold: &[LadderBead], stage: Stage<'_>) -> Self {
        let pair = Pair::read(documents);
        let mut path: Vec<(usize, usize)> = gold
            .iter()
            .filter_map(|bead| Some((*bead.source.first()?, *bead.target.first()?)))
            .collect();
        path.sort_unstable();
        path.dedup_by(|next, before| next.0 <= before.0 || next.1 < before.1);
        let band = Band::around(pair.rows, pair.columns, &path, WIDTH);
        let before = by_words(&pair, documents, &[]);
        let first = || pair.learn(&before.steps);
        let size = (pair.rows, pair.columns);
        let strings = |lexicon: Option<&Lexicon>| {
            let overlap = Overlap::new(&pair.words.source, &pair.words.target, lexicon);
            let similarity = Similarity {
                blocks: overlap.blocks(&band, slot::MAX_SUM),
                neighbourhood: overlap.neighbourhood(1).0,
                block_means: None,
            };
            let evidence = Evidence::new(&band, &pair.profiles, [Some(&similarity), None])
                .scaled(before.scale);
            Self::fill(&band, &evidence, gold, size)
        };
        match stage {
            Stage::Strings => strings(None),
            Stage::Lexicon => strings(Some(&first())),
            Stage::Encoder(encoder) => {
                let found = pair.encode(documents, encoder);
                let order = Order::of(&pair, &found.vectors);
                let model = model_for(order.gain);
                let scale = by_meaning(&pair, &found, order, &[], &model, &before).scale;
                let mut lexicon = first();
                lexicon.join(&found.gloss);
                let words = pair.word_similarity(&band, &lexicon);
                let meaning = pair.meaning_similarity(&band, &found.vectors);
                let evidence = Evidence::new(&band, &pair.profiles, [Some(&words), Some(&meaning)])
                    .scaled(scale);
                Self::fill(&band, &evidence, gold, size)
            }
        }
    }

    fn fill(
        band: &Band,
        evidence: &Evidence<'_>,
        gold: &[LadderBead],
        (rows, columns): (usize, usize),
    ) -> Self {
        let marks = Marks::of(gold);
        let mut lattice = Self {
            band: band.clone(),
            features: Vec::new(),
            index: vec![ABSENT; band.len() * SHAPES],
            gold: vec![false; band.len() * SHAPES],
        };
        let mut features = [0.0; FEATURE_COUNT];
        let mut next = 0;
        for row in 0..=rows {
            for column in band.row(row) {
                let Some(cell) = band.cell(row, column) else {
                    continue;
                };
                for (shape, &(a, b)) in TYPES.iter().enumerate() {
                    if row + a > rows
                        || column + b > columns
                        || band.cell(row + a, column + b).is_none()
                    {
                        continue;
                    }
                    evidence.fill(row, column, shape, &mut features);
                    lattice.features.extend_from_slice(&features);
                    lattice.index[cell * SHAPES + shape] = next;
                    next += 1;
                    lattice.gold[cell * SHAPES + shape] = marks.allow(row, column, a, b);
                }
            }
        }
        lattice
    }

    fn row(&self, bead: usize) -> Option<&[f32]> {
        let index = self.index[bead];
        (index != ABSENT).then(|| {
            let start = index as usize * FEATURE_COUNT;
            &self.features[start..start + FEATURE_COUNT]
        })
    }

    fn potentials(&self, weights: &[f32], opening: f32, gold_only: bool) -> Potentials {
        let mut beads = vec![[f32::NEG_INFINITY; SHAPES]; self.band.len()];
        for (cell, scores) in beads.iter_mut().enumerate() {
            for (shape, score) in scores.iter_mut().enumerate() {
                let bead = cell * SHAPES + shape;
                if gold_only && !self.gold[bead] {
                    continue;
                }
                if let Some(row) = self.row(bead) {
                    *score = row.iter().zip(weights).map(|(f, w)| f * w).sum();
                }
            }
        }
        Potentials {
            beads,
            opening,
            goal: Goal::Heaviest,
        }
    }

    /// Returns loss and gradient for a model; `None` if gold has no path in the lattice.
    #[must_use]
    pub fn slope(&self, model: &BeadModel) -> Option<Slope> {
        let free = expect(
            &self.band,
            &self.potentials(&model.weights, model.opening, false),
        );
        let bound = expect(
            &self.band,
            &self.potentials(&model.weights, model.opening, true),
        );
        if !bound.log_sum.is_finite() || !free.log_sum.is_finite() {
            return None;
        }
        let mut gradient = vec![0.0; FEATURE_COUNT + 1];
        for (cell, (free, bound)) in free.beads.iter().zip(&bound.beads).enumerate() {
            for shape in 0..SHAPES {
                let difference = f64::from(free[shape] - bound[shape]);
                if difference == 0.0 {
                    continue;
                }
                if let Some(row) = self.row(cell * SHAPES + shape) {
                    for (slope, &feature) in gradient.iter_mut().zip(row) {
                        *slope += difference * f64::from(feature);
                    }
                }
            }
        }
        if let Some(last) = gradient.last_mut() {
            *last = free.openings - bound.openings;
        }
        Some(Slope {
            loss: free.log_sum - bound.log_sum,
            gradient,
        })
    }
}

/// Gold, queried bead by bead.
struct Marks {
    beads: HashSet<(usize, usize, usize, usize)>,
    nulls: [HashSet<usize>; 2],
    /// Gold beads of a shape that the search does not support: any path through them agrees.
    free: Vec<(usize, usize, usize, usize)>,
}

impl Marks {
    fn of(gold: &[LadderBead]) -> Self {
        let mut marks = Self {
            beads: HashSet::new(),
            nulls: [HashSet::new(), HashSet::new()],
            free: Vec::new(),
        };
        for bead in gold {
            let (a, b) = (bead.source.len(), bead.target.len());
            match (bead.source.first(), bead.target.first()) {
                (Some(&i), Some(&j)) if TYPES.contains(&(a, b)) => {
                    marks.beads.insert((i, j, a, b));
                }
                (Some(&i), Some(&j)) => marks.free.push((i, j, i + a, j + b)),
                _ => {
                    marks.nulls[0].extend(&bead.source);
                    marks.nulls[1].extend(&bead.target);
                }
            }
        }
        marks
    }

    fn allow(&self, i: usize, j: usize, a: usize, b: usize) -> bool {
        let free = self.free.iter().any(|&(top, left, bottom, right)| {
            i >= top && j >= left && i + a <= bottom && j + b <= right
        });
        free || match (a, b) {
            (1, 0) => self.nulls[0].contains(&i),
            (0, 1) => self.nulls[1].contains(&j),
            _ => self.beads.contains(&(i, j, a, b)),
        }
    }
}
