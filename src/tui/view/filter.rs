//! The filter panel, which selects the pairs at which movement stops.
//!
//! ```text
//!  filter: unreviewed & weak                              3 of 48 pairs pass
//!  ▸ u  [x] unreviewed              40  no verdict yet
//!    w  [x] weak                     3  the alignment is unsure
//! ```

use crate::session::State;
use crate::session::pair_filter::FilterPanel;
use crate::tui::paint::Align;
use crate::tui::view::Look;
use crate::tui::view::marks::room;
use bayn_text::{Message, msg, plural};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the panel above the status line; returns how many lines it shows.
pub(super) fn panel(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    panel: &FilterPanel,
) -> usize {
    let theme = &look.theme;
    let most = usize::from(area.height).saturating_sub(1).max(1);
    let (head, body) = room(buffer, area, look, panel.facets.len().min(most));
    let filter = &state.reviewing.review.filter;
    let total = state.texts.bitext.beads.len();
    let (title, count) = if filter.is_on() {
        let (_, passing) = filter.rank(total);
        (
            msg!("filter: {filter}", filter = filter.text()),
            msg!("{passing} of {total} pairs match", passing, total),
        )
    } else {
        (
            msg!("filter: none; press a letter or space to switch a line on or off"),
            plural!("1 pair", "{total} pairs", total),
        )
    };
    let taken = look.say(buffer, head, count, Align::Right, theme.name);
    let left = Rect {
        width: head.width.saturating_sub(taken + 1),
        ..head
    };
    look.say(buffer, left, title, Align::Left, theme.name_active);
    let rows = usize::from(body.height);
    let from = panel.at.saturating_sub(rows.saturating_sub(1));
    let lines = panel.facets.iter().enumerate().skip(from);
    for (y, (number, facet)) in (body.y..body.bottom()).zip(lines) {
        let row = Rect {
            y,
            height: 1,
            ..body
        };
        let part = |x: u16| Rect {
            x: row.x + x.min(row.width),
            width: row.width.saturating_sub(x),
            ..row
        };
        let here = number == panel.at;
        let on = filter.chosen().contains(&facet.word);
        let style = match (here, facet.count) {
            (true, _) => theme.name_active,
            (false, 0) => theme.furniture,
            (false, _) => theme.text,
        };
        let sign = if here { "\u{25b8}" } else { " " };
        look.write(buffer, row, sign, Align::Left, style);
        let key = facet.key.map(String::from).unwrap_or_default();
        look.write(buffer, part(2), &key, Align::Left, theme.key);
        let name = format!("[{}] {}", if on { "x" } else { " " }, facet.word);
        // The words are those that are typed, whatever the language.
        look.keys(buffer, part(5), &name, Align::Left, style);
        let count = Rect {
            width: part(38).width.min(7),
            ..part(38)
        };
        let waits = facet.group == "check" && state.reviewing.findings.list.is_none();
        let number = match waits {
            true => "\u{2026}".to_owned(),
            false => facet.count.to_string(),
        };
        look.write(buffer, count, &number, Align::Right, style);
        let says = Message::label(facet.says);
        look.say(buffer, part(47), says, Align::Left, theme.name);
    }
    rows
}
