//! The stops of the tour: all places worth checking, the worst first.
//!
//! The order is by weight (for equal weights, text order):
//!
//! | weight | place |
//! |---|---|
//! | 100 | a critical finding |
//! | 90 | a sentence without a counterpart |
//! | 80 | a contradiction |
//! | 70 | a major finding |
//! | 40–65 | a weak link: the less likely, the more |
//! | 30–60 | a translation far longer or shorter than the others |
//! | 20, 10 | a minor finding, a neutral one |
//!
//! A pair that a reviewer has judged, or whose link is confirmed, is no longer on the tour because of
//! its alignment; findings are removed when they are dismissed.

use crate::session::panel::{describe_finding, place_of};
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::tour::{Reason, Stop};
use bayn_doc::Side;
use bayn_doc::{Bead, BeadKind, LinkState, Severity, WEAK};
use bayn_text::message::Number;
use bayn_text::{Message, msg};

/// Returns all stops, the worst first; findings are those of the last run of the checks.
#[must_use]
pub fn stops(state: &State) -> Vec<Stop> {
    let mut stops = of_beads(state);
    // A check need not repeat what the alignment reports about a pair.
    let said = |check: &str, bead: usize| {
        let at = stops.partition_point(|stop| stop.bead < bead);
        let own = stops.iter().skip(at).take_while(|stop| stop.bead == bead);
        let same = match check {
            "omission" | "addition" => Reason::NoCounterpart,
            "length" => Reason::Length,
            _ => return false,
        };
        own.into_iter().any(|stop| stop.reason == same)
    };
    let places = state.texts.bitext.places();
    let findings: Vec<Stop> = state
        .reviewing
        .findings
        .open(&state.reviewing.review.notes)
        .filter_map(|finding| Some((*places.get(&finding.bead)?, finding)))
        // A decision of another reviewer is not an error to check.
        .filter(|(_, finding)| finding.decision.is_none())
        .filter(|(bead, finding)| !said(&finding.check, *bead))
        .map(|(bead, finding)| Stop {
            weight: match finding.severity {
                Severity::Critical => 100,
                Severity::Major => 70,
                Severity::Minor => 20,
                Severity::Neutral => 10,
            },
            bead,
            place: place_of(finding),
            reason: Reason::Finding(finding.key.clone()),
            why: describe_finding(finding),
        })
        .collect();
    stops.extend(findings);
    let compared = state.background.comparing.found.iter();
    stops.extend(
        compared
            .flat_map(|found| &found.comparison.contradictions)
            .map(|found| {
                let place = found.places.source;
                Stop {
                    weight: 80,
                    bead: state.texts.bead_at(Side::Source, place.start),
                    place: Some((Side::Source, place)),
                    reason: Reason::Contradiction(found.places.target.start),
                    why: msg!("contradiction: {why}", why = found.why),
                }
            }),
    );
    stops.sort_by_cached_key(Stop::rank);
    stops
}

/// Returns the stops from the alignment of each bead, in bead order.
fn of_beads(state: &State) -> Vec<Stop> {
    let mut stops = Vec::new();
    let usual = Usual::of(state);
    for (at, bead) in state.texts.bitext.beads.iter().enumerate() {
        let judged = state.reviewing.review.notes.verdict(bead.id).is_some();
        if judged || bead.link == LinkState::Confirmed || bead.kind == BeadKind::Furniture {
            continue;
        }
        stops.extend(of_bead(state, at, bead, usual.as_ref()));
    }
    stops
}

/// Returns the stop from the alignment of a bead.
fn of_bead(state: &State, at: usize, bead: &Bead, usual: Option<&Usual>) -> Vec<Stop> {
    let stop = |weight: f32, reason: Reason, why: Message| Stop {
        weight: to_weight(weight),
        bead: at,
        place: None,
        reason,
        why,
    };
    if bead.is_null() {
        let unaligned = Side::BOTH
            .into_iter()
            .any(|side| state.texts.bitext.documents[side].sentences.is_empty());
        if unaligned || bead.crosses.is_some() {
            return Vec::new();
        }
        let why = if bead.sentences.target.is_empty() {
            msg!("no counterpart in the translation")
        } else {
            msg!("no counterpart in the source")
        };
        return vec![stop(90.0, Reason::NoCounterpart, why)];
    }
    let mut stops = Vec::new();
    let confidence = bead.confidence.value();
    if bead.is_weak() {
        let weight = 40.0 + 25.0 * (1.0 - confidence / WEAK);
        let share = Number::percent(confidence);
        let why = msg!("weak link: probability {share}", share);
        stops.push(stop(weight, Reason::WeakLink, why));
    }
    if let Some((far, longer)) = usual.and_then(|usual| usual.far(state, at)) {
        let weight = 30.0 + (10.0 * (far - FAR)).min(30.0);
        let why = if longer {
            msg!("length: the translation is unusually long")
        } else {
            msg!("length: the translation is unusually short")
        };
        stops.push(stop(weight, Reason::Length, why));
    }
    stops
}

#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to a weight"
)]
fn to_weight(weight: f32) -> u8 {
    weight.clamp(0.0, 100.0) as u8
}

/// A translation this many standard deviations from the usual length is an outlier.
const FAR: f32 = 4.0;

/// How much longer translations are than their source here: the median of the logarithm of
/// the ratio, and its spread (the median distance from it, scaled to a standard deviation).
struct Usual {
    median: f32,
    spread: f32,
}

impl Usual {
    /// Measures the pairs of a text; `None` if there are too few to estimate it.
    fn of(state: &State) -> Option<Self> {
        let mut ratios: Vec<f32> = (0..state.texts.bitext.beads.len())
            .filter_map(|at| ratio(&state.texts, at))
            .collect();
        let median = middle(&mut ratios)?;
        let mut far: Vec<f32> = ratios.iter().map(|ratio| (ratio - median).abs()).collect();
        // 1.4826 makes the median distance a standard deviation for normally distributed values.
        let spread = middle(&mut far)? * 1.4826;
        // Sentences differ by a tenth without anything being wrong.
        (ratios.len() >= 12).then_some(Self {
            median,
            spread: spread.max(0.12),
        })
    }

    /// Returns how many standard deviations a pair is off, and whether its translation is long.
    fn far(&self, state: &State, at: usize) -> Option<(f32, bool)> {
        let off = (ratio(&state.texts, at)? - self.median) / self.spread;
        (off.abs() > FAR).then_some((off.abs(), off > 0.0))
    }
}

/// Returns the logarithm of the ratio of the lengths of a pair of running text; `None` if
/// the pair is too short for it to be meaningful.
#[allow(clippy::cast_precision_loss, reason = "lengths of sentences")]
fn ratio(texts: &Texts, at: usize) -> Option<f32> {
    const LEAST: usize = 25;
    let length = |side| texts.text_of(at, side).chars().count();
    let (source, target) = (length(Side::Source), length(Side::Target));
    let kind = texts.bitext.beads.get(at)?.kind;
    (kind == BeadKind::Text && source > 0 && target > 0 && source.max(target) >= LEAST)
        .then(|| (target as f32 / source as f32).ln())
}

fn middle(values: &mut [f32]) -> Option<f32> {
    let at = values.len() / 2;
    if values.is_empty() {
        return None;
    }
    let (_, middle, _) = values.select_nth_unstable_by(at, f32::total_cmp);
    Some(*middle)
}
