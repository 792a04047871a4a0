//! Penalty points of judged segments by kind and severity, and the score that they give.

use super::metric::{Formula, Kind, Metric};
use crate::mqm;
use crate::rated::{Segment, SegmentError, bead_text};
use crate::score::{SMALL_SAMPLE_WORDS, Tally};
use crate::statistics::{count, mean};
use bayn_doc::{BeadId, BeadKind, Bitext, Severity, Side};
use bayn_text::count_words;
use harf::Span;
use std::collections::{BTreeMap, HashMap, HashSet};

/// A kind of errors with its counts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The name of the kind.
    pub name: String,
    /// How many errors of each severity count.
    pub tally: Tally,
    /// Their penalty points.
    pub penalty: f64,
}

/// A praise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Praise {
    /// The words, or empty.
    pub words: String,
    /// The comment, or empty.
    pub note: String,
}

/// The scorecard of judged segments by a metric.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scorecard {
    /// The words that were judged, once for each rater (EWC).
    pub words: usize,
    /// The words of the whole text, if only a sample counts.
    pub of_words: Option<usize>,
    /// The kinds in the order of the typology: all of a client's, of MQM-Core those that were found.
    pub rows: Vec<Row>,
    /// The errors that count, by severity.
    pub tally: Tally,
    /// The penalty points in all (APT).
    pub penalty: f64,
    /// The penalty points per number of words of the metric (NPT); `None` without words.
    pub normed: Option<f64>,
    /// The score; none without words, or without a rating where that is the score.
    pub score: Option<f64>,
    /// How many ratings a score by rating is the mean of.
    pub ratings: usize,
    /// Whether it passes; `None` if the metric has no threshold.
    pub passes: Option<bool>,
    /// Whether it fails only because of critical errors.
    pub failed_by_critical: bool,
    /// Whether there are too few words for the score to say much.
    pub small_sample: bool,
    /// The number of repeated errors, which count once.
    pub repeated: usize,
    /// The number of errors of no kind of the typology, with weight 0.
    pub outside: usize,
    /// The praises.
    pub praise: Vec<Praise>,
    /// The seconds that judging took, and the segments of which that is known.
    pub time: (u64, usize),
}

/// The kind as which an error is counted.
enum Place<'m> {
    Kind(usize, &'m Kind),
    Core(String),
    Outside,
}

impl Metric {
    /// Returns the scorecard of these segments: those of one system, each once for each rater.
    #[must_use]
    pub fn scorecard<'s>(&self, segments: impl Iterator<Item = &'s Segment>) -> Scorecard {
        let all: Vec<&Segment> = segments.collect();
        let words: Vec<usize> = all
            .iter()
            .map(|segment| count_words(&segment.text[self.counted]))
            .collect();
        let whole = words.iter().sum();
        let judged = self.sampled(&all, &words);
        let mut card = Scorecard {
            of_words: self.sample.is_some().then_some(whole),
            rows: self.kinds.iter().map(|kind| row(&kind.name)).collect(),
            ..Scorecard::default()
        };
        let mut ratings = Vec::new();
        let mut errors: Vec<(&Segment, &SegmentError, Severity)> = Vec::new();
        for ((segment, words), _) in all
            .iter()
            .zip(&words)
            .zip(&judged)
            .filter(|(_, in_it)| **in_it)
        {
            card.words += words;
            ratings.extend(segment.score);
            if let Some(seconds) = segment.seconds {
                card.time = (card.time.0 + seconds, card.time.1 + 1);
            }
            // An unknown severity has weight 0.
            let known = segment
                .errors
                .iter()
                .filter_map(|error| Some((*segment, error, Severity::from_name(&error.severity)?)));
            errors.extend(known);
        }
        if self.repeated_once {
            card.repeated = take_repeated(&mut errors, self);
        }
        let mut core: BTreeMap<String, Row> = BTreeMap::new();
        for (segment, error, severity) in errors {
            let (row, points) = match self.place(&error.category) {
                Place::Kind(_, kind) if kind.is_praise => {
                    card.praise.push(Praise {
                        words: words_of(segment, error),
                        note: error.note.clone(),
                    });
                    continue;
                }
                Place::Kind(at, kind) => (card.rows.get_mut(at), kind.points),
                Place::Core(name) => {
                    let row = core.entry(name.clone()).or_insert_with(|| row(&name));
                    (Some(row), self.weights)
                }
                Place::Outside => {
                    card.outside += 1;
                    continue;
                }
            };
            let points = points.get(severity as usize).copied().unwrap_or(0.0);
            card.tally.add(severity);
            card.penalty += points;
            if let Some(row) = row {
                row.tally.add(severity);
                row.penalty += points;
            }
        }
        card.rows.extend(core.into_values());
        self.conclude(&mut card, &ratings);
        card
    }

    /// Returns the beads of the sample; `None` if all of the text is judged.
    #[must_use]
    pub fn sample_of(&self, bitext: &Bitext) -> Option<HashSet<BeadId>> {
        let sample = self.sample?;
        let judged = bitext
            .beads
            .iter()
            .filter(|bead| bead.kind != BeadKind::Furniture);
        let (beads, units): (Vec<BeadId>, Vec<(&str, usize)>) = judged
            .map(|bead| {
                let text = |side| bead_text(bitext, bead, side).0;
                let words = count_words(text(self.counted));
                (bead.id, (text(Side::Source), words))
            })
            .unzip();
        let drawn = beads.into_iter().zip(sample.drawn(&units));
        Some(
            drawn
                .filter_map(|(bead, is_in)| is_in.then_some(bead))
                .collect(),
        )
    }

    /// Returns which segments count: all, or those that the sample holds, the same for every rater.
    fn sampled(&self, all: &[&Segment], words: &[usize]) -> Vec<bool> {
        let Some(sample) = self.sample else {
            return vec![true; all.len()];
        };
        let mut places: HashMap<[&str; 3], usize> = HashMap::new();
        let mut units: Vec<(&str, usize)> = Vec::new();
        let of: Vec<usize> = all
            .iter()
            .zip(words)
            .map(|(segment, words)| {
                let name = [
                    segment.document.as_str(),
                    segment.id.as_str(),
                    segment.text.source.as_str(),
                ];
                *places.entry(name).or_insert_with(|| {
                    units.push((segment.text.source.as_str(), *words));
                    units.len() - 1
                })
            })
            .collect();
        let drawn = sample.drawn(&units);
        of.iter()
            .map(|at| drawn.get(*at).copied().unwrap_or(false))
            .collect()
    }

    /// Returns the kind as which an error of this category is counted: by the name of a kind, by its entry of
    /// MQM-Core, by the dimension of that, else by the kind that takes all others.
    fn place(&self, category: &str) -> Place<'_> {
        let entry = mqm::resolve(category);
        if self.kinds.is_empty() {
            return Place::Core(match entry {
                Some(entry) => entry.mnemonic.to_owned(),
                None => category.trim().to_owned(),
            });
        }
        let takes = |name: &str| {
            self.kinds
                .iter()
                .position(|kind| kind.of.iter().any(|of| of == name))
        };
        let named = |kind: &Kind| kind.name.eq_ignore_ascii_case(category.trim());
        let at = self
            .kinds
            .iter()
            .position(named)
            .or_else(|| takes(entry?.mnemonic))
            .or_else(|| takes(entry?.dimension()))
            .or_else(|| takes("*"));
        match at.and_then(|at| Some((at, self.kinds.get(at)?))) {
            Some((at, kind)) => Place::Kind(at, kind),
            None => Place::Outside,
        }
    }

    fn conclude(&self, card: &mut Scorecard, ratings: &[f64]) {
        let per_word = (card.words > 0).then(|| card.penalty / count(card.words));
        card.normed = per_word.map(|per_word| per_word * self.per);
        card.small_sample = card.words < SMALL_SAMPLE_WORDS;
        card.ratings = ratings.len();
        card.score = match self.formula {
            Formula::Calibrated => card.normed.map(|normed| {
                100.0 - normed * (100.0 - self.pass.unwrap_or(0.0)) / self.acceptable
            }),
            Formula::Raw => per_word.map(|per_word| 100.0 * (1.0 - per_word)),
            Formula::Points => card.normed,
            Formula::Rating => mean(ratings),
        };
        let reaches = match (self.pass, card.score) {
            (Some(pass), Some(score)) if self.formula == Formula::Points => Some(score <= pass),
            (Some(pass), Some(score)) => Some(score >= pass),
            _ => None,
        };
        let criticals = card.tally.of(Severity::Critical);
        card.failed_by_critical = self.critical.is_some_and(|most| criticals > most);
        card.passes = if card.failed_by_critical {
            Some(false)
        } else {
            reaches
        };
    }
}

fn row(name: &str) -> Row {
    Row {
        name: name.to_owned(),
        ..Row::default()
    }
}

/// Keeps, of errors of one kind on the same words by one rater, the first with the worst severity;
/// returns the number of the others. An error without words is never a repetition.
fn take_repeated(errors: &mut Vec<(&Segment, &SegmentError, Severity)>, metric: &Metric) -> usize {
    let mut seen: HashMap<(String, String, String, String), usize> = HashMap::new();
    let mut left: Vec<(&Segment, &SegmentError, Severity)> = Vec::new();
    let all = errors.len();
    for one in errors.drain(..) {
        let (segment, error, severity) = one;
        let words = words_of(segment, error).to_lowercase();
        let kind = match metric.place(&error.category) {
            Place::Kind(_, kind) => kind.name.clone(),
            Place::Core(name) => name,
            Place::Outside => String::new(),
        };
        if words.is_empty() || kind.is_empty() {
            left.push(one);
            continue;
        }
        let key = (segment.system.clone(), segment.rater.clone(), kind, words);
        match seen.get(&key).and_then(|at| left.get_mut(*at)) {
            Some(first) => first.2 = first.2.max(severity),
            None => {
                seen.insert(key, left.len());
                left.push(one);
            }
        }
    }
    *errors = left;
    all - errors.len()
}

/// Returns the words that an error is on, of the translation or else of the source.
fn words_of(segment: &Segment, error: &SegmentError) -> String {
    let of = |side: Side| {
        let words = |span: &Span| span.of(&segment.text[side]).trim().to_owned();
        error.spans[side]
            .iter()
            .map(words)
            .collect::<Vec<_>>()
            .join(" \u{2026} ")
    };
    match of(Side::Target) {
        words if words.is_empty() => of(Side::Source),
        words => words,
    }
}
