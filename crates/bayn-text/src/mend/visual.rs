//! Repairs lines stored in visual order, from left to right.
//!
//! Words are the evidence: taa marbuta and alef maksura never begin a word, the final letters of Hebrew end
//! one, the article begins one, and of two joined presentation forms the earlier joins forward.
//! A line is reversed as a whole if right-to-left letters prevail in it, and left-to-right text
//! inside it (Latin, digits) is reversed back; in a Latin line only its
//! right-to-left runs are reversed.

use super::rewrite::{Rewrite, Rewritten, lines, words};
use harf::Direction;
use harf::shape::is_mark;

/// The minimum evidence for visual order in a text or, if only some lines are affected, in a line.
const SOME: usize = 3;
/// The evidence must be this many times that for logical order.
const CLEAR: usize = 4;

/// The evidence for either order.
#[derive(Clone, Copy, Debug, Default)]
struct Evidence {
    logical: usize,
    visual: usize,
    /// The part of `visual` that cannot be from words in logical order: words of Persian, and of
    /// Arabic in the accusative, end like the reversed article.
    certain: usize,
}

impl Evidence {
    fn is_visual(self) -> bool {
        self.visual >= SOME && self.certain > 0 && self.visual > self.logical * CLEAR
    }
}

/// Puts the letters of lines in logical order.
pub(super) fn mend(text: &str) -> Option<Rewritten> {
    if !text.chars().any(is_rtl) {
        return None;
    }
    let (mut whole, mut line_alone) = (Evidence::default(), false);
    for (_, line) in lines(text) {
        let found = evidence(line);
        whole.logical += found.logical;
        whole.visual += found.visual;
        whole.certain += found.certain;
        line_alone |= found.is_visual();
    }
    if !whole.is_visual() && !line_alone {
        return None;
    }
    let order = Order {
        marks_follow: marks_follow(text),
        mirrored: is_mirrored(text),
    };
    let mut rewrite = Rewrite::of(text);
    for (start, line) in lines(text) {
        let found = evidence(line);
        let turns = if whole.is_visual() {
            found.logical <= found.visual
        } else {
            found.is_visual()
        };
        if turns && line.chars().any(is_rtl) {
            let turned = order.logical(line);
            if turned != line {
                rewrite.replace(start..start + line.len(), &turned);
            }
        }
    }
    rewrite.finish()
}

/// Returns a line given in visual order, from left to right, in logical order; marks follow their
/// letters. `mirrored` means that brackets are stored as displayed. It also works in reverse:
/// text in logical order is returned in visual order.
#[must_use]
pub fn logical_line(seen: &str, base: Direction, mirrored: bool) -> String {
    let order = Order {
        marks_follow: true,
        mirrored,
    };
    order.logical_in(seen, base)
}

const fn is_rtl(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5F4}' | '\u{620}'..='\u{64A}' | '\u{66E}'..='\u{6D5}'
        | '\u{6FA}'..='\u{77F}' | '\u{8A0}'..='\u{8C9}' | '\u{FB1D}'..='\u{FDFB}' | '\u{FE70}'..='\u{FEFC}')
}

const fn is_hebrew(c: char) -> bool {
    matches!(c, '\u{5D0}'..='\u{5F4}' | '\u{FB1D}'..='\u{FB4F}')
}

fn evidence(line: &str) -> Evidence {
    let mut found = Evidence::default();
    for (_, word) in words(line) {
        let letters = || word.chars().filter(|c| !is_mark(*c));
        let (Some(first), Some(last)) = (letters().next(), letters().next_back()) else {
            continue;
        };
        if !is_rtl(first) || letters().nth(1).is_none() {
            continue;
        }
        let begins_with_end = 2 * usize::from(only_ends(first));
        found.visual += begins_with_end;
        found.certain += begins_with_end;
        found.logical += 2 * usize::from(only_ends(last));
        if letters().count() > 3 {
            let ends_with = |end: [char; 2]| letters().rev().take(2).eq(end);
            found.logical += usize::from(letters().take(2).eq(['\u{627}', '\u{644}']));
            found.visual += usize::from(ends_with(['\u{627}', '\u{644}']));
        }
        let shapes: Vec<Shape> = letters().map(shape).collect();
        for pair in shapes.windows(2) {
            match pair {
                [Shape::Initial, Shape::Medial | Shape::Final] | [Shape::Medial, Shape::Final] => {
                    found.logical += 1;
                }
                [Shape::Final, Shape::Medial | Shape::Initial]
                | [Shape::Medial, Shape::Initial] => {
                    found.visual += 1;
                    found.certain += 1;
                }
                _ => {}
            }
        }
    }
    found
}

/// Returns whether a letter ends words and begins none.
const fn only_ends(c: char) -> bool {
    matches!(
        c,
        '\u{629}'
            | '\u{649}'
            | '\u{6BA}'
            | '\u{6D2}'
            | '\u{5DA}'
            | '\u{5DD}'
            | '\u{5DF}'
            | '\u{5E3}'
            | '\u{5E5}'
            | '\u{FE93}'
            | '\u{FE94}'
            | '\u{FEEF}'
            | '\u{FEF0}'
    )
}

/// How a presentation form joins its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    None,
    Isolated,
    Final,
    Initial,
    Medial,
}

/// The letters of Arabic Presentation Forms-B from U+FE80, by how many shapes each has.
const COUNTS: [u8; 38] = [
    1, 2, 2, 2, 2, 4, 2, 4, 2, 4, 4, 4, 4, 4, 2, 2, 2, 2, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4,
    4, 4, 2, 2, 4, 2,
];

fn shape(c: char) -> Shape {
    let mut at = match c {
        '\u{FE80}'..='\u{FEFC}' => u32::from(c) - 0xFE80,
        _ => return Shape::None,
    };
    // Lam with alef comes last: four pairs of two.
    for count in COUNTS.iter().chain(&[2; 4]) {
        let count = u32::from(*count);
        if at < count {
            return match at {
                0 => Shape::Isolated,
                1 => Shape::Final,
                2 => Shape::Initial,
                _ => Shape::Medial,
            };
        }
        at -= count;
    }
    Shape::None
}

/// Returns whether marks come after their letters in the damaged text: then clusters were
/// reversed, else characters.
fn marks_follow(text: &str) -> bool {
    let (mut follow, mut lead) = (0, 0);
    for (_, word) in words(text).filter(|(_, word)| word.chars().any(is_rtl)) {
        lead += usize::from(word.chars().next().is_some_and(is_mark));
        follow += usize::from(word.chars().next_back().is_some_and(is_mark));
    }
    follow > lead
}

/// Returns whether brackets are stored as displayed, so that reversing a line mirrors them.
fn is_mirrored(text: &str) -> bool {
    let (mut seen, mut stored) = (0, 0);
    for (_, line) in lines(text).filter(|(_, line)| line.chars().any(is_rtl)) {
        let opens = line.find(['(', '[', '«']);
        let closes = line.find([')', ']', '»']);
        if let (Some(opens), Some(closes)) = (opens, closes) {
            seen += usize::from(opens < closes);
            stored += usize::from(closes < opens);
        }
    }
    seen > stored
}

/// How a text was put into visual order.
struct Order {
    marks_follow: bool,
    mirrored: bool,
}

impl Order {
    /// Returns a line in logical order; its direction is that of most of its letters.
    fn logical(&self, line: &str) -> String {
        let rtl = line.chars().filter(|c| is_rtl(*c)).count();
        let ltr = line.chars().filter(|c| is_ltr(*c)).count();
        let base = if rtl >= ltr {
            Direction::Rtl
        } else {
            Direction::Ltr
        };
        self.logical_in(line, base)
    }

    /// Returns a line of a direction in logical order.
    fn logical_in(&self, line: &str, base: Direction) -> String {
        let clusters = self.clusters(line);
        if base == Direction::Rtl {
            return self.turned(&clusters);
        }
        // A Latin line: only its right-to-left runs are reversed.
        let mut logical = String::with_capacity(line.len());
        let mut at = 0;
        while let Some(cluster) = clusters.get(at) {
            let run = rtl_run(clusters.get(at..).unwrap_or_default());
            if run == 0 {
                logical.push_str(cluster);
                at += 1;
            } else {
                logical.push_str(&self.turned(clusters.get(at..at + run).unwrap_or_default()));
                at += run;
            }
        }
        logical
    }

    /// Splits a line into the units that stay together when it is reversed.
    fn clusters<'a>(&self, line: &'a str) -> Vec<&'a str> {
        let mut clusters: Vec<&str> = Vec::with_capacity(line.len());
        let mut start = 0;
        for (at, c) in line.char_indices().skip(1) {
            if !(self.marks_follow && is_mark(c)) {
                clusters.extend(line.get(start..at));
                start = at;
            }
        }
        clusters.extend(line.get(start..).filter(|last| !last.is_empty()));
        clusters
    }

    /// Reverses clusters, and reverses left-to-right text back.
    fn turned(&self, clusters: &[&str]) -> String {
        let turned: Vec<&str> = clusters.iter().rev().copied().collect();
        // After an Arabic letter a digit is an Arabic number (W2 of UAX #9), which does not absorb signs.
        let signs = !firsts(clusters).any(|c| is_rtl(c) && !is_hebrew(c));
        let mut logical = String::new();
        let mut at = 0;
        while let Some(cluster) = turned.get(at) {
            let rest = turned.get(at..).unwrap_or_default();
            let run = ltr_run(rest, signs);
            if run == 0 {
                let c = cluster.chars().next().filter(|_| self.mirrored);
                match c.and_then(mirror) {
                    Some(c) => logical.push(c),
                    None => logical.push_str(cluster),
                }
                at += 1;
            } else {
                logical.extend(rest.iter().take(run).rev().copied());
                at += run;
            }
        }
        logical
    }
}

fn is_ltr(c: char) -> bool {
    c.is_alphabetic() && !is_rtl(c) && !is_mark(c)
}

/// Returns how many clusters at the start are a right-to-left run: from a letter to a letter,
/// without Latin or digits inside.
fn rtl_run(clusters: &[&str]) -> usize {
    let mut length = 0;
    for (at, c) in firsts(clusters).enumerate() {
        if is_rtl(c) {
            length = at + 1;
        } else if length == 0 || is_ltr(c) || c.is_numeric() {
            break;
        }
    }
    length
}

/// Returns how many clusters at the start are written from left to right: a number, or words
/// with the numbers among them. Numbers alone with a space between are two.
fn ltr_run(clusters: &[&str], signs: bool) -> usize {
    let (mut words, mut has_letter) = (0, false);
    for (at, c) in firsts(clusters).enumerate() {
        if is_ltr(c) || c.is_numeric() {
            has_letter |= is_ltr(c);
            words = at + 1;
        } else if words == 0 || is_rtl(c) {
            break;
        }
    }
    if has_letter {
        return words;
    }
    let (mut number, mut has_digit, mut before) = (0, false, ' ');
    for (at, c) in firsts(clusters).enumerate() {
        if c.is_numeric() || (signs && is_terminator(c)) {
            has_digit |= c.is_numeric();
            number = at + 1;
        } else if !(before.is_numeric() && is_separator(c, signs)) {
            break;
        }
        before = c;
    }
    if has_digit { number } else { 0 }
}

fn firsts<'a>(clusters: &'a [&str]) -> impl Iterator<Item = char> + 'a {
    clusters.iter().filter_map(|cluster| cluster.chars().next())
}

/// Returns whether a sign beside a number is part of it (ET of UAX #9).
const fn is_terminator(c: char) -> bool {
    matches!(c, '#' | '$' | '%' | '£' | '¥' | '°' | '€')
}

/// Returns whether a sign between digits is part of their number (ES and CS of UAX #9).
const fn is_separator(c: char, signs: bool) -> bool {
    (signs && matches!(c, '+' | '-')) || matches!(c, ',' | '.' | '/' | ':' | '\u{66B}' | '\u{66C}')
}

const fn mirror(c: char) -> Option<char> {
    Some(match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        _ => return None,
    })
}
