//! Scores of a review, each with its formula: MQM raw and calibrated, WMT weights, ESA.
//!
//! The formulas are those of themqm.org, "The MQM Scoring Models", and of the WMT campaigns
//! (Freitag et al. 2021, table 4). A score from few words is unreliable: below
//! `SMALL_SAMPLE_WORDS` it is labelled so.

use crate::mqm::{self, multiplier};
use crate::rated::{RatedSegments, bead_text};
use crate::readers::Readers;
use bayn_doc::Side;
use bayn_doc::{Annotations, Bead, BeadKind, Bitext, Mark, Severity};
use bayn_text::message::Number;
use bayn_text::{Message, count_words, msg};
use std::collections::BTreeMap;

/// Below this many words a score belongs to statistical quality control (MQM, "multi-range
/// theory"), and is labelled a small sample.
pub(crate) const SMALL_SAMPLE_WORDS: usize = 300;

/// The parameters of the calibrated score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Calibration {
    /// PT: the lowest score that passes.
    pub pass_threshold: f64,
    /// APP: the penalty points per `reference_words` with which it just passes.
    pub acceptable_penalty: f64,
    /// RWC: the number of words to which the penalty is normalised.
    pub reference_words: f64,
    /// Whether one critical error fails the translation whatever its score.
    pub critical_fails: bool,
    /// The side whose words are counted (ASTM F2575: source; ISO 5060: target).
    pub counted: Side,
}

impl Default for Calibration {
    /// PT 90, APP 10 per 1000 source words: the score is then 100 less the penalty per 1000.
    fn default() -> Self {
        Self {
            pass_threshold: 90.0,
            acceptable_penalty: 10.0,
            reference_words: 1000.0,
            critical_fails: true,
            counted: Side::Source,
        }
    }
}

/// The number of marks of each severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: [usize; 4],
}

impl Tally {
    /// Counts one mark.
    pub const fn add(&mut self, severity: Severity) {
        self.counts[severity as usize] += 1;
    }

    /// Adds the counts of another.
    pub fn join(&mut self, other: Self) {
        for (count, more) in self.counts.iter_mut().zip(other.counts) {
            *count += more;
        }
    }

    /// Returns how many marks have this severity.
    #[must_use]
    pub const fn of(&self, severity: Severity) -> usize {
        self.counts[severity as usize]
    }

    /// Returns how many marks there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// Returns the penalty: the sum of the severities' multipliers (APT).
    #[must_use]
    pub fn penalty(&self) -> f64 {
        Severity::ALL
            .iter()
            .map(|&severity| count(self.of(severity)) * multiplier(severity))
            .sum()
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
const fn count(number: usize) -> f64 {
    number as f64
}

/// The scores of a text, with all inputs of their formulas.
#[derive(Clone, Debug, PartialEq)]
pub struct MqmScore {
    /// The marks by severity.
    pub tally: Tally,
    /// EWC: the words that were judged.
    pub words: usize,
    /// APT: the penalty in all.
    pub penalty: f64,
    /// NPT: the penalty per `reference_words`.
    pub(crate) normed_penalty: f64,
    /// `100 × (1 − APT / EWC)`; can be negative, `None` without words.
    pub raw: Option<f64>,
    /// `100 − NPT × (100 − PT) / APP`; `None` without words.
    pub calibrated: Option<f64>,
    /// Whether the calibrated score reaches PT and no critical error forbids it.
    pub passes: bool,
    /// Whether it fails because of a critical error.
    pub failed_by_critical: bool,
    /// Whether there are too few words for a reliable score.
    pub small_sample: bool,
    /// What the calibrated score was computed with.
    pub calibration: Calibration,
}

impl MqmScore {
    /// Returns the scores of so many words with these marks.
    #[must_use]
    pub fn of(tally: Tally, words: usize, calibration: Calibration) -> Self {
        let penalty = tally.penalty();
        let per_word = (words > 0).then(|| penalty / count(words));
        let normed = per_word.unwrap_or(0.0) * calibration.reference_words;
        let scale = (100.0 - calibration.pass_threshold) / calibration.acceptable_penalty;
        let raw = per_word.map(|per_word| 100.0 * (1.0 - per_word));
        let calibrated = per_word.map(|_| 100.0 - normed * scale);
        let failed_by_critical = calibration.critical_fails && tally.of(Severity::Critical) > 0;
        Self {
            tally,
            words,
            penalty,
            normed_penalty: normed,
            raw,
            calibrated,
            passes: !failed_by_critical
                && calibrated.is_some_and(|score| score >= calibration.pass_threshold),
            failed_by_critical,
            small_sample: words < SMALL_SAMPLE_WORDS,
            calibration,
        }
    }

    /// Returns the formula of the raw score with its numbers.
    #[must_use]
    pub fn raw_formula(&self) -> Message {
        msg!(
            "100 × (1 − {penalty} / {words} words)",
            penalty = figure(self.penalty),
            words = self.words
        )
    }

    /// Returns the formula of the calibrated score with its numbers.
    #[must_use]
    pub fn calibrated_formula(&self) -> Message {
        let Calibration {
            pass_threshold: pt,
            acceptable_penalty: app,
            reference_words: rwc,
            ..
        } = self.calibration;
        msg!(
            "100 − {penalty} / {words} words × {rwc} × (100 − PT {pt}) / APP {app}",
            penalty = figure(self.penalty),
            words = self.words,
            rwc = figure(rwc),
            pt = figure(pt),
            app = figure(app)
        )
    }
}

fn figure(number: impl ToString) -> Number {
    Number::written(number.to_string())
}

/// Returns the number of words of one side, without page furniture.
#[must_use]
pub fn words_of(bitext: &Bitext, side: Side) -> usize {
    words_where(bitext, side, |bead| bead.kind != BeadKind::Furniture)
}

fn words_where(bitext: &Bitext, side: Side, counts: impl Fn(&Bead) -> bool) -> usize {
    let text = |bead: &Bead| count_words(bead_text(bitext, bead, side).0);
    let beads = bitext.beads.iter().filter(|bead| counts(bead));
    beads.map(text).sum()
}

/// The key by which marks are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// The rater.
    Rater,
    /// The MQM dimension.
    Dimension,
    /// The stored category.
    Category,
}

/// Returns the marks counted in groups, by name.
pub fn tallies<'a>(marks: impl Iterator<Item = &'a Mark>, by: GroupBy) -> BTreeMap<String, Tally> {
    let mut groups: BTreeMap<String, Tally> = BTreeMap::new();
    for mark in marks {
        let name = match by {
            GroupBy::Rater => mark.rater.clone(),
            GroupBy::Category => mark.category.clone(),
            GroupBy::Dimension => mqm::resolve(&mark.category)
                .map_or(mark.category.as_str(), |entry| entry.dimension())
                .to_owned(),
        };
        groups.entry(name).or_default().add(mark.severity);
    }
    groups
}

/// Returns the score of a whole review. If several raters judged the same text, each has a
/// tally of its own ([`tallies`]); this counts every mark of `rater` in the words that they
/// judged, or every mark in all words for `None`.
#[must_use]
pub fn score(
    bitext: &Bitext,
    notes: &Annotations,
    rater: Option<&str>,
    calibration: Calibration,
) -> MqmScore {
    let mut tally = Tally::default();
    for (_, mark) in notes.marks() {
        if rater.is_none_or(|rater| mark.rater == rater) {
            tally.add(mark.severity);
        }
    }
    let readers = Readers::of(notes);
    let words = words_where(bitext, calibration.counted, |bead| match rater {
        Some(rater) => readers.judged(rater, bead),
        // As many words as the judgements of one rater hold: furniture that was judged too.
        None => {
            bead.kind != BeadKind::Furniture
                || readers.names().any(|rater| readers.judged(rater, bead))
        }
    });
    MqmScore::of(tally, words, calibration)
}

/// Weights of errors by `severity`, `severity/category` or `severity/category/subcategory`:
/// the most specific match counts, an error without match has weight 0. Case does not matter.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(BTreeMap<String, f64>);

impl Default for Weights {
    /// The weights of the WMT campaigns (Freitag et al. 2021).
    fn default() -> Self {
        Self::parse(
            "Major:5 Minor:1 Neutral:0 Major/Non-translation!:25 Minor/Fluency/Punctuation:0.1",
        )
        .unwrap_or_else(|| Self(BTreeMap::new()))
    }
}

impl Weights {
    /// Reads weights such as `Major:5 Minor:1 Minor/Fluency/Punctuation:0.1`; `None` if a
    /// part has no number.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        text.split_whitespace()
            .map(|part| {
                let (key, weight) = part.rsplit_once(':')?;
                Some((key.to_lowercase(), weight.parse().ok()?))
            })
            .collect::<Option<_>>()
            .map(Self)
    }

    /// Returns the weight of one error.
    #[must_use]
    pub fn weight(&self, severity: &str, category: &str) -> f64 {
        let mut key = format!("{}/{}", severity.trim(), category.trim()).to_lowercase();
        loop {
            if let Some(weight) = self.0.get(&key) {
                return *weight;
            }
            match key.rfind('/') {
                Some(at) => key.truncate(at),
                None => return 0.0,
            }
        }
    }

    /// Returns the formula: the weights.
    #[must_use]
    pub fn formula(&self) -> Message {
        let parts: Vec<String> = self
            .0
            .iter()
            .map(|(key, weight)| format!("{key}:{weight}"))
            .collect();
        msg!(
            "− sum of {weights}, mean over raters",
            weights = parts.join(" ")
        )
    }
}

/// Returns the score of each segment of each system by its number in the test set: the mean
/// over its raters of the sum of weights, negative, 0 is best (mt-metrics-eval,
/// `converters/score_mqm.py`).
#[must_use]
pub fn wmt_scores(rated: &RatedSegments, weights: &Weights) -> BTreeMap<(String, String), f64> {
    let mut sums: BTreeMap<(String, String), BTreeMap<&str, f64>> = BTreeMap::new();
    for segment in &rated.segments {
        let key = (segment.system.clone(), segment.id.clone());
        let sum = sums
            .entry(key)
            .or_default()
            .entry(&segment.rater)
            .or_default();
        for error in &segment.errors {
            *sum += weights.weight(&error.severity, &mqm::wmt_name(&error.category));
        }
    }
    sums.into_iter()
        .map(|(key, raters)| {
            let mean = raters.values().sum::<f64>() / count(raters.len());
            (key, -mean)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(minor: usize, major: usize, critical: usize) -> Tally {
        Tally {
            counts: [0, minor, major, critical],
        }
    }

    #[test]
    fn ten_minor_errors_in_a_thousand_words_are_raw_ninety_nine() {
        let score = MqmScore::of(tally(10, 0, 0), 1000, Calibration::default());
        assert_eq!(score.raw, Some(99.0));
        assert_eq!(score.calibrated, Some(90.0));
        assert!(score.passes);
        assert!(!score.small_sample);
    }

    #[test]
    fn the_penalty_of_a_news_report_gives_the_known_score() {
        // 76 minor, 11 major, 495 words: penalty 131, counted by hand from the formulas.
        let score = MqmScore::of(tally(76, 11, 0), 495, Calibration::default());
        assert!((score.penalty - 131.0).abs() < 1e-9);
        assert!((score.raw.unwrap_or(0.0) - 73.535_353).abs() < 1e-5);
        assert!(!score.passes);
    }

    #[test]
    fn one_critical_error_fails_whatever_the_score() {
        let score = MqmScore::of(tally(0, 0, 1), 1_000_000, Calibration::default());
        assert!(score.calibrated.is_some_and(|score| score > 99.0));
        assert!(score.failed_by_critical && !score.passes);
        let lenient = Calibration {
            critical_fails: false,
            ..Calibration::default()
        };
        assert!(MqmScore::of(tally(0, 0, 1), 1_000_000, lenient).passes);
    }

    #[test]
    fn no_words_have_no_score_and_few_are_a_small_sample() {
        let none = MqmScore::of(tally(1, 0, 0), 0, Calibration::default());
        assert_eq!(
            (none.raw, none.calibrated, none.passes),
            (None, None, false)
        );
        assert!(MqmScore::of(tally(0, 0, 0), 299, Calibration::default()).small_sample);
    }

    #[test]
    fn the_most_specific_weight_counts() {
        let weights = Weights::default();
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(near(weights.weight("Minor", "Fluency/Punctuation"), 0.1));
        assert!(near(weights.weight("minor", "fluency/spelling"), 1.0));
        assert!(near(weights.weight("Major", "Fluency/Punctuation"), 5.0));
        assert!(near(weights.weight("Major", "Non-translation!"), 25.0));
        assert!(near(weights.weight("No-error", "No-error"), 0.0));
    }
}
