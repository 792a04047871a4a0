//! Glossary and dictionary entries, over the lower half of the text.

use crate::session::lookup::Line;
use crate::session::{Geometry, State};
use crate::tui::paint::{self, Align};
use crate::tui::view::help::blank;
use crate::tui::view::{Look, signs};
use bayn_text::direction_of;
use bayn_text::plural;
use harf::Direction;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the answers from the line `first` on.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    first: usize,
    geometry: &mut Geometry,
) -> u16 {
    let lines = state.background.lookup.lines();
    let most = (usize::from(area.height) / 2).max(4);
    let wanted = (lines.len() + 1).min(most).min(usize::from(area.height));
    let height = u16::try_from(wanted).unwrap_or(area.height);
    let list = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    blank(buffer, list);
    let rows = usize::from(height.saturating_sub(1));
    (geometry.list_rows, geometry.list_length) = (rows, lines.len());
    let first = first.min(lines.len().saturating_sub(rows));
    let head = Rect {
        height: height.min(1),
        ..list
    };
    let more = lines.len().saturating_sub(first + rows);
    if more > 0 {
        let said = plural!("1 more line", "{more} more lines", more);
        let room = Rect {
            width: head.width.saturating_sub(1),
            ..head
        };
        look.say(buffer, room, said, Align::Right, look.theme.name);
    }
    let title = format!(" {}", signs::isolated(&state.background.lookup.word));
    paint::text(buffer, head, &title, Align::Left, look.theme.name_active);
    for (y, line) in (list.y + 1..list.bottom()).zip(lines.iter().skip(first)) {
        let row = Rect {
            y,
            height: 1,
            x: list.x + 1.min(list.width),
            width: list.width.saturating_sub(2),
        };
        match line {
            Line::Head(word, from) => {
                let from = look.translated(*from);
                let taken = paint::text(buffer, row, &from, Align::Right, look.theme.name);
                let room = Rect {
                    width: row.width.saturating_sub(taken + 1),
                    ..row
                };
                let word = signs::isolated(word);
                paint::text(buffer, room, &word, Align::Left, look.theme.key);
            }
            Line::Body(text) => {
                let room = Rect {
                    x: row.x + 2.min(row.width),
                    width: row.width.saturating_sub(2),
                    ..row
                };
                let align = match direction_of(text) {
                    Direction::Rtl => Align::Right,
                    Direction::Ltr => Align::Left,
                };
                paint::text(buffer, room, text, align, look.theme.text);
            }
        }
    }
    height
}
