//! The possible next keys, after the first keys of a binding.
//!
//! ```text
//!  g
//!  g  Goes to the first pair.      s  Shows words and ratio.
//!  m  Lists the marked errors.     w  Lists the weak links.
//! ```

use crate::session::Command;
use crate::session::chord::{Chord, show_sequence};
use crate::session::{State, mode};
use crate::tui::paint::Align;
use crate::tui::view::Look;
use crate::tui::view::marks::room;
use bayn_text::Message;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The minimum width of a column if the list would otherwise be too high: longer sentences are cut.
const COLUMN: u16 = 48;

/// Lists the possible next keys, in as many columns as fit, above the status line.
pub(super) fn overlay(buffer: &mut Buffer, area: Rect, state: &State, look: &Look) {
    let next = joined(
        look.keymap
            .continuations(mode(state), &state.ui.pending.chords),
    );
    if next.is_empty() {
        return;
    }
    let columns = columns(&next, area, look);
    let each = next.len().div_ceil(usize::from(columns));
    let (title, list) = room(buffer, area, look, each);
    let typed = show_sequence(&state.ui.pending.chords);
    look.keys(buffer, title, &typed, Align::Left, look.theme.name_active);
    let width = list.width / columns;
    let widest = keys_width(&next);
    for (column, part) in (0..columns).zip(next.chunks(each)) {
        for (y, (keys, command)) in (list.y..list.bottom()).zip(part) {
            let entry = Rect {
                x: list.x + column.saturating_mul(width) + 1,
                y,
                width: width.saturating_sub(2),
                height: 1,
            };
            look.keys(buffer, entry, keys, Align::Left, look.theme.key);
            let at = widest + 1;
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

/// Returns each command once, with all keys that run it, where the first of them is.
fn joined(next: Vec<(&[Chord], Command)>) -> Vec<(String, Command)> {
    let mut joined: Vec<(String, Command)> = Vec::new();
    for (keys, command) in next {
        let keys = show_sequence(keys);
        match joined.iter_mut().find(|(_, known)| *known == command) {
            Some((known, _)) => *known = format!("{known} {keys}"),
            None => joined.push((keys, command)),
        }
    }
    joined
}

/// Returns the width of the column of keys.
fn keys_width(next: &[(String, Command)]) -> u16 {
    let widths = next
        .iter()
        .map(|(keys, _)| harf::grapheme::width(keys) as u16);
    widths.max().unwrap_or(0).max(2)
}

/// Returns how many columns there are: as many as hold their sentences whole, but more where the list
/// would leave less than a third of the page to be seen.
fn columns(next: &[(String, Command)], area: Rect, look: &Look) -> u16 {
    let keys = usize::from(keys_width(next));
    let widths = next.iter().map(|(_, command)| {
        let sentence = look.translated(Message::label(command.sentence()));
        // A cell before the keys, one behind them, two behind the sentence.
        keys + harf::grapheme::width(&sentence) + 4
    });
    let widest = widths.max().unwrap_or(1).max(1);
    let whole = (usize::from(area.width) / widest).max(1);
    let most = usize::from(area.width / COLUMN).max(1);
    let high = usize::from(area.height) * 2 / 3;
    let low = next.len().div_ceil(high.max(1));
    let columns = whole.min(next.len()).max(low.min(most));
    u16::try_from(columns).unwrap_or(1)
}
