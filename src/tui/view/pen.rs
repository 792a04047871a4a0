//! Writes messages of the program, in the user's language and its direction.
//!
//! Views give positions as if the interface were left-to-right. If it is right-to-
//! left, positions are mirrored on the screen, left and right are swapped, and arrows
//! are reversed. The texts being read are not written by this: their panes are where
//! their own direction requires.

use crate::tui::paint::{self, Align};
use crate::tui::view::Look;
use bayn_text::Message;
use bayn_text::message::{Binding, Separator, Speech};
use harf::layout::{Block, LayoutOptions, VisualLine};
use harf::{Cells, Direction};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Speech for Look {
    fn sentence(&self, id: &str, count: Option<u64>) -> Option<&str> {
        self.language.sentence(id, count)
    }

    fn keys(&self, binding: Binding) -> Option<String> {
        self.keymap.shown(binding)
    }

    fn direction(&self) -> Direction {
        self.language.direction()
    }

    fn separator(&self, separator: Separator) -> &'static str {
        Speech::separator(&self.language, separator)
    }
}

impl Look {
    /// Returns a message in the user's language, with the user's keys.
    pub(in crate::tui) fn translated(&self, message: impl Into<Message>) -> String {
        message.into().say(self)
    }

    /// Writes a message in the user's language into one row of `room` and returns how many cells
    /// it took; a longer one is truncated.
    pub(in crate::tui) fn say(
        &self,
        buffer: &mut Buffer,
        room: Rect,
        message: impl Into<Message>,
        align: Align,
        style: Style,
    ) -> u16 {
        let said = self.translated(message);
        self.write(buffer, room, &said, align, style)
    }

    /// Writes text already in the user's language, or in none, at the position of [`Self::say`].
    pub(in crate::tui) fn write(
        &self,
        buffer: &mut Buffer,
        room: Rect,
        said: &str,
        align: Align,
        style: Style,
    ) -> u16 {
        if self.language.direction() == Direction::Ltr {
            return paint::text(buffer, room, said, align, style);
        }
        let said = said.replace('\u{25b8}', "\u{25c2}");
        self.write_mirrored(buffer, room, &said, align, Direction::Rtl, style)
    }

    /// Writes names of keys at the position of [`Self::say`]: they are never mirrored, so
    /// that `}` stays `}`.
    pub(in crate::tui) fn keys(
        &self,
        buffer: &mut Buffer,
        room: Rect,
        keys: &str,
        align: Align,
        style: Style,
    ) -> u16 {
        if self.language.direction() == Direction::Ltr {
            return paint::text(buffer, room, keys, align, style);
        }
        self.write_mirrored(buffer, room, keys, align, Direction::Ltr, style)
    }

    /// Writes at the mirrored position.
    fn write_mirrored(
        &self,
        buffer: &mut Buffer,
        room: Rect,
        text: &str,
        align: Align,
        direction: Direction,
        style: Style,
    ) -> u16 {
        let align = match align {
            Align::Left => Align::Right,
            Align::Right => Align::Left,
        };
        let room = mirrored(room, buffer.area);
        paint::directed(buffer, room, text, align, direction, style)
    }
}

/// Returns the room on the other side of the screen.
pub(super) fn mirrored(room: Rect, screen: Rect) -> Rect {
    let from_left = room.x.saturating_sub(screen.x).saturating_add(room.width);
    Rect {
        x: screen.x + screen.width.saturating_sub(from_left),
        ..room
    }
}

/// Returns a text in the user's language, broken into rows of `room` cells.
pub(super) fn broken(look: &Look, message: &Message, room: u16) -> Vec<String> {
    let said = bayn_text::visible_cells(&look.translated(message)).into_owned();
    let options = LayoutOptions::new(Cells(room.max(10)), look.language.direction());
    let lines = Block::new(&said, &options).lines;
    let part = |line: &VisualLine| line.span.of(&said).trim().to_owned();
    lines.iter().map(part).collect()
}
