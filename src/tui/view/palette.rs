//! The commands that answer to what is typed after `:`.

use crate::session::chord::show_sequence;
use crate::session::{Mode, Prompt, palette_matches};
use crate::tui::paint::{self, Align};
use crate::tui::view::Look;
use crate::tui::view::help::blank;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the list above the status line and returns how many entries fit.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    look: &Look,
    prompt: &Prompt,
    chosen: usize,
) -> usize {
    let matches = palette_matches(prompt.text().trim());
    let room = usize::from(area.height).min(12);
    let shown = matches.len().min(room);
    let height = u16::try_from(shown).unwrap_or(0);
    let list = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    blank(buffer, list);
    let from = chosen.saturating_sub(shown.saturating_sub(1));
    for (number, (y, command)) in (list.y..list.bottom())
        .zip(matches.iter().skip(from))
        .enumerate()
    {
        let mark = if number + from == chosen {
            "\u{25b8} "
        } else {
            "  "
        };
        let keys = look
            .keymap
            .keys_of(Mode::Reader, *command)
            .first()
            .map(|keys| show_sequence(keys))
            .unwrap_or_default();
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        let style = if number + from == chosen {
            look.theme.name_active
        } else {
            look.theme.text
        };
        let line = format!("{mark}{:<20} {}", command.name(), command.sentence());
        let taken = paint::text(buffer, row, &keys, Align::Right, look.theme.key);
        let left = Rect {
            width: row.width.saturating_sub(taken + 1),
            ..row
        };
        paint::text(buffer, left, &line, Align::Left, style);
    }
    room
}
