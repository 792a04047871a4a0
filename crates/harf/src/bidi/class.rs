//! Character classes, from one table of Unicode data for every rule.
//!
//! The levels come from the `unicode-bidi` crate; it asks this module for the class of a
//! character, so that our own rules (L1) and those of the crate never disagree on a class.

use crate::Direction;
use crate::property::{Property, property};
use icu_properties::props::BidiClass;
use unicode_bidi::BidiDataSource;

/// How a bidi engine classifies a character without context.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Strength {
    /// Class L.
    Left,
    /// Classes R and AL.
    Right,
    /// Classes WS, S and B.
    Space,
    /// Digits, punctuation, symbols, marks and controls.
    Neutral,
}

/// Returns how a bidi engine classifies a character.
#[must_use]
pub(crate) fn strength(property: Property) -> Strength {
    match property.class() {
        BidiClass::LeftToRight => Strength::Left,
        BidiClass::RightToLeft | BidiClass::ArabicLetter => Strength::Right,
        BidiClass::WhiteSpace | BidiClass::SegmentSeparator | BidiClass::ParagraphSeparator => {
            Strength::Space
        }
        _ => Strength::Neutral,
    }
}

/// Returns the direction of the first strong character of a text (UAX #9 P2), skipping the contents
/// of isolates; none in a text of digits and signs.
///
/// ```
/// use harf::Direction;
/// use harf::bidi::direction_of;
///
/// assert_eq!(direction_of("12 \u{5d0} ab"), Some(Direction::Rtl));
/// assert_eq!(direction_of("12."), None);
/// ```
#[must_use]
pub fn direction_of(text: &str) -> Option<Direction> {
    let mut depth = 0_usize;
    for c in text.chars() {
        match (c, strength(property(c))) {
            ('\u{2066}'..='\u{2068}', _) => depth += 1,
            ('\u{2069}', _) => depth = depth.saturating_sub(1),
            (_, Strength::Left) if depth == 0 => return Some(Direction::Ltr),
            (_, Strength::Right) if depth == 0 => return Some(Direction::Rtl),
            _ => {}
        }
    }
    None
}

/// Returns the direction of a paragraph in a pane with a direction of its own: the
/// pane's if any letter has it, and in a text of digits and signs; else that of the
/// letters present. So a heading or a quotation entirely in the other script keeps its own
/// direction, and the first letter alone never changes that of a sentence.
///
/// ```
/// use harf::Direction;
/// use harf::bidi::direction_in;
///
/// assert_eq!(direction_in("\u{5d0}: 12", Direction::Ltr), Direction::Rtl);
/// assert_eq!(direction_in("\u{5d0}: ab", Direction::Ltr), Direction::Ltr);
/// assert_eq!(direction_in("ab \u{5d0}", Direction::Rtl), Direction::Rtl);
/// assert_eq!(direction_in("ab", Direction::Rtl), Direction::Ltr);
/// assert_eq!(direction_in("12.", Direction::Rtl), Direction::Rtl);
/// ```
#[must_use]
pub fn direction_in(text: &str, pane: Direction) -> Direction {
    let (own, other) = match pane {
        Direction::Ltr => (Strength::Left, (Strength::Right, Direction::Rtl)),
        Direction::Rtl => (Strength::Right, (Strength::Left, Direction::Ltr)),
    };
    let mut found = pane;
    for c in text.chars() {
        let strength = strength(property(c));
        // The directional marks are not letters.
        if matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}') {
            continue;
        }
        if strength == own {
            return pane;
        }
        if strength == other.0 {
            found = other.1;
        }
    }
    found
}

/// What L1 needs to know of a character.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineClass {
    /// S or B: gets the paragraph level, and so does white space before it.
    Separator,
    /// WS and the isolate controls: gets the paragraph level if it is trailing.
    Space,
    /// BN and the embedding controls, which X9 removes: gets the level of the character before it.
    Removed,
    /// Everything else.
    Other,
}

/// Returns what rule L1 needs to know of a class.
pub(crate) fn line_class(class: BidiClass) -> LineClass {
    match class {
        BidiClass::ParagraphSeparator | BidiClass::SegmentSeparator => LineClass::Separator,
        BidiClass::WhiteSpace
        | BidiClass::LeftToRightIsolate
        | BidiClass::RightToLeftIsolate
        | BidiClass::FirstStrongIsolate
        | BidiClass::PopDirectionalIsolate => LineClass::Space,
        BidiClass::BoundaryNeutral
        | BidiClass::LeftToRightEmbedding
        | BidiClass::RightToLeftEmbedding
        | BidiClass::LeftToRightOverride
        | BidiClass::RightToLeftOverride
        | BidiClass::PopDirectionalFormat => LineClass::Removed,
        _ => LineClass::Other,
    }
}

/// Returns whether `c` ends a paragraph (class B).
pub(crate) fn is_paragraph_separator(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2029}')
}

fn class(c: char) -> BidiClass {
    property(c).class()
}

/// The source of classes for the level engine.
pub(crate) struct Classes;

impl BidiDataSource for Classes {
    fn bidi_class(&self, c: char) -> unicode_bidi::BidiClass {
        class(c).into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraph_separators_are_exactly_class_b() {
        for c in '\0'..='\u{3000}' {
            assert_eq!(
                is_paragraph_separator(c),
                class(c) == BidiClass::ParagraphSeparator,
                "{c:?}"
            );
        }
    }

    #[test]
    fn strength_tells_letters_from_neutrals() {
        assert_eq!(strength(property('a')), Strength::Left);
        assert_eq!(strength(property('\u{5d0}')), Strength::Right);
        assert_eq!(strength(property('\u{fe8f}')), Strength::Right);
        assert_eq!(strength(property(' ')), Strength::Space);
        assert_eq!(strength(property('7')), Strength::Neutral);
        assert_eq!(strength(property('\u{667}')), Strength::Neutral);
    }
}
