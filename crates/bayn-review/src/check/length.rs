//! Sentences whose length does not fit that of their counterpart.
//!
//! The expected ratio is learned from the text: the median character ratio of its beads.
//! A bead is reported if it differs from that ratio by a factor that hardly any translation reaches
//! and is long enough for a ratio to be meaningful.

use super::{Hit, Hits, Pair, Setup};
use bayn_doc::BeadKind;
use bayn_doc::Side;
use bayn_text::msg;

/// The fewest beads for a median.
const FEWEST_BEADS: usize = 8;
/// The fewest characters of the longer side.
const FEWEST_CHARS: usize = 60;
/// How far from the median, as a factor.
const FACTOR: f64 = 2.5;

pub(crate) fn check(pairs: &[Pair<'_>], _: &Setup<'_>, hits: &mut Hits) {
    let chars = |pair: &Pair<'_>, side: Side| pair.sides[side].text().chars().count();
    let mut ratios: Vec<(f64, &Pair<'_>)> = pairs
        .iter()
        .filter(|pair| pair.kind == BeadKind::Text && pair.is_matched())
        .map(|pair| {
            let ratio = chars(pair, Side::Target) as f64 / chars(pair, Side::Source).max(1) as f64;
            (ratio, pair)
        })
        .collect();
    if ratios.len() < FEWEST_BEADS {
        return;
    }
    ratios.sort_by(|a, b| a.0.total_cmp(&b.0));
    let median = ratios.get(ratios.len() / 2).map_or(1.0, |middle| middle.0);
    for (ratio, pair) in ratios {
        let off = ratio / median;
        let longest = Side::BOTH.map(|side| chars(pair, side)).into_iter().max();
        if longest.unwrap_or(0) < FEWEST_CHARS || (1.0 / FACTOR..=FACTOR).contains(&off) {
            continue;
        }
        hits.push(
            pair.index,
            Hit::new(if off > 1.0 {
                msg!("The translation is much longer than expected.")
            } else {
                msg!("The translation is much shorter than expected.")
            })
            .at(Side::Source, pair.sides.source.span)
            .at(Side::Target, pair.sides.target.span),
        );
    }
}
