//! Brackets: an unmatched one, and a bracketed remark that the translation omits.
//!
//! Text set off by dashes in the translation counts as kept, a bracketed acronym or
//! number as house style. The ellipsis mark `(…)` is handled by another check.

use super::ellipsis::is_cut;
use super::marks::brackets;
use super::quantity::quantities;
use super::{Half, Hit, Hits, Pair, Setup};
use bayn_doc::{Severity, Side};
use bayn_text::msg;
use harf::Span;

pub(crate) fn check(pair: &Pair<'_>, _: &Setup<'_>, hits: &mut Hits) {
    if !pair.is_matched() {
        return;
    }
    let of = |side: Side| brackets(pair.sides[side].text(), pair.sides[side].span.start);
    let (source, target) = (of(Side::Source), of(Side::Target));
    if source.single.is_empty() {
        for &mark in &target.single {
            hits.push(
                pair.index,
                Hit::new(msg!("This bracket has no partner.")).at(Side::Target, mark),
            );
        }
    }
    let text = pair.sides.target.text();
    let dashed = [" - ", " \u{2013} ", " \u{2014} ", "\u{2014}"]
        .iter()
        .any(|dash| text.contains(dash));
    let remarks = |side: Side, stretches: &[Span]| -> Vec<Span> {
        let words = |span: Span| pair.sides[side].words_in(span).len();
        stretches
            .iter()
            .copied()
            .filter(|span| !is_cut(span.of(pair.sides[side].document)) && words(*span) > 1)
            .filter(|span| !is_original(&pair.sides[side], *span))
            .filter(|span| !says_only_a_number(&pair.sides[side], *span))
            .collect()
    };
    let own = remarks(Side::Source, &source.stretches);
    let any = target
        .stretches
        .iter()
        .any(|span| !is_cut(span.of(pair.sides.target.document)));
    if !dashed && !any {
        for span in own {
            hits.push(
                pair.index,
                Hit::new(msg!(
                    "The translation has no counterpart of this bracketed remark."
                ))
                .at(Side::Source, span)
                // It is mostly a gloss for other readers.
                .severity(Severity::Neutral),
            );
        }
    }
}

/// Returns whether the brackets contain only a number, at most with its unit: laws
/// write figures this way, and measures are given in a second system.
fn says_only_a_number(half: &Half<'_>, span: Span) -> bool {
    let words = half.words_in(span);
    let inside = |number: &Span| span.start <= number.start && number.end <= span.end;
    let numbers = quantities(half);
    let counted = numbers.iter().map(|number| number.span).filter(inside);
    let counted: usize = counted.map(|number| half.words_in(number).len()).sum();
    counted > 0 && words.len() <= counted + 1
}

/// Returns whether the brackets contain a name in another script, which needs no
/// counterpart in a translation into that script.
fn is_original(half: &Half<'_>, span: Span) -> bool {
    let latin = half
        .language()
        .is_some_and(|row| row.script() == bayn_text::Script::Latin);
    let letters = span.of(half.document).chars().filter(|c| c.is_alphabetic());
    !latin && letters.clone().all(|c| c.is_ascii_alphabetic())
}
