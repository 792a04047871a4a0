//! What happens on one line: levels reset at its end (L1) and mirrored characters (L4).

use crate::bidi::class::{LineClass, line_class};
use crate::property::property;
use icu_properties::CodePointMapData;
use icu_properties::props::{BidiClass, BidiMirroringGlyph};

/// Applies UAX #9 L1 to the levels of one line. Characters that X9 removed count as part
/// of the white space that they are in, as UAX #9 §5.2 asks of an engine that keeps
/// them.
pub(crate) fn reset(levels: &mut [u8], classes: &[BidiClass], base: u8) {
    let mut trailing = true;
    for (level, &class) in levels.iter_mut().zip(classes).rev() {
        match line_class(class) {
            LineClass::Separator => {
                *level = base;
                trailing = true;
            }
            LineClass::Space | LineClass::Removed => {
                if trailing {
                    *level = base;
                }
            }
            LineClass::Other => trailing = false,
        }
    }
}

/// Returns the character to draw for `c` at `level`: at an odd level a mirrored character
/// gives its mirror image (UAX #9 L4 <https://www.unicode.org/reports/tr9/#L4>), where
/// Unicode names one. A few mathematical signs are mirrored in fonts only and stay.
#[must_use]
pub fn mirrored(c: char, level: u8) -> char {
    if level.is_multiple_of(2) || !property(c).is_mirrored() {
        return c;
    }
    let properties = CodePointMapData::<BidiMirroringGlyph>::new().get(c);
    properties.mirroring_glyph.unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_turn_at_odd_levels_only() {
        assert_eq!(mirrored('(', 1), ')');
        assert_eq!(mirrored('(', 2), '(');
        assert_eq!(mirrored('\u{ab}', 1), '\u{bb}');
        assert_eq!(mirrored('a', 1), 'a');
    }

    #[test]
    fn space_before_a_separator_is_reset_as_at_the_line_end() {
        let classes = [
            BidiClass::LeftToRight,
            BidiClass::WhiteSpace,
            BidiClass::SegmentSeparator,
            BidiClass::LeftToRight,
            BidiClass::FirstStrongIsolate,
            BidiClass::BoundaryNeutral,
        ];
        let mut levels = [2, 2, 2, 2, 2, 2];
        reset(&mut levels, &classes, 1);
        assert_eq!(levels, [2, 1, 1, 2, 1, 1]);
    }
}
