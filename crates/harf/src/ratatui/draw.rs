//! Lines that were laid out here, drawn into a buffer.

use crate::Cells;
use crate::encode::{Slant, encode_row, lighten_row};
use crate::layout::{VisualCell, VisualLine};
use crate::terminal::Facts;
use ratatui_core::buffer::Buffer;
use ratatui_core::layout::Rect;
use ratatui_core::style::Style;

/// Draws a laid-out line into the first row of `area` and encodes it: a right-to-left line flush
/// right, each cell in the style that `style_of` gives it. What is left of the row is blank and keeps
/// its style; what does not fit is cut off at the right.
///
/// To be called after [`finish`](super::finish), which would turn these cells round again.
///
/// ```
/// use harf::layout::Block;
/// use harf::{Cells, Direction, Facts, ratatui::draw};
/// use ratatui::{buffer::Buffer, layout::Rect, style::Style};
///
/// let facts = Facts::unasked(); // in a program: Terminal::detect(limit)
/// let area = Rect::new(0, 0, 8, 1);
/// let mut buffer = Buffer::empty(area); // in a program: frame.buffer_mut()
/// let block = Block::new("\u{5d0}\u{5d1} ab", &facts.layout(Cells(8), Direction::Rtl));
/// draw(&mut buffer, area, &block.lines[0], |_| Style::new(), &facts);
/// let seen: String = buffer.content.iter().map(|cell| cell.symbol()).collect();
/// assert_eq!(seen.replace('\u{200e}', ""), "   ab \u{5d1}\u{5d0}");
/// ```
pub fn draw(
    buffer: &mut Buffer,
    area: Rect,
    line: &VisualLine,
    style_of: impl Fn(&VisualCell) -> Style,
    facts: &Facts,
) {
    let area = area.intersection(buffer.area);
    if area.is_empty() {
        return;
    }
    let start = buffer.index_of(area.x, area.y);
    let room = start..start + usize::from(area.width);
    let Some(row) = buffer.content.get_mut(room) else {
        return;
    };
    for cell in &mut *row {
        cell.set_symbol(" ");
    }
    let mut at = usize::from(line.indent(Cells(area.width)).0);
    for visual in &line.cells {
        let width = usize::from(visual.width.max(1));
        let Some(cells) = row.get_mut(at..at + width) else {
            break;
        };
        for cell in &mut *cells {
            cell.set_style(style_of(visual));
        }
        if let Some(first) = cells.first_mut() {
            first.set_symbol(&visual.symbol);
        }
        at += width;
    }
    if !facts.bold {
        lighten_row(row, Slant::Taken);
    }
    encode_row(row, facts.encoding);
}
