//! The levels of one paragraph (UAX #9 rules P1 to I2).
//!
//! A paragraph without explicit formatting characters is resolved here (`implicit`), one with them
//! by the `unicode-bidi` crate over our class table; the result is kept per character, because
//! lines, clusters and cells are counted in characters above. The base direction is the caller's: a pane has the direction of its
//! language, and P2/P3 (first strong character) are used only where none is given.

use crate::Direction;
use crate::bidi::class::{Classes, is_paragraph_separator};
use crate::bidi::implicit::{is_implicit, levels};
use crate::bidi::line::reset;
use crate::property::properties;
use icu_properties::props::BidiClass;
use std::ops::Range;
use unicode_bidi::{Level, ParagraphBidiInfo};

/// The resolved levels of one paragraph, by character.
///
/// ```
/// use harf::bidi::{Paragraph, VisualMap};
///
/// // A Latin letter, two Hebrew ones: one level for each character.
/// let paragraph = Paragraph::new("a\u{5d0}\u{5d1}", None);
/// assert_eq!(paragraph.levels(), [0, 1, 1]);
/// assert_eq!(VisualMap::new(&paragraph.line(0..3)).visual_order(), [0, 2, 1]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    base: u8,
    levels: Vec<u8>,
    classes: Vec<BidiClass>,
}

impl Paragraph {
    /// Resolves the levels of `text`, which should hold at most one paragraph separator,
    /// at its end. Without a base direction the first strong
    /// character decides. Cost is linear in the text.
    #[must_use]
    pub fn new(text: &str, base: Option<Direction>) -> Self {
        let table = properties();
        let classes: Vec<BidiClass> = text.chars().map(|c| table.of(c).class()).collect();
        if base != Some(Direction::Rtl) && classes.iter().all(stays_left_to_right) {
            return Self {
                base: 0,
                levels: vec![0; classes.len()],
                classes,
            };
        }
        if is_implicit(&classes) {
            let base = u8::from(match base {
                Some(direction) => direction == Direction::Rtl,
                // P2 and P3.
                None => classes.iter().find_map(strong) == Some(Direction::Rtl),
            });
            return Self {
                base,
                levels: levels(text, &classes, base),
                classes,
            };
        }
        let level = base.map(|direction| match direction {
            Direction::Ltr => Level::ltr(),
            Direction::Rtl => Level::rtl(),
        });
        let info = ParagraphBidiInfo::new_with_data_source(&Classes, text, level);
        let levels = text
            .char_indices()
            .map(|(at, _)| {
                info.levels
                    .get(at)
                    .map_or(info.paragraph_level.number(), |level| level.number())
            })
            .collect();
        Self {
            base: info.paragraph_level.number(),
            levels,
            classes,
        }
    }

    /// Returns the paragraph level: 0 for left-to-right, 1 for right-to-left.
    #[must_use]
    pub const fn base(&self) -> u8 {
        self.base
    }

    /// Returns the base direction.
    #[must_use]
    pub const fn direction(&self) -> Direction {
        if self.base % 2 == 1 {
            Direction::Rtl
        } else {
            Direction::Ltr
        }
    }

    /// Returns the level of each character before L1. A character that X9 removes has the
    /// level of the one before it.
    #[must_use]
    pub fn levels(&self) -> &[u8] {
        &self.levels
    }

    /// Returns the levels of the characters `chars` when they are a line of their own:
    /// separators, and white space at the end of the line, fall back to the paragraph
    /// level (UAX #9 L1 <https://www.unicode.org/reports/tr9/#L1>). A range that leaves
    /// the paragraph is cut to it.
    #[must_use]
    pub fn line(&self, chars: Range<usize>) -> Vec<u8> {
        let end = chars.end.min(self.levels.len());
        let start = chars.start.min(end);
        let mut levels = self.levels.get(start..end).unwrap_or_default().to_vec();
        let classes = self.classes.get(start..end).unwrap_or_default();
        reset(&mut levels, classes, self.base);
        levels
    }
}

/// Returns whether a text of only such classes is left-to-right throughout, where it is so at
/// its edges: nothing in it is right-to-left or an Arabic digit, and nothing gives a direction.
fn stays_left_to_right(class: &BidiClass) -> bool {
    matches!(
        *class,
        BidiClass::LeftToRight
            | BidiClass::EuropeanNumber
            | BidiClass::EuropeanSeparator
            | BidiClass::EuropeanTerminator
            | BidiClass::CommonSeparator
            | BidiClass::WhiteSpace
            | BidiClass::SegmentSeparator
            | BidiClass::ParagraphSeparator
            | BidiClass::OtherNeutral
            | BidiClass::NonspacingMark
            | BidiClass::BoundaryNeutral
    )
}

/// Returns the direction of a strong class.
fn strong(class: &BidiClass) -> Option<Direction> {
    match *class {
        BidiClass::LeftToRight => Some(Direction::Ltr),
        BidiClass::RightToLeft | BidiClass::ArabicLetter => Some(Direction::Rtl),
        _ => None,
    }
}

/// Splits `text` after each paragraph separator (UAX #9 P1); `\r\n` is one separator. The
/// parts tile the text, and none is empty.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let end = rest
            .char_indices()
            .find(|&(_, c)| is_paragraph_separator(c))
            .map_or(rest.len(), |(at, c)| {
                let after = at + c.len_utf8();
                match rest.get(at..after + 1) {
                    Some("\r\n") => after + 1,
                    _ => after,
                }
            });
        let (part, tail) = rest.split_at(end);
        rest = tail;
        Some(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn base_direction_is_the_callers_and_not_first_strong() {
        let latin_first = "Reuters \u{642}\u{627}\u{644}\u{62a}";
        let rtl = Paragraph::new(latin_first, Some(Direction::Rtl));
        assert_eq!(rtl.base(), 1);
        assert_eq!(rtl.levels()[0], 2);
        let auto = Paragraph::new(latin_first, None);
        assert_eq!(auto.base(), 0);
        assert_eq!(auto.levels()[8], 1);
    }

    #[test]
    fn trailing_space_of_a_line_takes_the_paragraph_level() {
        let paragraph = Paragraph::new("\u{5d0}\u{5d1} cd", Some(Direction::Ltr));
        assert_eq!(paragraph.line(0..3), [1, 1, 0]);
        let paragraph = Paragraph::new("ab \u{5d0}", Some(Direction::Rtl));
        assert_eq!(paragraph.line(0..3), [2, 2, 1]);
    }

    #[test]
    fn plain_latin_text_takes_the_short_way_to_the_same_levels() {
        let text = "A (plain) line, 10% \u{2013} \u{201c}done\u{201d}.\n";
        let short = Paragraph::new(text, Some(Direction::Ltr));
        let info = ParagraphBidiInfo::new_with_data_source(&Classes, text, Some(Level::ltr()));
        assert!(info.levels.iter().all(|level| level.number() == 0));
        assert!(short.levels().iter().all(|&level| level == 0));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]
        #[test]
        fn both_engines_give_the_same_levels(
            text in "[a-d\u{5d0}-\u{5d2}\u{627}\u{628}\u{64b}0-2\u{660}\u{661}+#,:. !()\\[\\]{}\
                     \u{2329}\u{232a}\u{3008}\u{3009}\u{ad}\u{200c}\u{300}\t]{0,40}\n?",
            base in prop_oneof![Just(None), Just(Some(Direction::Ltr)), Just(Some(Direction::Rtl))],
        ) {
            let ours = Paragraph::new(&text, base);
            let level = base.map(|base| if base == Direction::Rtl { Level::rtl() } else { Level::ltr() });
            let theirs = ParagraphBidiInfo::new_with_data_source(&Classes, &text, level);
            prop_assert_eq!(ours.base(), theirs.paragraph_level.number());
            let theirs: Vec<u8> = text
                .char_indices()
                .map(|(at, _)| theirs.levels[at].number())
                .collect();
            prop_assert_eq!(ours.levels(), theirs);
        }
    }

    #[test]
    fn paragraphs_tile_the_text() {
        let text = "a\nb\r\n\u{2029}c\r";
        let parts: Vec<&str> = paragraphs(text).collect();
        assert_eq!(parts, ["a\n", "b\r\n", "\u{2029}", "c\r"]);
        assert_eq!(parts.concat(), text);
        assert_eq!(paragraphs("").count(), 0);
    }

    #[test]
    fn a_range_outside_the_paragraph_is_cut() {
        let paragraph = Paragraph::new("ab", None);
        assert_eq!(paragraph.line(1..9), [0]);
        assert!(paragraph.line(5..9).is_empty());
    }
}
