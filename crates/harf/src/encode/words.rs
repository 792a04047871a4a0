//! Encoding `words`: runs that the terminal's shaper will turn round are written backwards.
//!
//! kitty hands each run of neighbouring cells of one font to HarfBuzz, which guesses the
//! direction from the first character whose script has one, and draws a right-to-left run
//! from right to left, with its brackets mirrored. Spaces and line-drawing characters end a
//! run, and so do bold and italic, which are other fonts. Colours stay with the cell, so
//! only symbols change places.
//!
//! Most fonts of programmers have no right-to-left letters: these then come from a second font and
//! are a run of their own, without the digits, signs and Latin letters beside them. Which fonts
//! there are nobody can ask. A run is therefore written so that both ways give the same: letters
//! are turned round by themselves, and what stands beside them changes its weight, which parts the
//! two whatever the font. Where both ways agree by themselves, as in brackets around a word,
//! nothing changes its weight. Reading right counts for more than looking even.

use super::cell::ScreenCell;
use super::class::{Class, ScriptDirection, class_of_cell, script_direction};
use super::unit::columns;
use std::ops::Range;

pub(super) fn encode(row: &mut [impl ScreenCell]) {
    let mut at = 0;
    while at < row.len() {
        let end = end_of_run(row, at);
        if let Some(run) = row.get_mut(at..end) {
            encode_run(run);
        }
        at = end.max(at + 1);
    }
}

/// Returns where the run that begins at `at` ends; equal to `at` for a cell that is in none.
fn end_of_run(row: &[impl ScreenCell], at: usize) -> usize {
    let Some(font) = row.get(at).map(ScreenCell::font) else {
        return at;
    };
    let length = row
        .get(at..)
        .unwrap_or(&[])
        .iter()
        .take_while(|cell| !stands_alone(*cell) && cell.font() == font)
        .count();
    at + length
}

/// Returns whether kitty draws this cell by itself: a space, a drawing character, or a wide
/// one, which comes from another font.
fn stands_alone(cell: &impl ScreenCell) -> bool {
    let first = cell.symbol().chars().next().unwrap_or(' ');
    matches!(
        first,
        ' ' | '\u{2500}'..='\u{259f}' | '\u{2800}'..='\u{28ff}' | '\u{e0b0}'..='\u{e0d4}'
            | '\u{1fb00}'..='\u{1fbaf}'
    ) || columns(cell) > 1
}

fn encode_run(run: &mut [impl ScreenCell]) {
    let direction = |at: &usize| run.get(*at).and_then(direction_of);
    if !(0..run.len()).any(|at| direction(&at) == Some(ScriptDirection::Right)) {
        // Drawn from left to right as it is.
        return;
    }
    let has_left = (0..run.len()).any(|at| direction(&at) == Some(ScriptDirection::Left));
    let parts = parts(run);
    let is_one = parts.len() == 1;
    if is_one || (!has_left && is_same_by_parts(run, &parts)) {
        turn_round(run);
        return;
    }
    // Letters lose dots by bold, signs such as a per cent sign do not.
    let has_letters = run.iter().any(|cell| class_of_cell(cell) == Class::Right);
    for part in parts {
        let Some(part) = run.get_mut(part) else {
            continue;
        };
        let is_rtl = is_of_rtl_font(part);
        if is_rtl && part.iter().any(|cell| direction_of(cell).is_some()) {
            turn_round(part);
        }
        if is_rtl != has_letters {
            part.iter_mut().for_each(ScreenCell::toggle_bold);
        }
    }
}

fn direction_of(cell: &impl ScreenCell) -> Option<ScriptDirection> {
    cell.symbol().chars().next().and_then(script_direction)
}

/// Returns the parts of a run that may come from different fonts.
fn parts(run: &[impl ScreenCell]) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    for at in 0..run.len() {
        let is_same = |part: &&mut Range<usize>| {
            let of = |at: usize| is_of_rtl_font(run.get(at..).unwrap_or_default());
            of(part.start) == of(at)
        };
        match parts.last_mut().filter(is_same) {
            Some(part) => part.end = at + 1,
            None => parts.push(at..at + 1),
        }
    }
    parts
}

/// Returns whether the first of some cells is in a block of right-to-left scripts: its letters,
/// digits and signs come from one font.
fn is_of_rtl_font(cells: &[impl ScreenCell]) -> bool {
    let first = cells.first().and_then(|cell| cell.symbol().chars().next());
    first.is_some_and(|first| {
        matches!(first,
            '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefe}'
                | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1eeff}')
    })
}

/// Returns whether a run turned round as a whole is the same as with its right-to-left parts
/// turned round each by itself.
fn is_same_by_parts(run: &[impl ScreenCell], parts: &[Range<usize>]) -> bool {
    let turned = |part: &[_]| part.iter().rev().map(mirrored_cell).collect::<Vec<_>>();
    let by_parts = parts.iter().flat_map(|part| {
        let part = run.get(part.clone()).unwrap_or_default();
        if is_of_rtl_font(part) {
            turned(part)
        } else {
            part.iter().map(|cell| cell.symbol().to_owned()).collect()
        }
    });
    by_parts.eq(turned(run))
}

fn mirrored_cell(cell: &impl ScreenCell) -> String {
    mirrored(cell.symbol())
}

/// Reverses the symbols of a run and leaves the styles where they are.
fn turn_round(run: &mut [impl ScreenCell]) {
    let symbols: Vec<String> = run
        .iter()
        .rev()
        .map(|cell| mirrored(cell.symbol()))
        .collect();
    for (cell, symbol) in run.iter_mut().zip(symbols) {
        cell.set_symbol(&symbol);
    }
}

/// Returns the symbol with its base character mirrored (UAX #9 L4), as a shaper mirrors it.
pub(super) fn mirrored(symbol: &str) -> String {
    let mut chars = symbol.chars();
    let Some(base) = chars.next() else {
        return String::new();
    };
    let mirror = crate::bidi::mirrored(base, 1);
    std::iter::once(mirror).chain(chars).collect()
}
