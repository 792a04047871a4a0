//! Cells as units: a wide character together with the empty cell under its right half.
//!
//! Encoders that turn cells round must keep the two in order, else a diff of screens
//! would print the blank over the character.

use super::cell::ScreenCell;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// U+200E, which an implicit bidi engine takes for a letter, of no width.
pub(super) const LRM: char = '\u{200e}';
/// U+200C, which keeps two letters from joining.
pub(super) const ZWNJ: char = '\u{200c}';
/// U+200D, which makes a letter join.
pub(super) const ZWJ: char = '\u{200d}';

/// Returns how many cells the unit that starts with this cell fills; at least 1.
pub(super) fn columns(cell: &impl ScreenCell) -> usize {
    match cell.symbol().as_bytes() {
        // Below U+1100 and in the Arabic presentation forms no base is wide.
        [0..=0xe0, ..] | [] => 1,
        [0xef, 0xba..=0xbb, ..] => 1,
        _ => cell.columns().max(1),
    }
}

/// The characters that most cells hold alone, in blocks whose letters are all so many bytes long.
const BLOCKS: [(RangeInclusive<u32>, usize); 3] =
    [(0x20..=0x7e, 1), (0x590..=0x6ff, 2), (0xfb50..=0xfeff, 3)];

/// Those characters, each with U+200E behind it.
static GUARDED: LazyLock<[String; 3]> = LazyLock::new(|| {
    BLOCKS.map(|(codes, _)| {
        let letters = codes.filter_map(char::from_u32);
        letters.flat_map(|letter| [letter, LRM]).collect()
    })
});

/// Puts U+200E after the cell's symbol.
pub(super) fn guard(cell: &mut impl ScreenCell) {
    let mut chars = cell.symbol().chars();
    if let (Some(letter), None) = (chars.next(), chars.next())
        && let Some(guarded) = guarded(letter)
    {
        cell.set_symbol(guarded);
    } else {
        append(cell, LRM);
    }
}

/// Returns a character with U+200E behind it, if it is of the blocks.
fn guarded(letter: char) -> Option<&'static str> {
    let code = u32::from(letter);
    let block = match code {
        ..=0x7e => 0,
        0x590..=0x6ff => 1,
        0xfb50.. => 2,
        _ => return None,
    };
    let (codes, bytes) = BLOCKS.get::<usize>(block)?;
    let step = bytes + LRM.len_utf8();
    let at = usize::try_from(code.checked_sub(*codes.start())?).ok()? * step;
    GUARDED.get(block)?.get(at..at + step)
}

/// Puts `c` after the cell's symbol.
pub(super) fn append(cell: &mut impl ScreenCell, c: char) {
    rewrite(cell, None, Some(c));
}

/// Puts `c` before the cell's symbol.
pub(super) fn prepend(cell: &mut impl ScreenCell, c: char) {
    rewrite(cell, Some(c), None);
}

fn rewrite(cell: &mut impl ScreenCell, before: Option<char>, after: Option<char>) {
    let symbol = cell.symbol();
    // The stack holds any usual symbol; a letter under a heap of marks goes to the heap.
    let mut room = [0_u8; 32];
    let mut end = 0;
    let mut push = |text: &str| {
        if let Some(slot) = room.get_mut(end..end + text.len()) {
            slot.copy_from_slice(text.as_bytes());
            end += text.len();
            true
        } else {
            false
        }
    };
    let fits = before.is_none_or(|c| push(c.encode_utf8(&mut [0; 4])))
        && push(symbol)
        && after.is_none_or(|c| push(c.encode_utf8(&mut [0; 4])));
    let text = room.get(..end).and_then(|b| std::str::from_utf8(b).ok());
    if let (true, Some(text)) = (fits, text) {
        cell.set_symbol(text);
    } else {
        let text: String = before
            .into_iter()
            .chain(symbol.chars())
            .chain(after)
            .collect();
        cell.set_symbol(&text);
    }
}

/// Turns a slice of cells round, keeping each wide character before its blank.
pub(super) fn reverse(cells: &mut [impl ScreenCell]) {
    cells.reverse();
    let mut at = 1;
    while at < cells.len() {
        if cells.get(at).map_or(1, columns) > 1 {
            cells.swap(at - 1, at);
            at += 1;
        }
        at += 1;
    }
}
