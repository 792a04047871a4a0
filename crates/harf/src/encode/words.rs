//! Encoding `words`: runs that the terminal's shaper will turn round are written backwards.
//!
//! kitty hands each run of neighbouring cells of one font to HarfBuzz, which guesses the
//! direction from the first character whose script has one, and draws a right-to-left run
//! from right to left, with its brackets mirrored. Spaces and line-drawing characters end a
//! run, and so do bold and italic, which are other fonts. Colours stay with the cell, so
//! only symbols change places.
//!
//! One case cannot be written: a run that begins with right-to-left letters and ends in
//! left-to-right ones. There the weight of the left-to-right tail is toggled, which makes it
//! a run of its own: reading right counts for more than looking even.

use super::cell::ScreenCell;
use super::class::{ScriptDirection, script_direction};
use super::unit::columns;

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

fn encode_run<C: ScreenCell>(run: &mut [C]) {
    let direction = |cell: &C| cell.symbol().chars().next().and_then(script_direction);
    let first = run.iter().find_map(direction);
    let last = run.iter().rev().find_map(direction);
    match (first, last) {
        // Written backwards, its first script is right-to-left, and it will be turned back.
        (_, Some(ScriptDirection::Right)) => turn_round(run),
        // The tail after the last right-to-left cell takes another weight; the rest is safe.
        (Some(ScriptDirection::Right), Some(ScriptDirection::Left)) => {
            let split = run
                .iter()
                .rposition(|cell| direction(cell) == Some(ScriptDirection::Right))
                .map_or(run.len(), |at| at + 1);
            let (head, tail) = run.split_at_mut(split);
            for cell in tail {
                cell.toggle_bold();
            }
            turn_round(head);
        }
        // Drawn from left to right as it is.
        _ => {}
    }
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
