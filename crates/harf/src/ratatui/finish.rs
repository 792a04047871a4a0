//! One call after the widgets: logical order in, what the terminal must be sent out.

use super::columns::{Gaps, Piece, pieces};
use super::measured::PAD;
use crate::bidi::direction_of;
use crate::encode::{Slant, encode_row, has_ink, lighten_row};
use crate::layout::{Block, Newlines, VisualCell};
use crate::terminal::Facts;
use crate::{Cells, Direction};
use ratatui_core::buffer::{Buffer, Cell, CellWidth};
use ratatui_core::layout::Rect;
use std::ops::Range;

/// Turns, shapes and encodes the right-to-left text that widgets wrote into `area`.
///
/// To be called once a frame, after everything is drawn: for the whole frame, or for each area by
/// itself. Cells are encoded too: never call this twice for the same cells, nor
/// [`encode_buffer`](crate::encode::encode_buffer) after it, nor over what [`draw`](super::draw) drew,
/// which is in order already.
///
/// Each piece of text is set by UAX #9 within the cells that it fills, in the direction of its first
/// strong letter, a wrapped paragraph in that of its first line; a cell's style goes with its letter.
/// No letter leaves its piece. Pieces end at frames, at three blanks, and at two blanks or one where
/// rows above or below have blanks in the same columns and text on both sides. Of a table whose
/// cells fill their columns nothing is seen: give it `column_spacing(3)`, or name its columns
/// ([`finish_columns`]).
///
/// A mark takes no cell and lam-alef one: what becomes free is blank, at the end of the piece. A
/// right-to-left text that a widget aligned to the left therefore begins a cell further right for
/// each lam-alef; aligned to the right it begins where it should. Right-to-left letters are neither
/// bold nor italic unless the facts allow it ([`Facts::bold`]). Text without right-to-left letters
/// is not touched.
pub fn finish(buffer: &mut Buffer, area: Rect, facts: &Facts) {
    set_pieces(buffer, area, &[], None, facts);
    encode(buffer, area, facts);
}

/// As [`finish`], with the base direction given: for an area whose language is known.
pub fn finish_directed(buffer: &mut Buffer, area: Rect, direction: Direction, facts: &Facts) {
    set_pieces(buffer, area, &[], Some(direction), facts);
    encode(buffer, area, facts);
}

/// As [`finish`], for an area with columns whose place is known: what one of them holds in a row is
/// one text, whatever blanks there are in it, and none goes over to another column. What is in
/// `area` and in no column is finished as usual.
///
/// ```
/// use harf::Facts;
/// use harf::ratatui::finish_columns;
/// use ratatui::buffer::Buffer;
/// use ratatui::layout::{Constraint, Layout, Rect};
/// use ratatui::widgets::{Row, Table, Widget};
///
/// let area = Rect::new(0, 0, 6, 1);
/// let widths = [Constraint::Length(3), Constraint::Length(2)];
/// let mut buffer = Buffer::empty(area);
/// Table::new([Row::new(["\u{5d0}\u{5d1}\u{5d2}", "12"])], widths).render(area, &mut buffer);
///
/// // A table lays its columns out like this; 1 is its column_spacing.
/// let columns = Layout::horizontal(widths).spacing(1).split(area);
/// finish_columns(&mut buffer, area, &columns, &Facts::unasked());
/// let seen: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
/// assert_eq!(seen.replace('\u{200e}', ""), "\u{5d2}\u{5d1}\u{5d0} 12");
/// ```
pub fn finish_columns(buffer: &mut Buffer, area: Rect, columns: &[Rect], facts: &Facts) {
    set_pieces(buffer, area, columns, None, facts);
    for column in columns {
        set_column(buffer, column.intersection(area), facts);
    }
    encode(buffer, area, facts);
}

/// The rows and columns of an area, as places in the cells of a buffer.
struct Place {
    width: usize,
    top: usize,
    height: usize,
    columns: Range<usize>,
}

impl Place {
    /// None where nothing of the area is in the buffer.
    fn of(buffer: &Buffer, area: Rect) -> Option<Self> {
        let area = area.intersection(buffer.area);
        let from = usize::from(area.x.checked_sub(buffer.area.x)?);
        (!area.is_empty()).then(|| Self {
            width: usize::from(buffer.area.width),
            top: usize::from(area.y - buffer.area.y),
            height: usize::from(area.height),
            columns: from..from + usize::from(area.width),
        })
    }

    fn rows<'a>(&self, buffer: &'a Buffer) -> impl Iterator<Item = &'a [Cell]> {
        let columns = self.columns.clone();
        let rows = buffer.content.chunks(self.width);
        rows.skip(self.top)
            .take(self.height)
            .filter_map(move |row| row.get(columns.clone()))
    }

    fn rows_mut<'a>(&self, buffer: &'a mut Buffer) -> impl Iterator<Item = &'a mut [Cell]> {
        let columns = self.columns.clone();
        let rows = buffer.content.chunks_mut(self.width);
        rows.skip(self.top)
            .take(self.height)
            .filter_map(move |row| row.get_mut(columns.clone()))
    }
}

/// Sets the pieces of an area, without those in `columns`.
fn set_pieces(
    buffer: &mut Buffer,
    area: Rect,
    columns: &[Rect],
    direction: Option<Direction>,
    facts: &Facts,
) {
    let Some(place) = Place::of(buffer, area).filter(|place| place.rows(buffer).any(has_rtl))
    else {
        return;
    };
    let area = area.intersection(buffer.area);
    // To what is beside it a column is a frame.
    let is_frame = |row: usize, column: usize| {
        let is_at = |rect: &Rect| {
            let (x, y) = (usize::from(area.x) + column, usize::from(area.y) + row);
            (usize::from(rect.left())..usize::from(rect.right())).contains(&x)
                && (usize::from(rect.top())..usize::from(rect.bottom())).contains(&y)
        };
        columns.iter().any(is_at)
    };
    let pieces = pieces(&place.rows(buffer).collect::<Vec<_>>(), Gaps::End, is_frame);
    set_rows(place.rows_mut(buffer), pieces, direction, facts);
}

/// Sets the text of one column, whose blanks part nothing.
fn set_column(buffer: &mut Buffer, column: Rect, facts: &Facts) {
    let Some(place) = Place::of(buffer, column).filter(|place| place.rows(buffer).any(has_rtl))
    else {
        return;
    };
    let pieces = pieces(
        &place.rows(buffer).collect::<Vec<_>>(),
        Gaps::Belong,
        |_, _| false,
    );
    set_rows(place.rows_mut(buffer), pieces, None, facts);
}

fn set_rows<'a>(
    rows: impl Iterator<Item = &'a mut [Cell]>,
    pieces: Vec<Vec<Piece>>,
    direction: Option<Direction>,
    facts: &Facts,
) {
    // The directions of the row above, by where its pieces begin.
    let mut above: Vec<(Piece, Direction)> = Vec::new();
    for (row, pieces) in rows.zip(pieces) {
        let mut found = Vec::with_capacity(pieces.len());
        for piece in pieces {
            let Some(cells) = row.get_mut(piece.columns.clone()) else {
                continue;
            };
            let inherited = above
                .iter()
                .filter(|_| piece.goes_on)
                .filter(|(before, _)| {
                    before.columns.start < piece.columns.end
                        && piece.columns.start < before.columns.end
                })
                .max_by_key(|(before, _)| before.columns.len())
                .map(|(_, direction)| *direction);
            let base = direction
                .or(inherited)
                .or_else(|| direction_of(&text(cells).0))
                .unwrap_or_default();
            set(cells, base, facts);
            found.push((piece, base));
        }
        above = found;
    }
}

fn encode(buffer: &mut Buffer, area: Rect, facts: &Facts) {
    let Some(place) = Place::of(buffer, area) else {
        return;
    };
    for row in place.rows_mut(buffer) {
        if !facts.bold {
            lighten_row(row, Slant::Taken);
        }
        encode_row(row, facts.encoding);
    }
}

fn has_rtl(row: &[Cell]) -> bool {
    row.iter().any(|cell| needs_order(cell.symbol()))
}

/// Returns whether a symbol has anything that UAX #9 or a terminal's shaper would move.
fn needs_order(symbol: &str) -> bool {
    // Nothing below U+0590 is moved, and its UTF-8 begins with 0xD6.
    symbol.as_bytes().first().is_some_and(|byte| *byte >= 0xd6)
        && (has_ink(symbol) || symbol.starts_with(|c| ('\u{660}'..='\u{66d}').contains(&c)))
}

/// Returns the text of some cells without padding, and where in it each cell begins.
fn text(cells: &[Cell]) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut starts) = (String::new(), Vec::with_capacity(cells.len()));
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        if cell.symbol() != PAD {
            starts.push((text.len(), at));
            text.push_str(cell.symbol());
        }
        at += usize::from(cell.cell_width()).max(1);
    }
    (text, starts)
}

/// Sets the text of a piece within its cells.
fn set(cells: &mut [Cell], base: Direction, facts: &Facts) {
    if !cells.iter().any(|cell| needs_order(cell.symbol())) {
        return;
    }
    // A sign before the text (`>`, a bullet) belongs to the list and keeps its place.
    let sign = sign(cells);
    let cells = cells.get_mut(sign..).unwrap_or_default();
    let (text, starts) = text(cells);
    // The caret behind the last letter is a blank.
    let mut options = facts.layout(Cells(u16::MAX), base).with_spaces_kept();
    options.newlines = Newlines::Space;
    let block = Block::new(&text, &options);
    let Some(line) = block.lines.first() else {
        return;
    };
    let old = cells.to_vec();
    let style_of = |cell: &VisualCell| {
        let at = starts.partition_point(|(byte, _)| *byte <= cell.span.start);
        let (_, column) = starts.get(at.checked_sub(1)?)?;
        old.get(*column)
    };
    let free = cells.len().saturating_sub(usize::from(line.width().0));
    let mut written = old
        .iter()
        .filter(|cell| !matches!(cell.symbol(), " " | PAD));
    let edge = match base {
        Direction::Rtl => written.next_back(),
        Direction::Ltr => written.next(),
    };
    let mut blank = edge.cloned().unwrap_or(Cell::EMPTY);
    blank.set_symbol(" ");
    cells.fill(blank);
    let mut at = if base == Direction::Rtl { free } else { 0 };
    for visual in &line.cells {
        let width = usize::from(visual.width.max(1));
        let Some(room) = cells.get_mut(at..at + width) else {
            break;
        };
        for slot in &mut *room {
            if let Some(style) = style_of(visual) {
                slot.clone_from(style);
            }
            slot.set_symbol(" ");
        }
        if let Some(first) = room.first_mut() {
            first.set_symbol(&visual.symbol);
        }
        at += width;
    }
}

/// Returns how many cells at the head of a piece are a sign of a list and the blank behind it.
fn sign(cells: &[Cell]) -> usize {
    let is_sign = |cell: &&Cell| {
        matches!(
            cell.symbol(),
            ">" | "*" | "-" | "+" | "\u{2022}" | "\u{25b6}" | "\u{25ba}" | "\u{203a}" | "\u{276f}"
        )
    };
    let signs = cells.iter().take_while(is_sign).count();
    match cells.get(signs) {
        Some(cell) if signs > 0 && cell.symbol() == " " => signs + 1,
        _ => 0,
    }
}
