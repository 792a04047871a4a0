//! The pipeline from two documents to beads.

use crate::align::bead_model::{BeadModel, Evidence, FEATURE_COUNT, Likeness};
use crate::align::paragraph::gather_lonely;
use crate::align::profile::Profile;
use crate::align::search::{Band, Potentials, Step, TYPES, anchors, decode, log_sum};
use crate::align::signal::{Lexicon, Overlap, Words, learn};
use crate::doc::{Bead, BeadKind, Document, LinkState};
use crate::units::{Score, Side, Sides};
use rayon::prelude::*;

/// What an alignment is asked to respect.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Beads that a person confirmed, ascending: they stay as they are and nothing crosses
    /// them. A bead that crosses an earlier one or leaves the text is passed over.
    pub confirmed: Vec<Bead>,
}

/// The beads of two documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The beads; they tile both sides in order.
    pub beads: Vec<Bead>,
    /// How far the two texts look like translations of each other at all, 0 to 1; the
    /// confidence of every bead with two sides holds it as a factor.
    pub parallel: Score,
}

/// How often the text is aligned again with the lexicon learned from it.
const ROUNDS: usize = 2;
/// Texts with at most this many nodes are searched whole.
pub(crate) const WHOLE: usize = 40_000;
/// Columns on each side of an anchor; large texts bring enough anchors for fewer.
pub(crate) const WIDTH: usize = 10;
/// Target sentences that each source sentence proposes as anchors.
pub(crate) const PROPOSALS: usize = 8;

/// Aligns two documents by their strings, numbers, names, lengths and marks, and by a lexicon
/// learned from themselves.
///
/// Total: an empty side gives beads with one side only. The result does not depend on the
/// number of threads.
#[must_use]
pub fn align(documents: &Sides<Document>, options: &Options) -> Alignment {
    let pair = Pair::read(documents);
    let fixed = usable(&options.confirmed, pair.rows, pair.columns);
    let mut lexicon: Option<Lexicon> = None;
    let mut steps = Vec::new();
    let mut parallel = 1.0;
    let mut forced = false;
    let models = [BeadModel::strings(), BeadModel::lexicon()];
    for round in 0..=ROUNDS {
        let model = &models[round.min(1)];
        let overlap = Overlap::new(&pair.words.source, &pair.words.target, lexicon.as_ref());
        let (band, likeness) = pair.survey(&overlap, &fixed);
        let evidence = Evidence::new(&band, &pair.profiles, [Some(&likeness), None]);
        let potentials = weigh(&evidence, model);
        if round == 0 && fixed.is_empty() {
            (parallel, forced) = trust(documents, model, &band, &potentials);
        }
        steps = decode_between(&band, &potentials, &fixed, (pair.rows, pair.columns));
        if round < ROUNDS {
            let beads: Vec<Sides<std::ops::Range<usize>>> = steps
                .iter()
                .map(|step| Sides::new(step.source.clone(), step.target.clone()))
                .collect();
            lexicon = Some(learn(
                Sides::new(&pair.words.source, &pair.words.target),
                &beads,
            ));
        }
    }
    if forced {
        steps = dissolve(steps, parallel);
    }
    let mut beads: Vec<Bead> = steps
        .into_iter()
        .map(|step| {
            Bead::new(
                Sides::new(step.source, step.target),
                Score::new(step.probability),
            )
        })
        .collect();
    for bead in beads.iter_mut().filter(|bead| !bead.is_null()) {
        bead.confidence = Score::new(bead.confidence.value() * parallel);
    }
    for bead in &mut beads {
        if let Some(given) = fixed.iter().find(|given| given.sentences == bead.sentences) {
            *bead = given.clone();
        }
    }
    gather_lonely(&mut beads, documents);
    name_kinds(&mut beads, documents, &pair.profiles);
    Alignment {
        beads,
        parallel: Score::new(parallel),
    }
}

/// Returns how far two texts look parallel at all, and whether links between them would be
/// forced.
///
/// The order of sentences tells: translations fit far better than the same two texts with one
/// of them read from its end, and texts that merely share a subject do not. Measured by the
/// logarithm of the sum over all chains: 4 to 9 a sentence more for translations whose words
/// can be compared, below .6 for reports of the same event. Where words cannot be compared the
/// order tells nothing either way; then texts whose sentences had better all stand alone are
/// taken for unrelated, and others are linked with little confidence.
fn trust(
    documents: &Sides<Document>,
    model: &BeadModel,
    band: &Band,
    potentials: &Potentials,
) -> (f32, bool) {
    const FEW: usize = 4;
    let shorter = documents
        .source
        .sentences
        .len()
        .min(documents.target.sentences.len());
    if shorter < FEW || band.len() > WHOLE {
        return (1.0, false);
    }
    let turned = Sides::new(documents.source.clone(), reversed(&documents.target));
    let pair = Pair::read(&turned);
    let overlap = Overlap::new(&pair.words.source, &pair.words.target, None);
    let (turned_band, likeness) = pair.survey(&overlap, &[]);
    let evidence = Evidence::new(&turned_band, &pair.profiles, [Some(&likeness), None]);
    let as_is = log_sum(band, potentials) / shorter as f64;
    let as_turned = log_sum(&turned_band, &weigh(&evidence, model)) / shorter as f64;
    let parallel = 1.0 / (1.0 + (-4.0 * (as_is - as_turned - 1.2)).exp());
    (parallel as f32, parallel < 0.5 && as_is < 1.0)
}

/// Returns the document with its sentences and paragraphs in the opposite order.
fn reversed(document: &Document) -> Document {
    let mut turned = document.clone();
    let (sentences, paragraphs) = (turned.sentences.len(), turned.paragraphs.len());
    turned.sentences.reverse();
    for sentence in &mut turned.sentences {
        sentence.paragraph = paragraphs.saturating_sub(sentence.paragraph + 1);
    }
    turned.paragraphs.reverse();
    for paragraph in &mut turned.paragraphs {
        let inside = &mut paragraph.sentences;
        *inside = sentences.saturating_sub(inside.end)..sentences.saturating_sub(inside.start);
    }
    turned
}

/// Takes doubtful beads apart into lonely sentences.
fn dissolve(steps: Vec<Step>, parallel: f32) -> Vec<Step> {
    const DOUBT: f32 = 0.5;
    let mut out = Vec::new();
    for step in steps {
        let lonely = step.source.is_empty() || step.target.is_empty();
        if lonely || step.probability * parallel >= DOUBT {
            out.push(step);
            continue;
        }
        let probability = 1.0 - step.probability * parallel;
        let (top, left) = (step.source.end, step.target.start);
        out.extend(step.source.map(|at| Step {
            source: at..at + 1,
            target: left..left,
            probability,
        }));
        out.extend(step.target.map(|at| Step {
            source: top..top,
            target: at..at + 1,
            probability,
        }));
    }
    out
}

/// Two documents as the signals read them.
pub(crate) struct Pair {
    pub(crate) words: Sides<Words>,
    pub(crate) profiles: Sides<Profile>,
    pub(crate) rows: usize,
    pub(crate) columns: usize,
}

impl Pair {
    /// Reads words and profiles.
    pub(crate) fn read(documents: &Sides<Document>) -> Self {
        let words = Sides::from_fn(|side| {
            let document = &documents[side];
            Words::read((0..document.sentences.len()).map(|at| document.sentence(at)))
        });
        let profiles = Profile::read(documents.as_ref(), words.as_ref());
        Self {
            rows: profiles.source.len(),
            columns: profiles.target.len(),
            words,
            profiles,
        }
    }

    /// Returns the nodes worth a look and the likeness of the blocks there.
    pub(crate) fn survey(&self, overlap: &Overlap<'_>, fixed: &[Bead]) -> (Band, Likeness) {
        let (standing, candidates) = overlap.standing(PROPOSALS);
        let band = if (self.rows + 1) * (self.columns + 1) <= WHOLE {
            Band::full(self.rows, self.columns)
        } else {
            let path = anchors(&candidates, &standing, self.columns);
            Band::around(self.rows, self.columns, &merge(path, fixed), WIDTH)
        };
        let blocks = overlap.blocks(&band);
        let likeness = Likeness {
            blocks,
            standing,
            block_means: None,
        };
        (band, likeness)
    }
}

/// Weighs every bead of a band.
pub(crate) fn weigh(evidence: &Evidence<'_>, model: &BeadModel) -> Potentials {
    let (rows, columns) = (
        evidence.profiles.source.len(),
        evidence.profiles.target.len(),
    );
    let scale = 1.0 / model.temperature;
    let beads = (0..=rows)
        .into_par_iter()
        .flat_map_iter(|row| {
            let mut features = [0.0; FEATURE_COUNT];
            evidence
                .band
                .row(row)
                .map(move |column| {
                    let mut cell = [f32::NEG_INFINITY; TYPES.len()];
                    for (shape, &(a, b)) in TYPES.iter().enumerate() {
                        if row + a > rows || column + b > columns {
                            continue;
                        }
                        if evidence.band.cell(row + a, column + b).is_none() {
                            continue;
                        }
                        evidence.fill(row, column, shape, &mut features);
                        cell[shape] = scale * dot(&features, &model.weights);
                    }
                    cell
                })
                .collect::<Vec<_>>()
        })
        .collect();
    Potentials {
        beads,
        opening: scale * model.opening,
    }
}

fn dot(features: &[f32], weights: &[f32]) -> f32 {
    features.iter().zip(weights).map(|(f, w)| f * w).sum()
}

/// Returns the beads that may stand as they are: inside the text, in order, not crossing.
fn usable(confirmed: &[Bead], rows: usize, columns: usize) -> Vec<Bead> {
    let mut kept: Vec<Bead> = Vec::new();
    let mut next = (0, 0);
    for bead in confirmed {
        let (source, target) = (&bead.sentences.source, &bead.sentences.target);
        let sound = source.start >= next.0
            && target.start >= next.1
            && source.start <= source.end
            && target.start <= target.end
            && source.end <= rows
            && target.end <= columns
            && bead.shape() != (0, 0);
        if sound {
            next = (source.end, target.end);
            kept.push(bead.clone());
        }
    }
    kept
}

/// Puts the corners of confirmed beads among the anchors; anchors that cross them go.
fn merge(path: Vec<(usize, usize)>, fixed: &[Bead]) -> Vec<(usize, usize)> {
    let mut merged = Vec::with_capacity(path.len() + 2 * fixed.len());
    let mut path = path.into_iter().peekable();
    for bead in fixed {
        let (source, target) = (&bead.sentences.source, &bead.sentences.target);
        while let Some(anchor) = path.next_if(|anchor| anchor.0 < source.start) {
            if anchor.1 <= target.start {
                merged.push(anchor);
            }
        }
        while path
            .next_if(|anchor| anchor.0 < source.end || anchor.1 < target.end)
            .is_some()
        {}
        merged.push((source.start, target.start));
        merged.push((source.end, target.end));
    }
    let low = merged.last().copied().unwrap_or((0, 0));
    merged.extend(path.filter(|anchor| anchor.0 >= low.0 && anchor.1 >= low.1));
    merged
}

/// Searches between the confirmed beads, which stand as they are.
fn decode_between(
    band: &Band,
    potentials: &Potentials,
    fixed: &[Bead],
    end: (usize, usize),
) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut from = (0, 0);
    for bead in fixed {
        let (source, target) = (&bead.sentences.source, &bead.sentences.target);
        steps.extend(decode(band, potentials, from, (source.start, target.start)));
        steps.push(Step {
            source: source.clone(),
            target: target.clone(),
            probability: 1.0,
        });
        from = (source.end, target.end);
    }
    steps.extend(decode(band, potentials, from, end));
    steps
}

/// Says which beads are furniture and which is the title.
fn name_kinds(beads: &mut [Bead], documents: &Sides<Document>, profiles: &Sides<Profile>) {
    for bead in beads.iter_mut() {
        if bead.link == LinkState::Confirmed {
            continue;
        }
        let furniture = Side::BOTH.iter().all(|&side| {
            bead.sentences[side]
                .clone()
                .all(|at| profiles[side].furniture[at])
        });
        if furniture {
            bead.kind = BeadKind::Furniture;
        }
    }
    let first = beads
        .iter_mut()
        .find(|bead| bead.kind != BeadKind::Furniture);
    if let Some(bead) = first
        && bead.link != LinkState::Confirmed
        && Side::BOTH
            .iter()
            .all(|&side| is_title(&documents[side], &bead.sentences[side]))
    {
        bead.kind = BeadKind::Title;
    }
}

/// A title is a paragraph of its own, short, without a full stop, and text comes after it.
fn is_title(document: &Document, sentences: &std::ops::Range<usize>) -> bool {
    const LONGEST: usize = 160;
    if sentences.is_empty() {
        return true;
    }
    let Some(first) = document.sentences.get(sentences.start) else {
        return false;
    };
    let Some(paragraph) = document.paragraphs.get(first.paragraph) else {
        return false;
    };
    let text = paragraph.span.of(&document.text).trim_end();
    paragraph.sentences == *sentences
        && sentences.end < document.sentences.len()
        && text.chars().count() <= LONGEST
        && !text.ends_with(['.', '\u{6d4}', '\u{3002}', ':', '\u{60c}', ','])
}
