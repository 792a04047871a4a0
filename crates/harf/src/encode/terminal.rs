//! Encoding `terminal`: logical order, for a terminal that does all of UAX #9 by itself.
//!
//! The frame holds visual order, so the logical row is found by the inverse: the bidi
//! algorithm is run on the visual row in a left-to-right paragraph and its runs are put in
//! the order that it gives (as ICU's `UBIDI_REORDER_INVERSE_LIKE_DIRECT` does). That is exact
//! for words, spaces and numbers; two columns that only neutral characters part may still
//! mix, which is why no terminal is given this encoding by itself.

use super::cell::ScreenCell;
use super::unit::columns;
use super::words::mirrored;
use unicode_bidi::{BidiInfo, Level};

pub(super) fn encode<C: ScreenCell>(row: &mut [C]) {
    let mut text = String::new();
    let mut units: Vec<(usize, usize, usize)> = Vec::new();
    let mut at = 0;
    while let Some(cell) = row.get(at) {
        let width = columns(cell).min(row.len() - at);
        units.push((at, width, text.len()));
        text.push_str(cell.symbol());
        at += width;
    }
    let bidi = BidiInfo::new(&text, Some(Level::ltr()));
    let levels: Vec<Level> = units
        .iter()
        .map(|(_, _, byte)| bidi.levels.get(*byte).copied().unwrap_or(Level::ltr()))
        .collect();
    let old: Vec<C> = row.to_vec();
    let mut to = 0;
    for index in BidiInfo::reorder_visual(&levels) {
        let (Some((from, width, _)), Some(level)) = (units.get(index), levels.get(index)) else {
            continue;
        };
        let cells = old.get(*from..*from + *width).unwrap_or(&[]);
        if let Some(slot) = row.get_mut(to..to + *width) {
            slot.clone_from_slice(cells);
            if let (true, Some(cell)) = (level.is_rtl(), slot.first_mut()) {
                let symbol = mirrored(cell.symbol());
                cell.set_symbol(&symbol);
            }
        }
        to += *width;
    }
}
