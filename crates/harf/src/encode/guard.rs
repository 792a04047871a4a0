//! Encoding `guard`: visual order that an implicit bidi engine has no cause to change.
//!
//! U+200E is after every right-to-left letter and every Arabic digit, in the same cell. Each such
//! cell then is a run of its own between two left-to-right characters of a left-to-right
//! paragraph, and a run of one cell cannot be reversed. What is neutral has the direction of the
//! paragraph wherever it is (UAX #9 N1, N2), and a European digit that of the U+200E before it (W7).
//! One more is at the head of the row, for engines that take the row's direction from its first
//! letter (P2). Right in every terminal that keeps U+200E without width.

use super::cell::ScreenCell;
use super::class::{Class, class_of_cell};
use super::unit::{LRM, guard, prepend};

pub(super) fn encode(row: &mut [impl ScreenCell]) {
    for cell in row.iter_mut() {
        if matches!(class_of_cell(cell), Class::Right | Class::ArabicNumber) {
            guard(cell);
        }
    }
    head(row);
}

/// Sees to it that the first strong character of the row is a left-to-right one.
pub(super) fn head(row: &mut [impl ScreenCell]) {
    for cell in row {
        match class_of_cell(cell) {
            Class::Frame => continue,
            Class::Left => {}
            Class::Space | Class::Neutral => guard(cell),
            Class::Right | Class::ArabicNumber => prepend(cell, LRM),
        }
        return;
    }
}
