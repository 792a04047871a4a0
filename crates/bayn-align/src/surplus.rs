//! The length ratio of a text and its translation, estimated from its beads.
//!
//! The totals of two texts are enough while nothing is missing. Where a tenth of one is missing, all
//! lengths seem a tenth too short, and the beads next to the gap include its sentences.

use crate::profile::Profile;
use crate::search::Step;
use bayn_doc::Sides;

/// A bead of more sentences may contain some without counterpart.
const LARGE: usize = 4;
/// A bead less likely than this is ignored.
const LIKELY: f32 = 0.3;
/// Fewer beads are not enough.
const FEW: usize = 8;
/// A ratio whose logarithm is closer to 0 is noise.
const NOISE: f32 = 0.08;
/// What is added to each length, so that short sentences have less weight.
const SOFT: f32 = 8.0;

/// Returns the factor by which the lengths of the source must be multiplied to match the target, if
/// `scale`, the current factor, does not match the weighted median of the beads.
pub(crate) fn surplus(profiles: &Sides<Profile>, scale: f32, steps: &[Step]) -> Option<f32> {
    let mut ratios: Vec<(f32, f32)> = steps
        .iter()
        .filter(|step| !step.source.is_empty() && !step.target.is_empty())
        .filter(|step| step.source.len() + step.target.len() <= LARGE)
        .filter(|step| step.probability >= LIKELY)
        .map(|step| {
            let source = scale * profiles.source.length(&step.source);
            let target = profiles.target.length(&step.target);
            let ratio = ((target + SOFT) / (source + SOFT)).ln();
            (ratio, (source + target) * step.probability)
        })
        .collect();
    if ratios.len() < FEW {
        return None;
    }
    ratios.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let half = ratios.iter().map(|(_, weight)| weight).sum::<f32>() / 2.0;
    let mut sum = 0.0;
    let (median, _) = ratios.iter().find(|(_, weight)| {
        sum += weight;
        sum >= half
    })?;
    (median.abs() > NOISE).then(|| scale * median.exp())
}
