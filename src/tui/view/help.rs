//! The keys, from the command table and the current keymap.

use crate::catalogue::UiLanguage;
use crate::session::chord::show_sequence;
use crate::session::command::Group;
use crate::session::{Command, Keymap, Mode, Prompt, State};
use crate::tui::paint::Align;
use crate::tui::view::{Look, pen};
use bayn_text::Message;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// The layout of the help list.
pub(super) struct Listed {
    /// How many entries fit.
    pub(super) rows: usize,
    /// How many there are.
    pub(super) length: usize,
    /// The place of the cursor, while words are typed.
    pub(super) cursor: Option<(u16, u16)>,
}

/// What is between two keys of one command.
const GAP: &str = "  ";

/// One line of help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    /// A heading.
    Heading(&'static str),
    /// The keys of a command, and what it does.
    Keys(String, &'static str),
    /// Nothing.
    Blank,
}

/// Returns the group whose keys are shown first: those of the current mode.
fn nearest_group(state: &State) -> Option<Group> {
    match () {
        () if state.reading.selection.is_some() => Some(Group::Error),
        () if state.aligning.link.on => Some(Group::Link),
        () => None,
    }
}

/// Returns the lines of help whose keys or words, in English or in the user's language, hold
/// all of `filter`'s words. The group `first` comes before all others.
#[must_use]
fn entries(
    keymap: &Keymap,
    filter: &str,
    language: UiLanguage,
    first: Option<Group>,
) -> Vec<Entry> {
    let words: Vec<String> = filter.split_whitespace().map(str::to_lowercase).collect();
    let mut entries = Vec::new();
    let others = Group::ALL.into_iter().filter(|group| Some(*group) != first);
    for group in first.into_iter().chain(others) {
        let lines: Vec<Entry> = Command::ALL
            .iter()
            .filter(|command| command.group() == group)
            .filter_map(|&command| {
                let keys = keys_of(keymap, command);
                let english = command.sentence();
                let said = language.word(english);
                let text = format!("{keys} {} {english} {said}", command.name()).to_lowercase();
                words
                    .iter()
                    .all(|word| text.contains(word))
                    .then_some(Entry::Keys(keys, command.sentence()))
            })
            .collect();
        if !lines.is_empty() {
            if !entries.is_empty() {
                entries.push(Entry::Blank);
            }
            entries.push(Entry::Heading(group.title()));
            entries.extend(lines);
        }
    }
    entries
}

/// Returns the same as lines of text in the user's language.
#[must_use]
pub(crate) fn lines(state: &State, look: &Look, filter: &str) -> Vec<String> {
    let language = look.language;
    entries(&look.keymap, filter, language, nearest_group(state))
        .into_iter()
        .filter_map(|entry| match entry {
            Entry::Heading(title) => Some(language.word(title).to_owned()),
            Entry::Keys(keys, sentence) => Some(format!("{keys} {}", language.word(sentence))),
            Entry::Blank => None,
        })
        .collect()
}

/// A row of help: a heading, or keys and what they do, either of which may continue in the next row.
enum Row {
    Heading(&'static str),
    Keys(String, String),
    Blank,
}

/// Breaks the keys of a command into rows of `width` cells, and its sentence into rows of `room`.
fn rows_of(entry: &Entry, look: &Look, width: usize, room: u16) -> Vec<Row> {
    let (keys, sentence) = match entry {
        Entry::Heading(title) => return vec![Row::Heading(title)],
        Entry::Blank => return vec![Row::Blank],
        Entry::Keys(keys, sentence) => (keys, Message::label(sentence)),
    };
    let mut lines: Vec<String> = Vec::new();
    for key in keys.split(GAP) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + GAP.len() + key.chars().count() <= width => {
                line.push_str(GAP);
                line.push_str(key);
            }
            _ => lines.push(key.to_owned()),
        }
    }
    let said = pen::broken(look, &sentence, room);
    (0..lines.len().max(said.len()))
        .map(|at| {
            let part = |parts: &[String]| parts.get(at).cloned().unwrap_or_default();
            Row::Keys(part(&lines), part(&said))
        })
        .collect()
}

/// Returns the keys of a command, from the first mode that binds it.
fn keys_of(keymap: &Keymap, command: Command) -> String {
    Mode::ALL
        .into_iter()
        .map(|mode| keymap.keys_of(mode, command))
        .find(|keys| !keys.is_empty())
        .unwrap_or_default()
        .iter()
        .map(|keys| show_sequence(keys))
        .collect::<Vec<_>>()
        .join(GAP)
}

/// Draws help over the reader.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    (filter, first): (&Prompt, usize),
) -> Listed {
    blank(buffer, area);
    let keys_width: u16 = if area.width >= 60 { 24 } else { area.width / 3 };
    // A cell before the keys, and one behind them.
    let room = area.width.saturating_sub(keys_width + 2);
    let nearest = nearest_group(state);
    let all: Vec<Row> = entries(&look.keymap, filter.text(), look.language, nearest)
        .iter()
        .flat_map(|entry| rows_of(entry, look, usize::from(keys_width), room))
        .collect();
    let rows = usize::from(area.height);
    let from = first.min(all.len().saturating_sub(rows));
    for (y, entry) in (area.y..area.bottom()).zip(all.iter().skip(from)) {
        let row = Rect {
            x: area.x + 1.min(area.width),
            y,
            width: area.width.saturating_sub(1),
            height: 1,
        };
        match entry {
            Row::Heading(title) => {
                let title = Message::label(title);
                look.say(buffer, row, title, Align::Left, look.theme.name_active);
            }
            Row::Keys(keys, said) => {
                let left = Rect {
                    width: keys_width,
                    ..row
                };
                look.keys(buffer, left, keys, Align::Left, look.theme.key);
                let right = Rect {
                    x: row.x + keys_width + 1,
                    width: room,
                    ..row
                };
                look.write(buffer, right, said, Align::Left, look.theme.text);
            }
            Row::Blank => {}
        }
    }
    Listed {
        rows,
        length: all.len(),
        cursor: None,
    }
}

/// Clears the area below an overlay.
pub(super) fn blank(buffer: &mut Buffer, area: Rect) {
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}
