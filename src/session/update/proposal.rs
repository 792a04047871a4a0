//! What the aligner answers: a proposal to take or leave, and why a link stands.
//!
//! The work is done beside the loop. An answer about texts that have changed meanwhile is
//! not shown.

use crate::align::{Explanation, open_run};
use crate::doc::{Bead, Bitext, Dossier, Edit, Refusal};
use crate::session::command::Command;
use crate::session::event::{Effect, Message};
use crate::session::link::{Explained, Preview, swaps};
use crate::session::state::{Focus, State};
use crate::session::update::{link, move_, review};
use std::ops::Range;
use std::sync::Arc;

/// Has everything between the confirmed beads around the cursor aligned again.
pub(super) fn ask_again(state: &mut State) -> Vec<Effect> {
    if !review::may_change(state) {
        return Vec::new();
    }
    let run = open_run(&state.bitext.beads, state.cursor.bead);
    if run.is_empty() {
        let why = "this link is confirmed; c opens it again";
        state.message = Some(Message::bad(why));
        return Vec::new();
    }
    state.link.asked = true;
    state.message = Some(Message::good(format!(
        "aligning pairs {} to {} again \u{2026}",
        run.start + 1,
        run.end
    )));
    vec![Effect::Realign(Arc::clone(&state.bitext), run)]
}

/// Asks why the current link stands.
pub(super) fn ask_why(state: &mut State) -> Vec<Effect> {
    if state.progress.is_some() {
        state.message = Some(Message::bad("the texts are still being aligned"));
        return Vec::new();
    }
    let at = state.cursor.bead;
    if state.bitext.beads.get(at).is_none() {
        return Vec::new();
    }
    state.link.asked = true;
    state.message = Some(Message::good("looking at the neighbourhood \u{2026}"));
    vec![Effect::Explain(Arc::clone(&state.bitext), at)]
}

/// Takes the answer to [`ask_again`].
pub(super) fn realigned(state: &mut State, of: &Arc<Bitext>, run: Range<usize>, beads: Vec<Bead>) {
    if !arrived(state, of) {
        return;
    }
    let swaps = swaps(&state.bitext.beads, run, beads);
    let Some(first) = swaps.first().map(|swap| swap.was.start) else {
        state.message = Some(Message::good("aligned again: nothing would change"));
        return;
    };
    let here = state.cursor.bead;
    let at = swaps
        .iter()
        .position(|swap| swap.was.end > here)
        .unwrap_or(0);
    let bead = swaps.get(at).map_or(first, |swap| swap.was.start);
    state.focus.push(Focus::Preview(Preview { swaps, at }));
    move_::jump(state, bead);
}

/// Takes the answer to [`ask_why`].
pub(super) fn explained(
    state: &mut State,
    of: &Arc<Bitext>,
    place: usize,
    why: Option<Explanation>,
) {
    if !arrived(state, of) {
        return;
    }
    let bead = state.bitext.beads.get(place).map(|bead| bead.id);
    if let (Some(bead), Some(why)) = (bead, why) {
        let at = 0;
        state.focus.push(Focus::Explain(Explained {
            bead,
            place,
            why,
            at,
        }));
        move_::go(state, place);
    }
}

/// Returns whether an answer is still wanted.
fn arrived(state: &mut State, of: &Arc<Bitext>) -> bool {
    state.link.asked = false;
    state.message = None;
    let wanted = Arc::ptr_eq(of, &state.bitext) && state.focus.is_empty();
    if !wanted {
        let why = "the texts changed meanwhile; ask again";
        state.message = Some(Message::bad(why));
    }
    wanted
}

/// Runs a command of the preview or of the explanation; `None` when neither is shown or it
/// is none of theirs.
pub(super) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    match (state.focus.last(), command) {
        (Some(Focus::Preview(_)), Command::Accept) => {
            let Some(Focus::Preview(preview)) = state.focus.pop() else {
                return None;
            };
            Some(take_all(state, &preview))
        }
        (Some(Focus::Preview(_)), Command::DeleteItem) => {
            if let Some(Focus::Preview(preview)) = state.focus.last_mut() {
                if preview.at < preview.swaps.len() {
                    preview.swaps.remove(preview.at);
                }
                preview.at = preview.at.min(preview.swaps.len().saturating_sub(1));
                if preview.swaps.is_empty() {
                    state.focus.pop();
                    state.message = Some(Message::good("nothing was changed"));
                }
            }
            follow(state);
            Some(Vec::new())
        }
        (Some(Focus::Preview(_)), Command::Cancel) => {
            state.focus.pop();
            state.message = Some(Message::good("the proposal was left; nothing was changed"));
            Some(Vec::new())
        }
        (Some(Focus::Explain(_)), Command::Accept) => {
            let Some(Focus::Explain(explained)) = state.focus.pop() else {
                return None;
            };
            Some(take_rival(state, &explained))
        }
        _ => None,
    }
}

/// Goes up or down in the preview or among the rivals.
pub(super) fn list(state: &mut State, rows: isize) {
    match state.focus.last_mut() {
        Some(Focus::Preview(preview)) => {
            let most = preview.swaps.len().saturating_sub(1);
            preview.at = preview.at.saturating_add_signed(rows).min(most);
        }
        Some(Focus::Explain(explained)) => {
            let most = explained.why.rivals.len().saturating_sub(1);
            explained.at = explained.at.saturating_add_signed(rows).min(most);
        }
        _ => {}
    }
    follow(state);
}

/// Takes the cursor to the change looked at.
fn follow(state: &mut State) {
    if let Some(Focus::Preview(preview)) = state.focus.last()
        && let Some(swap) = preview.swaps.get(preview.at)
    {
        let at = swap.was.start;
        move_::go(state, at);
    }
}

fn take_all(state: &mut State, preview: &Preview) -> Vec<Effect> {
    if !review::may_change(state) {
        return Vec::new();
    }
    let bitext = Arc::clone(&state.bitext);
    let edits: Vec<Edit> = preview
        .swaps
        .iter()
        .filter_map(|swap| swap.edit(&bitext))
        .collect();
    drop(bitext);
    link::take(state, |dossier: &mut Dossier| dossier.edit_all(&edits))
}

/// Puts the chosen rival in place of the link; only in LINK mode.
fn take_rival(state: &mut State, explained: &Explained) -> Vec<Effect> {
    let Some(rival) = explained.rival() else {
        return Vec::new();
    };
    if !state.link.on {
        let why = "the alignment changes in LINK mode only; A enters it";
        state.message = Some(Message::bad(why));
        return Vec::new();
    }
    if !review::may_change(state) {
        return Vec::new();
    }
    let run = state.bitext.beads.get(rival.run.clone());
    let edit = run.and_then(|run| {
        Some(Edit::Replace {
            first: run.first()?.id,
            last: run.last()?.id,
            beads: rival.then.beads.clone(),
        })
    });
    link::take(state, |dossier: &mut Dossier| {
        dossier.edit(edit.as_ref().ok_or(Refusal::NotThere)?)
    })
}
