//! A line of the table of contents: both sides of a heading side by side.

use crate::session::contents::{Heading, words};
use crate::session::texts::Texts;
use crate::tui::paint::{self, Align};
use bayn_doc::Side;
use harf::Direction;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells between the two sides.
const BETWEEN: u16 = 2;
/// The indentation per level.
const STEP: u16 = 2;
/// The deepest level with further indentation.
const DEEPEST: u8 = 5;

/// Draws a heading in one row, each side where its pane is.
pub(super) fn heading(
    buffer: &mut Buffer,
    room: Rect,
    texts: &Texts,
    left: Side,
    heading: &Heading,
    style: Style,
) {
    let alone = texts.alone();
    let half = match alone {
        Some(_) => room.width,
        None => room.width.saturating_sub(BETWEEN) / 2,
    };
    let level = heading.level.clamp(1, DEEPEST) - 1;
    let shift = (u16::from(level) * STEP).min(half / 4);
    for side in Side::BOTH {
        let Some(span) = heading.spans[side] else {
            continue;
        };
        let is_left = alone.is_some() || side == left;
        let x = if is_left {
            room.x
        } else {
            room.right().saturating_sub(half)
        };
        let direction = texts.bitext.documents[side].lang.direction();
        let (x, align) = match direction {
            Direction::Ltr => (x + shift, Align::Left),
            Direction::Rtl => (x, Align::Right),
        };
        let place = Rect {
            x,
            width: half - shift,
            ..room
        };
        let said = words(texts, side, span);
        paint::directed(buffer, place, &said, align, direction, style);
    }
}
