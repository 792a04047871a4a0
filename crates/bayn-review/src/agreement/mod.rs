//! Agreement between raters: on spans, categories, scores and verdicts.
//!
//! Only segments that both raters of a pair judged count. Spans are compared per side, source
//! with source; errors without a span are ignored there.

mod spans;

pub use spans::SpanAgreement;

use crate::mqm;
use crate::rated::{RatedSegments, Segment};
use crate::score::Weights;
use crate::statistics::chance::{Distance, cohen_kappa, krippendorff_alpha, observed};
use crate::statistics::correlation::{kendall, pearson, spearman};
use bayn_doc::{BeadStatus, Severity};
use std::collections::BTreeMap;

/// The key of a segment, for all raters: its texts, and its number among equal ones.
type Place = (String, String, usize);

/// The judgements of one rater.
#[derive(Clone, Debug, Default)]
pub struct Rater {
    /// The rater's name.
    pub name: String,
    segments: BTreeMap<Place, Segment>,
}

impl Rater {
    /// Returns whether the rater marked or scored: one who only decided gives no information about errors.
    #[must_use]
    pub fn marks(&self) -> bool {
        let mut segments = self.segments.values();
        segments.any(|own| own.verdict.is_none() || own.score.is_some() || !own.errors.is_empty())
    }
}

/// Returns the raters of files, each with the file's name. A rater in several files is
/// distinguished by file.
#[must_use]
pub fn raters(files: &[(String, RatedSegments)]) -> Vec<Rater> {
    let mut found: Vec<(String, &str, BTreeMap<Place, Segment>)> = Vec::new();
    for (file, rated) in files {
        let mut own: BTreeMap<&str, BTreeMap<Place, Segment>> = BTreeMap::new();
        for (place, segment) in rated.placed() {
            own.entry(&segment.rater)
                .or_default()
                .insert(place, segment.clone());
        }
        for (rater, segments) in own {
            found.push((rater.to_owned(), file, segments));
        }
    }
    let clashes = |name: &str| found.iter().filter(|(other, ..)| other == name).count() > 1;
    let named: Vec<String> = found
        .iter()
        .map(|(rater, file, _)| match rater.as_str() {
            "" => (*file).to_owned(),
            name if clashes(name) => format!("{name} ({file})"),
            name => name.to_owned(),
        })
        .collect();
    let segments = found.into_iter().map(|(.., segments)| segments);
    let all = named.into_iter().zip(segments);
    all.map(|(name, segments)| Rater { name, segments })
        .collect()
}

/// The agreement of two raters.
#[derive(Clone, Debug, PartialEq)]
pub struct PairAgreement {
    /// The number of segments that both judged.
    pub segments: usize,
    /// Whether both marked or scored; if one of them only decided, only the verdicts count.
    pub marked: bool,
    /// The spans of errors.
    pub spans: SpanAgreement,
    /// The MQM-Core categories of errors whose spans overlap.
    pub category: Nominal,
    /// The severities of those.
    pub severity: Nominal,
    /// Whether a segment has an error at all.
    pub has_error: Nominal,
    /// The worst severity of each segment, none included.
    pub worst: Nominal,
    /// Their scores from 0 to 100.
    pub scores: Correlations,
    /// Their penalties with WMT's weights.
    pub penalties: Correlations,
    /// Their verdicts on the segments that both decided on; the reason of a rejection is not a
    /// difference.
    pub verdicts: Nominal,
}

/// Agreement on names.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Nominal {
    /// The number of comparisons.
    pub items: usize,
    /// The share that is the same.
    pub observed: Option<f64>,
    /// Cohen's κ.
    pub kappa: Option<f64>,
}

impl Nominal {
    fn of<T: Ord>(pairs: &[(T, T)]) -> Self {
        Self {
            items: pairs.len(),
            observed: observed(pairs),
            kappa: cohen_kappa(pairs),
        }
    }
}

/// Agreement on numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Correlations {
    /// The number of comparisons.
    pub items: usize,
    /// Pearson's r.
    pub pearson: Option<f64>,
    /// Spearman's ρ.
    pub spearman: Option<f64>,
    /// Kendall's τ-b.
    pub kendall: Option<f64>,
}

impl Correlations {
    fn of(pairs: &[(f64, f64)]) -> Self {
        Self {
            items: pairs.len(),
            pearson: pearson(pairs),
            spearman: spearman(pairs),
            kendall: kendall(pairs),
        }
    }
}

/// Returns the agreement of two raters.
#[must_use]
pub fn between(one: &Rater, other: &Rater) -> PairAgreement {
    let both = || {
        let segments = one.segments.iter();
        segments.filter_map(|(place, own)| Some((own, other.segments.get(place)?)))
    };
    let (spans, matched) = spans::compare(both());
    let pairs = |of: &dyn Fn(&Segment) -> Option<f64>| -> Vec<(f64, f64)> {
        both().filter_map(|(a, b)| Some((of(a)?, of(b)?))).collect()
    };
    let named = |name: fn(&crate::rated::SegmentError) -> String| -> Vec<(String, String)> {
        matched.iter().map(|(a, b)| (name(a), name(b))).collect()
    };
    let weights = Weights::default();
    PairAgreement {
        segments: both().count(),
        marked: one.marks() && other.marks(),
        spans,
        category: Nominal::of(&named(|error| kind_of(&error.category))),
        severity: Nominal::of(&named(|error| error.severity.to_lowercase())),
        has_error: Nominal::of(
            &both()
                .map(|(a, b)| (!a.errors.is_empty(), !b.errors.is_empty()))
                .collect::<Vec<_>>(),
        ),
        worst: Nominal::of(
            &both()
                .map(|(a, b)| (worst(a), worst(b)))
                .collect::<Vec<_>>(),
        ),
        scores: Correlations::of(&pairs(&|segment| segment.score)),
        penalties: Correlations::of(&pairs(&|segment| Some(penalty(segment, &weights)))),
        verdicts: Nominal::of(
            &both()
                .filter_map(|(a, b)| Some((decided(a)?, decided(b)?)))
                .collect::<Vec<_>>(),
        ),
    }
}

/// The agreement of all raters.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct GroupAgreement {
    /// The number of segments that two or more judged.
    pub segments: usize,
    /// Krippendorff's α of the worst severity of each segment, nominal.
    pub worst: Option<f64>,
    /// Krippendorff's α of the scores, interval.
    pub scores: Option<f64>,
    /// Krippendorff's α of the penalties, interval.
    pub penalties: Option<f64>,
    /// Krippendorff's α of the verdicts, nominal.
    pub verdicts: Option<f64>,
}

/// Returns the agreement of all raters.
#[must_use]
pub fn among(raters: &[Rater]) -> GroupAgreement {
    let weights = Weights::default();
    let mut places: BTreeMap<&Place, Vec<(bool, &Segment)>> = BTreeMap::new();
    for rater in raters {
        let marks = rater.marks();
        for (place, segment) in &rater.segments {
            places.entry(place).or_default().push((marks, segment));
        }
    }
    places.retain(|_, segments| segments.len() > 1);
    let all = |of: &dyn Fn(bool, &Segment) -> Option<f64>| -> Vec<Vec<f64>> {
        let units = places.values();
        let unit = |own: &Vec<(bool, &Segment)>| {
            own.iter()
                .filter_map(|(marks, own)| of(*marks, own))
                .collect()
        };
        units.map(unit).collect()
    };
    let units =
        |of: &dyn Fn(&Segment) -> Option<f64>| all(&|marks, own| marks.then(|| of(own)).flatten());
    let level =
        |segment: &Segment| worst(segment).map_or(0.0, |worst| 1.0 + f64::from(worst as u8));
    GroupAgreement {
        segments: places.len(),
        worst: krippendorff_alpha(&units(&|segment| Some(level(segment))), Distance::Nominal),
        scores: krippendorff_alpha(&units(&|segment| segment.score), Distance::Interval),
        penalties: krippendorff_alpha(
            &units(&|segment| Some(penalty(segment, &weights))),
            Distance::Interval,
        ),
        verdicts: krippendorff_alpha(
            &all(&|_, segment| decided(segment).map(f64::from)),
            Distance::Nominal,
        ),
    }
}

/// Returns which of the three verdicts a segment has, without its reason.
fn decided(segment: &Segment) -> Option<u8> {
    segment.verdict.as_ref().map(|status| match status {
        BeadStatus::Accepted => 0,
        BeadStatus::NeedsReview => 1,
        BeadStatus::Rejected(_) => 2,
    })
}

fn kind_of(category: &str) -> String {
    mqm::resolve(category).map_or_else(
        || category.to_lowercase(),
        |entry| entry.mnemonic.to_owned(),
    )
}

fn worst(segment: &Segment) -> Option<Severity> {
    let severities = segment.errors.iter();
    severities
        .filter_map(|error| Severity::from_name(&error.severity))
        .max()
}

fn penalty(segment: &Segment, weights: &Weights) -> f64 {
    let errors = segment.errors.iter();
    errors
        .map(|error| weights.weight(&error.severity, &mqm::wmt_name(&error.category)))
        .sum()
}
