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
use crate::bidi::{Paragraph, Strength, mirrored, paragraphs, strength, visual_order};
use crate::layout::line::{CellKind, VisualCell, VisualLine};
use crate::layout::options::{Digits, LayoutOptions, Newlines, Spaces};
use crate::layout::unit::{Units, units};
use crate::layout::wrap::{Piece, fill};
use crate::property::{Properties, properties};
use crate::shape::Cluster;
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
        for piece in units.pieces.iter_mut().take_while(|piece| piece.hangs) {
            piece.hangs = false;
        }
    }
    let filled = fill(&units.pieces, options.width.0);
    let mut start = span.start;
    for (index, range) in filled.iter().enumerate() {
        let next = filled
            .get(index + 1)
            .and_then(|next| units.clusters.get(next.start));
        let end = next.map_or(span.end, |next| next.span.start).max(start);
        let first = units.clusters.get(range.start);
        let first_char = first.map_or(0, |first| first.first_char);
        let end_char = next.map_or(paragraph.levels().len(), |next| next.first_char);
        let open_end = keeps && next.is_none();
        let mut row = Row {
            clusters: units.clusters.get_mut(range.clone()).unwrap_or_default(),
            pieces: units.pieces.get(range.clone()).unwrap_or_default(),
            levels: &paragraph.line(first_char..end_char),
            first_char,
            base: paragraph.base(),
        };
        let mut cells = row.set(open_end.then_some(options.width.0));
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

/// The units of one line in logical order.
struct Row<'a> {
    clusters: &'a mut [Cluster],
    pieces: &'a [Piece],
    /// The levels of the line's characters, the first of which is number `first_char` of the
    /// paragraph.
    levels: &'a [u8],
    first_char: usize,
    base: u8,
}

impl Row<'_> {
    /// Puts the units into visual order. Units that are not drawn take part in the ordering,
    /// since an isolate control parts the runs on either side of it. White space at the ends is
    /// left out, but for what there is room for where there is a width to fill.
    fn set(&mut self, fill: Option<u16>) -> Vec<VisualCell> {
        let shown = shown(self.pieces, fill);
        let units = self.clusters.iter().zip(self.pieces);
        let row_levels: Vec<u8> = units
            .map(|(cluster, piece)| {
                // What is not in the text any more has the level of the character before it, as
                // UAX #9 §5.2 gives to what X9 removes.
                let before = self.first_char + usize::from(piece.is_ghost);
                let at = cluster.first_char.checked_sub(before);
                at.and_then(|at| self.levels.get(at))
                    .copied()
                    .unwrap_or(self.base)
            })
            .collect();
        let mut cells = Vec::with_capacity(shown.len());
        let table = properties();
        let mut add = |at: usize| {
            if shown.contains(&at)
                && let Some(piece) = self.pieces.get(at).filter(|piece| piece.width > 0)
                && let Some(cluster) = self.clusters.get_mut(at)
                && let Some(&level) = row_levels.get(at)
            {
                cells.push(cell(cluster, *piece, level, table));
            }
        };
        if row_levels.iter().all(|&level| level == 0) {
            shown.clone().for_each(add);
        } else {
            visual_order(&row_levels).into_iter().for_each(&mut add);
        }
        cells
    }
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
fn shown(row: &[Piece], fill: Option<u16>) -> Range<usize> {
    let is_text = |piece: &Piece| piece.width > 0 && !piece.hangs;
    let start = row.iter().position(is_text).unwrap_or(row.len());
    let end = row.iter().rposition(is_text).map_or(start, |last| last + 1);
    let Some(width) = fill else {
        return start..end;
    };
    let wide = |piece: &Piece| usize::from(piece.width);
    let mut used: usize = row.iter().take(end).map(wide).sum();
    let fits = |piece: &&Piece| {
        used += wide(piece);
        used <= usize::from(width)
    };
    start..end + row.iter().skip(end).take_while(fits).count()
}

fn cell(cluster: &mut Cluster, piece: Piece, level: u8, table: Properties) -> VisualCell {
    let mut symbol = std::mem::take(&mut cluster.symbol);
    let first = symbol.chars().next().unwrap_or(' ');
    let property = table.of(first);
    if level % 2 == 1 && property.is_mirrored() && !piece.is_mark {
        let turned = std::iter::once(mirrored(first, level));
        symbol = turned.chain(symbol.chars().skip(1)).collect();
    }
    VisualCell {
        kind: match strength(property) {
            Strength::Left => CellKind::Left,
            Strength::Right => CellKind::Right,
            Strength::Space => CellKind::Space,
            Strength::Neutral => CellKind::Neutral,
        },
        symbol,
        logical: std::mem::take(&mut cluster.logical),
        width: piece.width,
        span: cluster.span,
        level,
    }
}

/// The text as it is drawn, where that has other characters than the text itself: one for
/// one, but perhaps of other lengths in bytes.
struct Drawn(Option<String>);

impl Drawn {
    fn new(text: &str, options: &LayoutOptions<'_>) -> Self {
        let spaced = options.newlines == Newlines::Space;
        if !spaced && options.digits == Digits::AsWritten {
            return Self(None);
        }
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
    fn restore_spans(&self, text: &str, start: usize, units: &mut Units) {
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
        for (cluster, piece) in units.clusters.iter_mut().zip(&units.pieces) {
            if !piece.is_ghost {
                cluster.span = Span::new(place(cluster.span.start), place(cluster.span.end));
            }
        }
    }
}

#[cfg(test)]
mod tests;
