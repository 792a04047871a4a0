//! How much two texts look like translations of each other at all.
//!
//! The order of sentences is the evidence: a translation fits far better than the same text in
//! reverse order, and texts that merely share a subject do not.

use crate::bead_model::{BeadModel, Evidence};
use crate::neighbourhood::Diagonal;
use crate::pair::{PROPOSALS, Pair};
use crate::search::{Step, chain_weights, log_sum};
use crate::signal::{Cosine, Overlap, Vectors};
use crate::weigh::{narrowed, weigh};
use bayn_doc::Document;
use bayn_doc::Sides;

/// Returns the model for a pair of texts by how much its order of sentences gains: literary
/// translations gain .03 to .04, news and law .06 to .25.
pub(crate) fn model_for(gain: f32) -> BeadModel {
    let free = ((0.12 - gain) / 0.07).clamp(0.0, 1.0);
    BeadModel::encoder().towards(&BeadModel::free(), free)
}

/// The number of sentences at the start of a side for which the order is tested.
const BEGINNING: usize = 1000;

/// How well the order of two texts fits by meaning.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Order {
    /// By how much the heaviest chain of pairs outweighs that of the reversed text,
    /// for each sentence of the shorter side.
    pub(crate) gain: f32,
    /// The weight of the heaviest chain as a share of that of the best pairs in any order.
    share: f32,
}

impl Order {
    /// Examines two texts; of long ones the beginnings.
    pub(crate) fn of(pair: &Pair, vectors: &Sides<Vectors>) -> Self {
        let cosine = Cosine::new(&vectors.source, &vectors.target);
        let longer = pair.rows.max(pair.columns).max(1);
        let begin = |count: usize| (count * BEGINNING).div_ceil(longer).min(count);
        let (rows, columns) = (begin(pair.rows), begin(pair.columns));
        let neighbourhood = cosine.neighbourhood_of(0..rows, 0..columns);
        let diagonal = Diagonal {
            rows: 0..rows,
            columns: 0..columns,
            reach: usize::MAX,
        };
        let candidates = cosine.candidates(PROPOSALS, &diagonal);
        let weights = chain_weights(&candidates, &neighbourhood, columns);
        Self {
            gain: (weights.as_is - weights.turned) / rows.min(columns).max(1) as f32,
            share: weights.as_is / weights.unordered.max(f32::MIN_POSITIVE),
        }
    }

    /// Examines a long text by its words, in the second half of an alignment, with a lexicon
    /// learned from the first.
    pub(crate) fn by_words(pair: &Pair, steps: &[Step]) -> Self {
        let (weights, shorter) = pair.second_half(steps);
        Self {
            gain: (weights.as_is - weights.turned) / shorter.max(1) as f32,
            share: weights.as_is / weights.unordered.max(f32::MIN_POSITIVE),
        }
    }

    /// Returns how parallel a long text looks by its words.
    ///
    /// News of 165 and 496 sentences in Hebrew, Sorani, Pashto and Uyghur, which the encoder does
    /// not support, gains .009 to .019 and keeps .90 or more of its pairs with English; unrelated
    /// and shuffled texts in nine languages gain at most .001 and keep at most .58, and
    /// documents in another order .005 and .52.
    pub(crate) fn trust_of_words(self) -> f32 {
        let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
        sigmoid((self.share - 0.74) / 0.03).min(sigmoid((self.gain - 0.006) / 0.0006))
    }

    /// Returns how parallel two texts of `shorter` sentences on one side look by meaning.
    ///
    /// Translations gain .029 (free literary ones) to .25, unrelated texts at most .014 where
    /// they have only six sentences and .002 where they are long; so short texts need
    /// more. The sentences of a translation in another order may gain by chance; of texts that
    /// are not short it keeps at most .46 of its pairs, translations .81 and more, and .92 where
    /// whole blocks are missing.
    pub(crate) fn trust(self, shorter: usize) -> f32 {
        const FEW: usize = 4;
        const SHORT: usize = 12;
        if shorter < FEW {
            return 1.0;
        }
        let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
        let by_gain = sigmoid((self.gain - 0.012 - 0.06 / shorter as f32) / 0.003);
        if shorter < SHORT {
            return by_gain;
        }
        by_gain.min(sigmoid((self.share - 0.58) / 0.02))
    }
}

/// How well the words and lengths of two texts fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Fit {
    /// The logarithm of the sum over all chains, for each sentence of the shorter side.
    pub(crate) as_is: f64,
    /// By how much that exceeds the value for the reversed target.
    pub(crate) gain: f64,
}

/// Returns how well two texts fit by words; `None` for texts too short to judge by their order, and
/// for long ones, where it would be slow.
pub(crate) fn fit(
    documents: &Sides<Document>,
    pair: &Pair,
    model: &BeadModel,
    evidence: &Evidence<'_>,
) -> Option<Fit> {
    const FEW: usize = 4;
    let shorter = pair.rows.min(pair.columns);
    if shorter < FEW || pair.is_long() {
        return None;
    }
    let turned = Sides::new(documents.source.clone(), reversed(&documents.target));
    let turned = Pair::read(&turned);
    let overlap = Overlap::new(&turned.words.source, &turned.words.target, None);
    let (turned_band, similarity) = turned.survey(&overlap, &[], model);
    let turned = Evidence::new(&turned_band, &turned.profiles, [Some(&similarity), None]);
    let sum = |evidence: &Evidence<'_>| {
        let band = narrowed(evidence, model, &[((0, 0), (pair.rows, pair.columns))]);
        log_sum(&band, &weigh(evidence, &band, model)) / shorter as f64
    };
    let (as_is, as_turned) = (sum(evidence), sum(&turned));
    Some(Fit {
        as_is,
        gain: as_is - as_turned,
    })
}

/// Returns how parallel two texts look at all, and whether links between them would be
/// forced.
///
/// Translations gain .6 (subtitles in a language that shares few words) to 7 a sentence by
/// being in order; unrelated texts, reports of the same event and shuffled sentences gain
/// 0 ± 1 / root of their number. Literary translations whose words cannot be compared gain
/// next to nothing either: they are linked with little confidence, unless it is better
/// to leave all sentences unaligned.
pub(crate) fn trust(
    documents: &Sides<Document>,
    pair: &Pair,
    model: &BeadModel,
    evidence: &Evidence<'_>,
) -> (f32, bool) {
    const FITS: f64 = 0.5;
    let Some(fit) = fit(documents, pair, model, evidence) else {
        return (1.0, false);
    };
    let root = (pair.rows.min(pair.columns) as f64).sqrt();
    let surplus = fit.gain - 0.2 - 1.5 / root;
    let parallel = 1.0 / (1.0 + (-2.5 * root * surplus).exp());
    (parallel as f32, parallel < 0.5 && fit.as_is < FITS)
}

/// Returns the document with its sentences and paragraphs in reverse order.
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
