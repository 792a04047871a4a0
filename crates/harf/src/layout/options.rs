//! What a paragraph is laid out to: a width, a direction, and how it is to be shown.

use crate::Cells;
use crate::Direction;
use crate::shape::{Policy, Shaping, Tashkeel, Tatweel};

/// Which digits are drawn; the text keeps its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// As they are written.
    #[default]
    AsWritten,
    /// 0–9.
    Western,
    /// U+0660–0669.
    ArabicIndic,
    /// U+06F0–06F9, of Persian and Urdu.
    Persian,
}

impl Digits {
    /// Returns `c` in these digits, or `c` itself when it is none of the three systems.
    #[must_use]
    pub fn apply(self, c: char) -> char {
        let zero = match self {
            Self::AsWritten => return c,
            Self::Western => '0',
            Self::ArabicIndic => '\u{660}',
            Self::Persian => '\u{6f0}',
        };
        let value = match c {
            '0'..='9' => c as u32 - '0' as u32,
            '\u{660}'..='\u{669}' => c as u32 - 0x660,
            '\u{6f0}'..='\u{6f9}' => c as u32 - 0x6f0,
            _ => return c,
        };
        char::from_u32(zero as u32 + value).unwrap_or(c)
    }
}

/// Whether characters that leave nothing on a page are marked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Invisibles {
    /// They take no cell.
    #[default]
    Hide,
    /// Each shows as a mark such as `[RLM]`.
    Show,
}

/// What a paragraph separator inside the text does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Newlines {
    /// It ends the line, and what follows is a paragraph with levels of its own.
    #[default]
    Break,
    /// It is a space: for paragraphs that their file has broken into short lines.
    Space,
}

/// What becomes of white space at the ends of a paragraph.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Spaces {
    /// It is not drawn.
    #[default]
    Hang,
    /// It is drawn: before the first letter, and behind the last one as far as there is room.
    Keep,
}

/// Everything that decides how a block comes out, besides its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LayoutOptions<'a> {
    /// The width of the pane; 0 is taken as 1.
    pub width: Cells,
    /// The base direction: that of the pane's language, not of the first strong letter.
    pub direction: Direction,
    /// Which letters are drawn.
    pub shaping: Shaping,
    /// Whether vowel signs are drawn.
    pub tashkeel: Tashkeel,
    /// Whether the stretching of words is drawn.
    pub tatweel: Tatweel,
    /// Which digits are drawn.
    pub digits: Digits,
    /// Whether characters that leave nothing on a page are marked.
    pub invisibles: Invisibles,
    /// What a paragraph separator inside the text does.
    pub newlines: Newlines,
    /// What becomes of white space at the ends of a paragraph.
    pub spaces: Spaces,
    /// Whether lines but the last are filled to the width by wider spaces.
    pub justified: bool,
    /// Characters that were taken out of the text, by the byte offset where they were, in
    /// rising order. They are marked where `invisibles` is [`Invisibles::Show`].
    pub ghosts: &'a [(usize, char)],
}

impl LayoutOptions<'_> {
    /// Returns the plainest options: shaped, and everything as it is written.
    #[must_use]
    pub fn new(width: Cells, direction: Direction) -> Self {
        Self {
            width,
            direction,
            shaping: Shaping::default(),
            tashkeel: Tashkeel::default(),
            tatweel: Tatweel::default(),
            digits: Digits::default(),
            invisibles: Invisibles::default(),
            newlines: Newlines::default(),
            spaces: Spaces::default(),
            justified: false,
            ghosts: &[],
        }
    }

    /// Returns these options with white space kept at the ends of a paragraph.
    #[must_use]
    pub(crate) const fn with_spaces_kept(mut self) -> Self {
        self.spaces = Spaces::Keep;
        self
    }

    /// Returns the choices of the shaper.
    pub(crate) const fn policy(&self) -> Policy {
        Policy {
            shaping: self.shaping,
            tashkeel: self.tashkeel,
            tatweel: self.tatweel,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_change_between_the_three_systems() {
        assert_eq!(Digits::ArabicIndic.apply('7'), '\u{667}');
        assert_eq!(Digits::Western.apply('\u{6f3}'), '3');
        assert_eq!(Digits::Persian.apply('\u{669}'), '\u{6f9}');
        assert_eq!(Digits::AsWritten.apply('\u{669}'), '\u{669}');
        assert_eq!(Digits::Western.apply('x'), 'x');
    }
}
