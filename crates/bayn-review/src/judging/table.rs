//! The table of systems: means, confidence intervals, wins, clusters.
//!
//! As in WMT's findings: a system's score is the mean over its segments; one beats another
//! if the one-sided rank test has p below 0.05; its rank range is from one after those
//! that beat it to one before those that it beats; a line is drawn between two clusters if all
//! above it beat all below.

use crate::rated::{RatedSegments, Segment};
use crate::score::{Weights, wmt_scores};
use crate::statistics::ranks::{rank_sum, signed_rank};
use crate::statistics::resampling::confidence;
use crate::statistics::{count, mean};
use std::collections::BTreeMap;

/// The p below which a difference is significant.
pub const SIGNIFICANT: f64 = 0.05;
/// The number of bootstrap samples.
pub const DRAWINGS: usize = 1000;

/// How two systems are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Test {
    /// By the segments that both have: Wilcoxon's signed rank.
    #[default]
    SignedRank,
    /// By all scores of each: the rank sum of Wilcoxon, Mann and Whitney.
    RankSum,
}

/// One system.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub system: String,
    /// The mean of its segments.
    pub mean: f64,
    /// The 95 % bootstrap confidence interval of the mean.
    pub confidence: (f64, f64),
    /// How many segments were judged.
    pub segments: usize,
    /// How many systems it beats.
    pub wins: usize,
    /// The share of comparisons with other systems, segment by segment, in which it is better;
    /// a tie is half of one.
    pub ahead: Option<f64>,
    /// The best and the worst rank that it may have.
    pub ranks: (usize, usize),
    /// The number of its cluster, from 1.
    pub cluster: usize,
}

/// The scores of one system by segment.
type Scores = BTreeMap<[String; 4], f64>;

/// Returns the systems, best first. Scores are those from 0 to 100 where there are any, else
/// WMT's; of several raters the mean.
#[must_use]
pub fn table(rated: &RatedSegments, test: Test, seed: u64) -> Vec<Row> {
    let systems: Vec<(String, Scores)> = sorted(scores(rated));
    let beats = |one: &Scores, other: &Scores| {
        let p = match test {
            Test::SignedRank => {
                let pairs = one
                    .iter()
                    .filter_map(|(place, own)| Some((*own, *other.get(place)?)));
                signed_rank(&pairs.collect::<Vec<_>>())
            }
            Test::RankSum => {
                let [one, other] =
                    [one, other].map(|all| all.values().copied().collect::<Vec<_>>());
                rank_sum(&one, &other)
            }
        };
        p.is_some_and(|p| p < SIGNIFICANT)
    };
    let beaten: Vec<Vec<bool>> = systems
        .iter()
        .map(|(_, one)| systems.iter().map(|(_, other)| beats(one, other)).collect())
        .collect();
    let does_beat =
        |one: usize, other: usize| beaten.get(one).and_then(|row| row.get(other)) == Some(&true);
    let all = systems.len();
    let mut cluster = 1;
    let mut rows = Vec::new();
    for (at, (system, own)) in systems.iter().enumerate() {
        let is_border = (0..at).all(|above| (at..all).all(|below| does_beat(above, below)));
        cluster += usize::from(at > 0 && is_border);
        let values: Vec<f64> = own.values().copied().collect();
        let wins = (0..all).filter(|other| does_beat(at, *other)).count();
        let losses = (0..all).filter(|other| does_beat(*other, at)).count();
        rows.push(Row {
            system: system.clone(),
            mean: mean(&values).unwrap_or(0.0),
            confidence: confidence(&values, DRAWINGS, seed).unwrap_or_default(),
            segments: values.len(),
            wins,
            ahead: ahead(at, &systems),
            ranks: (losses + 1, all - wins),
            cluster,
        });
    }
    rows
}

fn scores(rated: &RatedSegments) -> BTreeMap<String, Scores> {
    let place = |segment: &Segment| {
        [
            &segment.document,
            &segment.in_document,
            &segment.id,
            &segment.text.source,
        ]
        .map(Clone::clone)
    };
    let mut all: BTreeMap<String, BTreeMap<[String; 4], Vec<f64>>> = BTreeMap::new();
    for segment in &rated.segments {
        if let Some(score) = segment.score {
            let own = all.entry(segment.system.clone()).or_default();
            own.entry(place(segment)).or_default().push(score);
        }
    }
    if all.is_empty() {
        let scores = wmt_scores(rated, &Weights::default());
        for segment in &rated.segments {
            let key = (segment.system.clone(), segment.id.clone());
            if let Some(score) = scores.get(&key) {
                let own = all.entry(segment.system.clone()).or_default();
                own.insert(place(segment), vec![*score]);
            }
        }
    }
    let mean = |scores: Vec<f64>| mean(&scores).unwrap_or(0.0);
    let all = all.into_iter();
    all.map(|(system, own)| {
        let own = own.into_iter().map(|(place, scores)| (place, mean(scores)));
        (system, own.collect())
    })
    .collect()
}

/// Returns the systems by their means, best first.
fn sorted(systems: BTreeMap<String, Scores>) -> Vec<(String, Scores)> {
    let mean_of = |own: &Scores| mean(&own.values().copied().collect::<Vec<_>>()).unwrap_or(0.0);
    let mut systems: Vec<(String, Scores)> = systems.into_iter().collect();
    systems.sort_by(|(_, a), (_, b)| mean_of(b).total_cmp(&mean_of(a)));
    systems
}

fn ahead(at: usize, systems: &[(String, Scores)]) -> Option<f64> {
    let (_, own) = systems.get(at)?;
    let others = systems.iter().enumerate().filter(|(other, _)| *other != at);
    let (mut points, mut compared) = (0.0, 0);
    for (_, (_, other)) in others {
        for (place, score) in own {
            if let Some(theirs) = other.get(place) {
                compared += 1;
                points += match score.total_cmp(theirs) {
                    std::cmp::Ordering::Greater => 1.0,
                    std::cmp::Ordering::Equal => 0.5,
                    std::cmp::Ordering::Less => 0.0,
                };
            }
        }
    }
    (compared > 0).then(|| points / count(compared))
}
