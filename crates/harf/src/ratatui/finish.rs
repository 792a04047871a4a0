//! One call after the widgets: logical order in, what the terminal must be sent out.

use super::columns::{Piece, pieces};
use crate::bidi::direction_of;
use crate::encode::{encode_row, has_ink, lighten_row};
use crate::layout::{Block, Newlines, VisualCell};
use crate::terminal::Facts;
use crate::{Cells, Direction};
use ratatui_core::buffer::{Buffer, Cell, CellWidth};
use ratatui_core::layout::Rect;

/// Turns, shapes and encodes the right-to-left text that widgets wrote into `area`.
///
/// To be called once a frame, after everything is drawn: for the whole frame, or for each area by
/// itself. Each piece of text is set by UAX #9 within the cells that it fills, in the direction of
/// its first strong letter, a wrapped paragraph in that of its first line; a cell's style goes with
/// its letter. Pieces end at frames, at two blanks, and where a column of blanks shows the border of a
/// table's columns; no letter leaves its piece. Two columns that only one blank parts may look like
/// one text: give tables `column_spacing(2)`, or call this for each column by itself. A mark takes no cell and lam-alef one: what becomes free is blank, at
/// the end of the piece. Right-to-left letters are not bold unless the facts allow it
/// ([`Facts::bold`]). Text without right-to-left letters is not touched.
///
/// Cells are encoded too: never call this twice for the same cells, nor
/// [`encode_buffer`](crate::encode::encode_buffer) after it, nor over what [`draw`](super::draw) drew,
/// which is in order already.
pub fn finish(buffer: &mut Buffer, area: Rect, facts: &Facts) {
    finish_in(buffer, area, None, facts);
}

/// As [`finish`], with the base direction given: for an area whose language is known.
pub fn finish_directed(buffer: &mut Buffer, area: Rect, direction: Direction, facts: &Facts) {
    finish_in(buffer, area, Some(direction), facts);
}

fn finish_in(buffer: &mut Buffer, area: Rect, direction: Option<Direction>, facts: &Facts) {
    let area = area.intersection(buffer.area);
    let width = usize::from(buffer.area.width);
    let from = usize::from(area.x - buffer.area.x);
    let columns = from..from + usize::from(area.width);
    let top = usize::from(area.y - buffer.area.y);
    let height = usize::from(area.height);
    if columns.is_empty() || !rows(buffer, width, top, height).any(|row| has_rtl(row, &columns)) {
        return;
    }
    let seen: Vec<&[Cell]> = rows(buffer, width, top, height)
        .filter_map(|row| row.get(columns.clone()))
        .collect();
    let pieces = pieces(&seen);
    // The directions of the row above, by where its pieces begin.
    let mut above: Vec<(Piece, Direction)> = Vec::new();
    let rows = buffer.content.chunks_mut(width).skip(top).take(height);
    for (row, pieces) in rows.zip(pieces) {
        let Some(row) = row.get_mut(columns.clone()) else {
            continue;
        };
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
        if !facts.bold {
            lighten_row(row);
        }
        encode_row(row, facts.encoding);
    }
}

fn rows(buffer: &Buffer, width: usize, top: usize, height: usize) -> impl Iterator<Item = &[Cell]> {
    buffer.content.chunks(width).skip(top).take(height)
}

fn has_rtl(row: &[Cell], columns: &std::ops::Range<usize>) -> bool {
    let cells = row.get(columns.clone()).unwrap_or_default();
    cells.iter().any(|cell| needs_order(cell.symbol()))
}

/// Returns whether a symbol has anything that UAX #9 or a terminal's shaper would move.
fn needs_order(symbol: &str) -> bool {
    // Nothing below U+0590 is moved, and its UTF-8 begins with 0xD6.
    symbol.as_bytes().first().is_some_and(|byte| *byte >= 0xd6)
        && (has_ink(symbol) || symbol.starts_with(|c| ('\u{660}'..='\u{66d}').contains(&c)))
}

/// Returns the text of some cells, and where in it each cell begins.
fn text(cells: &[Cell]) -> (String, Vec<(usize, usize)>) {
    let (mut text, mut starts) = (String::new(), Vec::with_capacity(cells.len()));
    let mut at = 0;
    while let Some(cell) = cells.get(at) {
        starts.push((text.len(), at));
        text.push_str(cell.symbol());
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
    let mut written = old.iter().filter(|cell| cell.symbol() != " ");
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
