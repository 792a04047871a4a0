//! Several translations: which are shown, and where they differ.

use crate::session::command::kind::Several;
use crate::session::geometry::Geometry;
use crate::session::notice::Notice;
use crate::session::several::{first_difference, why};
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::update::move_;
use crate::session::view::Layout;
use bayn_doc::Side;
use bayn_text::Message;
use bayn_text::msg;

/// Runs a command about several translations.
pub(super) fn run(state: &mut State, command: Several, count: Option<usize>, geometry: &Geometry) {
    if state.texts.several.is_empty() {
        state.ui.message = Some(Notice::bad(msg!(
            "there is only one translation; `bayn SOURCE ONE TWO` shows several"
        )));
        return;
    }
    match command {
        Several::NextText => next(state, geometry),
        Several::ToggleDifferences => {
            state.texts.several.differences = !state.texts.several.differences;
            state.ui.message = Some(Notice::good(differences_say(&state.texts)));
        }
        Several::NextDifference => walk(state, true, count),
        Several::PreviousDifference => walk(state, false, count),
        Several::ToggleText1 => toggle(state, 1, geometry),
        Several::ToggleText2 => toggle(state, 2, geometry),
        Several::ToggleText3 => toggle(state, 3, geometry),
        Several::ToggleText4 => toggle(state, 4, geometry),
        Several::ToggleText5 => toggle(state, 5, geometry),
        Several::ToggleText6 => toggle(state, 6, geometry),
        Several::ToggleText7 => toggle(state, 7, geometry),
        Several::ToggleText8 => toggle(state, 8, geometry),
        Several::ToggleText9 => toggle(state, 9, geometry),
    }
}

/// Returns whether a side has no pane though there are columns or rows for several.
pub(super) fn lacks(geometry: &Geometry, side: Side) -> bool {
    geometry.room > 0 && geometry.panes[side].is_none()
}

fn toggle(state: &mut State, number: usize, geometry: &Geometry) {
    let count = state.texts.several.texts.len() + 1;
    if number > count {
        let said = msg!("there are {count} translations", count);
        state.ui.message = Some(Notice::bad(said));
        return;
    }
    let room = room(&state.texts.several, geometry);
    let wanted = state.texts.several.chosen();
    if !wanted.contains(&number) {
        state
            .texts
            .several
            .hidden
            .retain(|&hidden| hidden != number);
        turn_to(&mut state.texts.several, number, room);
    } else if !state.texts.several.window(room).contains(&number) {
        // Wanted, but there was no room for it: it comes to the front.
        turn_to(&mut state.texts.several, number, room);
    } else if wanted.len() == 1 {
        state.ui.message = Some(Notice::bad(msg!("at least one translation stays shown")));
        return;
    } else {
        state.texts.several.hidden.push(number);
        state.texts.several.turn = 0;
    }
    report_shown(state, geometry);
}

/// Brings a translation among those that fit.
fn turn_to(several: &mut crate::session::Several, number: usize, room: usize) {
    if !several.window(room).contains(&number) {
        let wanted = several.chosen();
        several.turn = wanted.iter().position(|&it| it == number).unwrap_or(0);
    }
}

fn next(state: &mut State, geometry: &Geometry) {
    let wanted = state.texts.several.chosen().len();
    if room(&state.texts.several, geometry) >= wanted {
        state.ui.message = Some(Notice::good(msg!("all translations are shown already")));
        return;
    }
    state.texts.several.turn = (state.texts.several.turn + 1) % wanted.max(1);
    report_shown(state, geometry);
}

fn room(several: &crate::session::Several, geometry: &Geometry) -> usize {
    match geometry.room {
        0 => several.texts.len() + 1,
        room => room,
    }
}

/// Sets which translations are shown; the caret stays on a visible side.
fn report_shown(state: &mut State, geometry: &Geometry) {
    let shown = state
        .texts
        .several
        .window(room(&state.texts.several, geometry));
    if !shown.contains(&1) && state.reading.view.layout != Layout::TargetOnly {
        if state.reading.cursor.side == Side::Target {
            state.reading.cursor.caret = None;
        }
        state.reading.cursor.side = Side::Source;
    }
    let numbers: Vec<String> = shown.iter().map(ToString::to_string).collect();
    let all = state.texts.several.texts.len() + 1;
    let text = msg!(
        "shown translations: {numbers} of {all}",
        numbers = numbers.join(", "),
        all
    );
    state.ui.message = Some(Notice::good(text));
}

fn differences_say(texts: &Texts) -> Message {
    if !texts.several.differences {
        return msg!("differences are no longer highlighted");
    }
    let first = texts.bitext.documents.target.lang.primary();
    let other = texts
        .several
        .texts
        .iter()
        .position(|text| text.document.lang.primary() != first);
    match other {
        Some(at) => msg!(
            "differences are highlighted; translation {at} is in another language and not compared",
            at = at + 2
        ),
        None => msg!("words that differ from translation 1 are highlighted"),
    }
}

/// Goes to the next or previous bead at which translations differ.
fn walk(state: &mut State, forward: bool, count: Option<usize>) {
    let mut bead = state.reading.cursor.bead;
    let mut found = None;
    for _ in 0..count.unwrap_or(1).clamp(1, 1000) {
        let step = if forward {
            (bead + 1..state.texts.bitext.beads.len())
                .find_map(|at| Some((at, why(&state.texts.bitext, &state.texts.several, at)?)))
        } else {
            (0..bead)
                .rev()
                .find_map(|at| Some((at, why(&state.texts.bitext, &state.texts.several, at)?)))
        };
        let Some(step) = step else { break };
        bead = step.0;
        found = Some(step);
    }
    let Some((bead, says)) = found else {
        state.ui.message = Some(Notice::bad(if forward {
            msg!("no pairs after this point differ")
        } else {
            msg!("no pairs before this point differ")
        }));
        return;
    };
    move_::jump(&state.texts, &mut state.reading, bead);
    if state.texts.several.chosen().contains(&1)
        && let Some((side, byte)) =
            first_difference(&state.texts.bitext, &state.texts.several, bead)
        && state.reading.cursor.side == side
    {
        state.reading.cursor.caret = Some(byte);
    }
    state.ui.message = Some(Notice::good(says));
}
