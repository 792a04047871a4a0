//! Changes to another part of a long file.

use crate::session::about::About;
use crate::session::background::Background;
use crate::session::command::kind;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::part::Part;
use crate::session::part::Turning;
use crate::session::review::Review;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::update::filter;
use crate::session::view::{ScrollTarget, View};
use crate::session::work::Work;
use bayn_doc::Bitext;
use bayn_doc::Sides;
use bayn_text::msg;
use std::sync::Arc;

/// Requests the next part or the one before.
pub(super) fn run(state: &mut State, command: kind::Part, count: Option<usize>) -> Vec<Effect> {
    let Some(part) = state.texts.part else {
        state.ui.message = Some(Notice::good(msg!("the whole file is open already")));
        return Vec::new();
    };
    let steps = count.unwrap_or(1).max(1);
    let last = part.count.map(|count| count.saturating_sub(1));
    let wanted = match (command, last) {
        (kind::Part::PreviousPart, _) => part.at.saturating_sub(steps),
        (kind::Part::NextPart, Some(last)) => part.at.saturating_add(steps).min(last),
        (kind::Part::NextPart, None) => {
            state.ui.message = Some(Notice::good(msg!(
                "the parts of the file are still being counted"
            )));
            return count_parts(&state.texts, &mut state.background);
        }
    };
    if wanted == part.at {
        let said = if part.at == 0 {
            msg!("this is the first part")
        } else {
            msg!("this is the last part")
        };
        state.ui.message = Some(Notice::good(said));
        return Vec::new();
    }
    state.background.turning.to = Some(wanted);
    vec![state.texts.ask(Work::Turn(wanted))]
}

/// Requests counting the parts, unless that is done or in progress.
pub(super) fn count_parts(texts: &Texts, background: &mut Background) -> Vec<Effect> {
    let wanted = texts.part.is_some_and(|part| part.count.is_none());
    if !wanted || background.turning.counts {
        return Vec::new();
    }
    background.turning.counts = true;
    vec![texts.ask(Work::CountParts)]
}

/// Opens a part that was read, unless another was requested since; the reader starts at its
/// first pair.
///
/// It is another text: whatever is not transferred here is lost with the part before.
pub(super) fn turned(state: &mut State, at: usize, bitext: Arc<Bitext>) -> Vec<Effect> {
    if state.background.turning.to != Some(at) {
        return Vec::new();
    }
    let about = state.texts.about.clone().map(|about| About {
        found: Vec::new(),
        ..about
    });
    let fresh = State::new(Arc::unwrap_or_clone(bitext), about);
    let before = std::mem::replace(state, fresh);
    state.texts.part = Some(Part {
        at,
        count: before.texts.part.and_then(|part| part.count),
    });
    state.reading.cursor.side = before.reading.cursor.side;
    state.reading.view = View {
        top: Sides::default(),
        scroll_target: ScrollTarget::default(),
        revealed: None,
        ..before.reading.view
    };
    state.background.words.lit = before.background.words.lit;
    state.aligning.link.on = before.aligning.link.on;
    state.texts.several.differences = before.texts.several.differences;
    state.reviewing.review = Review {
        read_only: before.reviewing.review.read_only,
        rater: before.reviewing.review.rater,
        now: before.reviewing.review.now,
        advance: before.reviewing.review.advance,
        method: before.reviewing.review.method,
        ..Review::default()
    };
    // What does not refer to the text may stay open.
    state.ui.focus = before.ui.focus;
    state.ui.focus.retain(|focus| {
        matches!(
            focus,
            Focus::Help { .. } | Focus::Palette(..) | Focus::Search(_) | Focus::InfoPage(..)
        )
    });
    state.ui.pending = before.ui.pending;
    state.reading.tutor = before.reading.tutor;
    state.home = before.home;
    state.reading.search.query = before.reading.search.query;
    state.reading.search.history = before.reading.search.history;
    let bitext = Arc::clone(&state.texts.bitext);
    state.reading.search.relocate(&bitext);
    state.ui.message = state.texts.part.map(|part| Notice::good(part.label()));
    filter::keep(state, before.reviewing.review.filter)
}

/// Handles a part that could not be read.
pub(super) fn turn_failed(turning: &mut Turning, at: usize) {
    if turning.to == Some(at) {
        turning.to = None;
    }
}

/// Stores the number of parts.
pub(super) fn counted(texts: &mut Texts, background: &mut Background, count: usize) {
    background.turning.counts = false;
    if let Some(part) = &mut texts.part {
        part.count = Some(count);
    }
}

/// Handles failed counting; changing the part tries again.
pub(super) fn count_failed(turning: &mut Turning) {
    turning.counts = false;
}
