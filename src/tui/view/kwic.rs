//! Keywords in context: all occurrences of a word, one per line, side after side.
//!
//! ```text
//!  source: Baghouz                                                       3
//!   12        … left the town of  Baghouz  on Wednesday morning, carrying …
//!   40   the last weeks he lived in  Baghuz.  “We were cooking grass” …
//!  translation: Baghouz, Baghuz                                          2
//!   12                 … Baghouz  …
//! ```
//!
//! The word is in one column: it begins there in left-to-right text and ends there, on
//! its right, in right-to-left text, with what is read before it on the right. Each line is a
//! sentence laid out whole, so that numbers and foreign words are ordered as in the
//! text; longer sentences are cut at the edges. If both sides are shown, the corresponding
//! words are in the column of their line too.

use crate::session::concordance::{Kwic, Line};
use crate::session::reading::Reading;
use crate::session::texts::Texts;
use crate::session::{Command, Mode};
use crate::session::{Geometry, State};
use crate::tui::paint::{self, Align};
use crate::tui::view::help::blank;
use crate::tui::view::{Look, presentation};
use bayn_doc::Side;
use bayn_text::message::{Fraction, Separator};
use bayn_text::{Message, msg};
use harf::Direction;
use harf::layout::{Block, LayoutOptions, Newlines, VisualLine};
use harf::{Cells, Span};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Cells for the number of the pair.
const NUMBER: u16 = 8;

/// Bytes of a sentence that are laid out on each side of the word: more than fit.
const REACH: usize = 600;

/// The lines of the list.
#[derive(Clone, Copy)]
enum Item {
    /// The words of a side and the number of their occurrences.
    Heading(Side),
    /// The occurrence with this index.
    Occurrence(usize),
}

/// Draws the list over the lower part of the text.
pub(super) fn overlay(
    buffer: &mut Buffer,
    area: Rect,
    state: &State,
    look: &Look,
    kwic: &Kwic,
    geometry: &mut Geometry,
) -> u16 {
    let each = if kwic.both { 2 } else { 1 };
    let most = (usize::from(area.height) * 2 / 3).max(4);
    let wanted = kwic.len().saturating_mul(each).saturating_add(3);
    let wanted = wanted.min(most).min(usize::from(area.height));
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
    let at = if kwic.is_empty() { 0 } else { kwic.chosen + 1 };
    let count = Message::of(Fraction(at, kwic.len()));
    let taken = look.say(buffer, inner(head), count, Align::Right, look.theme.name);
    let title = msg!(
        "occurrences of {word}; {key} goes to one",
        word = kwic.word,
        key = Mode::List.keys(Command::Accept)
    );
    let room = Rect {
        x: head.x + head.width.min(1),
        width: head.width.saturating_sub(taken + 2),
        ..head
    };
    look.say(buffer, room, title, Align::Left, look.theme.name_active);
    let rows = usize::from(height.saturating_sub(1));
    geometry.list_rows = (rows / each).max(1);
    geometry.list_length = kwic.len();
    let mut y = list.y + 1;
    for item in items(kwic, rows, each) {
        let row = Rect {
            y,
            height: 1,
            ..list
        };
        let tall = match item {
            Item::Heading(_) => 1,
            Item::Occurrence(_) => each,
        };
        if usize::from(list.bottom().saturating_sub(y)) < tall {
            break;
        }
        match item {
            Item::Heading(side) => heading(buffer, row, look, kwic, side),
            Item::Occurrence(at) => {
                let Some(line) = kwic.line(&state.texts.bitext, at) else {
                    continue;
                };
                draw_occurrence(buffer, row, state, look, (kwic, at == kwic.chosen), &line);
                if kwic.both {
                    let below = Rect { y: y + 1, ..row };
                    counterpart(buffer, below, state, look, kwic, &line);
                }
            }
        }
        y += u16::try_from(tall).unwrap_or(1);
    }
    height
}

/// Returns what is shown in this many rows: the selected occurrence near the middle.
fn items(kwic: &Kwic, rows: usize, each: usize) -> impl Iterator<Item = Item> {
    let own = kwic.places[kwic.side].len();
    // Headings are before the first place and before the first of the other side.
    let count = kwic.len() + 2;
    let side = kwic.side;
    let item = move |at: usize| match at {
        0 => Item::Heading(side),
        at if at <= own => Item::Occurrence(at - 1),
        at if at == own + 1 => Item::Heading(side.other()),
        at => Item::Occurrence(at - 2),
    };
    let tall = move |at: usize| match item(at) {
        Item::Heading(_) => 1,
        Item::Occurrence(_) => each,
    };
    let chosen = if kwic.chosen < own {
        kwic.chosen + 1
    } else {
        kwic.chosen + 2
    };
    let back = |from: usize, mut room: usize| {
        let mut first = from;
        while first > 0 && tall(first - 1) <= room {
            first -= 1;
            room -= tall(first);
        }
        first
    };
    // Half the room before the chosen one, and all of it at the end of the list.
    let middle = back(chosen.min(count - 1), (rows / 2).saturating_sub(each));
    let end = back(count, rows);
    (middle.min(end)..count).map(item)
}

/// Draws the words of a side above their places.
fn heading(buffer: &mut Buffer, row: Rect, look: &Look, kwic: &Kwic, side: Side) {
    let own = [kwic.word.clone()];
    let words = if side == kwic.side {
        &own[..]
    } else {
        &kwic.answers
    };
    let places = Message::of(kwic.places[side].len());
    let taken = look.say(buffer, inner(row), places, Align::Right, look.theme.name);
    let room = Rect {
        x: row.x + row.width.min(1),
        width: row.width.saturating_sub(taken + 2),
        ..row
    };
    let answers = words.iter().map(|word| Message::name(word.clone()));
    let answers = Message::joined(answers, Separator::Comma);
    let text = match (side, words.is_empty()) {
        (Side::Source, true) => msg!("in the source: no matching word"),
        (Side::Target, true) => msg!("in the translation: no matching word"),
        (Side::Source, false) => msg!("in the source: {answers}", answers),
        (Side::Target, false) => msg!("in the translation: {answers}", answers),
    };
    look.say(buffer, room, text, Align::Left, look.theme.key);
}

/// Draws one occurrence of the word.
fn draw_occurrence(
    buffer: &mut Buffer,
    row: Rect,
    state: &State,
    look: &Look,
    (_, chosen): (&Kwic, bool),
    line: &Line,
) {
    let style = if chosen {
        look.theme.name_active
    } else {
        look.theme.name
    };
    if chosen {
        paint::text(buffer, row, "\u{25b8}", Align::Left, style);
    }
    let column = Rect {
        width: row.width.min(NUMBER - 1),
        ..row
    };
    let number = (line.bead + 1).to_string();
    paint::text(buffer, column, &number, Align::Right, style);
    let text = &state.texts.bitext.documents[line.side].text;
    let part = around(text, line.sentence, line.word);
    in_column(
        buffer,
        row,
        state,
        look,
        (line.side, part),
        &[line.word],
        look.theme.text,
    );
}

/// Draws the other side of an occurrence under it, its words in their column too.
fn counterpart(
    buffer: &mut Buffer,
    row: Rect,
    state: &State,
    look: &Look,
    kwic: &Kwic,
    line: &Line,
) {
    let side = line.side.other();
    let document = &state.texts.bitext.documents[side];
    let bead = state.texts.bitext.beads.get(line.bead);
    let span = bead.and_then(|bead| document.span_of(&bead.sentences[side]));
    let Some(span) = span else {
        paint::text(
            buffer,
            room_of(row),
            "\u{2205}",
            Align::Left,
            look.theme.shape,
        );
        return;
    };
    let words = kwic.within(&state.texts.bitext, side, span);
    let first = words.first().copied();
    let part = around(
        &document.text,
        span,
        first.unwrap_or(Span::new(span.start, span.start)),
    );
    in_column(
        buffer,
        row,
        state,
        look,
        (side, part),
        &words,
        look.theme.name,
    );
}

/// Draws a part of a text with the first of some words in the column of its direction; without
/// words from its beginning.
fn in_column(
    buffer: &mut Buffer,
    row: Rect,
    state: &State,
    look: &Look,
    (side, part): (Side, Span),
    lit: &[Span],
    style: ratatui::style::Style,
) {
    let room = room_of(row);
    let Some(laid) = one_line(&state.texts, &state.reading, look, side, part) else {
        return;
    };
    let (mut column, mut first, mut last) = (0_i32, None, 0);
    for cell in &laid.cells {
        if lit.first().is_some_and(|word| cell.span.overlaps(*word)) {
            first.get_or_insert(column);
            last = column + i32::from(cell.width);
        }
        column += i32::from(cell.width);
    }
    // The column of the word, and how far the line is moved to put it there.
    let width = i32::from(room.width);
    let shift = match (first, laid.direction) {
        (Some(first), Direction::Ltr) => width * 2 / 5 - first,
        (Some(_), Direction::Rtl) => width - width * 2 / 5 - last,
        (None, Direction::Ltr) => 0,
        (None, Direction::Rtl) => width - i32::from(laid.width().0),
    };
    let (x, shown) = cut(&laid, shift, room);
    paint::line(buffer, x, row.y, &shown, |cell| {
        if lit.iter().any(|word| cell.span.overlaps(*word)) {
            look.theme.hit
        } else {
            style
        }
    });
}

/// A row without its last cell.
const fn inner(row: Rect) -> Rect {
    Rect {
        width: row.width.saturating_sub(1),
        ..row
    }
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
fn one_line(
    texts: &Texts,
    reading: &Reading,
    look: &Look,
    side: Side,
    part: Span,
) -> Option<VisualLine> {
    let document = &texts.bitext.documents[side];
    let options = LayoutOptions {
        width: Cells(u16::MAX),
        direction: document.lang.direction(),
        newlines: Newlines::Space,
        ..presentation(reading, look)
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
