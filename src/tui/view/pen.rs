//! Writes what the program itself says: in the user's language, in its direction.
//!
//! Views give places as if the interface ran from left to right. Where it runs from right to
//! left, places are mirrored on the screen, left and right change their names, and signs that
//! point turn round. The texts being read are not written by this: their panes are where
//! their own direction wants them.

use crate::catalogue::isolated;
use crate::tui::paint::{self, Align};
use crate::tui::view::Look;
use bayn_text::Message;
use harf::Direction;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

impl Look {
    /// Writes an English sentence of ours, translated, into one row of `room` and returns how
    /// many cells it took; what does not fit is cut.
    pub(in crate::tui) fn write(
        &self,
        buffer: &mut Buffer,
        room: Rect,
        english: &str,
        align: Align,
        style: Style,
    ) -> u16 {
        if self.language.direction() == Direction::Ltr {
            return paint::text(buffer, room, english, align, style);
        }
        let mut said = self.language.tell(english).replace('\u{25b8}', "\u{25c2}");
        // A name that is no Arabic keeps its own direction.
        if said == english && !said.contains(" \u{b7} ") {
            said = isolated(&said);
        }
        self.write_mirrored(buffer, room, &said, align, Direction::Rtl, style)
    }

    /// Writes a message in the user's language, where [`Self::write`] would.
    pub(in crate::tui) fn say(
        &self,
        buffer: &mut Buffer,
        room: Rect,
        message: impl Into<Message>,
        align: Align,
        style: Style,
    ) -> u16 {
        let said = self.language.say(message);
        self.write_said(buffer, room, &said, align, style)
    }

    /// Writes what was said in the user's language already, where [`Self::write`] would.
    pub(in crate::tui) fn write_said(
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

    /// Writes names of keys where [`Self::write`] would: their signs never turn round, so
    /// that `}` stays `}`.
    pub(super) fn keys(
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

    /// Writes on the mirrored place.
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
