//! Suggestions of the aligner to split a pair: requested, reported, accepted.

use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::keymap::Mode;
use crate::session::notice::Notice;
use crate::session::state::State;
use crate::session::update::edit;
use crate::session::work::Work;
use bayn_align::{Split, UnalignedPair};
use bayn_text::msg;
use bayn_text::plural;
use std::sync::Arc;

/// Requests them once the texts are aligned, and in LINK mode reports one at the cursor.
pub(super) fn ask_for_cuts(state: &mut State, effects: &mut Vec<Effect>) {
    let in_link = state.aligning.link.on;
    if state.aligning.progress.is_none() && state.aligning.refining.is_none() {
        let wish =
            state
                .aligning
                .cuts
                .wish(&state.texts.bitext, state.reading.cursor.bead, in_link);
        effects.extend(wish.map(|run| {
            let bitext = Arc::clone(&state.texts.bitext);
            state.texts.ask(Work::FindCuts(bitext, run))
        }));
    }
    let silent = in_link && state.ui.message.is_none() && state.ui.focus.is_empty();
    if silent
        && state
            .aligning
            .cuts
            .offered(&state.texts.bitext, state.reading.cursor.bead)
            .is_some()
    {
        state.ui.message = Some(Notice::good(msg!(
            "this pair contains two; {key} splits it",
            key = Mode::Link.keys(Command::SplitHere)
        )));
    }
}

/// Keeps what the aligner found.
pub(super) fn keep_cuts(state: &mut State, splits: Vec<Split>, unaligned: &[UnalignedPair]) {
    let bitext = Arc::clone(&state.texts.bitext);
    state.aligning.cuts.store_unaligned(&bitext, unaligned);
    drop(bitext);
    let count = state
        .aligning
        .cuts
        .replace_offers(&state.texts.bitext, splits);
    if count > 0 && state.aligning.link.on && state.ui.message.is_none() {
        state.ui.message = Some(Notice::good(plural!(
            "1 pair contains two",
            "{count} pairs contain two each",
            count
        )));
    }
}

/// Accepts the suggestion for the current pair; `None` if there is none, or if the caret is set.
pub(super) fn cut_as_offered(state: &mut State) -> Option<Vec<Effect>> {
    if state.reading.cursor.caret.is_some() {
        return None;
    }
    let split = state
        .aligning
        .cuts
        .offered(&state.texts.bitext, state.reading.cursor.bead)?;
    let edits = split.edits(&state.texts.bitext);
    Some(edit::carry_out(state, |review| review.edit_all(&edits)))
}
