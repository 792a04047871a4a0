//! Rules of scripts without capital letters: Arabic in its languages, Hebrew, Syriac.

use super::point::Point;
use super::verdict::{Verdict, join_if};

/// Returns whether `c` is a letter of a right-to-left script, which has no capitals.
pub(super) const fn is_uncased(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D3}'
        | '\u{6FA}'..='\u{6FF}' | '\u{710}'..='\u{72F}' | '\u{750}'..='\u{77F}'
        | '\u{8A0}'..='\u{8C9}')
}

/// The conjunction waw.
const WAW: char = '\u{648}';

/// A doctor's dal, a page's sad, an era's mim: a lone letter, or letters alternating with stops
/// as in a news agency's name. After a number it is an era or a unit and may end a sentence.
pub(super) fn letter(point: &Point<'_>) -> Verdict {
    if !point.is_plain_stop() || !point.word.chars().next_back().is_some_and(is_uncased) {
        return Verdict::Pass;
    }
    let mut parts = 0;
    for part in point.word.split('.') {
        // Tatweel makes the isolated heh of the Hijri era; marks may be on any letter.
        let letters = part
            .chars()
            .filter(|c| is_uncased(*c) && *c != '\u{640}')
            .count();
        let others = part.chars().any(|c| c.is_alphanumeric() && !is_uncased(c));
        let with_waw = parts == 0 && letters == 2 && part.starts_with(WAW);
        if others || !(letters == 1 || with_waw) {
            return Verdict::Pass;
        }
        parts += 1;
    }
    let after_number = point.before.trim_end().ends_with(|c: char| c.is_numeric());
    if after_number && point.gap {
        return Verdict::Pass;
    }
    if parts > 1 && point.gap {
        return join_if(!starts_with_conjunction(point.next_word()));
    }
    Verdict::Join
}

/// Returns whether an Arabic word begins with the conjunction: most sentences of a report
/// do, and few names.
fn starts_with_conjunction(word: &str) -> bool {
    word.starts_with(WAW) && word.chars().count() > 3
}

/// The divisions of laws and books, without article and plural.
const PARTS: [&str; 12] = [
    "بخش",
    "فصل",
    "باب",
    "ماده",
    "مادة",
    "بند",
    "قسم",
    "فقرة",
    "جزء",
    "مبحث",
    "تبصره",
    "البنود",
];

/// `در بخش ۳٫۲. ابزارها`: the number of a section with its stop continues with its heading, also
/// for a second section.
pub(super) fn section(point: &Point<'_>) -> Verdict {
    let is_part = |c: char| c.is_numeric();
    let numbers = point.word.split(['.', '\u{66B}', '\u{66C}', '-']);
    let whole = numbers.clone().count() > 1
        && numbers
            .clone()
            .all(|part| !part.is_empty() && part.chars().all(is_part));
    if !point.is_plain_stop() || !point.gap || !whole {
        return Verdict::Pass;
    }
    let before = point.before.split_whitespace().rev();
    let near = before
        .take(12)
        .any(|word| PARTS.iter().any(|part| word.contains(part)));
    join_if(near && point.next.starts_with(is_uncased))
}

/// Two dots are a pause in the middle of a headline or a sentence.
pub(super) fn two_dots(point: &Point<'_>) -> Verdict {
    let script = point.word.chars().next_back().is_some_and(is_uncased);
    join_if(script && point.stop == ".." && point.closers.is_empty())
}
