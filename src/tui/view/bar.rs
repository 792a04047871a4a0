//! The tint under header, status line, prompts and headings of panels, which distinguishes them
//! from the text. A theme without this background has none.

use crate::tui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Lays the tint under some rows, before anything is written on them.
pub(in crate::tui) fn lay(buffer: &mut Buffer, rows: Rect, theme: &Theme) {
    let Some(tint) = theme.status.bg else {
        return;
    };
    for y in rows.y..rows.bottom() {
        for x in rows.x..rows.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_bg(tint);
            }
        }
    }
}
