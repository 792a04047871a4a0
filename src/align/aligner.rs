//! The pipeline from two documents to beads.

use crate::align::bead_model::{BeadModel, Evidence, FEATURE_COUNT, Likeness};
use crate::align::encoder::Encoder;
use crate::align::paragraph::gather_lonely;
use crate::align::profile::Profile;
use crate::align::search::{
    Band, Potentials, Step, TYPES, anchors, chain_weights, decode, log_sum,
};
use crate::align::signal::{Cosine, Lexicon, Overlap, Vectors, Words, gloss, learn};
use crate::doc::{Bead, BeadKind, Document, LinkState};
use crate::units::{Score, Side, Sides};
use rayon::prelude::*;

/// What an alignment is asked to respect.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// The sentence encoder, to align by meaning too; without it strings and what they teach
    /// must do, which is quick and knows every language.
    pub encoder: Option<&'a Encoder>,
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
/// How often it is aligned by meaning, each time with the lexicon of the time before.
const MEANING_ROUNDS: usize = 2;
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
pub fn align(documents: &Sides<Document>, options: &Options<'_>) -> Alignment {
    let pair = Pair::read(documents);
    let fixed = usable(&options.confirmed, pair.rows, pair.columns);
    let mut found = by_words(&pair, documents, &fixed);
    if let Some(encoder) = options.encoder {
        let meaning = pair.encode(documents, encoder);
        let gain = meaning_gain(&pair, &meaning.vectors);
        found = by_meaning(&pair, &meaning, &fixed, &model_for(gain), &found);
    }
    dress(documents, &pair, &fixed, found)
}

/// Makes beads of an alignment, with their kinds.
pub(crate) fn dress(
    documents: &Sides<Document>,
    pair: &Pair,
    fixed: &[Bead],
    found: Found,
) -> Alignment {
    let Found {
        mut steps,
        parallel,
        forced,
    } = found;
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

/// An alignment before it is dressed as beads.
#[derive(Clone)]
pub(crate) struct Found {
    steps: Vec<Step>,
    /// How far the texts look parallel at all.
    parallel: f32,
    /// Whether links between them would be forced.
    forced: bool,
}

/// Aligns by strings, then twice by strings and the lexicon learned from the time before.
pub(crate) fn by_words(pair: &Pair, documents: &Sides<Document>, fixed: &[Bead]) -> Found {
    let mut found = Found {
        steps: Vec::new(),
        parallel: 1.0,
        forced: false,
    };
    let models = [BeadModel::strings(), BeadModel::lexicon()];
    for round in 0..=ROUNDS {
        let model = &models[round.min(1)];
        let lexicon = (round > 0).then(|| pair.learn(&found.steps));
        let overlap = Overlap::new(&pair.words.source, &pair.words.target, lexicon.as_ref());
        let (band, likeness) = pair.survey(&overlap, fixed);
        let evidence = Evidence::new(&band, &pair.profiles, [Some(&likeness), None]);
        let potentials = weigh(&evidence, model);
        if round == 0 && fixed.is_empty() {
            (found.parallel, found.forced) = trust(documents, model, &band, &potentials);
        }
        found.steps = decode_between(&band, &potentials, fixed, (pair.rows, pair.columns));
    }
    found
}

/// Aligns by meaning and by the words of the alignment found before.
pub(crate) fn by_meaning(
    pair: &Pair,
    meaning: &Meaning,
    fixed: &[Bead],
    model: &BeadModel,
    before: &Found,
) -> Found {
    let vectors = &meaning.vectors;
    let mut found = before.clone();
    if fixed.is_empty() {
        found.parallel = trust_meaning(pair, vectors);
        found.forced = found.parallel < 0.5;
    }
    for _ in 0..MEANING_ROUNDS {
        let mut lexicon = pair.learn(&found.steps);
        lexicon.join(&meaning.gloss);
        let (band, likeness) = pair.survey_meaning(vectors, &lexicon, fixed);
        let evidence = Evidence::new(
            &band,
            &pair.profiles,
            [Some(&likeness[0]), Some(&likeness[1])],
        );
        let potentials = weigh(&evidence, model);
        found.steps = decode_between(&band, &potentials, fixed, (pair.rows, pair.columns));
    }
    found
}

/// Returns the model for a pair of texts by how much its order of sentences gains: literary
/// translations gain .03 to .04, news and law .09 to .25.
pub(crate) fn model_for(gain: f32) -> BeadModel {
    let free = ((0.09 - gain) / 0.04).clamp(0.0, 1.0);
    BeadModel::encoder().towards(&BeadModel::free(), free)
}

/// Returns by how much the heaviest chain of pairs outweighs that of the text read from its
/// end, for each sentence of the shorter side.
pub(crate) fn meaning_gain(pair: &Pair, vectors: &Sides<Vectors>) -> f32 {
    let cosine = Cosine::new(&vectors.source, &vectors.target);
    let standing = cosine.standing(&Band::around(pair.rows, pair.columns, &[], 0));
    let (as_is, turned) = chain_weights(&cosine.candidates(PROPOSALS), &standing, pair.columns);
    (as_is - turned) / pair.rows.min(pair.columns).max(1) as f32
}

/// Returns how far two texts look parallel by meaning.
///
/// Translations gain .029 (free literary ones) to .25, unrelated texts at most .014 where they
/// are six sentences short and .002 where they are long; so short texts must show more.
fn trust_meaning(pair: &Pair, vectors: &Sides<Vectors>) -> f32 {
    const FEW: usize = 4;
    let shorter = pair.rows.min(pair.columns);
    if shorter < FEW {
        return 1.0;
    }
    let gain = meaning_gain(pair, vectors);
    let shorter = shorter as f32;
    1.0 / (1.0 + (-(gain - 0.012 - 0.06 / shorter) / 0.003).exp())
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

/// What the encoder tells of two documents.
pub(crate) struct Meaning {
    /// The vectors of sentences and blocks.
    pub(crate) vectors: Sides<Vectors>,
    /// Words that mean the same.
    pub(crate) gloss: Lexicon,
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

    /// Learns a lexicon from an alignment.
    pub(crate) fn learn(&self, steps: &[Step]) -> Lexicon {
        let beads: Vec<Sides<std::ops::Range<usize>>> = steps
            .iter()
            .map(|step| Sides::new(step.source.clone(), step.target.clone()))
            .collect();
        learn(self.words.as_ref(), &beads)
    }

    /// Encodes both sides.
    pub(crate) fn encode(&self, documents: &Sides<Document>, encoder: &Encoder) -> Meaning {
        let vectors = Sides::from_fn(|side| {
            let document = &documents[side];
            let sentences: Vec<&str> = (0..document.sentences.len())
                .map(|at| document.sentence(at))
                .collect();
            Vectors::encode(encoder, &sentences)
        });
        Meaning {
            vectors,
            gloss: gloss(encoder, self.words.as_ref()),
        }
    }

    /// Returns the nodes worth a look by meaning, and both kinds of likeness there.
    pub(crate) fn survey_meaning(
        &self,
        vectors: &Sides<Vectors>,
        lexicon: &Lexicon,
        fixed: &[Bead],
    ) -> (Band, [Likeness; 2]) {
        let cosine = Cosine::new(&vectors.source, &vectors.target);
        let band = if (self.rows + 1) * (self.columns + 1) <= WHOLE {
            Band::full(self.rows, self.columns)
        } else {
            let standing = cosine.standing(&Band::around(self.rows, self.columns, &[], 0));
            let path = anchors(&cosine.candidates(PROPOSALS), &standing, self.columns);
            Band::around(self.rows, self.columns, &merge(path, fixed), WIDTH)
        };
        let likeness = self.likeness_in(&band, vectors, lexicon);
        (band, likeness)
    }

    /// Returns both kinds of likeness inside a band.
    pub(crate) fn likeness_in(
        &self,
        band: &Band,
        vectors: &Sides<Vectors>,
        lexicon: &Lexicon,
    ) -> [Likeness; 2] {
        let cosine = Cosine::new(&vectors.source, &vectors.target);
        let overlap = Overlap::new(&self.words.source, &self.words.target, Some(lexicon));
        [
            Likeness {
                blocks: overlap.blocks(band),
                standing: overlap.standing(1).0,
                block_means: None,
            },
            Likeness {
                blocks: cosine.blocks(band),
                standing: cosine.standing(band),
                block_means: Some(cosine.means()),
            },
        ]
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
pub(crate) fn decode_between(
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
