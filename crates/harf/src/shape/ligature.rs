//! The lam-alef ligature: the one ligature that Arabic requires (Unicode chapter 9.2, L1).
//!
//! Lam followed by one of four alefs is one glyph in one cell. Other ligatures of the
//! presentation blocks, such as U+FDF2, are matters of style and are never made.

/// Arabic letter lam.
pub(crate) const LAM: char = '\u{644}';

/// Returns the ligature of lam with `alef`, in its final form when the lam joins the
/// letter before it, or `None` when `alef` is none of the four alefs.
#[must_use]
pub fn lam_alef(alef: char, joined_before: bool) -> Option<char> {
    let (isolated, last) = match alef {
        '\u{622}' => ('\u{fef5}', '\u{fef6}'),
        '\u{623}' => ('\u{fef7}', '\u{fef8}'),
        '\u{625}' => ('\u{fef9}', '\u{fefa}'),
        '\u{627}' => ('\u{fefb}', '\u{fefc}'),
        _ => return None,
    };
    Some(if joined_before { last } else { isolated })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_alefs_make_a_ligature_and_wasla_does_not() {
        assert_eq!(lam_alef('\u{627}', false), Some('\u{fefb}'));
        assert_eq!(lam_alef('\u{625}', true), Some('\u{fefa}'));
        assert_eq!(lam_alef('\u{671}', false), None);
    }
}
