//! The caret: by letters as seen, by words as read.

use crate::session::command::Command;
use crate::session::geometry::Geometry;
use crate::session::state::State;
use bayn_text::words;
use harf::Span;

/// Runs a command of the group Caret.
pub(super) fn run(state: &mut State, command: Command, count: Option<usize>, geometry: &Geometry) {
    let times = count.unwrap_or(1).clamp(1, 1000);
    for _ in 0..times {
        match command {
            Command::CaretLeft => visual(state, geometry, false),
            Command::CaretRight => visual(state, geometry, true),
            Command::NextWord => word(state, true),
            Command::PreviousWord => word(state, false),
            Command::LineStart => line_edge(state, geometry, true),
            Command::LineEnd => line_edge(state, geometry, false),
            _ => {}
        }
    }
}

/// The lines of the current bead as spans in visual order; empty before the first frame.
fn lines(geometry: &Geometry) -> &[Vec<Span>] {
    &geometry.caret_lines
}

/// Finds the cell that holds the byte: its line and its place from the left.
fn find(lines: &[Vec<Span>], byte: usize) -> Option<(usize, usize)> {
    lines.iter().enumerate().find_map(|(row, line)| {
        let at = line.iter().position(|span| span.contains(byte))?;
        Some((row, at))
    })
}

/// Moves one cell left or right on the screen, and over the end of a line onto the line that
/// follows in reading order.
fn visual(state: &mut State, geometry: &Geometry, right: bool) {
    let lines = lines(geometry);
    let rtl = is_rtl(state);
    let first = lines
        .iter()
        .find_map(|line| if rtl { line.last() } else { line.first() });
    let Some(byte) = state.cursor.caret else {
        state.cursor.caret = first.map(|span| span.start);
        return;
    };
    let Some((row, at)) = find(lines, byte) else {
        state.cursor.caret = first.map(|span| span.start);
        return;
    };
    let next = if right {
        lines[row].get(at + 1)
    } else {
        at.checked_sub(1).and_then(|at| lines[row].get(at))
    };
    let next = next.or_else(|| {
        // Leaving a line on the side where it ends goes on to the next line.
        let onward = right != rtl;
        let other = if onward {
            lines.get(row + 1)
        } else {
            row.checked_sub(1).and_then(|row| lines.get(row))
        }?;
        if right { other.first() } else { other.last() }
    });
    if let Some(span) = next {
        state.cursor.caret = Some(span.start);
    }
}

/// Moves to the next or previous word of the active side, over bead borders too.
fn word(state: &mut State, forward: bool) {
    let side = state.cursor.side;
    let mut bead = state.cursor.bead;
    let mut from = state.cursor.caret;
    loop {
        let document = &state.bitext.documents[side];
        let span = state
            .bitext
            .beads
            .get(bead)
            .and_then(|bead| document.span_of(&bead.sentences[side]));
        if let Some(span) = span {
            let starts = words(span.of(&document.text)).map(|word| word.start + span.start);
            let found = match (from, forward) {
                (Some(byte), true) => starts.into_iter().find(|&start| start > byte),
                (Some(byte), false) => starts.into_iter().take_while(|&start| start < byte).last(),
                (None, true) => starts.into_iter().next(),
                (None, false) => starts.into_iter().last(),
            };
            if let Some(byte) = found {
                state.cursor.bead = bead;
                state.cursor.caret = Some(byte);
                return;
            }
        }
        let next = if forward {
            (bead < state.last_bead()).then(|| bead + 1)
        } else {
            bead.checked_sub(1)
        };
        match next {
            Some(next) => bead = next,
            None => return,
        }
        from = None;
    }
}

/// Moves to the first or last letter of the caret's line, in reading order.
fn line_edge(state: &mut State, geometry: &Geometry, start: bool) {
    let lines = lines(geometry);
    let row = state
        .cursor
        .caret
        .and_then(|byte| find(lines, byte))
        .map_or(0, |(row, _)| row);
    let Some(line) = lines.get(row) else {
        return;
    };
    let rtl = is_rtl(state);
    let cell = if start != rtl {
        line.first()
    } else {
        line.last()
    };
    if let Some(span) = cell {
        state.cursor.caret = Some(span.start);
    }
}

fn is_rtl(state: &State) -> bool {
    state.bitext.documents[state.cursor.side].lang.direction() == harf::Direction::Rtl
}
