//! Right-to-left letters in one weight, and upright.
//!
//! Bold costs Arabic letters their dots in common fonts and sizes: the final yeh of `DejaVu Sans
//! Mono` reads as an alef maksura at 12 points. An italic font of programmers has no Arabic at all,
//! and letters of another font do not join. Both are therefore taken from right-to-left letters,
//! and from what is between two of them, and left to the rest of the row.

use super::cell::ScreenCell;
use super::class::{Class, class_of_cell};

/// What becomes of italic.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Slant {
    /// It is left, for a program that tells things apart by it.
    #[cfg(feature = "ratatui")]
    Left,
    /// It is taken away.
    Taken,
}

/// Makes the right-to-left letters of a row light and, as `slant` says, upright, with the digits, signs and spaces that
/// stand between them. To be called before [`encode_row`](super::encode_row).
pub(crate) fn lighten_row(row: &mut [impl ScreenCell], slant: Slant) {
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
                    if cell.font().italic && slant == Slant::Taken {
                        cell.straighten();
                    }
                }
            }
            Some(Class::Left | Class::Frame) => open = None,
            _ => {}
        }
    }
}
