//! Puts visual cells into the buffer: the only place that writes text to the screen.
//!
//! Our own strings (names, messages, keys) go through the same layout as the texts, so that
//! an Arabic file name is displayed correctly in the title line too. Cells are written one
//! by one: marks stay with their base, and nothing of zero width gets a cell of its own.

use bayn_text::visible_cells;
use harf::Cells;
use harf::Direction;
use harf::layout::{Block, LayoutOptions, VisualCell, VisualLine, is_mark_cell};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Writes a line's cells from column `x` on; `style` is asked for each cell.
pub fn line(
    buffer: &mut Buffer,
    x: u16,
    y: u16,
    line: &VisualLine,
    mut style: impl FnMut(&VisualCell) -> Style,
) {
    let area = buffer.area;
    let mut at = x;
    for cell in &line.cells {
        let width = u16::from(cell.width.max(1));
        if y >= area.bottom() || at < area.x || at.saturating_add(width) > area.right() {
            break;
        }
        write_cell(buffer, at, y, cell, style(cell));
        at += width;
    }
}

/// Writes one cell and blanks the columns after a wide one.
fn write_cell(buffer: &mut Buffer, x: u16, y: u16, cell: &VisualCell, style: Style) {
    if is_mark_cell(cell) {
        // A visible name of an invisible character: one column a letter.
        for (at, c) in (x..).zip(cell.symbol.chars()) {
            if let Some(slot) = buffer.cell_mut((at, y)) {
                slot.set_char(c).set_style(style);
            }
        }
        return;
    }
    if let Some(slot) = buffer.cell_mut((x, y)) {
        slot.set_symbol(&cell.symbol).set_style(style);
    }
    for column in x + 1..x.saturating_add(u16::from(cell.width)) {
        if let Some(slot) = buffer.cell_mut((column, y)) {
            slot.set_symbol(" ").set_style(style);
        }
    }
}

/// Writes a sign of ours, one cell wide.
pub fn symbol(buffer: &mut Buffer, x: u16, y: u16, symbol: &str, style: Style) {
    if let Some(slot) = buffer.cell_mut((x, y)) {
        slot.set_symbol(symbol).set_style(style);
    }
}

/// The alignment of a string in its area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// From the left.
    Left,
    /// Up to the right.
    Right,
}

/// Writes one of our own strings into one row of `area` and returns the number of cells written;
/// a longer string is truncated with a sign in the last cell.
pub fn text(buffer: &mut Buffer, area: Rect, text: &str, align: Align, style: Style) -> u16 {
    directed(buffer, area, text, align, Direction::Ltr, style)
}

/// The minimum width for a truncation sign.
const SIGNED: u16 = 8;

/// Writes a string with a given base direction; else as [`text`]. A longer string is truncated
/// at its end in reading order, where an ellipsis is then.
pub fn directed(
    buffer: &mut Buffer,
    area: Rect,
    text: &str,
    align: Align,
    direction: Direction,
    style: Style,
) -> u16 {
    if area.width == 0 || area.height == 0 {
        return 0;
    }
    let options = LayoutOptions::new(Cells(u16::MAX), direction);
    // A name that is quoted stays on this line and keeps the order of its surroundings.
    let block = Block::new(&visible_cells(text), &options);
    let Some(found) = block.lines.into_iter().next() else {
        return 0;
    };
    let mut room = area.width;
    let mut cells = found.cells;
    let before = cells.len();
    let fits = |cell: &&VisualCell| {
        let width = u16::from(cell.width);
        let fits = width <= room;
        room = room.saturating_sub(width);
        fits
    };
    if direction == Direction::Ltr {
        let fitting = cells.iter().take_while(fits).count();
        cells.truncate(fitting);
    } else {
        let fitting = cells.iter().rev().take_while(fits).count();
        cells.drain(..cells.len() - fitting);
    }
    if cells.len() < before && area.width >= SIGNED {
        let last = match direction {
            Direction::Ltr => cells.last_mut(),
            Direction::Rtl => cells.first_mut(),
        };
        if let Some(cell) = last {
            cell.symbol = "\u{2026}".into();
        }
    }
    let shown = VisualLine { cells, ..found };
    let width = shown.width().0;
    let x = match align {
        Align::Left => area.x,
        Align::Right => area.right() - width.min(area.width),
    };
    line(buffer, x, area.y, &shown, |_| style);
    width
}
