//! Answers of the aligner: a proposal of realigning, and why a link was chosen.
//!
//! The work is done in the background. A request about links that have changed meanwhile
//! is repeated.

use crate::session::aligning::Aligning;
use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::keymap::Mode;
use crate::session::link::Link;
use crate::session::link::{Explained, Preview, Question, swaps};
use crate::session::notice::Notice;
use crate::session::state::State;
use crate::session::ui::Ui;
use crate::session::update::places::CHANGED;
use crate::session::update::{change, edit, move_};
use crate::session::work::Work;
use bayn_align::{Explanation, open_run};
use bayn_doc::{Bead, BeadId, Edit, EditError, ReviewedBitext};
use bayn_text::Message;
use bayn_text::msg;
use std::ops::Range;
use std::sync::Arc;

/// Requests realigning everything between the confirmed beads around the cursor.
pub(super) fn ask_again(state: &mut State) -> Vec<Effect> {
    match change::here(&state.texts, &state.reading) {
        Some(bead) => ask(state, Question::Again(bead)),
        None => Vec::new(),
    }
}

/// Asks why the current link was chosen.
pub(super) fn ask_why(state: &mut State) -> Vec<Effect> {
    match change::here(&state.texts, &state.reading) {
        Some(bead) => ask(state, Question::Why(bead)),
        None => Vec::new(),
    }
}

/// Repeats a request about links that have changed.
pub(super) fn ask_anew(state: &mut State, question: Question) -> Vec<Effect> {
    if state.aligning.link.asked == Some(question) {
        ask(state, question)
    } else {
        Vec::new()
    }
}

/// Handles a request without answer.
pub(super) fn failed(link: &mut Link, question: Question) {
    if link.asked == Some(question) {
        link.asked = None;
    }
}

/// Cancels the pending request.
pub(super) fn cancel(link: &mut Link, ui: &mut Ui) {
    if link.asked.take().is_some() {
        ui.message = Some(Notice::good(msg!("cancelled")));
    }
}

fn ask(state: &mut State, question: Question) -> Vec<Effect> {
    state.aligning.link.asked = None;
    let work = match question {
        Question::Again(bead) => again(state, bead),
        Question::Why(bead) => why(state, bead),
    };
    let Some(work) = work else {
        return Vec::new();
    };
    state.aligning.link.asked = Some(question);
    vec![state.texts.ask(work)]
}

fn again(state: &mut State, bead: BeadId) -> Option<Work> {
    if !change::may_change(state) {
        return None;
    }
    let Some(at) = state.texts.bitext.index_of(bead) else {
        state.ui.message = Some(Notice::bad(Message::label(CHANGED)));
        return None;
    };
    let run = open_run(&state.texts.bitext.beads, at);
    if run.is_empty() {
        let why = msg!(
            "this link is confirmed; {key} removes the confirmation",
            key = Mode::Link.keys(Command::ConfirmLink)
        );
        state.ui.message = Some(Notice::bad(why));
        return None;
    }
    state.ui.message = Some(Notice::good(msg!(
        "realigning pairs {start} to {end} …",
        start = run.start + 1,
        end = run.end
    )));
    Some(Work::Realign(Arc::clone(&state.texts.bitext), bead, run))
}

fn why(state: &mut State, bead: BeadId) -> Option<Work> {
    if state.aligning.progress.is_some() {
        state.ui.message = Some(Notice::bad(msg!("the texts are still being aligned")));
        return None;
    }
    if state.texts.bitext.index_of(bead).is_none() {
        state.ui.message = Some(Notice::bad(Message::label(CHANGED)));
        return None;
    }
    state.ui.message = Some(Notice::good(msg!("comparing with neighbouring pairs …")));
    Some(Work::Explain(Arc::clone(&state.texts.bitext), bead))
}

/// Handles the answer to [`ask_again`].
pub(super) fn realigned(state: &mut State, bead: BeadId, run: Range<usize>, beads: Vec<Bead>) {
    if !arrived(&mut state.aligning, &mut state.ui, Question::Again(bead)) {
        return;
    }
    let swaps = swaps(&state.texts.bitext.beads, run, beads);
    let Some(first) = swaps.first().map(|swap| swap.was.start) else {
        state.ui.message = Some(Notice::good(msg!("realigned: nothing would change")));
        return;
    };
    let here = state.reading.cursor.bead;
    let at = swaps
        .iter()
        .position(|swap| swap.was.end > here)
        .unwrap_or(0);
    let bead = swaps.get(at).map_or(first, |swap| swap.was.start);
    state.ui.focus.push(Focus::Preview(Preview { swaps, at }));
    move_::jump(&state.texts, &mut state.reading, bead);
}

/// Handles the answer to [`ask_why`].
pub(super) fn explained(state: &mut State, bead: BeadId, why: Option<Explanation>) {
    if !arrived(&mut state.aligning, &mut state.ui, Question::Why(bead)) {
        return;
    }
    if let (Some(place), Some(why)) = (state.texts.bitext.index_of(bead), why) {
        let far = state.aligning.cuts.answer_to(&state.texts.bitext, bead);
        state.ui.focus.push(Focus::Explain(Explained {
            bead,
            place,
            why,
            far,
            at: 0,
        }));
        move_::go(&state.texts, &mut state.reading, place);
    }
}

/// Returns whether an answer is still needed: another request may have been made since, or
/// something else opened.
fn arrived(aligning: &mut Aligning, ui: &mut Ui, question: Question) -> bool {
    if aligning.link.asked != Some(question) {
        return false;
    }
    aligning.link.asked = None;
    ui.message = None;
    let wanted = ui.focus.is_empty();
    if !wanted {
        ui.message = Some(Notice::bad(Message::label(CHANGED)));
    }
    wanted
}

/// Runs a command of the preview or of the explanation; `None` if neither is shown or it
/// is none of theirs.
pub(super) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    match (state.ui.focus.last(), command) {
        (Some(Focus::Preview(_)), Command::Accept) => {
            let Some(Focus::Preview(preview)) = state.ui.focus.pop() else {
                return None;
            };
            Some(take_all(state, &preview))
        }
        (Some(Focus::Preview(_)), Command::DeleteItem) => {
            if let Some(Focus::Preview(preview)) = state.ui.focus.last_mut() {
                if preview.at < preview.swaps.len() {
                    preview.swaps.remove(preview.at);
                }
                preview.at = preview.at.min(preview.swaps.len().saturating_sub(1));
                if preview.swaps.is_empty() {
                    state.ui.focus.pop();
                    state.ui.message = Some(Notice::good(msg!("nothing was changed")));
                }
            }
            go_to_swap(state);
            Some(Vec::new())
        }
        (Some(Focus::Preview(_)), Command::Cancel) => {
            state.ui.focus.pop();
            state.ui.message = Some(Notice::good(msg!(
                "the proposal was discarded; nothing was changed"
            )));
            Some(Vec::new())
        }
        (Some(Focus::Explain(_)), Command::Accept) => {
            let Some(Focus::Explain(explained)) = state.ui.focus.pop() else {
                return None;
            };
            Some(take_rival(state, &explained))
        }
        _ => None,
    }
}

/// Goes up or down in the preview or among the rivals.
pub(super) fn list(state: &mut State, rows: isize) {
    match state.ui.focus.last_mut() {
        Some(Focus::Preview(preview)) => {
            let most = preview.swaps.len().saturating_sub(1);
            preview.at = preview.at.saturating_add_signed(rows).min(most);
        }
        Some(Focus::Explain(explained)) => {
            let most = explained.lines().saturating_sub(1);
            explained.at = explained.at.saturating_add_signed(rows).min(most);
        }
        _ => {}
    }
    go_to_swap(state);
}

/// Moves the cursor to the displayed change.
fn go_to_swap(state: &mut State) {
    if let Some(Focus::Preview(preview)) = state.ui.focus.last()
        && let Some(swap) = preview.swaps.get(preview.at)
    {
        let at = swap.was.start;
        move_::go(&state.texts, &mut state.reading, at);
    }
}

fn take_all(state: &mut State, preview: &Preview) -> Vec<Effect> {
    if !change::may_change(state) {
        return Vec::new();
    }
    let bitext = Arc::clone(&state.texts.bitext);
    let edits: Vec<Edit> = preview
        .swaps
        .iter()
        .filter_map(|swap| swap.edit(&bitext))
        .collect();
    drop(bitext);
    edit::carry_out(state, |review: &mut ReviewedBitext| review.edit_all(&edits))
}

/// Replaces the link by the selected rival; only in LINK mode.
fn take_rival(state: &mut State, explained: &Explained) -> Vec<Effect> {
    if explained.lines() == 0 {
        return Vec::new();
    }
    if !state.aligning.link.on {
        let why = change::outside_link_mode();
        state.ui.message = Some(Notice::bad(why));
        return Vec::new();
    }
    if !change::may_change(state) {
        return Vec::new();
    }
    if let Some((other, _)) = explained.far.filter(|_| explained.at == 0) {
        return edit::tie_alone(state, explained.bead, other);
    }
    let Some(rival) = explained.rival() else {
        return Vec::new();
    };
    let run = state.texts.bitext.beads.get(rival.run.clone());
    let edit = run.and_then(|run| {
        Some(Edit::Replace {
            first: run.first()?.id,
            last: run.last()?.id,
            beads: rival.then.beads.clone(),
        })
    });
    edit::carry_out(state, |review: &mut ReviewedBitext| {
        review.edit(edit.as_ref().ok_or(EditError::NotThere)?)
    })
}
