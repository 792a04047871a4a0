//! The mouse: a click goes to, selects or runs its target; dragging selects words.

use crate::session::command::Command;
use crate::session::event::{Effect, Mouse};
use crate::session::geometry::Geometry;
use crate::session::keymap::Keymap;
use crate::session::reading::Reading;
use crate::session::state::State;
use crate::session::update::{prompt, run, select, view};

/// Lines that a step of the wheel scrolls.
const STEP: isize = 3;

/// Handles a mouse event at a column and a row.
pub(super) fn event(
    state: &mut State,
    keymap: &Keymap,
    mouse: Mouse,
    (column, row): (u16, u16),
    geometry: &Geometry,
) -> Vec<Effect> {
    if mouse == Mouse::Press
        && let Some(command) = geometry.button_at(column, row)
    {
        state.ui.message = None;
        return run(state, keymap, command, None, geometry);
    }
    if !state.ui.focus.is_empty() {
        return in_list(state, keymap, mouse, row, geometry);
    }
    match mouse {
        Mouse::WheelDown | Mouse::WheelUp => {
            let side = geometry
                .side_at(column, row)
                .unwrap_or(state.reading.cursor.side);
            let rows = if mouse == Mouse::WheelDown {
                STEP
            } else {
                -STEP
            };
            view::scroll(&state.texts, &mut state.reading, side, rows, geometry);
        }
        Mouse::Press => {
            let again = state.ui.pending.pressed == Some((column, row));
            state.ui.pending.pressed = Some((column, row));
            press(&mut state.reading, (column, row), geometry);
            // The second press on a word selects it.
            if again && state.reading.cursor.caret.is_some() {
                select::start(state);
            }
        }
        Mouse::Drag => drag(state, (column, row), geometry),
    }
    Vec::new()
}

/// Selects the clicked line; a line already selected is accepted.
fn in_list(
    state: &mut State,
    keymap: &Keymap,
    mouse: Mouse,
    row: u16,
    geometry: &Geometry,
) -> Vec<Effect> {
    match mouse {
        Mouse::WheelDown => prompt::scroll_list(state, STEP, geometry),
        Mouse::WheelUp => prompt::scroll_list(state, -STEP, geometry),
        Mouse::Press => {
            let line = geometry.list_lines.iter().find(|(y, _)| *y == row);
            if let Some(&(_, line)) = line
                && prompt::choose(state, line, geometry)
            {
                return run(state, keymap, Command::Accept, None, geometry);
            }
        }
        Mouse::Drag => {}
    }
    Vec::new()
}

/// Goes where the mouse was pressed.
fn press(reading: &mut Reading, (column, row): (u16, u16), geometry: &Geometry) {
    let Some((bead, byte)) = geometry.hit(column, row) else {
        return;
    };
    reading.cursor.bead = bead;
    reading.cursor.caret = None;
    reading.selection = None;
    if let Some(side) = geometry.side_at(column, row) {
        reading.cursor.side = side;
    }
    if let Some((side, byte)) = byte {
        reading.cursor.side = side;
        reading.cursor.caret = Some(byte);
    }
}

/// Selects from the word that was pressed to the one below the mouse.
fn drag(state: &mut State, (column, row): (u16, u16), geometry: &Geometry) {
    let Some((bead, Some((side, byte)))) = geometry.hit(column, row) else {
        return;
    };
    if state.ui.pending.pressed.is_none()
        || bead != state.reading.cursor.bead
        || side != state.reading.cursor.side
    {
        return;
    }
    if state.reading.selection.is_none() && state.reading.cursor.caret.is_some() {
        select::start(state);
    }
    select::extend_to(&state.texts, &mut state.reading, byte);
}
