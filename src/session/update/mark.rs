//! Bookmarks, the jump list, and copying.

use crate::session::command::Command;
use crate::session::command::kind::Mark;
use crate::session::event::Effect;
use crate::session::focus::Wait;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::state::State;
use crate::session::ui::Ui;
use crate::session::update::{move_, select};
use bayn_doc::{Side, Sides};
use bayn_text::label;
use bayn_text::msg;
use harf::Span;

/// Runs a command of the group Bookmarks and copying.
pub(super) fn run(state: &mut State, command: Mark) -> Vec<Effect> {
    match command {
        Mark::SetMark => state.ui.pending.wait = Some(Wait::SetMark),
        Mark::GotoMark => state.ui.pending.wait = Some(Wait::GotoMark),
        Mark::JumpBack => back(state),
        Mark::JumpForward => forward(state),
        Mark::CopySource => return copy(state, &[Side::Source], label!("the source")),
        Mark::CopyTarget => return copy(state, &[Side::Target], label!("the translation")),
        Mark::CopyWords => return copy_words(state),
        Mark::CopyPair => return copy(state, &Side::BOTH, label!("the pair")),
    }
    Vec::new()
}

/// Sets a mark on the current bead.
pub(super) fn set(reading: &mut Reading, ui: &mut Ui, name: char) {
    reading.bookmarks.insert(name, reading.cursor.bead);
    ui.message = Some(Notice::good(msg!("bookmark {name} set", name)));
}

/// Goes to a mark; `'` goes back to where the last jump began.
pub(super) fn goto(state: &mut State, name: char) {
    if name == '\'' {
        if let Some(&place) = state.reading.jumps.list.last() {
            move_::leave(&mut state.reading);
            move_::to_place(&state.texts, &mut state.reading, place);
        }
        return;
    }
    match state.reading.bookmarks.get(&name) {
        Some(&bead) => move_::jump(&state.texts, &mut state.reading, bead),
        None => state.ui.message = Some(Notice::bad(msg!("bookmark {name} is not set", name))),
    }
}

fn back(state: &mut State) {
    let here = state.reading.cursor;
    let jumps = &mut state.reading.jumps;
    let Some(at) = jumps.at.checked_sub(1) else {
        state.ui.message = Some(Notice::bad(msg!("nothing to go back to")));
        return;
    };
    if jumps.at == jumps.list.len() && jumps.list.last() != Some(&here) {
        jumps.list.push(here);
    }
    jumps.at = at;
    if let Some(&place) = jumps.list.get(at) {
        move_::to_place(&state.texts, &mut state.reading, place);
    }
}

fn forward(state: &mut State) {
    match state.reading.jumps.list.get(state.reading.jumps.at + 1) {
        Some(&place) => {
            state.reading.jumps.at += 1;
            move_::to_place(&state.texts, &mut state.reading, place);
        }
        None => state.ui.message = Some(Notice::bad(msg!("nothing to go forward to"))),
    }
}

/// The selected words in logical order, one side a line; else the word under the caret.
fn copy_words(state: &mut State) -> Vec<Effect> {
    let side = state.reading.cursor.side;
    let word = state
        .reading
        .cursor
        .caret
        .and_then(|_| select::word_at(&state.texts, &state.reading, side));
    let spans = match state.reading.selection.take() {
        Some(selection) => selection.spans(),
        None => {
            let mut spans = Sides::<Vec<Span>>::default();
            spans[side].extend(word);
            spans
        }
    };
    let parts: Vec<&str> = Side::BOTH
        .into_iter()
        .flat_map(|side| {
            let text = &state.texts.bitext.documents[side].text;
            spans[side].iter().map(|span| span.of(text))
        })
        .collect();
    if parts.is_empty() {
        state.ui.message = Some(Notice::bad(msg!(
            "select words first: {key}",
            key = Command::SelectWords
        )));
        return Vec::new();
    }
    vec![Effect::Copy(parts.join("\n"), label!("the words"))]
}

/// The text of the current bead in logical order, one side a line.
fn copy(state: &mut State, sides: &[Side], what: &'static str) -> Vec<Effect> {
    let parts: Vec<&str> = sides
        .iter()
        .map(|&side| state.texts.text_of(state.reading.cursor.bead, side))
        .filter(|text| !text.is_empty())
        .collect();
    if parts.is_empty() {
        state.ui.message = Some(Notice::bad(msg!("no text on that side to copy")));
        return Vec::new();
    }
    vec![Effect::Copy(parts.join("\n"), what)]
}
