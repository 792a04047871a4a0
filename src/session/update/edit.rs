//! Applies edits of the alignment, updates all positions, and reports them.

use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::notice::Notice;
use crate::session::review::Record;
use crate::session::state::State;
use crate::session::update::change::here;
use crate::session::update::places::keeping_places;
use bayn_doc::{BeadId, Change, Edit, EditError, Side, Sides};
use bayn_text::Message;
use bayn_text::msg;

/// The movement of the cursor after an edit.
pub(super) enum After {
    /// Stays at its bead, or at the bead with its caret.
    Stay,
    /// Moves with its text.
    Follow,
}

/// Applies a change; the cursor stays.
pub(super) fn carry_out(
    state: &mut State,
    act: impl FnOnce(&mut bayn_doc::ReviewedBitext) -> Result<Change, EditError>,
) -> Vec<Effect> {
    make(state, &After::Stay, act)
}

/// Applies a change, updates all positions and reports what was done.
pub(super) fn make(
    state: &mut State,
    after: &After,
    act: impl FnOnce(&mut bayn_doc::ReviewedBitext) -> Result<Change, EditError>,
) -> Vec<Effect> {
    let here = here(&state.texts, &state.reading);
    let caret = state.reading.cursor.caret;
    let made = keeping_places(state, |state| {
        state
            .reviewing
            .review
            .with_review(&mut state.texts.bitext, act)
    });
    match made {
        Ok(change) => {
            state.reviewing.review.count(&change);
            let side = state.reading.cursor.side;
            let at = match (after, caret) {
                (After::Follow, _) => None,
                (After::Stay, Some(byte)) => Some(state.texts.bead_at(side, byte)),
                (After::Stay, None) => here.and_then(|bead| state.texts.bitext.index_of(bead)),
            };
            if let Some(at) = at {
                state.reading.cursor.bead = at;
            }
            let said = msg!(
                "{label}; {key} undoes it",
                label = Message::library(&change.label),
                key = Command::Undo
            );
            state.ui.message = Some(Notice::good(said));
            vec![Effect::Keep(Record::Done(change))]
        }
        Err(error) => {
            state.ui.message = Some(Notice::bad(error));
            Vec::new()
        }
    }
}

/// Links two unaligned sentences, by the ids of their beads.
pub(super) fn tie_alone(state: &mut State, one: BeadId, other: BeadId) -> Vec<Effect> {
    let holds = |id: BeadId, side: Side| {
        let bead = state
            .texts
            .bitext
            .beads
            .get(state.texts.bitext.index_of(id)?)?;
        let range = &bead.sentences[side];
        (!range.is_empty()).then_some(range.start)
    };
    let end = |side: Side| holds(one, side).or_else(|| holds(other, side));
    let (Some(source), Some(target)) = (end(Side::Source), end(Side::Target)) else {
        state.ui.message = Some(Notice::bad(EditError::NotThere));
        return Vec::new();
    };
    let edit = Edit::Pin(Sides::new(source, target));
    carry_out(state, |review| review.edit(&edit))
}
