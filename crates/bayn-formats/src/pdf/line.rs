//! Lines of a page: letters combined by position, each line in logical order.
//!
//! A page is drawn in reading order by nearly every program, so the order of lines is that of
//! drawing; within a line only positions count, in whatever order its letters were drawn.

use super::content::Glyph;
use super::marks;
use bayn_text::logical_line;
use harf::Direction;

/// A vertical distance of this share of the font size begins another line.
const STEP: f64 = 0.5;
/// A gap of this many font sizes separates two lines side by side.
const APART: f64 = 2.6;

/// A line of a page.
#[derive(Clone, Debug, Default)]
pub(super) struct Line {
    /// Its text in logical order.
    pub(super) text: String,
    /// Where it begins at the left.
    pub(super) left: f64,
    /// Where it ends at the right.
    pub(super) right: f64,
    /// Its height on the page.
    pub(super) base: f64,
    /// The size of most of its letters.
    pub(super) size: f64,
    /// How wide its first word is.
    pub(super) first_word: f64,
    /// Its direction.
    pub(super) direction: Direction,
    /// The page that it is on, from 0.
    pub(super) page: usize,
}

impl Line {
    /// Returns where it begins in the direction of reading; more is later.
    pub(super) fn start(&self) -> f64 {
        match self.direction {
            Direction::Ltr => self.left,
            Direction::Rtl => -self.right,
        }
    }

    /// Returns where it ends in the direction of reading.
    pub(super) fn end(&self) -> f64 {
        match self.direction {
            Direction::Ltr => self.right,
            Direction::Rtl => -self.left,
        }
    }
}

/// A line in visual order, before its direction is known.
struct Row {
    glyphs: Vec<Glyph>,
    base: f64,
    size: f64,
    left: f64,
    right: f64,
}

/// Returns the lines of a page.
pub(super) fn lines(glyphs: Vec<Glyph>, page: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    let rows: Vec<Row> = rows(marks::carried(glyphs))
        .into_iter()
        .flat_map(parted)
        .collect();
    let seen: Vec<Seen<'_>> = rows.iter().map(Seen::of).collect();
    // If a line gives little evidence of its direction, its neighbours decide.
    let lean = |at: usize| -> i64 {
        let from = at.saturating_sub(2);
        seen.get(from..seen.len().min(at + 3))
            .unwrap_or(&[])
            .iter()
            .map(Seen::lean)
            .sum()
    };
    for (at, seen) in seen.iter().enumerate() {
        let own = seen.lean();
        let is_rtl = match (seen.rtl, seen.ltr) {
            (_, 0) if seen.rtl > 0 => true,
            (0, 1..) => false,
            _ => own + lean(at) > 0,
        };
        let direction = if is_rtl {
            Direction::Rtl
        } else {
            Direction::Ltr
        };
        lines.extend(seen.line(direction, page));
    }
    lines
}

/// Groups letters into rows, in the order of drawing.
fn rows(glyphs: Vec<Glyph>) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        match rows.last_mut() {
            Some(row) if row.takes(&glyph) => row.push(glyph),
            _ => rows.push(Row::of(glyph.base, glyph.size, glyph)),
        }
    }
    rows
}

impl Row {
    fn of(base: f64, size: f64, glyph: Glyph) -> Self {
        Self {
            base,
            size,
            left: glyph.left,
            right: glyph.right,
            glyphs: vec![glyph],
        }
    }

    fn takes(&self, glyph: &Glyph) -> bool {
        let step = (glyph.base - self.base).abs();
        let larger = self.size.max(glyph.size);
        if step <= 0.15 * larger {
            return true;
        }
        // Superscripts and subscripts belong to the line.
        let near = glyph.left <= self.right + larger && glyph.right >= self.left - larger;
        step <= STEP * larger && near
    }

    fn push(&mut self, glyph: Glyph) {
        if glyph.size > self.size * 1.05 && !glyph.text.trim().is_empty() {
            self.size = glyph.size;
            self.base = glyph.base;
        }
        self.left = self.left.min(glyph.left);
        self.right = self.right.max(glyph.right);
        self.glyphs.push(glyph);
    }
}

/// Splits rows at wide gaps, and sorts letters from left to right.
fn parted(row: Row) -> Vec<Row> {
    let mut glyphs = row.glyphs;
    glyphs.sort_by(|a, b| (a.left + a.right).total_cmp(&(b.left + b.right)));
    // A letter drawn twice to look bold counts once.
    glyphs.dedup_by(|b, a| {
        a.text == b.text
            && !a.text.trim().is_empty()
            && (a.left - b.left).abs() < 0.1 * a.size
            && (a.base - b.base).abs() < 0.1 * a.size
    });
    let apart = apart(&glyphs, row.size);
    let mut rows: Vec<Row> = Vec::new();
    for glyph in glyphs {
        let is_blank = is_blank(&glyph);
        match rows.last_mut() {
            Some(last) if glyph.left - last.right <= apart || is_blank => {
                if !is_blank {
                    last.right = last.right.max(glyph.right);
                }
                last.glyphs.push(glyph);
            }
            _ if is_blank => {}
            _ => rows.push(Row::of(row.base, row.size, glyph)),
        }
    }
    // The order of reading among what is side by side is that of its direction.
    let lean: i64 = rows.iter().map(|row| Seen::of(row).lean()).sum();
    if lean > 0 {
        rows.reverse();
    }
    rows
}

/// Returns the width of a gap that separates lines: wider than word gaps in a justified narrow column.
fn apart(glyphs: &[Glyph], size: f64) -> f64 {
    let mut wide = [0.0_f64; 2];
    let mut right = f64::MAX;
    for glyph in glyphs.iter().filter(|glyph| !is_blank(glyph)) {
        let gap = glyph.left - right;
        if gap > wide[0] {
            wide = [gap, wide[0]];
        } else if gap > wide[1] {
            wide[1] = gap;
        }
        right = if right == f64::MAX {
            glyph.right
        } else {
            right.max(glyph.right)
        };
    }
    (APART * size).max(wide[1] * 1.6)
}

/// Returns whether a letter is a space; one without text fills its place.
fn is_blank(glyph: &Glyph) -> bool {
    !glyph.text.is_empty() && glyph.text.trim().is_empty()
}

/// A line in visual order, from left to right.
struct Seen<'a> {
    row: &'a Row,
    /// What is there, with the spaces that gaps are.
    pieces: Vec<(&'a str, f64, f64)>,
    rtl: i64,
    ltr: i64,
}

impl<'a> Seen<'a> {
    fn of(row: &'a Row) -> Self {
        let has_spaces = row.glyphs.iter().any(is_blank);
        let least = if has_spaces { 0.2 } else { 0.12 };
        let least = word_gap(&row.glyphs, least * row.size + spacing(&row.glyphs));
        let mut pieces: Vec<(&str, f64, f64)> = Vec::with_capacity(row.glyphs.len() * 5 / 4);
        let mut right = f64::MAX;
        for glyph in &row.glyphs {
            if glyph.left - right > least && pieces.last().is_none_or(|(text, ..)| *text != " ") {
                pieces.push((" ", right, glyph.left));
            }
            pieces.push((&glyph.text, glyph.left, glyph.right));
            right = if right == f64::MAX {
                glyph.right
            } else {
                right.max(glyph.right)
            };
        }
        let letters = || row.glyphs.iter().flat_map(|glyph| glyph.text.chars());
        let count = |direction| {
            let is = |c: &char| {
                bayn_text::script_of(*c).is_some_and(|script| script.direction() == direction)
            };
            i64::try_from(letters().filter(is).count()).unwrap_or(0)
        };
        Self {
            row,
            pieces,
            rtl: count(Direction::Rtl),
            ltr: count(Direction::Ltr),
        }
    }

    /// Returns how much more of it runs from right to left.
    const fn lean(&self) -> i64 {
        self.rtl - self.ltr
    }

    /// Returns the line in logical order, unless it is blank.
    fn line(&self, direction: Direction, page: usize) -> Option<Line> {
        let mut seen = String::new();
        for (text, ..) in &self.pieces {
            // Several letters that are one glyph are in logical order already.
            if self.rtl > 0 && text.chars().nth(1).is_some() {
                seen.push_str(&logical_line(text, direction, false));
            } else {
                seen.push_str(text);
            }
        }
        let text = if self.rtl > 0 {
            logical_line(&seen, direction, false)
        } else {
            seen
        };
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        (!text.is_empty()).then(|| Line {
            text,
            left: self.row.left,
            right: self.row.right,
            base: self.row.base,
            size: self.row.size,
            first_word: self.first_word(direction),
            direction,
            page,
        })
    }

    fn first_word(&self, direction: Direction) -> f64 {
        let mut pieces: Vec<_> = self.pieces.iter().collect();
        if direction == Direction::Rtl {
            pieces.reverse();
        }
        let word = pieces
            .into_iter()
            .skip_while(|(text, ..)| text.trim().is_empty())
            .take_while(|(text, ..)| !text.trim().is_empty());
        let (mut left, mut right) = (f64::MAX, f64::MIN);
        for (_, from, to) in word {
            left = left.min(*from);
            right = right.max(*to);
        }
        (right - left).max(0.0)
    }
}

/// Returns the minimum width of a space: half of the wide gaps, and at least `least`.
fn word_gap(glyphs: &[Glyph], least: f64) -> f64 {
    let gap = |pair: &[Glyph]| match pair {
        [a, b] => Some(b.left - a.right).filter(|gap| *gap > least),
        _ => None,
    };
    let mut gaps: Vec<f64> = glyphs.windows(2).filter_map(gap).collect();
    gaps.sort_by(f64::total_cmp);
    let wide = gaps.get(gaps.len() * 3 / 4).copied().unwrap_or(0.0);
    (wide / 2.0).min(least * 3.0).max(least)
}

/// Returns the letter spacing of a line: the most common gap.
fn spacing(glyphs: &[Glyph]) -> f64 {
    let is_letter = |glyph: &Glyph| glyph.text.chars().all(char::is_alphabetic);
    let mut gaps: Vec<f64> = glyphs
        .windows(2)
        .filter_map(|pair| match pair {
            [a, b] if is_letter(a) && is_letter(b) => Some(b.left - a.right),
            _ => None,
        })
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    gaps.sort_by(f64::total_cmp);
    gaps.get(gaps.len() / 3).copied().unwrap_or(0.0).max(0.0)
}
