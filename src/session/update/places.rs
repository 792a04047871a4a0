//! Positions of the reader, updated by their text when the beads change.

use crate::session::cursor::Jumps;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::state::State;
use crate::session::texts::furniture;
use crate::session::ui::Ui;
use crate::session::update::filter;
use bayn_doc::{Bead, Side};
use bayn_text::Message;
use bayn_text::label;
use std::sync::Arc;

/// The message if the subject of an answer no longer exists.
pub(super) const CHANGED: &str = label!("the texts changed meanwhile; try again");

/// Applies a finished alignment; the reader stays at its sentence.
pub(super) fn take_alignment(state: &mut State, beads: Vec<Bead>) {
    keeping_places(state, |state| {
        Arc::make_mut(&mut state.texts.bitext).beads = beads;
    });
    state.aligning.end_quick();
    state.reading.jumps = Jumps::default();
}

/// Lets `act` change the beads and updates every position by its text: the cursor, the
/// top of the screen, bookmarks and hits. The only way in which beads and sentences of a text
/// change: it creates a new revision.
pub(super) fn keeping_places<R>(state: &mut State, act: impl FnOnce(&mut State) -> R) -> R {
    // Where the first sentence of a bead begins: bytes stay, indexes of sentences may not.
    let begin = |state: &State, at: usize| {
        let bead = state.texts.bitext.beads.get(at)?;
        let side = [state.reading.cursor.side, state.reading.cursor.side.other()]
            .into_iter()
            .find(|&side| !bead.sentences[side].is_empty())?;
        let sentences = &state.texts.bitext.documents[side].sentences;
        let first = sentences.get(bead.sentences[side].start)?;
        Some((side, first.span.start))
    };
    let old = begin(state, state.reading.cursor.bead);
    let top = begin(state, state.reading.view.top.source.bead);
    let marks: Vec<(char, Option<(Side, usize)>)> = state
        .reading
        .bookmarks
        .iter()
        .map(|(&name, &at)| (name, begin(state, at)))
        .collect();
    let starts = |state: &State| {
        state.texts.bitext.documents.as_ref().map(|document| {
            let sentences = document.sentences.iter();
            sentences
                .map(|found| found.span.start)
                .collect::<Vec<usize>>()
        })
    };
    let was = starts(state);
    let result = act(state);
    state.texts.revision.beads += 1;
    state.texts.furniture = furniture(&state.texts.bitext);
    if starts(state) != was {
        state.texts.revision.sentences += 1;
        state.background.words.forget();
        if let Some(work) = &mut state.aligning.refining {
            work.stop();
        }
    }
    if let Some((side, byte)) = old {
        state.reading.cursor.bead = state.texts.bead_at(side, byte);
    }
    if let Some((side, byte)) = top {
        let bead = state.texts.bead_at(side, byte);
        for side in Side::BOTH {
            state.reading.view.top[side].bead = bead;
        }
    }
    for (name, place) in marks {
        if let Some((side, byte)) = place {
            let at = state.texts.bead_at(side, byte);
            state.reading.bookmarks.insert(name, at);
        }
    }
    // Findings refer to beads by index; what is compared follows from the beads.
    state.background.comparing.found = None;
    state.reviewing.findings.list = None;
    filter::renew(&state.texts, &mut state.reviewing);
    let bitext = Arc::clone(&state.texts.bitext);
    state.reading.search.relocate(&bitext);
    state.texts.several.resegmented(&was.source, &bitext);
    state.texts.several.regroup(&bitext);
    forget(&mut state.ui);
    result
}

/// Closes what refers to indexes of beads, which have changed.
fn forget(ui: &mut Ui) {
    let before = ui.focus.len();
    ui.focus
        .retain(|focus| !matches!(focus, Focus::Preview(_) | Focus::Explain(_)));
    if ui.focus.len() < before {
        ui.message = Some(Notice::bad(Message::label(CHANGED)));
    }
}
