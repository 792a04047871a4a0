//! Puts combining marks after their base letters.
//!
//! A mark is a separate glyph on the page, at the position given by its font, often between two
//! letters. If Arabic is drawn from the left, some programs draw marks before their letter and
//! some after it, each consistently; word ends and pen positions show which.

use super::content::Glyph;
use bayn_text::script_of;
use harf::Direction;
use harf::shape::is_mark;

/// The farthest distance of a mark from its letter, in letters.
const REACH: usize = 5;

fn is_alone(glyph: &Glyph) -> bool {
    !glyph.text.is_empty() && glyph.text.chars().all(is_mark)
}

/// Returns letters with their marks, in the order of drawing.
pub(super) fn carried(glyphs: Vec<Glyph>) -> Vec<Glyph> {
    if !glyphs.iter().any(is_alone) {
        return glyphs;
    }
    let bases: Vec<Option<Bases>> = (0..glyphs.len()).map(|at| Bases::of(&glyphs, at)).collect();
    let votes: i64 = bases.iter().flatten().map(Bases::vote).sum();
    let lead = votes >= 0;
    let mut carried: Vec<Vec<usize>> = vec![Vec::new(); glyphs.len()];
    for (at, bases) in bases.iter().enumerate() {
        let base = bases.as_ref().and_then(|bases| bases.chosen(lead));
        if let Some(list) = base.and_then(|base| carried.get_mut(base)) {
            list.push(at);
        }
    }
    let mut out = Vec::with_capacity(glyphs.len());
    for (at, glyph) in glyphs
        .iter()
        .enumerate()
        .filter(|(_, glyph)| !is_alone(glyph))
    {
        let mut glyph = glyph.clone();
        let marks = carried.get(at).map_or(&[][..], Vec::as_slice);
        if !marks.is_empty() {
            let mut text = glyph.text.to_string();
            // Drawn before their letter, the last comes first.
            let (before, behind): (Vec<usize>, Vec<usize>) =
                marks.iter().partition(|mark| **mark < at);
            for mark in behind.iter().chain(before.iter().rev()) {
                text.push_str(glyphs.get(*mark).map_or("", |mark| &mark.text));
            }
            glyph.text = text.into();
        }
        out.push(glyph);
    }
    out
}

/// The possible base letters of a mark: the one drawn before it and the one drawn after it.
struct Bases {
    before: Option<usize>,
    behind: Option<usize>,
    /// How far it is from the end of the one and from the start of the other.
    off: (f64, f64),
    /// Whether it is drawn just where the first one ends.
    is_at_end: bool,
    /// Whether it is drawn among letters from right to left that are drawn from the left.
    is_open: bool,
    /// Whether a word ends between the two.
    is_edge: bool,
}

impl Bases {
    fn of(glyphs: &[Glyph], at: usize) -> Option<Self> {
        let mark = glyphs.get(at).filter(|glyph| is_alone(glyph))?;
        let middle = f64::midpoint(mark.left, mark.right);
        let is_near = |other: &Glyph| (other.base - mark.base).abs() < mark.size;
        let carries = |other: &usize| {
            let base = glyphs.get(*other);
            let is_letter =
                |base: &Glyph| base.text.chars().next().is_some_and(char::is_alphabetic);
            base.is_some_and(|base| is_letter(base) && is_near(base))
        };
        let before = (at.saturating_sub(REACH)..at).rev().find(carries);
        let behind = (at + 1..glyphs.len().min(at + 1 + REACH)).find(carries);
        let of = |at: Option<usize>| at.and_then(|at| glyphs.get(at));
        let off = |base: Option<&Glyph>| {
            base.map_or(f64::MAX, |base| {
                (base.left - middle).max(middle - base.right).max(0.0)
            })
        };
        let (one, other) = (of(before), of(behind));
        let is_rtl = |base: &Glyph| {
            let is =
                |c: char| script_of(c).is_some_and(|script| script.direction() == Direction::Rtl);
            base.text.chars().any(is)
        };
        let is_open = match (one, other) {
            (Some(one), Some(other)) => is_rtl(other) && one.left < other.left,
            (None, other) => other.is_some_and(is_rtl),
            _ => false,
        };
        let is_edge = match (one, other) {
            (Some(one), Some(other)) => !is_rtl(one) || other.left - one.right > 0.12 * mark.size,
            _ => true,
        };
        Some(Self {
            before,
            behind,
            off: (off(one), off(other)),
            is_at_end: one.is_some_and(|one| (one.right - middle).abs() < 0.004 * mark.size),
            is_open,
            is_edge,
        })
    }

    /// Returns the evidence at the end of a word: more than 0 if marks come first.
    fn vote(&self) -> i64 {
        if !self.is_open {
            return 0;
        }
        match self.is_edge {
            true if self.off.1 < self.off.0 => 4,
            true => -4,
            // A program that draws marks after their letter leaves the pen where it was.
            false if self.is_at_end => -1,
            false => 1,
        }
    }

    fn chosen(&self, lead: bool) -> Option<usize> {
        let nearer = if self.off.1 < self.off.0 {
            self.behind
        } else {
            self.before
        };
        if self.is_edge {
            return nearer.or(self.before).or(self.behind);
        }
        if self.is_open && lead {
            self.behind
        } else {
            self.before
        }
    }
}
