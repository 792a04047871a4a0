//! The pipeline from two documents to beads.

use crate::bead_model::{BeadModel, Evidence};
use crate::confirmed::{decode_between, gaps, usable};
use crate::encoder::Encoder;
use crate::furniture::is_furniture;
use crate::pair::{Meaning, Pair};
use crate::paragraph::group_unaligned;
use crate::parallelism::{Order, model_for, trust};
use crate::search::{Node, Step};
use crate::signal::Overlap;
use crate::surplus::surplus;
use crate::unaligned_confidence::rate_unaligned;
use crate::weigh::{narrowed, weigh};
use bayn_doc::{Bead, BeadKind, Document, LinkState};
use bayn_doc::{Score, Side, Sides};

/// Options of an alignment.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// The sentence encoder, to align by meaning too; without it strings and the lexicon learned
    /// from them are used, which is fast and works for every language.
    pub encoder: Option<&'a Encoder>,
    /// Beads that a person confirmed, ascending: they are kept and nothing crosses
    /// them. A bead that crosses an earlier one or is outside the text is ignored.
    pub confirmed: Vec<Bead>,
}

/// The beads of two documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Alignment {
    /// The beads; they cover both sides in order.
    pub beads: Vec<Bead>,
    /// How much the two texts look like translations of each other at all, 0 to 1; the
    /// confidence of every bead with two sides is multiplied by it.
    pub parallel: Score,
}

/// How often the text is realigned with the lexicon learned from it.
const ROUNDS: usize = 2;
/// By how much the odds of a bead to be right exceed those from the sums over all chains:
/// fitted on the development sets by log loss (docs/alignment.md).
const ODDS: f32 = 1.34;
/// Aligns two documents in one piece.
pub(crate) fn align_whole(documents: &Sides<Document>, options: &Options<'_>) -> Alignment {
    let counts = documents.as_ref().map(|document| document.sentences.len());
    if counts.source.min(counts.target) == 0 && options.confirmed.is_empty() {
        return Alignment {
            beads: alone(documents),
            parallel: Score::ONE,
        };
    }
    let pair = Pair::read(documents);
    let fixed = usable(&options.confirmed, pair.rows, pair.columns);
    let mut found = by_words(&pair, documents, &fixed);
    if let Some(encoder) = options.encoder {
        let meaning = pair.encode(documents, encoder);
        let order = Order::of(&pair, &meaning.vectors);
        let model = model_for(order.gain);
        found = by_meaning(&pair, &meaning, order, &fixed, &model, &found);
    }
    to_alignment(documents, &pair, &fixed, found)
}

/// Returns the beads of two texts of which one is empty, without a search.
fn alone(documents: &Sides<Document>) -> Vec<Bead> {
    let counts = documents.as_ref().map(|document| document.sentences.len());
    let mut beads: Vec<Bead> = (0..counts.source.max(counts.target))
        .map(|at| {
            let range = |count: usize| at.min(count)..(at + 1).min(count);
            Bead::new(
                Sides::new(range(counts.source), range(counts.target)),
                Score::ONE,
            )
        })
        .collect();
    let is_furniture = |side: Side, at: usize| is_furniture(documents[side].sentence(at));
    name_kinds(&mut beads, documents, is_furniture);
    beads
}

/// Makes beads of an alignment, with their kinds.
pub(crate) fn to_alignment(
    documents: &Sides<Document>,
    pair: &Pair,
    fixed: &[Bead],
    found: Found,
) -> Alignment {
    let Found {
        mut steps,
        parallel,
        forced,
        ..
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
    for bead in &mut beads {
        let raised = ODDS * bead.confidence.value();
        let sure = raised / (1.0 - bead.confidence.value() + raised);
        let factor = if bead.is_null() { 1.0 } else { parallel };
        bead.confidence = Score::new(sure * factor);
    }
    for bead in &mut beads {
        // Confirmed beads ascend on both sides.
        let start = |bead: &Bead| (bead.sentences.source.start, bead.sentences.target.start);
        let at = fixed.partition_point(|given| start(given) < start(bead));
        if let Some(given) = fixed.get(at)
            && given.sentences == bead.sentences
        {
            *bead = given.clone();
        }
    }
    group_unaligned(&mut beads, documents);
    let is_furniture = |side: Side, at: usize| pair.profiles[side].furniture[at];
    name_kinds(&mut beads, documents, is_furniture);
    Alignment {
        beads,
        parallel: Score::new(parallel),
    }
}

/// An alignment before it is converted to beads.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) steps: Vec<Step>,
    /// How parallel the texts look at all.
    pub(crate) parallel: f32,
    /// Whether links between them would be forced.
    forced: bool,
    /// The ratio of target length to source length.
    pub(crate) scale: f32,
}

impl Found {
    /// Finds the best chain, and once more if its beads have a different ratio of lengths than the one
    /// used in the search.
    fn search(&mut self, evidence: Evidence<'_>, model: &BeadModel, fixed: &[Bead], pair: &Pair) {
        const TIMES: usize = 3;
        let end = (pair.rows, pair.columns);
        let mut evidence = evidence.scaled(self.scale);
        for _ in 0..TIMES {
            self.steps = search(&evidence, model, fixed, end);
            let Some(scale) = surplus(&pair.profiles, evidence.scale, &self.steps) else {
                break;
            };
            (self.scale, evidence.scale) = (scale, scale);
        }
    }

    /// Returns the first and last corner of each sure bead with both sides.
    fn sure_corners(&self) -> Vec<(usize, usize)> {
        const SURE: f32 = 0.9;
        self.steps
            .iter()
            .filter(|step| {
                !step.source.is_empty()
                    && !step.target.is_empty()
                    && step.probability * self.parallel >= SURE
            })
            .flat_map(|step| {
                [
                    (step.source.start, step.target.start),
                    (step.source.end, step.target.end),
                ]
            })
            .collect()
    }
}

/// Aligns by strings, then twice by strings and the lexicon learned in the previous round.
pub(crate) fn by_words(pair: &Pair, documents: &Sides<Document>, fixed: &[Bead]) -> Found {
    let mut found = Found {
        steps: Vec::new(),
        parallel: 1.0,
        forced: false,
        scale: 1.0,
    };
    let models = [BeadModel::strings(), BeadModel::lexicon()];
    let mut rounds = 0..ROUNDS + 1;
    if pair.is_long() {
        // The lexicon is learned from the heaviest chain of single sentences, and one search follows.
        let overlap = Overlap::new(&pair.words.source, &pair.words.target, None);
        found.steps = pair.chain(&overlap, fixed);
        rounds = ROUNDS..ROUNDS + 1;
    }
    for round in rounds {
        let model = &models[round.min(1)];
        let lexicon = (round > 0).then(|| pair.learn(&found.steps));
        let overlap = Overlap::new(&pair.words.source, &pair.words.target, lexicon.as_ref());
        let (band, similarity) = pair.survey(&overlap, fixed, model);
        let evidence = Evidence::new(&band, &pair.profiles, [Some(&similarity), None]);
        if round == 0 && fixed.is_empty() {
            (found.parallel, found.forced) = trust(documents, pair, model, &evidence);
        }
        found.search(evidence, model, fixed, pair);
    }
    found
}

/// Aligns by strings and by the lexicon learned from an alignment.
fn with_lexicon(pair: &Pair, found: &mut Found, fixed: &[Bead], model: &BeadModel) {
    let lexicon = pair.learn(&found.steps);
    let overlap = Overlap::new(&pair.words.source, &pair.words.target, Some(&lexicon));
    let (band, similarity) = pair.survey(&overlap, fixed, model);
    let evidence = Evidence::new(&band, &pair.profiles, [Some(&similarity), None]);
    found.search(evidence, model, fixed, pair);
}

/// Aligns by meaning and by the words of the previous alignment.
pub(crate) fn by_meaning(
    pair: &Pair,
    meaning: &Meaning,
    order: Order,
    fixed: &[Bead],
    model: &BeadModel,
    before: &Found,
) -> Found {
    let vectors = &meaning.vectors;
    let mut found = before.clone();
    if fixed.is_empty() {
        let parallel = order.trust(pair.rows.min(pair.columns));
        if parallel < 0.5 && before.parallel >= 0.5 {
            if !pair.is_long() {
                // The words are in order, but the encoder does not see that: an unsupported language.
                return found;
            }
            let by_words = Order::by_words(pair, &found.steps).trust_of_words();
            if by_words >= 0.5 {
                found.parallel = by_words;
                with_lexicon(pair, &mut found, fixed, &BeadModel::lexicon());
                return found;
            }
        }
        found.parallel = parallel;
        found.forced = parallel < 0.5;
    }
    let (band, by_cosine) = pair.survey_meaning(vectors, fixed, &before.sure_corners());
    let mut lexicon = pair.learn(&found.steps);
    lexicon.join(&meaning.gloss);
    let by_words = pair.word_similarity(&band, &lexicon);
    let evidence = Evidence::new(&band, &pair.profiles, [Some(&by_words), Some(&by_cosine)]);
    found.search(evidence, model, fixed, pair);
    found
}

/// Splits doubtful beads into unaligned sentences.
fn dissolve(steps: Vec<Step>, parallel: f32) -> Vec<Step> {
    const DOUBT: f32 = 0.5;
    let mut out = Vec::new();
    for step in steps {
        let unaligned = step.source.is_empty() || step.target.is_empty();
        if unaligned || step.probability * parallel >= DOUBT {
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

/// Finds the best chain between the confirmed beads, which are kept.
fn search(evidence: &Evidence<'_>, model: &BeadModel, fixed: &[Bead], end: Node) -> Vec<Step> {
    let band = narrowed(evidence, model, &gaps(fixed, end));
    let potentials = weigh(evidence, &band, model);
    let mut steps = decode_between(&band, &potentials, fixed, end);
    rate_unaligned(evidence, &mut steps);
    steps
}

/// Marks beads as page furniture or title.
fn name_kinds(
    beads: &mut [Bead],
    documents: &Sides<Document>,
    is_furniture: impl Fn(Side, usize) -> bool,
) {
    for bead in beads.iter_mut() {
        if bead.link == LinkState::Confirmed {
            continue;
        }
        let furniture = Side::BOTH.iter().all(|&side| {
            bead.sentences[side]
                .clone()
                .all(|at| is_furniture(side, at))
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

/// A title is a separate paragraph, short, without a full stop, and followed by text.
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
