//! A word in its contexts: all its places, one under another.
//!
//! ```text
//!   12        … left the town of  Baghouz  on Wednesday morning, carrying …
//!   40   the last weeks he lived in  Baghuz.  “We were cooking grass” …
//! ```
//!
//! The word stands in one column: it begins there in left-to-right text and ends there, on
//! its right, in right-to-left text, with what is read before it on the right. Each line is a
//! sentence laid out whole, so that numbers and foreign words in it stand as they do in the
//! text; what does not fit is cut at the edges.

use crate::layout::{Block, LayoutOptions, Newlines, VisualLine};
use crate::session::concordance::{Kwic, Line};
use crate::session::{Geometry, State};
use crate::text::Direction;
use crate::tui::paint::{self, Align};
use crate::tui::view::help::blank;
use crate::tui::view::{Look, presentation};
use crate::units::{Cells, Side, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Cells for the number of the pair.
const NUMBER: u16 = 8;

/// Bytes of a sentence that are laid out on each side of the word: more than fit.
const REACH: usize = 600;

/// Draws the list over the lower part of the text.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    kwic: &Kwic,
    geometry: &mut Geometry,
) {
    let each = if kwic.both { 2 } else { 1 };
    let most = (usize::from(area.height) * 2 / 3).max(4);
    let wanted = (kwic.places.len() * each + 1)
        .min(most)
        .min(usize::from(area.height));
    let height = u16::try_from(wanted).unwrap_or(area.height);
    let list = Rect {
        y: area.bottom() - height,
        height,
        ..area
    };
    blank(buffer, list);
    let head = Rect {
        height: height.min(1),
        ..list
    };
    let count = format!("{}/{} ", kwic.chosen + 1, kwic.places.len());
    let taken = paint::text(buffer, head, &count, Align::Right, look.theme.name);
    let title = format!(
        " every place of \u{2068}{}\u{2069}; enter goes there",
        kwic.word
    );
    let room = Rect {
        width: head.width.saturating_sub(taken + 1),
        ..head
    };
    paint::text(buffer, room, &title, Align::Left, look.theme.name_active);
    let rows = usize::from(height.saturating_sub(1)) / each;
    geometry.list_rows = rows;
    geometry.list_length = kwic.places.len();
    let from = kwic
        .chosen
        .saturating_sub(rows / 2)
        .min(kwic.places.len().saturating_sub(rows));
    let mut y = list.y + 1;
    for at in from..kwic.places.len() {
        let step = u16::try_from(each).unwrap_or(1);
        if y + step > list.bottom() {
            break;
        }
        if let Some(line) = kwic.line(state, at) {
            let row = Rect {
                y,
                height: 1,
                ..list
            };
            place(buffer, row, state, look, (kwic, at == kwic.chosen), &line);
            if kwic.both {
                let below = Rect { y: y + 1, ..row };
                counterpart(buffer, below, state, look, kwic.side.other(), line.bead);
            }
        }
        y += step;
    }
}

/// Draws one place of the word.
fn place(
    buffer: &mut Buffer,
    row: Rect,
    state: &State,
    look: &Look,
    (kwic, chosen): (&Kwic, bool),
    line: &Line,
) {
    let style = if chosen {
        look.theme.name_active
    } else {
        look.theme.name
    };
    let sign = if chosen { "\u{25b8}" } else { " " };
    let number = format!("{sign}{:>6}", line.bead + 1);
    paint::text(buffer, row, &number, Align::Left, style);
    let room = room_of(row);
    let text = &state.bitext.documents[kwic.side].text;
    let part = around(text, line.sentence, line.word);
    let Some(laid) = one_line(state, look, kwic.side, part) else {
        return;
    };
    let (mut column, mut first, mut last) = (0_i32, None, 0);
    for cell in &laid.cells {
        if cell.span.overlaps(line.word) {
            first.get_or_insert(column);
            last = column + i32::from(cell.width);
        }
        column += i32::from(cell.width);
    }
    let first = first.unwrap_or(0);
    // The column of the word, and how far the line is moved to put it there.
    let width = i32::from(room.width);
    let shift = match laid.direction {
        Direction::Ltr => width * 2 / 5 - first,
        Direction::Rtl => width - width * 2 / 5 - last,
    };
    let (x, shown) = cut(&laid, shift, room);
    paint::line(buffer, x, row.y, &shown, |cell| {
        if cell.span.overlaps(line.word) {
            look.theme.hit
        } else {
            look.theme.text
        }
    });
}

/// Draws the other side of a place under it.
fn counterpart(
    buffer: &mut Buffer,
    row: Rect,
    state: &State,
    look: &Look,
    side: Side,
    bead: usize,
) {
    let room = room_of(row);
    let document = &state.bitext.documents[side];
    let span = state
        .bitext
        .beads
        .get(bead)
        .and_then(|bead| document.span_of(&bead.sentences[side]));
    let Some(span) = span else {
        paint::text(buffer, room, "\u{2205}", Align::Left, look.theme.shape);
        return;
    };
    let part = around(&document.text, span, Span::new(span.start, span.start));
    let Some(laid) = one_line(state, look, side, part) else {
        return;
    };
    let shift = match laid.direction {
        Direction::Ltr => 0,
        Direction::Rtl => i32::from(room.width) - i32::from(laid.width().0),
    };
    let (x, shown) = cut(&laid, shift, room);
    paint::line(buffer, x, row.y, &shown, |_| look.theme.name);
}

fn room_of(row: Rect) -> Rect {
    let number = NUMBER.min(row.width);
    Rect {
        x: row.x + number,
        width: row.width.saturating_sub(number + 1),
        ..row
    }
}

/// The part of a sentence around a word that is laid out.
fn around(text: &str, sentence: Span, word: Span) -> Span {
    let mut start = word.start.saturating_sub(REACH).max(sentence.start);
    while start > sentence.start && !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (word.end + REACH).min(sentence.end);
    while end < sentence.end && !text.is_char_boundary(end) {
        end += 1;
    }
    Span::new(start, end.max(start))
}

/// Lays a part of a text out on one line.
fn one_line(state: &State, look: &Look, side: Side, part: Span) -> Option<VisualLine> {
    let document = &state.bitext.documents[side];
    let options = LayoutOptions {
        width: Cells(u16::MAX),
        direction: document.lang.direction(),
        newlines: Newlines::Space,
        ..presentation(state, look)
    };
    Block::of(&document.text, part, &options)
        .lines
        .into_iter()
        .next()
}

/// Returns the cells of a line that lie in a room when it is moved by some columns, and where
/// they begin.
fn cut(line: &VisualLine, shift: i32, room: Rect) -> (u16, VisualLine) {
    let mut column = shift;
    let mut start = None;
    let mut cells = Vec::new();
    for cell in &line.cells {
        let end = column + i32::from(cell.width);
        if column >= 0 && end <= i32::from(room.width) {
            start.get_or_insert(column);
            cells.push(cell.clone());
        }
        column = end;
    }
    let start = start
        .and_then(|start| u16::try_from(start).ok())
        .unwrap_or(0);
    (
        room.x + start,
        VisualLine {
            cells,
            ..line.clone()
        },
    )
}
