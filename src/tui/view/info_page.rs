//! A page over the texts: statistics, settings, errors, recent texts.

use crate::session::info_page::InfoPage;
use crate::session::listing::shown_lines;
use crate::session::{Geometry, State};
use crate::tui::paint::Align;
use crate::tui::view::help::blank;
use crate::tui::view::pen::broken;
use crate::tui::view::{Look, bar};
use harf::Cells;
use harf::layout::{Block, LayoutOptions};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The widest column of heads.
const HEADS: u16 = 28;

/// Draws a page; `at` is the selected line, or the first one shown.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    (page, at): (InfoPage, usize),
    geometry: &mut Geometry,
) {
    blank(buffer, area);
    let row = |y: u16| Rect {
        x: area.x + 1.min(area.width),
        y: area.y + y,
        width: area.width.saturating_sub(2),
        height: 1,
    };
    if area.height == 0 {
        return;
    }
    let head = Rect { height: 1, ..area };
    bar::lay(buffer, head, &look.theme);
    look.say(
        buffer,
        row(0),
        page.heading(),
        Align::Left,
        look.theme.name_active,
    );
    let all: Vec<_> = shown_lines(state, page)
        .into_iter()
        .map(|(_, line)| line)
        .collect();
    let most = all
        .iter()
        .map(|line| width(&look.translated(&line.head)))
        .max();
    let heads = most.unwrap_or(0).min(HEADS).min(area.width / 2);
    let rows = usize::from(area.height).saturating_sub(1);
    // A head begins two cells from the edge, and two more are before its text.
    let at_text = heads + 4;
    let room = row(0).width.saturating_sub(at_text);
    let laid: Vec<Vec<String>> = all
        .iter()
        .map(|line| broken(look, &line.text, room))
        .collect();
    let chosen = page.has_choice().then_some(at);
    let from = match chosen {
        Some(at) => first_shown(&laid, at, rows),
        None => at,
    };
    let mut y = 1;
    for (number, (line, parts)) in all.iter().zip(&laid).enumerate().skip(from) {
        let style = if chosen == Some(number) {
            look.write(
                buffer,
                row(y),
                "\u{25b8}",
                Align::Left,
                look.theme.name_active,
            );
            look.theme.name_active
        } else {
            look.theme.text
        };
        let head = Rect {
            x: row(y).x + 2,
            width: heads,
            ..row(y)
        };
        look.say(
            buffer,
            head,
            &line.head,
            Align::Left,
            if chosen == Some(number) {
                style
            } else {
                look.theme.key
            },
        );
        for part in parts {
            if y >= area.height {
                break;
            }
            let place = Rect {
                x: row(y).x + at_text,
                width: room,
                ..row(y)
            };
            look.write(buffer, place, part, Align::Left, style);
            geometry.list_lines.push((row(y).y, number));
            y += 1;
        }
        if y >= area.height {
            break;
        }
    }
    geometry.list_rows = rows;
    geometry.list_length = all.len();
}

/// Returns the first line to show so that the chosen one is on the screen, whole if it fits.
fn first_shown(laid: &[Vec<String>], chosen: usize, rows: usize) -> usize {
    let mut left = rows;
    let mut from = chosen.min(laid.len().saturating_sub(1));
    for (at, parts) in laid.iter().enumerate().take(chosen + 1).rev() {
        if parts.len() > left {
            break;
        }
        left -= parts.len();
        from = at;
    }
    from
}

fn width(text: &str) -> u16 {
    let options = LayoutOptions::new(Cells(u16::MAX), harf::Direction::Ltr);
    Block::new(text, &options).width().0
}
