//! Encoding `runs`: the order of words is visual, the letters of each right-to-left word are
//! logical.
//!
//! Konsole reverses each right-to-left run of a row and chooses letter forms from the order
//! in which they were written, so a letter shut off by U+200E on both sides would be
//! unjoined. A word is therefore written whole, in logical order, and closed with U+200E.
//! Where the visual row does not join two letters that could join (a ZWNJ was there), one
//! is put back. Konsole moves colours with the characters, so whole cells change places.

use super::cell::ScreenCell;
use super::class::{Class, class_of_cell};
use super::guard::head;
use super::unit::{ZWJ, ZWNJ, append, columns, guard, prepend, reverse};

pub(super) fn encode(row: &mut [impl ScreenCell]) {
    let mut at = 0;
    while let Some(cell) = row.get_mut(at) {
        match class_of_cell(cell) {
            Class::Right => {
                let end = end_of_word(row, at);
                let (before, word) = row.split_at_mut(at);
                if let Some(word) = word.get_mut(..end - at) {
                    reverse(word);
                    join_backwards(before, word);
                    keep_joins(word);
                    if let Some(last) = last_of_unit(word) {
                        guard(last);
                    }
                }
                at = end;
                continue;
            }
            Class::Left | Class::Space | Class::Frame => {}
            Class::Neutral | Class::ArabicNumber => guard(cell),
        }
        at += row.get(at).map_or(1, columns);
    }
    head(row);
}

/// Returns where the sequence of right-to-left cells that begins at `at` ends.
fn end_of_word(row: &[impl ScreenCell], mut at: usize) -> usize {
    while let Some(cell) = row.get(at) {
        if class_of_cell(cell) != Class::Right {
            break;
        }
        at += columns(cell);
    }
    at.min(row.len())
}

/// The last cell that is printed: not the blank under a wide character's right half.
fn last_of_unit<C: ScreenCell>(word: &mut [C]) -> Option<&mut C> {
    word.iter_mut()
        .rev()
        .find(|cell| class_of_cell(&**cell) == Class::Right)
}

/// Restores the zero-width characters that decide joining where the letters alone would not
/// give the forms seen. `word` is in logical order.
fn keep_joins(word: &mut [impl ScreenCell]) {
    let count = word.len();
    for (at, cell) in word.iter_mut().enumerate() {
        let Some(joined) = cell.symbol().chars().next().and_then(joins_onwards) else {
            continue;
        };
        let last = at + 1 == count;
        match (joined, last) {
            (false, false) => append(cell, ZWNJ),
            (true, true) => append(cell, ZWJ),
            _ => {}
        }
    }
}

/// A word cut by the end of a line begins with a letter that is joined to nothing here.
fn join_backwards<C: ScreenCell>(before: &mut [C], word: &mut [C]) {
    let Some(first) = word.first_mut() else {
        return;
    };
    if first.symbol().chars().next().is_some_and(joins_backwards) {
        match before.last_mut() {
            Some(cell) => append(cell, ZWJ),
            None => prepend(first, ZWJ),
        }
    }
}

/// Where the presentation forms of letters that join on both sides are, in fours:
/// isolated, final, initial, medial (Unicode charts Arabic Presentation Forms-A and -B).
const FOURS: &[(u32, u32)] = &[
    (0xfb52, 0xfb81),
    (0xfb8e, 0xfb9d),
    (0xfba0, 0xfba3),
    (0xfba6, 0xfbad),
    (0xfbd3, 0xfbd6),
    (0xfbe4, 0xfbe7),
    (0xfbfc, 0xfbff),
    (0xfe89, 0xfe8c),
    (0xfe8f, 0xfe92),
    (0xfe95, 0xfea8),
    (0xfeb1, 0xfeec),
    (0xfef1, 0xfef4),
];

/// Where those of letters that join only the letter before are, in twos: isolated, final.
const TWOS: &[(u32, u32)] = &[
    (0xfb50, 0xfb51),
    (0xfb82, 0xfb8d),
    (0xfb9e, 0xfb9f),
    (0xfba4, 0xfba5),
    (0xfbae, 0xfbb1),
    (0xfbd7, 0xfbdc),
    (0xfbde, 0xfbe3),
    (0xfe81, 0xfe88),
    (0xfe8d, 0xfe8e),
    (0xfe93, 0xfe94),
    (0xfea9, 0xfeb0),
    (0xfeed, 0xfef0),
    (0xfef5, 0xfefc),
];

/// Returns the place of a form in its group, if it is in one of `groups`.
fn index_in_group(groups: &[(u32, u32)], form: char) -> Option<u32> {
    let code = u32::from(form);
    groups
        .iter()
        .find(|(first, last)| (*first..=*last).contains(&code))
        .map(|(first, _)| code - first)
}

/// For a presentation form of a letter that can join the next one: whether it does so.
/// None for letters that never do, and for those without presentation forms.
fn joins_onwards(form: char) -> Option<bool> {
    index_in_group(FOURS, form).map(|at| at % 4 >= 2)
}

/// Returns whether this form is joined to the letter before it.
fn joins_backwards(form: char) -> bool {
    index_in_group(FOURS, form)
        .or_else(|| index_in_group(TWOS, form))
        .is_some_and(|at| at % 2 == 1)
}
