//! What a cell is to a bidi engine, told from the first character of its symbol.
//!
//! A cell holds a base character and its marks, and marks take the class of their base
//! (UAX #9 W1), so that the first character decides. The common blocks are told without a
//! table; the rest is looked up in ICU's.

use super::cell::ScreenCell;
use icu_properties::props::{BidiClass, Script};
use icu_properties::{CodePointMapData, CodePointMapDataBorrowed};

/// The classes that an encoder must tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Strong left-to-right: L.
    Left,
    /// Strong right-to-left: R and AL.
    Right,
    /// A number that keeps its order but drags its neighbours to the right: AN.
    ArabicNumber,
    /// White space: WS, and S and B.
    Space,
    /// A line or block that frames are drawn with (U+2500–259F). It needs no guard in a row
    /// whose letters have theirs, and many terminals join it to its neighbours only while
    /// it is alone in its cell.
    Frame,
    /// All others: European digits, separators, punctuation, symbols.
    Neutral,
}

const BIDI: CodePointMapDataBorrowed<'static, BidiClass> = CodePointMapData::<BidiClass>::new();
const SCRIPT: CodePointMapDataBorrowed<'static, Script> = CodePointMapData::<Script>::new();

/// Returns the class of a character.
pub(super) fn class_of(c: char) -> Class {
    match c {
        ' ' | '\u{a0}' => return Class::Space,
        'a'..='z' | 'A'..='Z' => return Class::Left,
        '!'..='~' => return Class::Neutral,
        '\u{2500}'..='\u{259f}' => return Class::Frame,
        '\u{620}'..='\u{63f}'
        | '\u{641}'..='\u{64a}'
        | '\u{fb50}'..='\u{fbb1}'
        | '\u{fe80}'..='\u{fefc}' => {
            return Class::Right;
        }
        _ => {}
    }
    match BIDI.get(c) {
        BidiClass::LeftToRight => Class::Left,
        BidiClass::RightToLeft | BidiClass::ArabicLetter => Class::Right,
        BidiClass::ArabicNumber => Class::ArabicNumber,
        BidiClass::WhiteSpace
        | BidiClass::SegmentSeparator
        | BidiClass::ParagraphSeparator
        // NO-BREAK SPACE and its narrow sister are CS; they show as a space.
        | BidiClass::CommonSeparator if c.is_whitespace() => Class::Space,
        _ => Class::Neutral,
    }
}

/// Returns the class of a cell; an empty cell is a space.
pub(super) fn class_of_cell(cell: &impl ScreenCell) -> Class {
    cell.symbol().chars().next().map_or(Class::Space, class_of)
}

/// Returns whether an implicit bidi engine could find anything to move in this row.
pub(super) fn has_rtl(row: &[impl ScreenCell]) -> bool {
    row.iter().any(|cell| {
        // Nothing below U+0590 is right-to-left, and its UTF-8 begins with 0xD6.
        let symbol = cell.symbol();
        symbol.as_bytes().first().is_some_and(|byte| *byte >= 0xd6)
            && (matches!(class_of_cell(cell), Class::Right | Class::ArabicNumber)
                // Neutral to UAX #9, but of a script that a shaper sets from the right.
                || symbol.starts_with(|c| ('\u{66a}'..='\u{66d}').contains(&c)))
    })
}

/// The direction that a shaper guesses from one character's script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ScriptDirection {
    /// The script is written from left to right.
    Left,
    /// The script is written from right to left.
    Right,
}

/// Returns the direction of a character's script, or none where it is shared by many scripts
/// and a shaper looks further (`hb_buffer_guess_segment_properties` of HarfBuzz).
pub(super) fn script_direction(c: char) -> Option<ScriptDirection> {
    match c {
        'a'..='z' | 'A'..='Z' => return Some(ScriptDirection::Left),
        '\0'..='~' => return None,
        '\u{fb50}'..='\u{fbb1}' | '\u{fe80}'..='\u{fefc}' => return Some(ScriptDirection::Right),
        _ => {}
    }
    match SCRIPT.get(c) {
        Script::Common | Script::Inherited | Script::Unknown => None,
        _ if matches!(
            BIDI.get(c),
            BidiClass::RightToLeft | BidiClass::ArabicLetter | BidiClass::ArabicNumber
        ) =>
        {
            Some(ScriptDirection::Right)
        }
        // Signs of a right-to-left script that are themselves neutral, such as U+066A.
        Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko => {
            Some(ScriptDirection::Right)
        }
        _ => Some(ScriptDirection::Left),
    }
}

/// Returns whether a symbol has right-to-left letters, whose ink may reach beyond their cells.
#[cfg(feature = "ratatui")]
pub(crate) fn has_ink(symbol: &str) -> bool {
    symbol.as_bytes().first().is_some_and(|byte| *byte >= 0xd6)
        && symbol.chars().any(|c| class_of(c) == Class::Right)
}
