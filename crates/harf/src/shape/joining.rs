//! Which letters touch: cursive joining by joining type (Unicode chapter 9.2, rules R1–R7).
//!
//! Two letters touch when the first can join forward and the second backward; marks and
//! other transparent characters between them do not count. Letters touch only inside one
//! right-to-left run, as UAX #9 §3.5 says; a letter that an override has turned
//! left-to-right is alone.

use crate::property::properties;
use icu_properties::props::JoiningType;

/// Whether a character touches its neighbours in the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Joins {
    /// It touches the letter before it, which is on its right.
    pub previous: bool,
    /// It touches the letter after it, which is on its left.
    pub next: bool,
}

impl Joins {
    /// Returns whether it touches anything.
    #[must_use]
    pub(crate) const fn any(self) -> bool {
        self.previous || self.next
    }
}

/// Returns how each character of `text` joins, or an empty list when none does. `levels`
/// holds the bidi level of each character; where it ends, level 1 is taken.
#[must_use]
pub(crate) fn joins(text: &str, levels: &[u8]) -> Vec<Joins> {
    if !text.chars().any(may_join) {
        return Vec::new();
    }
    let table = properties();
    let mut joins: Vec<Joins> = Vec::with_capacity(text.len() / 2);
    let mut last: Option<(usize, u8, bool)> = None;
    for (index, c) in text.chars().enumerate() {
        let kind = table.of(c).joining();
        joins.push(Joins::default());
        if kind == JoiningType::Transparent {
            continue;
        }
        let level = levels.get(index).copied().unwrap_or(1);
        let (backward, forward) = match kind {
            JoiningType::DualJoining | JoiningType::JoinCausing => (true, true),
            JoiningType::RightJoining => (true, false),
            JoiningType::LeftJoining => (false, true),
            _ => (false, false),
        };
        if let Some((before, its_level, true)) = last
            && backward
            && level == its_level
            && level % 2 == 1
        {
            if let Some(first) = joins.get_mut(before) {
                first.next = true;
            }
            if let Some(second) = joins.get_mut(index) {
                second.previous = true;
            }
        }
        last = Some((index, level, forward));
    }
    joins
}

/// Returns for each character of `text` whether it is a tatweel that stretches a word: one
/// that is joined, perhaps through others like it, to a letter. A tatweel that stands for
/// a dash or a rule is none.
pub(crate) fn stretches(text: &str, joins: &[Joins]) -> Vec<bool> {
    let mut stretches = vec![false; joins.len()];
    let mut chain: Vec<usize> = Vec::new();
    let mut has_letter = false;
    for (index, (c, joined)) in text.chars().zip(joins).enumerate() {
        if !joined.any() {
            continue;
        }
        if c == '\u{640}' {
            chain.push(index);
        } else if c != '\u{200d}' {
            has_letter = true;
        }
        if !joined.next {
            for at in chain.drain(..) {
                if let Some(slot) = stretches.get_mut(at) {
                    *slot = has_letter;
                }
            }
            has_letter = false;
        }
    }
    stretches
}

/// Returns whether a character can take part in joining at all: a cheap test that spares
/// most texts in other scripts the table.
const fn may_join(c: char) -> bool {
    matches!(
        c as u32,
        0x0600..=0x08ff | 0x1800..=0x18af | 0xa840..=0xa87f | 0x10ac0..=0x10fff | 0x1e900..=0x1e95f
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_properties::CodePointMapData;

    fn pattern(text: &str) -> String {
        joins(text, &[])
            .iter()
            .map(|joins| match (joins.previous, joins.next) {
                (false, false) => '.',
                (true, false) => '<',
                (false, true) => '>',
                (true, true) => '=',
            })
            .collect()
    }

    #[test]
    fn dual_joining_letters_touch_across_marks() {
        assert_eq!(pattern("\u{628}\u{64e}\u{628}\u{651}\u{628}"), ">.=.<");
    }

    #[test]
    fn a_right_joining_letter_ends_the_chain() {
        assert_eq!(pattern("\u{628}\u{627}\u{628}"), "><.");
    }

    #[test]
    fn the_non_joiner_parts_and_the_joiner_joins() {
        assert_eq!(pattern("\u{628}\u{200c}\u{628}"), "...");
        assert_eq!(pattern("\u{647}\u{200d}"), "><");
        assert_eq!(pattern("\u{628}\u{640}\u{628}"), ">=<");
    }

    #[test]
    fn direction_marks_and_soft_hyphens_do_not_part_letters() {
        for c in ['\u{200e}', '\u{61c}', '\u{ad}', '\u{34f}', '\u{2060}'] {
            assert_eq!(pattern(&format!("\u{628}{c}\u{628}")), ">.<", "{c:?}");
        }
    }

    #[test]
    fn letters_of_different_runs_do_not_touch() {
        let text = "\u{628}\u{628}";
        assert!(joins(text, &[1, 3]).iter().all(|joins| !joins.any()));
        assert!(joins(text, &[2, 2]).iter().all(|joins| !joins.any()));
    }

    #[test]
    fn a_tatweel_stretches_only_what_it_touches() {
        let text = "\u{640}\u{628}\u{640}\u{640} \u{640}\u{640}";
        let found = stretches(text, &joins(text, &[]));
        assert_eq!(found, [true, false, true, true, false, false, false]);
    }

    #[test]
    fn text_without_joining_letters_needs_no_list() {
        assert!(joins("plain \u{5d0}", &[]).is_empty());
    }

    #[test]
    fn no_joining_letter_lies_outside_the_cheap_test() {
        let types = CodePointMapData::<JoiningType>::new();
        for kind in [
            JoiningType::DualJoining,
            JoiningType::RightJoining,
            JoiningType::LeftJoining,
        ] {
            for range in types.iter_ranges_for_value(kind) {
                for c in range.filter_map(char::from_u32) {
                    assert!(may_join(c), "{c:?}");
                }
            }
        }
    }
}
