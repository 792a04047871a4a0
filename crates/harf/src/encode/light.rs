//! Right-to-left letters in one weight.
//!
//! Bold costs Arabic letters their dots in common fonts and sizes: the final yeh of `DejaVu Sans
//! Mono` reads as an alef maksura at 12 points. Weight is therefore taken from right-to-left
//! letters, and from what is between two of them, and left to the rest of the row.

use super::cell::ScreenCell;
use super::class::{Class, class_of_cell};

/// Makes the bold right-to-left letters of a row light, with the digits, signs and spaces that
/// stand between them. To be called before [`encode_row`](super::encode_row).
pub(crate) fn lighten_row(row: &mut [impl ScreenCell]) {
    if !super::class::has_rtl(row) {
        return;
    }
    // Where the neutral cells after the last right-to-left letter begin.
    let mut open = None;
    for at in 0..row.len() {
        match row.get(at).map(class_of_cell) {
            Some(Class::Right | Class::ArabicNumber) => {
                let from = open.replace(at + 1).unwrap_or(at);
                for cell in row.get_mut(from..=at).unwrap_or_default() {
                    if cell.font().bold {
                        cell.toggle_bold();
                    }
                }
            }
            Some(Class::Left | Class::Frame) => open = None,
            _ => {}
        }
    }
}
