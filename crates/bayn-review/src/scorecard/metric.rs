//! A metric: the kinds of errors, their weights, and the threshold.
//!
//! The terms are those of MQM 2.0 ("The MQM Scoring Models", themqm.org) and ISO 5060:2024: a
//! metric is an error typology with a scoring model; errors give penalty points, penalty points an
//! error score, that a quality rating.

use crate::statistics::resampling::Dice;
use bayn_doc::{Severity, Side};
use fnv::FnvHasher;
use std::hash::Hasher;

/// A client's metric.
#[derive(Clone, Debug, PartialEq)]
pub struct Metric {
    /// Its name.
    pub name: String,
    /// The kinds of errors; empty means MQM-Core, each kind with weight 1.
    pub kinds: Vec<Kind>,
    /// Penalty points by severity (severity penalty multipliers).
    pub weights: [f64; 4],
    /// How penalty points become a score.
    pub formula: Formula,
    /// The number of words that the error score is related to (RWC).
    pub per: f64,
    /// The side whose words are counted (ASTM F2575 and J2450: source; ISO 5060: target).
    pub counted: Side,
    /// The score that just passes; `None`: no pass or fail.
    pub pass: Option<f64>,
    /// The penalty points in `per` words with which the calibrated score just passes (APP).
    pub acceptable: f64,
    /// The most critical errors that may pass; none: any number.
    pub critical: Option<usize>,
    /// Whether an error that is repeated counts once.
    pub repeated_once: bool,
    /// The part of the text that is judged; none: all of it.
    pub sample: Option<Sample>,
    /// The job.
    pub job: Job,
}

impl Default for Metric {
    /// MQM 2.0 with its linear calibrated score: threshold 90, 10 points in 1,000 source words.
    fn default() -> Self {
        Self {
            name: String::new(),
            kinds: Vec::new(),
            weights: Severity::ALL.map(crate::mqm::multiplier),
            formula: Formula::Calibrated,
            per: 1000.0,
            counted: Side::Source,
            pass: None,
            acceptable: 10.0,
            critical: None,
            repeated_once: false,
            sample: None,
            job: Job::default(),
        }
    }
}

/// A kind of errors.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Kind {
    /// Its name, as it is stored with a mark.
    pub name: String,
    /// The key that chooses it.
    pub key: char,
    /// The entries of MQM-Core that are counted here, including their subtypes; `*` is all others.
    pub of: Vec<String>,
    /// Penalty points by severity, its own or the metric's times its weight (ETW).
    pub points: [f64; 4],
    /// Whether it is praise (kudos), which has weight 0.
    pub is_praise: bool,
}

/// How penalty points become a score.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Formula {
    /// `100 − points / words × per × (100 − pass) / acceptable` (MQM 2.0).
    #[default]
    Calibrated,
    /// `100 × (1 − points / words)` (MQM raw, LISA).
    Raw,
    /// `points / words × per`, where lower is better (J2450, the error score of ISO 5060).
    Points,
    /// The mean of the scores that raters gave (ESA).
    Rating,
}

impl Formula {
    /// The formulas by the names that a profile gives them.
    pub const ALL: [(&'static str, Self); 4] = [
        ("calibrated", Self::Calibrated),
        ("raw", Self::Raw),
        ("points", Self::Points),
        ("rating", Self::Rating),
    ];
}

/// The people of the job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Job {
    /// The client.
    pub client: String,
    /// The round of review.
    pub round: String,
    /// The translator.
    pub translator: String,
    /// The reviewer.
    pub reviewer: String,
}

/// A random sample of this many words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    /// The least number of words.
    pub words: usize,
    /// The seed: the same texts and seed give the same sample.
    pub seed: u64,
}

impl Sample {
    /// Returns which of these segments are drawn, each given by its source and the number of its
    /// words: whole segments in random order, until there are enough words. The order
    /// depends only on seed and source, so that a segment stays in the sample if others are added or linked
    /// anew.
    #[must_use]
    pub fn drawn(self, segments: &[(&str, usize)]) -> Vec<bool> {
        let rank = |text: &str| {
            let mut hasher = FnvHasher::default();
            hasher.write(text.as_bytes());
            Dice::new(hasher.finish() ^ Dice::new(self.seed).roll()).roll()
        };
        let mut order: Vec<usize> = (0..segments.len()).collect();
        order.sort_by_cached_key(|&at| segments.get(at).map_or(0, |(text, _)| rank(text)));
        let mut drawn = vec![false; segments.len()];
        let mut words = 0;
        for at in order {
            if words >= self.words {
                break;
            }
            if let (Some(slot), Some((_, count))) = (drawn.get_mut(at), segments.get(at)) {
                *slot = true;
                words += count;
            }
        }
        drawn
    }
}
