//! A text laid out at one width: the rows that a pane shows.
//!
//! Each paragraph goes through the same steps: digits are chosen, levels resolved over what
//! will be drawn, clusters shaped, lines filled in logical order; then each line is reset
//! (L1), reordered (L2) and mirrored (L4) on its own.
//!
//! A block may be a part of a longer text. The part is then a paragraph of its own to
//! UAX #9: a reader that shows one sentence at a time shows it as if it were alone, and
//! no bracket or direction mark in a sentence that is not on the row can turn it round.

use crate::Direction;
use crate::bidi::{Paragraph, Strength, VisualMap, mirrored, paragraphs, strength};
use crate::layout::line::{CellKind, VisualCell, VisualLine};
use crate::layout::options::{LayoutOptions, Newlines, Spaces};
use crate::layout::unit::{Unit, units};
use crate::layout::wrap::{Piece, fill};
use crate::{Cells, Span};
use std::ops::Range;

/// The visual lines of a text at one width.
///
/// ```
/// use harf::layout::{Block, LayoutOptions};
/// use harf::{Cells, Direction, Span};
///
/// let block = Block::new("one two", &LayoutOptions::new(Cells(5), Direction::Ltr));
/// assert_eq!(block.height(), 2);
/// assert_eq!(block.lines[0].span, Span::new(0, 4)); // with the space it was broken at
/// assert_eq!(block.width(), Cells(3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// The lines from top to bottom; at least one. Their spans tile the block's span.
    pub lines: Vec<VisualLine>,
    /// The bytes of the text that were laid out.
    pub span: Span,
    /// The base direction.
    pub direction: Direction,
    /// The width of the pane that it was laid out for; columns are counted in it.
    pub pane: Cells,
}

impl Block {
    /// Lays out a whole text. Cost is linear in the text.
    #[must_use]
    pub fn new(text: &str, options: &LayoutOptions<'_>) -> Self {
        Self::of(text, Span::new(0, text.len()), options)
    }

    /// Lays out the bytes `part` of `text`, as a paragraph of its own. All spans are bytes
    /// of `text`, and so are the offsets of the ghosts. A part that does not lie on
    /// character boundaries of the text gives one empty line.
    #[must_use]
    pub fn of(text: &str, part: Span, options: &LayoutOptions<'_>) -> Self {
        let inside = part.of(text);
        let part = Span::new(part.start, part.start + inside.len());
        let ghosts = ghosts_of(text, part, options.ghosts);
        let mut lines = Vec::new();
        let mut start = part.start;
        let single = std::iter::once(inside).filter(|text| !text.is_empty());
        let parts: Box<dyn Iterator<Item = &str>> = match options.newlines {
            Newlines::Break => Box::new(paragraphs(inside)),
            Newlines::Space => Box::new(single),
        };
        for paragraph in parts {
            let span = Span::new(start, start + paragraph.len());
            start = span.end;
            let last = start == part.end;
            let own = ghosts
                .iter()
                .copied()
                .filter(|&(at, _)| span.contains(at) || (last && at == span.end));
            set_paragraph(paragraph, span, own.collect(), options, &mut lines);
        }
        if lines.is_empty() {
            set_paragraph("", part, ghosts, options, &mut lines);
        }
        Self {
            lines,
            span: part,
            direction: options.direction,
            pane: Cells(options.width.0.max(1)),
        }
    }

    /// Returns the width of the widest line.
    #[must_use]
    pub fn width(&self) -> Cells {
        self.lines
            .iter()
            .map(VisualLine::width)
            .max()
            .unwrap_or_default()
    }

    /// Returns the number of rows.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.lines.len()
    }
}

/// Returns the ghosts that belong to `part`: those inside it, and those right at its end
/// where no letter follows, since then no other part shows them.
fn ghosts_of(text: &str, part: Span, ghosts: &[(usize, char)]) -> Vec<(usize, char)> {
    let open_end = text
        .get(part.end..)
        .and_then(|rest| rest.chars().next())
        .is_none_or(char::is_whitespace);
    ghosts
        .iter()
        .copied()
        .filter(|&(at, _)| part.contains(at) || (open_end && at == part.end))
        .collect()
}

/// Lays out one paragraph whose bytes are `span` and adds its lines.
fn set_paragraph(
    text: &str,
    span: Span,
    ghosts: Vec<(usize, char)>,
    options: &LayoutOptions<'_>,
    lines: &mut Vec<VisualLine>,
) {
    let drawn = Drawn::new(text, options);
    let paragraph = Paragraph::new(drawn.text(text), Some(options.direction));
    let mut units = units(drawn.text(text), &paragraph, &ghosts, span.start, options);
    drawn.restore_spans(text, span.start, &mut units);
    let keeps = options.spaces == Spaces::Keep;
    if keeps {
        for unit in units.iter_mut().take_while(|unit| unit.piece.hangs) {
            unit.piece.hangs = false;
        }
    }
    let pieces: Vec<Piece> = units.iter().map(|unit| unit.piece).collect();
    let filled = fill(&pieces, options.width.0);
    let mut start = span.start;
    for (index, range) in filled.iter().enumerate() {
        let next = filled.get(index + 1).and_then(|next| units.get(next.start));
        let end = next.map_or(span.end, |unit| unit.span.start).max(start);
        let first_char = units.get(range.start).map_or(0, |unit| unit.first_char);
        let end_char = next.map_or(paragraph.levels().len(), |unit| unit.first_char);
        let levels = paragraph.line(first_char..end_char);
        let open_end = keeps && next.is_none();
        let row = units.get_mut(range.clone()).unwrap_or_default();
        let shown = shown(row, open_end.then_some(options.width.0));
        let mut cells = set_line(row, shown, first_char, &levels, paragraph.base());
        if options.justified && index + 1 < filled.len() {
            justify(&mut cells, options.width.0);
        }
        lines.push(VisualLine {
            cells,
            span: Span::new(start, end),
            direction: options.direction,
        });
        start = end;
    }
}

/// Puts the units of one line into visual order. `levels` are those of the line's
/// characters, the first of which is number `first_char` of the paragraph. Units that are
/// not drawn take part in the ordering, since an isolate control parts the runs on either
/// side of it.
fn set_line(
    row: &mut [Unit],
    shown: Range<usize>,
    first_char: usize,
    levels: &[u8],
    base: u8,
) -> Vec<VisualCell> {
    let row_levels: Vec<u8> = row
        .iter()
        .map(|unit| {
            unit.level_char
                .and_then(|at| at.checked_sub(first_char))
                .and_then(|at| levels.get(at))
                .copied()
                .unwrap_or(base)
        })
        .collect();
    let mut cells = Vec::with_capacity(shown.len());
    for &at in VisualMap::new(&row_levels).visual_order() {
        if let (Some(unit), Some(&level)) = (row.get_mut(at), row_levels.get(at))
            && shown.contains(&at)
            && unit.piece.width > 0
        {
            cells.push(cell(unit, level));
        }
    }
    cells
}

/// Widens the spaces of a line until it fills `width`, as evenly as cells allow. A line with
/// so few spaces that they would become holes stays ragged. Letters are not stretched: where a
/// word may be (kashida) is a matter of each letter's form, and cells are too coarse for it.
fn justify(cells: &mut [VisualCell], width: u16) {
    /// The widest a space may become.
    const WIDEST: u16 = 3;
    let is_space = |cell: &VisualCell| &*cell.symbol == " " && cell.width == 1;
    let used: u16 = cells
        .iter()
        .fold(0, |sum, cell| sum.saturating_add(u16::from(cell.width)));
    let spaces = u16::try_from(cells.iter().filter(|cell| is_space(cell)).count()).unwrap_or(0);
    let left = width.saturating_sub(used);
    if left == 0 || spaces == 0 || left > spaces * (WIDEST - 1) {
        return;
    }
    let mut given = 0_u32;
    for (at, cell) in (1_u32..).zip(cells.iter_mut().filter(|cell| is_space(cell))) {
        let due = at * u32::from(left) / u32::from(spaces);
        cell.width += u8::try_from(due - given).unwrap_or(0);
        given = due;
    }
}

/// Returns the range of the row without white space at its ends; where there is a width to fill,
/// with as much of that at its end as there is room for.
fn shown(row: &[Unit], fill: Option<u16>) -> Range<usize> {
    let is_text = |unit: &Unit| unit.piece.width > 0 && !unit.piece.hangs;
    let start = row.iter().position(is_text).unwrap_or(row.len());
    let end = row.iter().rposition(is_text).map_or(start, |last| last + 1);
    let Some(width) = fill else {
        return start..end;
    };
    let wide = |unit: &Unit| usize::from(unit.piece.width);
    let mut used: usize = row.iter().take(end).map(wide).sum();
    let fits = |unit: &&Unit| {
        used += wide(unit);
        used <= usize::from(width)
    };
    start..end + row.iter().skip(end).take_while(fits).count()
}

fn cell(unit: &mut Unit, level: u8) -> VisualCell {
    let symbol = std::mem::take(&mut unit.symbol);
    let first = symbol.chars().next().unwrap_or(' ');
    let turned = mirrored(first, level);
    let symbol = if turned == first || unit.is_mark {
        symbol
    } else {
        std::iter::once(turned)
            .chain(symbol.chars().skip(1))
            .collect()
    };
    VisualCell {
        kind: match strength(first) {
            Strength::Left => CellKind::Left,
            Strength::Right => CellKind::Right,
            Strength::Space => CellKind::Space,
            Strength::Neutral => CellKind::Neutral,
        },
        symbol,
        logical: std::mem::take(&mut unit.logical),
        width: unit.piece.width,
        span: unit.span,
        level,
    }
}

/// The text as it is drawn, where that has other characters than the text itself: one for
/// one, but perhaps of other lengths in bytes.
struct Drawn(Option<String>);

impl Drawn {
    fn new(text: &str, options: &LayoutOptions<'_>) -> Self {
        let spaced = options.newlines == Newlines::Space;
        let draw = |c: char| match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' if spaced => ' ',
            _ => options.digits.apply(c),
        };
        if text.chars().all(|c| draw(c) == c) {
            Self(None)
        } else {
            Self(Some(text.chars().map(draw).collect()))
        }
    }

    fn text<'a>(&'a self, text: &'a str) -> &'a str {
        self.0.as_deref().unwrap_or(text)
    }

    /// Turns the spans of `units`, which are bytes of the drawn text moved by `start`, into
    /// bytes of the text itself.
    fn restore_spans(&self, text: &str, start: usize, units: &mut [Unit]) {
        let Some(drawn) = &self.0 else { return };
        let mut at = vec![start + text.len(); drawn.len() + 1];
        for ((from, _), (to, _)) in drawn.char_indices().zip(text.char_indices()) {
            if let Some(slot) = at.get_mut(from) {
                *slot = start + to;
            }
        }
        let place = |offset: usize| {
            at.get(offset.saturating_sub(start))
                .copied()
                .unwrap_or(start + text.len())
        };
        for unit in units.iter_mut().filter(|unit| !unit.is_ghost) {
            unit.span = Span::new(place(unit.span.start), place(unit.span.end));
        }
    }
}

#[cfg(test)]
mod tests;
