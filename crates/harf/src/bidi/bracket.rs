//! Brackets take the direction of what they hold, and where it is mixed of what is before them
//! (UAX #9 N0, with the pairs of BD16).

use crate::bidi::kind::Kind;
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiMirroringGlyph, BidiPairedBracketType};

/// The most brackets that may be open at once (BD16).
const MOST_OPEN: usize = 63;

/// A bracket of a text.
pub(super) struct Bracket {
    pub(super) c: char,
    /// Where it is among the kinds.
    pub(super) at: usize,
    /// How many marks follow it, which take its direction.
    pub(super) marks: usize,
}

/// Resolves the pairs among `brackets`, which are in the order of the text.
pub(super) fn pairs(kinds: &mut [Kind], brackets: &[Bracket], edge: Kind) {
    for (open, close) in found(brackets) {
        let Some(inside) = kinds.get(open.at + 1..close.at) else {
            continue;
        };
        let mut has_other = false;
        let mut has_edge = false;
        for strong in inside.iter().filter_map(|kind| kind.strong()) {
            if strong == edge {
                has_edge = true;
                break;
            }
            has_other = true;
        }
        let direction = if has_edge {
            edge
        } else if has_other {
            let before = kinds.get(..open.at).unwrap_or_default();
            let before = before.iter().rev().find_map(|kind| kind.strong());
            // Where the context is not the other direction, it is that of the edge.
            before.unwrap_or(edge)
        } else {
            continue;
        };
        for bracket in [open, close] {
            let with_marks = bracket.at..=bracket.at + bracket.marks;
            kinds
                .get_mut(with_marks)
                .unwrap_or_default()
                .fill(direction);
        }
    }
}

/// Returns the pairs, by their opening ones (BD16).
fn found(brackets: &[Bracket]) -> Vec<(&Bracket, &Bracket)> {
    let table = CodePointMapData::<BidiMirroringGlyph>::new();
    let mut open: Vec<(char, &Bracket)> = Vec::new();
    let mut pairs = Vec::new();
    for bracket in brackets {
        let glyph = table.get(bracket.c);
        if glyph.paired_bracket_type == BidiPairedBracketType::Open {
            if open.len() == MOST_OPEN {
                break;
            }
            open.push((
                canonical(glyph.mirroring_glyph.unwrap_or(bracket.c)),
                bracket,
            ));
            continue;
        }
        let closes = canonical(bracket.c);
        if let Some(at) = open.iter().rposition(|(close, _)| *close == closes) {
            pairs.extend(open.get(at).map(|(_, first)| (*first, bracket)));
            open.truncate(at);
        }
    }
    pairs.sort_unstable_by_key(|(first, _)| first.at);
    pairs
}

/// Returns the canonical equivalent of a closing bracket.
const fn canonical(close: char) -> char {
    match close {
        '\u{232a}' => '\u{3009}',
        _ => close,
    }
}
