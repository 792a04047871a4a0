//! Paragraphs from lines.
//!
//! A paragraph ends if its last line leaves room for the first word of the next one, or if
//! the next one is indented or has more space above, or is larger or smaller. At the end of a column or a
//! page the room decides, and whether a sentence ends there.

use super::line::Line;
use std::collections::{HashMap, HashSet};

/// The minimum indent of a paragraph, as a share of the font size.
const INDENT: f64 = 0.7;
/// Lines whose font sizes differ by this much are of two paragraphs.
const SIZE: f64 = 0.12;
/// The number of lines on either side from which the right margin is estimated.
const NEAR: usize = 24;

/// A paragraph with the page on which it begins, from 0.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Paragraph {
    /// Its text.
    pub(super) text: String,
    /// The page on which it begins.
    pub(super) page: usize,
    /// The size of its letters.
    pub(super) size: f64,
}

/// Combines the lines of all pages.
pub(super) fn paragraphs(lines: &[Line]) -> Vec<Paragraph> {
    let pace = paces(lines);
    let ends: Vec<f64> = (0..lines.len()).map(|at| end_of(lines, at)).collect();
    let starts = if pace.indents {
        (0..lines.len()).map(|at| start_of(lines, at)).collect()
    } else {
        Vec::new()
    };
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let goes_on = groups.last().is_some_and(|group| {
            let end = group.last().and_then(|last| ends.get(*last)).copied();
            // A line of its own may be followed by another paragraph, as far set in as it is.
            let is_set_in = |at: usize| {
                let both = starts.get(at).zip(lines.get(at));
                both.is_some_and(|(start, own)| own.start() - start >= INDENT * own.size)
            };
            let is_alone = group.len() == 1 && group.first().is_some_and(|first| is_set_in(*first));
            !(is_alone && is_set_in(at))
                && continues(lines, group, line, at, &pace, end.unwrap_or(0.0))
        });
        match groups.last_mut() {
            Some(group) if goes_on => group.push(at),
            _ => groups.push(vec![at]),
        }
    }
    let words = Words::of(lines);
    let paragraph = |group: &Vec<usize>| {
        let first = lines.get(*group.first()?)?;
        let texts = group.iter().filter_map(|at| lines.get(*at));
        Some(Paragraph {
            text: words.joined(texts.map(|line| line.text.as_str())),
            page: first.page,
            size: first.size,
        })
    };
    groups.iter().filter_map(paragraph).collect()
}

/// Returns whether `next` belongs to the paragraph of the lines in `group`.
fn continues(
    lines: &[Line],
    group: &[usize],
    next: &Line,
    at: usize,
    pace: &Paces,
    end: f64,
) -> bool {
    let Some(last) = group.last().and_then(|at| lines.get(*at)) else {
        return false;
    };
    let em = last.size.max(1.0);
    if (next.size - last.size).abs() > SIZE * em
        || next.direction != last.direction
        || is_item(next)
    {
        return false;
    }
    let room = end - last.end();
    let is_short = room > next.first_word + 0.3 * em;
    let step = last.base - next.base;
    let is_below = next.page == last.page && step > 0.0 && overlaps(last, next);
    if !is_below {
        return !is_short
            && !starts_numbered(&next.text)
            && (!ends_sentence(&last.text) || {
                // If paragraphs are indented, a line that is not continues one.
                pace.indents && !is_indented(lines, at)
            });
    }
    if step > pace.most(lines, group, last) {
        return false;
    }
    let shift = next.start() - last.start();
    let is_centred = (last.left + last.right - next.left - next.right).abs() < em;
    if is_centred && shift.abs() > INDENT * em {
        return !ends_sentence(&last.text);
    }
    if is_short || (starts_numbered(&next.text) && ends_sentence(&last.text)) {
        return false;
    }
    if shift >= INDENT * em {
        // A hanging indent: all lines except the first are indented.
        let hangs = group.len() == 1
            && (starts_numbered(&last.text)
                || is_item(last)
                || !ends_sentence(&last.text)
                || lines.get(at + 1).is_some_and(|after| {
                    after.page == next.page && (after.start() - next.start()).abs() < 0.3 * em
                }));
        return hangs;
    }
    // An outdented line begins a paragraph, unless the first was indented.
    shift > -INDENT * em || group.len() == 1
}

/// Returns whether two lines stand over one another.
fn overlaps(a: &Line, b: &Line) -> bool {
    a.left.max(b.left) < a.right.min(b.right)
}

/// Returns whether a line is indented relative to the one below it.
fn is_indented(lines: &[Line], at: usize) -> bool {
    match (lines.get(at), lines.get(at + 1)) {
        (Some(line), Some(below)) if below.page == line.page && overlaps(line, below) => {
            line.start() - below.start() >= INDENT * line.size
        }
        _ => false,
    }
}

/// Returns whether a line begins with a list marker.
fn is_item(line: &Line) -> bool {
    let mut chars = line.text.chars();
    let mark = chars
        .next()
        .is_some_and(|c| "•◦▪‣●○■–—*\u{F0B7}".contains(c));
    mark && chars.next() == Some(' ')
}

/// Returns whether a text begins with a number as items have them: `3.`, `(٣)`, `a)`, `3 -`.
fn starts_numbered(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or("");
    let bare = first.trim_start_matches(['(', '[']);
    let inner = bare.trim_end_matches([')', ']', '.', '-', ':']);
    let is_marked = inner.len() < first.len();
    let is_number = !inner.is_empty() && inner.chars().all(char::is_numeric);
    is_marked && (is_number && inner.chars().count() <= 3 || inner.chars().count() == 1)
}

/// Returns whether a sentence may end with this text.
fn ends_sentence(text: &str) -> bool {
    let closed = text.trim_end_matches([')', ']', '"', '”', '’', '»', '\'']);
    closed.ends_with(['.', '!', '?', '؟', '۔', '…', ':', '؛', '。'])
}

/// The line spacing.
struct Paces {
    /// The most common step by the size of letters, in tenths.
    steps: HashMap<u32, f64>,
    /// Whether paragraphs are indented.
    indents: bool,
}

fn tenths(number: f64) -> u32 {
    (number * 10.0).round().clamp(0.0, 1e6) as u32
}

fn paces(lines: &[Line]) -> Paces {
    let mut counts: HashMap<u32, HashMap<u32, usize>> = HashMap::new();
    let (mut set_in, mut level) = (0_usize, 0_usize);
    for (at, pair) in lines.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let step = a.base - b.base;
        if a.page == b.page && step > 0.0 && step < 4.0 * a.size && overlaps(a, b) {
            let count = counts.entry(tenths(a.size)).or_default();
            *count.entry(tenths(step)).or_default() += 1;
            if is_indented(lines, at) {
                set_in += 1;
            } else {
                level += 1;
            }
        }
    }
    let most = |steps: HashMap<u32, usize>| {
        let step = steps
            .into_iter()
            .max_by_key(|(step, count)| (*count, u32::MAX - *step));
        step.map_or(0.0, |(step, _)| f64::from(step) / 10.0)
    };
    Paces {
        steps: counts
            .into_iter()
            .map(|(size, steps)| (size, most(steps)))
            .collect(),
        indents: set_in >= 3 && set_in * 20 > level,
    }
}

impl Paces {
    /// Returns how far below the last line of a paragraph its next may stand.
    fn most(&self, lines: &[Line], group: &[usize], last: &Line) -> f64 {
        let own = match group {
            [.., before, _] => lines.get(*before).filter(|before| before.page == last.page),
            _ => None,
        };
        let own = own
            .map(|before| before.base - last.base)
            .filter(|step| *step > 0.0);
        let usual = self.steps.get(&tenths(last.size)).copied();
        let usual = usual.filter(|step| *step < 2.2 * last.size);
        // Tall letters and marks make line spacing uneven.
        match own.into_iter().chain(usual).reduce(f64::max) {
            Some(step) => step * 1.25 + 0.5,
            None => last.size * 1.7,
        }
    }
}

/// Returns a line with those near it.
fn around(lines: &[Line], at: usize) -> &[Line] {
    let from = at.saturating_sub(NEAR);
    let end = lines.len().min(at + NEAR + 1);
    lines.get(from..end).unwrap_or(&[])
}

/// Returns the right margin of the column of a line: where most lines end, else the longest.
fn end_of(lines: &[Line], at: usize) -> f64 {
    let Some(line) = lines.get(at) else {
        return 0.0;
    };
    let em = line.size.max(1.0);
    let near = around(lines, at);
    let ends: Vec<f64> = near
        .iter()
        .filter(|other| {
            other.direction == line.direction
                && (other.size - line.size).abs() < SIZE * em
                && (other.start() - line.start()).abs() < 4.0 * em
        })
        .map(Line::end)
        .collect();
    let support = |end: f64| {
        ends.iter()
            .filter(|other| (**other - end).abs() < 0.5 * em)
            .count()
    };
    let best = ends
        .iter()
        .copied()
        .max_by(|a, b| support(*a).cmp(&support(*b)).then(a.total_cmp(b)));
    match best {
        Some(end) if support(end) >= 2 && support(end) * 3 >= ends.len() => end,
        _ => ends.iter().copied().fold(line.end(), f64::max),
    }
}

/// Returns the left margin of the lines without indent, in the column of a line.
fn start_of(lines: &[Line], at: usize) -> f64 {
    let Some(line) = lines.get(at) else {
        return 0.0;
    };
    let em = line.size.max(1.0);
    let near = around(lines, at);
    let starts: Vec<f64> = near
        .iter()
        .filter(|other| {
            other.direction == line.direction && (other.start() - line.start()).abs() < 4.0 * em
        })
        .map(Line::start)
        .collect();
    let is_usual = |start: &f64| {
        let same = |other: &&f64| (*other - start).abs() < 0.2 * em;
        starts.iter().filter(same).count() >= 3
    };
    starts
        .iter()
        .copied()
        .filter(is_usual)
        .fold(line.start(), f64::min)
}

/// The words of a text, by which hyphens at line ends are judged.
struct Words<'a> {
    whole: HashSet<&'a str>,
}

impl<'a> Words<'a> {
    fn of(lines: &'a [Line]) -> Self {
        let mut whole = HashSet::new();
        let mut divided = false;
        for line in lines {
            // A word at the end of a line may be incomplete.
            let ends = line.text.ends_with(['-', '\u{2010}', '\u{AD}']);
            let count = line.text.split(' ').count();
            let inner = usize::from(divided)..count - usize::from(ends);
            let words = line
                .text
                .split(' ')
                .take(inner.end)
                .skip(inner.start)
                .map(bare);
            whole.extend(words.filter(|word| !word.is_empty()));
            divided = ends;
        }
        Self { whole }
    }

    /// Returns whether a hyphen at the end of a line is one of a word with two parts, by the other
    /// words of the text.
    fn keeps_hyphen(&self, stem: &str, next: &str) -> bool {
        let stem = bare(stem);
        let has = |word: &str| self.whole.contains(word);
        let is_long = |word: &str| word.chars().nth(2).is_some();
        if has(&format!("{stem}{next}")) {
            return false;
        }
        let is_prefix = matches!(stem, "self" | "non" | "well" | "half" | "cross" | "quasi");
        has(&format!("{stem}-{next}"))
            || is_prefix && has(next)
            || [stem, next]
                .into_iter()
                .all(|word| is_long(word) && has(word))
    }

    /// Joins lines to one text; hyphenated words are rejoined.
    fn joined<'l>(&self, lines: impl Iterator<Item = &'l str>) -> String {
        let mut text = String::new();
        for line in lines {
            if text.is_empty() {
                text.push_str(line);
                continue;
            }
            let soft = text.ends_with('\u{AD}');
            let hard = text.ends_with(['-', '\u{2010}']);
            let last = text.rsplit(' ').next().unwrap_or("");
            let next = line.split(' ').next().unwrap_or("");
            let stem = last.trim_end_matches(['-', '\u{2010}', '\u{AD}']);
            let divides = (soft || hard)
                && stem.chars().next_back().is_some_and(char::is_alphabetic)
                && next.chars().next().is_some_and(char::is_lowercase);
            if divides {
                if soft || !self.keeps_hyphen(stem.rsplit('-').next().unwrap_or(stem), bare(next)) {
                    let end = text.trim_end_matches(['-', '\u{2010}', '\u{AD}']).len();
                    text.truncate(end);
                }
            } else if !(hard && stem.ends_with(|c: char| c.is_alphanumeric())
                || is_dashed(&text, line))
            {
                text.push(' ');
            }
            text.push_str(line);
        }
        text
    }
}

/// Returns whether a dash without spaces is where a line was broken.
fn is_dashed(text: &str, next: &str) -> bool {
    let ends = text
        .strip_suffix('—')
        .is_some_and(|rest| rest.ends_with(char::is_alphanumeric));
    let starts = next
        .strip_prefix('—')
        .is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    ends || starts
}

/// Returns a word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}
