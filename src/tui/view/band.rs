//! The tint under the current pair, which makes both of its sides easy to find.

use crate::tui::plan::Plan;
use crate::tui::theme::Theme;
use bayn_doc::Side;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Lays the tint under one row: across the screen, or under one pane if panes are scrolled
/// independently. With a theme without this background only the gutter has the bar.
pub(super) fn lay(
    buffer: &mut Buffer,
    area: Rect,
    y: u16,
    theme: &Theme,
    plan: Plan,
    sides: &[Side],
) {
    let Some(tint) = theme.lit.bg else {
        return;
    };
    let columns = match sides {
        [side] => plan.panes[*side].map_or(0..0, |pane| pane.x..pane.x + pane.width),
        _ => area.x..area.right(),
    };
    for x in columns {
        if let Some(cell) = buffer.cell_mut((x, y)) {
            cell.set_bg(tint);
        }
    }
}
