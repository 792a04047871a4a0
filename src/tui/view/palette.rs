//! The commands that answer to what is typed after `:`.

use crate::session::chord::show_sequence;
use crate::session::{Mode, Offer, Prompt, State, current, offers};
use crate::tui::paint::Align;
use crate::tui::view::Look;
use crate::tui::view::help::blank;
use bayn_text::Message;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the list above the status line and returns how many entries fit.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    (prompt, chosen): (&Prompt, usize),
    list_lines: &mut Vec<(u16, usize)>,
) -> usize {
    let matches = offers(&state.home, prompt.text());
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
    for (number, (y, offer)) in (list.y..list.bottom())
        .zip(matches.iter().skip(from))
        .enumerate()
    {
        list_lines.push((y, number + from));
        let (name, sentence) = offer.described(state);
        let keys = match offer {
            Offer::Command(command) => {
                let keys = look.keymap.keys_of(Mode::Reader, *command);
                let keys = keys.first().map(|keys| show_sequence(keys));
                keys.unwrap_or_default()
            }
            Offer::Set(setting, value) if current(state, *setting) == *value => {
                "\u{25cf}".to_owned()
            }
            Offer::Set(..) | Offer::Ask(_) => String::new(),
        };
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
        let taken = look.keys(buffer, row, &keys, Align::Right, look.theme.key);
        let left = Rect {
            width: row.width.saturating_sub(taken + 1),
            ..row
        };
        if number + from == chosen {
            look.write(buffer, left, "\u{25b8}", Align::Left, style);
        }
        let part = Rect {
            x: left.x + 2.min(left.width),
            width: left.width.saturating_sub(2),
            ..left
        };
        let used = look.say(buffer, part, Message::name(name), Align::Left, style);
        let at = used.max(20) + 3;
        let rest = Rect {
            x: left.x + at.min(left.width),
            width: left.width.saturating_sub(at),
            ..left
        };
        let sentence = Message::label(sentence);
        look.say(buffer, rest, sentence, Align::Left, style);
    }
    room
}
