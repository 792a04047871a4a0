//! Units of measure that differ: a square kilometer that became a square mile.
//!
//! Only a swap within one measure counts (length for length), beside a
//! number on either side. A conversion of the value is no excuse the check could know, but
//! where both units are on one side the pair is left alone.

use super::lexicon::Mention;
use super::odd::unpaired;
use super::quantity::{Quantity, quantities};
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::Side;
use bayn_text::message::Word;
use bayn_text::msg;
use harf::Span;

const KINDS: &[&str] = &[
    "unit.length",
    "unit.area",
    "unit.mass",
    "unit.volume",
    "unit.time",
];

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    for kind in KINDS {
        let lone = unpaired(pair, kind);
        let measured = |side: Side| -> Vec<(Mention<'static>, Option<f64>)> {
            let half = &pair.sides[side];
            if lone[side].is_empty() {
                return Vec::new();
            }
            let numbers = quantities(half);
            let count = |m: &Mention<'static>| (*m, count_before(half, &numbers, m.span));
            lone[side].iter().map(count).collect()
        };
        let (source, target) = (measured(Side::Source), measured(Side::Target));
        for (own, count) in &target {
            let rival = source.iter().find(|(_, other)| match (count, other) {
                (Some(a), Some(b)) => (a - b).abs() < 1e-9,
                (Some(_), None) | (None, Some(_)) => *kind != "unit.time",
                (None, None) => false,
            });
            if let Some((other, _)) = rival {
                hits.push(
                    pair.index,
                    Hit::new(msg!(
                        "The units differ: {source} in the source, {target} in the translation.",
                        source = Word(other.concept),
                        target = Word(own.concept)
                    ))
                    .at(Side::Source, other.span)
                    .at(Side::Target, own.span),
                );
            }
        }
    }
}

/// Returns the number that is up to two words before the unit, or close behind it.
fn count_before(half: &Half<'_>, numbers: &[Quantity], unit: Span) -> Option<f64> {
    let beside = |gap: &Span| half.words_in(*gap).len() <= 1;
    let near = |gap: &Span| !gap.of(half.document).contains([',', '.', ';', '\u{60C}']);
    let ended = numbers.partition_point(|n| n.span.end <= unit.start);
    let before = numbers.iter().take(ended).rev();
    let mut before = before
        .map(|n| (n, Span::new(n.span.end, unit.start)))
        .take_while(|(_, gap)| beside(gap));
    let begun = numbers.partition_point(|n| n.span.start < unit.end);
    let mut behind = numbers
        .iter()
        .skip(begun)
        .map(|n| (n, Span::new(unit.end, n.span.start)))
        .take_while(|(_, gap)| beside(gap));
    let found = before.find(|(_, gap)| near(gap));
    let found = found.or_else(|| behind.find(|(_, gap)| near(gap)));
    found.map(|(number, _)| number.value())
}
