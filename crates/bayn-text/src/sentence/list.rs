//! Lists in one line: `1. Tea 2. Milk`, `a) Tea b) Milk`, `• Tea • Milk`.
//!
//! An item stays with its number. Such a list begins a paragraph, a sentence or the text that a colon
//! announces, has consecutive numbers, and has items that begin as sentences do; an
//! enumeration inside a sentence (`1) to see, and 2) to hear`) is not a list.

use super::point::is_terminator;

/// Where the items of the lists of a paragraph begin, and where the text after their numbers begins.
#[derive(Debug, Default)]
pub(super) struct Items {
    /// The first bytes of items that begin a sentence, ascending.
    pub(super) starts: Vec<usize>,
    /// The first bytes after the numbers, ascending.
    behind: Vec<usize>,
}

impl Items {
    /// Returns whether what begins here belongs to the number before it.
    pub(super) fn is_behind_number(&self, at: usize) -> bool {
        self.behind.binary_search(&at).is_ok()
    }

    /// Finds the items of a paragraph.
    pub(super) fn of(text: &str) -> Self {
        let marks: Vec<Mark<'_>> = marks(text);
        let mut items = Self::default();
        let mut used = vec![false; marks.len()];
        for (at, first) in marks.iter().enumerate() {
            if used[at] || first.value != 1 && first.bullet.is_none() || !opens(text, first) {
                continue;
            }
            let mut run = vec![at];
            let mut last = first;
            for (place, mark) in marks.iter().enumerate().skip(at + 1) {
                if !used[place] && mark.follows(last) {
                    run.push(place);
                    last = mark;
                }
            }
            if run.len() < 2 {
                continue;
            }
            for place in run {
                used[place] = true;
                if place != at {
                    items.starts.push(marks[place].start);
                }
                items.behind.push(marks[place].behind);
            }
        }
        items.starts.sort_unstable();
        items.behind.sort_unstable();
        items
    }
}

/// How numbers of a list are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    Digits,
    Small,
    Capital,
}

/// A number that may open an item.
#[derive(Debug)]
struct Mark<'t> {
    start: usize,
    behind: usize,
    bullet: Option<char>,
    style: Style,
    sign: &'t str,
    value: u32,
}

impl Mark<'_> {
    fn follows(&self, last: &Self) -> bool {
        let same = (self.bullet, self.style, self.sign) == (last.bullet, last.style, last.sign);
        same && self.value == last.value + 1
    }
}

/// More numbers than this are a table, not a list in one line.
const MOST: usize = 400;

/// Finds possible item numbers: after a space, before a space and a capital or a letter
/// without case.
fn marks(text: &str) -> Vec<Mark<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while found.len() < MOST {
        let word = rest.trim_start();
        let start = text.len() - word.len();
        if word.is_empty() {
            break;
        }
        let end = word.find(char::is_whitespace).unwrap_or(word.len());
        found.extend(mark(text, start, start + end));
        rest = word.get(end..).unwrap_or("");
    }
    found
}

fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{2022}'
            | '\u{2023}'
            | '\u{2043}'
            | '\u{25CF}'
            | '\u{25E6}'
            | '\u{25AA}'
            | '\u{25A0}'
            | '\u{B7}'
    )
}

fn mark(text: &str, start: usize, end: usize) -> Option<Mark<'_>> {
    let word = text.get(start..end)?;
    let bullet = word.chars().next().filter(|c| is_bullet(*c));
    let bare = word.trim_start_matches(is_bullet);
    let mut behind = text.len() - text.get(end..)?.trim_start().len();
    let (bare, end) = match bullet {
        // The number may stand apart from its bullet.
        Some(_) if bare.is_empty() => {
            let next = text.get(behind..)?;
            let length = next.find(char::is_whitespace)?;
            let end = behind + length;
            let number = next.get(..length)?;
            behind = text.len() - text.get(end..)?.trim_start().len();
            (number, end)
        }
        _ => (bare, end),
    };
    let sign = [".)", ".", ")"]
        .into_iter()
        .find(|sign| bare.ends_with(sign))?;
    let number = bare.strip_suffix(sign)?;
    let next = text.get(behind..)?.chars().find(|c| c.is_alphanumeric())?;
    let opens_item = !next.is_lowercase() && (next.is_alphabetic() || bullet.is_some());
    if behind <= end || !opens_item {
        return None;
    }
    let (style, value) = value_of(number)?;
    Some(Mark {
        start,
        behind,
        bullet,
        style,
        sign,
        value,
    })
}

fn value_of(number: &str) -> Option<(Style, u32)> {
    let mut chars = number.chars();
    let first = chars.next()?;
    if first.is_numeric() {
        let mut value = 0;
        for c in number.chars() {
            value = value * 10 + digit(c)?;
            if value > 999 {
                return None;
            }
        }
        return Some((Style::Digits, value));
    }
    if chars.next().is_some() || !first.is_ascii_alphabetic() {
        return None;
    }
    let style = if first.is_ascii_uppercase() {
        Style::Capital
    } else {
        Style::Small
    };
    Some((
        style,
        u32::from(first.to_ascii_lowercase()) - u32::from('a') + 1,
    ))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(u32::from(c) - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(u32::from(c) - 0x6F0),
        c => c.to_digit(10),
    }
}

/// Returns whether a number may be the first of a list: preceded by nothing, a stop or a colon.
fn opens(text: &str, mark: &Mark<'_>) -> bool {
    let before = text.get(..mark.start).unwrap_or("").trim_end();
    let last = before.chars().next_back();
    // Consecutive capitals are initials if something is before them.
    let is_initial = mark.style == Style::Capital && mark.sign == "." && mark.bullet.is_none();
    match last {
        None => !is_initial,
        Some(':') => true,
        Some(last) => mark.bullet.is_some() || (!is_initial && is_terminator(last)),
    }
}
