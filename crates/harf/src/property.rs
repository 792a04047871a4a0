//! What is asked of every character, from one table.
//!
//! Unicode's data is looked up once for the blocks that right-to-left text is made of, and packed
//! into a word a character; characters of other blocks are looked up when they come.

use icu_properties::props::{
    BidiClass, BidiMirroringGlyph, BidiPairedBracketType, DefaultIgnorableCodePoint,
    GeneralCategory, GeneralCategoryGroup, GraphemeClusterBreak, JoiningType,
};
use icu_properties::{CodePointMapData, CodePointSetData};
use std::ops::Range;
use std::sync::LazyLock;

/// The blocks of the table, each with where it begins there.
const BLOCKS: [(Range<u32>, usize); 3] = [
    (0..0x900, 0),
    (0x2000..0x2100, 0x900),
    (0xfb00..0xff00, 0xa00),
];

static TABLE: LazyLock<Vec<Property>> = LazyLock::new(|| {
    let codes = BLOCKS.into_iter().flat_map(|(codes, _)| codes);
    codes
        .map(|code| look_up(char::from_u32(code).unwrap_or_default()))
        .collect()
});

/// The table, borrowed for a pass over a text.
#[derive(Clone, Copy)]
pub(crate) struct Properties(&'static [Property]);

/// Some properties of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Property {
    class: BidiClass,
    joining: JoiningType,
    flags: u8,
}

const MARK: u8 = 1;
const INVISIBLE: u8 = 1 << 1;
const PREPENDED: u8 = 1 << 2;
const BRACKET: u8 = 1 << 3;
const MIRRORED: u8 = 1 << 4;
const ALONE: u8 = 1 << 5;

/// Returns the table.
pub(crate) fn properties() -> Properties {
    Properties(&TABLE)
}

/// Returns the properties of one character.
pub(crate) fn property(c: char) -> Property {
    properties().of(c)
}

impl Properties {
    /// Returns the properties of a character.
    #[inline]
    pub(crate) fn of(self, c: char) -> Property {
        let code = c as u32;
        let at = match code {
            0..0x900 => code,
            0x2000..0x2100 => code - 0x2000 + 0x900,
            0xfb00..0xff00 => code - 0xfb00 + 0xa00,
            _ => return look_up(c),
        };
        match usize::try_from(at).ok().and_then(|at| self.0.get(at)) {
            Some(property) => *property,
            None => look_up(c),
        }
    }
}

impl Property {
    /// Returns the bidi class.
    #[inline]
    pub(crate) const fn class(self) -> BidiClass {
        self.class
    }

    /// Returns how it joins its neighbours.
    #[inline]
    pub(crate) const fn joining(self) -> JoiningType {
        self.joining
    }

    /// Returns whether it is drawn on the character before it (general category M).
    #[inline]
    pub(crate) const fn is_mark(self) -> bool {
        self.flags & MARK != 0
    }

    /// Returns whether it leaves nothing on a page.
    #[inline]
    pub(crate) const fn is_invisible(self) -> bool {
        self.flags & INVISIBLE != 0
    }

    /// Returns whether it is before what it belongs to (UAX #29, class Prepend).
    #[inline]
    pub(crate) const fn is_prepended(self) -> bool {
        self.flags & PREPENDED != 0
    }

    /// Returns whether it opens or closes a pair (UAX #9 BD14, BD15).
    #[inline]
    pub(crate) const fn is_bracket(self) -> bool {
        self.flags & BRACKET != 0
    }

    /// Returns whether Unicode names a mirror image of it (UAX #9 L4).
    #[inline]
    pub(crate) const fn is_mirrored(self) -> bool {
        self.flags & MIRRORED != 0
    }

    /// Returns whether it is a plain character: `Grapheme_Cluster_Break=Other` and no emoji, of
    /// one cell. Between two of these there always is a boundary (UAX #29 GB999); `false` is
    /// always a safe answer, so only the letters that fill most texts are among them.
    #[inline]
    pub(crate) const fn stands_alone(self) -> bool {
        self.flags & ALONE != 0
    }
}

fn look_up(c: char) -> Property {
    let category = CodePointMapData::<GeneralCategory>::new().get(c);
    let part = CodePointMapData::<GraphemeClusterBreak>::new().get(c);
    let glyph = CodePointMapData::<BidiMirroringGlyph>::new().get(c);
    let ignorable = CodePointSetData::new::<DefaultIgnorableCodePoint>().contains(c);
    let separates = matches!(c, '\u{2028}' | '\u{2029}' | '\u{fff9}'..='\u{fffb}');
    let is_bracket = glyph.paired_bracket_type != BidiPairedBracketType::None;
    let flag = |flag, holds| if holds { flag } else { 0 };
    Property {
        class: CodePointMapData::<BidiClass>::new().get(c),
        joining: CodePointMapData::<JoiningType>::new().get(c),
        flags: flag(MARK, GeneralCategoryGroup::Mark.contains(category))
            | flag(INVISIBLE, ignorable || separates || c.is_control())
            | flag(PREPENDED, part == GraphemeClusterBreak::Prepend)
            | flag(BRACKET, is_bracket)
            | flag(MIRRORED, glyph.mirroring_glyph.is_some())
            | flag(ALONE, stands_alone(c)),
    }
}

/// Holds for the letters that fill most texts.
const fn stands_alone(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{621}'..='\u{64A}'
        | '\u{660}'..='\u{66F}'
        | '\u{671}'..='\u{6D5}'
        | '\u{6F0}'..='\u{6FF}'
        | '\u{60C}' | '\u{61B}' | '\u{61F}'
        | '\u{AE}'..='\u{2FF}'
        | '\u{370}'..='\u{482}'
        | '\u{48A}'..='\u{58F}'
        | '\u{5D0}'..='\u{5EA}'
        | '\u{1E00}'..='\u{1FFF}'
        | '\u{2010}'..='\u{2027}')
        && !matches!(c, '\u{AE}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_blocks_of_the_table_follow_each_other_and_are_found() {
        let mut end = 0;
        for (codes, start) in BLOCKS {
            assert_eq!(start, end);
            end += codes.len();
            for c in codes.filter_map(char::from_u32) {
                assert_eq!(property(c), look_up(c), "{c:?}");
            }
        }
        assert_eq!(TABLE.len(), end);
    }

    #[test]
    fn brackets_and_marks_are_told() {
        assert!(property('(').is_bracket() && property('\u{3009}').is_bracket());
        assert!(!property('<').is_bracket());
        assert!(property('\u{64e}').is_mark() && !property('\u{640}').is_mark());
        assert_eq!(property('\u{628}').joining(), JoiningType::DualJoining);
        assert_eq!(property('\u{667}').class(), BidiClass::ArabicNumber);
    }
}
