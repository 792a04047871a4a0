//! What may come next, after the first keys of a binding.
//!
//! ```text
//! ────────────────────────────────────────────────────────────
//!  g  Goes to the first pair.      s  Shows words and ratio.
//!  m  Lists the marked errors.     w  Lists the weak links.
//! ```

use crate::session::chord::show_sequence;
use crate::session::{State, mode};
use crate::tui::paint::{self, Align};
use crate::tui::view::Look;
use crate::tui::view::marks::room;
use bayn_text::Message;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The least width of a column: sentences of commands are cut where a narrower one would end.
const COLUMN: u16 = 48;

/// Lists what may be typed next, in as many columns as fit, above the status line.
pub(super) fn overlay(buffer: &mut Buffer, area: Rect, state: &State, look: &Look) {
    let next = look
        .keymap
        .continuations(mode(state), &state.ui.pending.chords);
    let columns = (area.width / COLUMN).max(1);
    let each = next.len().div_ceil(usize::from(columns));
    if each == 0 {
        return;
    }
    let (rule, list) = room(buffer, area, look, each);
    for x in rule.x..rule.right() {
        paint::symbol(buffer, x, rule.y, "\u{2500}", look.theme.gutter);
    }
    let width = list.width / columns;
    for (column, part) in (0..columns).zip(next.chunks(each)) {
        for (y, (keys, command)) in (list.y..list.bottom()).zip(part) {
            let entry = Rect {
                x: list.x + column.saturating_mul(width) + 1,
                y,
                width: width.saturating_sub(2),
                height: 1,
            };
            let keys = show_sequence(keys);
            let used = look.keys(buffer, entry, &keys, Align::Left, look.theme.key);
            let at = used.max(2) + 1;
            let rest = Rect {
                x: entry.x + at.min(entry.width),
                width: entry.width.saturating_sub(at),
                ..entry
            };
            let sentence = Message::label(command.sentence());
            look.say(buffer, rest, sentence, Align::Left, look.theme.text);
        }
    }
}
