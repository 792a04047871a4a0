//! Changes of annotations: whether one is possible now, making it, and requesting its storage.

use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::review::Record;
use crate::session::state::State;
use crate::session::texts::Texts;
use bayn_doc::{BeadId, Change, ReviewedBitext};
use bayn_text::{Message, msg};

/// Returns whether changes are possible now; else says why not.
pub(super) fn may_change(state: &mut State) -> bool {
    let why = if let Some(why) = state.reviewing.review.refusal() {
        Some(why)
    } else if state.aligning.progress.is_some() {
        Some(msg!(
            "the texts are still being aligned; review when that is done"
        ))
    } else if state.texts.bitext.beads.is_empty() {
        Some(msg!("nothing to review here"))
    } else {
        None
    };
    let may = why.is_none();
    if let Some(why) = why {
        state.ui.message = Some(Notice::bad(why));
    }
    may
}

/// Makes a change and requests its storage.
pub(super) fn change(
    state: &mut State,
    act: impl FnOnce(&mut ReviewedBitext) -> Option<Change>,
) -> Vec<Effect> {
    if !may_change(state) {
        return Vec::new();
    }
    match state
        .reviewing
        .review
        .with_review(&mut state.texts.bitext, act)
    {
        Some(change) => {
            state.reviewing.review.count(&change);
            vec![Effect::Keep(Record::Done(change))]
        }
        None => Vec::new(),
    }
}

/// Returns the id of the current bead.
pub(super) fn here(texts: &Texts, reading: &Reading) -> Option<BeadId> {
    texts
        .bitext
        .beads
        .get(reading.cursor.bead)
        .map(|bead| bead.id)
}

/// Tells the user that the alignment is changed in LINK mode.
pub(super) fn outside_link_mode() -> Message {
    msg!(
        "alignment changes only in LINK mode; {key} enters it",
        key = Command::EnterLink
    )
}
