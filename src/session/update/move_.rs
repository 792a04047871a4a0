//! Moving from pair to pair.

use crate::session::command::Command;
use crate::session::command::kind::{Move, Page};
use crate::session::cursor::Cursor;
use crate::session::geometry::{Anchor, Geometry};
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::reviewing::Reviewing;
use crate::session::state::State;
use crate::session::texts::Texts;
use bayn_doc::Side;
use bayn_text::msg;

/// Runs a command of the group Moving.
pub(super) fn run(state: &mut State, command: Move, count: Option<usize>) {
    let times = count.unwrap_or(1).max(1);
    let last = state.texts.last_bead();
    match command {
        Move::NextPair => step(state, times, true),
        Move::PreviousPair => step(state, times, false),
        Move::NextParagraph => {
            let mut at = state.reading.cursor.bead;
            for _ in 0..times {
                match (at + 1..=last).find(|&bead| state.texts.begins_paragraph(bead)) {
                    Some(bead) => at = bead,
                    None => {
                        at = last;
                        break;
                    }
                }
            }
            go(
                &state.texts,
                &mut state.reading,
                passing(&state.texts, &state.reviewing, at, true),
            );
        }
        Move::PreviousParagraph => {
            let mut at = state.reading.cursor.bead;
            for _ in 0..times {
                match (0..at)
                    .rev()
                    .find(|&bead| state.texts.begins_paragraph(bead))
                {
                    Some(bead) => at = bead,
                    None => {
                        at = 0;
                        break;
                    }
                }
            }
            go(
                &state.texts,
                &mut state.reading,
                passing(&state.texts, &state.reviewing, at, false),
            );
        }
        Move::FirstPair | Move::LastPair => match count {
            Some(number) => jump(
                &state.texts,
                &mut state.reading,
                number.saturating_sub(1).min(last),
            ),
            None if command == Move::FirstPair => jump(
                &state.texts,
                &mut state.reading,
                passing(&state.texts, &state.reviewing, 0, true),
            ),
            None => jump(
                &state.texts,
                &mut state.reading,
                passing(&state.texts, &state.reviewing, last, false),
            ),
        },
    }
}

/// Runs a command that moves by rows of the screen.
pub(super) fn page(state: &mut State, command: Page, count: Option<usize>, geometry: &Geometry) {
    let times = count.unwrap_or(1).max(1);
    match command {
        Page::HalfPageDown => by_rows(state, geometry, half(geometry) * signed(times)),
        Page::HalfPageUp => by_rows(state, geometry, -half(geometry) * signed(times)),
        Page::PageDown => by_rows(state, geometry, full(geometry) * signed(times)),
        Page::PageUp => by_rows(state, geometry, -full(geometry) * signed(times)),
    }
}

/// Moves by this many pairs, among those that pass the filter.
fn step(state: &mut State, times: usize, forward: bool) {
    let last = state.texts.last_bead();
    let filter = &state.reviewing.review.filter;
    let here = state.reading.cursor.bead;
    if !filter.is_on() {
        let there = if forward {
            here.saturating_add(times)
        } else {
            here.saturating_sub(times)
        };
        return go(&state.texts, &mut state.reading, there);
    }
    let mut at = here;
    for _ in 0..times.min(10_000_000) {
        let from = if forward {
            Some(at + 1)
        } else {
            at.checked_sub(1)
        };
        match from.and_then(|from| filter.nearest(from, forward, last)) {
            Some(next) => at = next,
            None => break,
        }
    }
    if at == here {
        state.ui.message = Some(Notice::bad(if forward {
            msg!(
                "no pair after this matches: {filter}; {key} shows all",
                filter = filter.text(),
                key = Command::ClearFilter
            )
        } else {
            msg!(
                "no pair before this matches: {filter}; {key} shows all",
                filter = filter.text(),
                key = Command::ClearFilter
            )
        }));
    } else {
        go(&state.texts, &mut state.reading, at);
    }
}

/// Goes on to the next pair that passes, if there is one.
pub(super) fn next(state: &mut State) {
    let (from, last) = (state.reading.cursor.bead + 1, state.texts.last_bead());
    if let Some(bead) = state.reviewing.review.filter.nearest(from, true, last) {
        go(&state.texts, &mut state.reading, bead);
    }
}

/// Returns the pair nearest to one that passes the filter, in a direction first.
fn passing(texts: &Texts, reviewing: &Reviewing, bead: usize, forward: bool) -> usize {
    let (filter, last) = (&reviewing.review.filter, texts.last_bead());
    let found = filter.nearest(bead, forward, last);
    found
        .or_else(|| filter.nearest(bead, !forward, last))
        .unwrap_or(bead)
}

/// Goes to a bead; the caret is removed.
pub(super) fn go(texts: &Texts, reading: &mut Reading, bead: usize) {
    reading.cursor.bead = bead.min(texts.last_bead());
    reading.cursor.caret = None;
}

/// Jumps to a bead, and adds the old position to the jump list.
pub(super) fn jump(texts: &Texts, reading: &mut Reading, bead: usize) {
    if reading.cursor.bead != bead {
        leave(reading);
    }
    go(texts, reading, bead);
}

/// Adds the current position to the jump list.
pub(super) fn leave(reading: &mut Reading) {
    let from = reading.cursor;
    let jumps = &mut reading.jumps;
    jumps.list.truncate(jumps.at);
    if jumps.list.last() != Some(&from) {
        jumps.list.push(from);
    }
    if jumps.list.len() > 100 {
        jumps.list.remove(0);
    }
    jumps.at = jumps.list.len();
}

/// Goes to a place that was left.
pub(super) fn to_place(texts: &Texts, reading: &mut Reading, place: Cursor) {
    go(texts, reading, place.bead);
    if reading.cursor.bead == place.bead && place.caret.is_some() {
        reading.cursor.side = place.side;
        reading.cursor.caret = place.caret;
    }
}

/// Scrolls by rows and takes the cursor along, so that it keeps its place on the screen.
fn by_rows(state: &mut State, geometry: &Geometry, rows: isize) {
    let side = state.reading.cursor.side;
    let here = Anchor {
        bead: state.reading.cursor.bead,
        row: 0,
    };
    let mut there = geometry.advance(here, rows);
    if there.bead == here.bead && rows != 0 {
        let last = state.texts.last_bead();
        there.bead = if rows > 0 {
            (here.bead + 1).min(last)
        } else {
            here.bead.saturating_sub(1)
        };
    }
    if geometry.height(here.bead).is_none() {
        there.bead = here.bead;
    }
    let sides: &[Side] = if state.reading.view.free {
        &[side]
    } else {
        &Side::BOTH
    };
    for &side in sides {
        state.reading.view.top[side] = geometry.advance(geometry.top[side], rows);
    }
    go(
        &state.texts,
        &mut state.reading,
        passing(&state.texts, &state.reviewing, there.bead, rows > 0),
    );
}

fn half(geometry: &Geometry) -> isize {
    signed((geometry.rows / 2).max(1))
}

fn full(geometry: &Geometry) -> isize {
    signed(geometry.rows.saturating_sub(2).max(1))
}

fn signed(rows: usize) -> isize {
    isize::try_from(rows.min(1_000_000)).unwrap_or(isize::MAX)
}
