//! The commands that match what is typed after `:`.

use crate::session::chord::show_sequence;
use crate::session::{Command, Mode, Offer, Prompt, State, current, offers};
use crate::tui::paint::Align;
use crate::tui::view::Look;
use crate::tui::view::marks::room;
use bayn_text::{Message, msg};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The most lines that are shown.
const MOST: usize = 12;
/// The minimum width of the column of names, so that it is stable while typing.
const NAME_FROM: u16 = 20;

/// Draws the list above the status line under its title and returns how many entries fit.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    (prompt, chosen): (&Prompt, usize),
    list_lines: &mut Vec<(u16, usize)>,
) -> usize {
    let matches = offers(&state.home, prompt.text());
    let (head, list) = room(buffer, area, look, matches.len().min(MOST));
    title(buffer, head, look, (prompt, chosen), matches.len());
    let rows = usize::from(list.height);
    let from = chosen.saturating_sub(rows.saturating_sub(1));
    let shown: Vec<(String, &str, &Offer)> = matches
        .iter()
        .skip(from)
        .take(rows)
        .map(|offer| {
            let (name, sentence) = offer.described(state);
            (name, sentence, offer)
        })
        .collect();
    let longest = shown.iter().map(|(name, ..)| harf::grapheme::width(name));
    let name_width = u16::try_from(longest.max().unwrap_or(0)).unwrap_or(u16::MAX);
    let name_width = name_width.clamp(NAME_FROM, NAME_FROM.max(list.width / 2));
    let mut above = "";
    for (number, (y, (name, sentence, offer))) in (list.y..list.bottom()).zip(&shown).enumerate() {
        list_lines.push((y, number + from));
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
            // A blank after the keys, as after the count in the title.
            width: list.width.saturating_sub(1),
            ..list
        };
        let style = if number + from == chosen {
            look.theme.name_active
        } else {
            look.theme.text
        };
        let taken = look.keys(buffer, row, &keys, Align::Right, look.theme.key);
        let part = |x: u16, width: u16| Rect {
            x: row.x + x.min(row.width),
            width: width.min(row.width.saturating_sub(x + taken + 1)),
            ..row
        };
        if number + from == chosen {
            look.write(buffer, part(0, 1), "\u{25b8}", Align::Left, style);
        }
        let name = Message::name(name);
        look.say(buffer, part(2, name_width), name, Align::Left, style);
        // Values of one setting have one sentence.
        if above != *sentence {
            let rest = part(2 + name_width + 2, u16::MAX);
            look.say(buffer, rest, Message::label(sentence), Align::Left, style);
        }
        above = sentence;
    }
    rows
}

/// Draws the title: the content of the list, or the effect of a word that is not in it.
fn title(
    buffer: &mut Buffer,
    head: Rect,
    look: &Look,
    (prompt, chosen): (&Prompt, usize),
    count: usize,
) {
    let accept = Mode::Prompt.keys(Command::Accept);
    let said = match prompt.text().trim().parse::<usize>() {
        Ok(pair) if count == 0 => msg!("{accept} goes to pair {pair}", accept, pair),
        _ if count == 0 => msg!("no such command"),
        _ => msg!(
            "commands and settings: {accept} chooses one, {cancel} leaves",
            accept,
            cancel = Mode::Prompt.keys(Command::Cancel)
        ),
    };
    let place = format!("{}/{count}", (chosen + 1).min(count));
    let taken = look.write(buffer, head, &place, Align::Right, look.theme.name);
    let head = Rect {
        width: head.width.saturating_sub(taken + 1),
        ..head
    };
    look.say(buffer, head, said, Align::Left, look.theme.name_active);
}
