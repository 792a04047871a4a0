//! Turning to another part of a long file.

use crate::session::about::About;
use crate::session::command::kind;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::part::Part;
use crate::session::part::Turning;
use crate::session::review::Review;
use crate::session::state::State;
use crate::session::update::filter;
use crate::session::view::{ScrollTarget, View};
use crate::session::work::Work;
use bayn_doc::Bitext;
use bayn_doc::Sides;
use bayn_text::msg;
use std::sync::Arc;

/// Asks for the next part or the one before.
pub(super) fn run(state: &mut State, command: kind::Part, count: Option<usize>) -> Vec<Effect> {
    let Some(part) = state.part else {
        state.message = Some(Notice::good(msg!("the whole file is open already")));
        return Vec::new();
    };
    let steps = count.unwrap_or(1).max(1);
    let last = part.count.map(|count| count.saturating_sub(1));
    let wanted = match (command, last) {
        (kind::Part::PreviousPart, _) => part.at.saturating_sub(steps),
        (kind::Part::NextPart, Some(last)) => part.at.saturating_add(steps).min(last),
        (kind::Part::NextPart, None) => {
            state.message = Some(Notice::good(msg!(
                "the parts of the file are still being counted"
            )));
            return self::count(state);
        }
    };
    if wanted == part.at {
        let said = if part.at == 0 {
            msg!("this is the first part")
        } else {
            msg!("this is the last part")
        };
        state.message = Some(Notice::good(said));
        return Vec::new();
    }
    state.turning.to = Some(wanted);
    vec![state.ask(Work::Turn(wanted))]
}

/// Has the parts counted, where that is not done or under way.
pub(super) fn count(state: &mut State) -> Vec<Effect> {
    let wanted = state.part.is_some_and(|part| part.count.is_none());
    if !wanted || state.turning.counts {
        return Vec::new();
    }
    state.turning.counts = true;
    vec![state.ask(Work::CountParts)]
}

/// Takes a part that was read, unless another was asked for since; the reader begins at its
/// first pair.
///
/// It is another text: whatever is not taken over here is gone with the part before.
pub(super) fn turned(state: &mut State, at: usize, bitext: Arc<Bitext>) -> Vec<Effect> {
    if state.turning.to != Some(at) {
        return Vec::new();
    }
    let about = state.about.clone().map(|about| About {
        found: Vec::new(),
        ..about
    });
    let fresh = State::new(Arc::unwrap_or_clone(bitext), about);
    let before = std::mem::replace(state, fresh);
    state.part = Some(Part {
        at,
        count: before.part.and_then(|part| part.count),
    });
    state.cursor.side = before.cursor.side;
    state.view = View {
        top: Sides::default(),
        scroll_target: ScrollTarget::default(),
        revealed: None,
        ..before.view
    };
    state.words.lit = before.words.lit;
    state.link.on = before.link.on;
    state.several.differences = before.several.differences;
    state.review = Review {
        read_only: before.review.read_only,
        rater: before.review.rater,
        now: before.review.now,
        advance: before.review.advance,
        method: before.review.method,
        ..Review::default()
    };
    // What does not speak of the text may be in use.
    state.focus = before.focus;
    state.focus.retain(|focus| {
        matches!(
            focus,
            Focus::Help { .. } | Focus::Palette(..) | Focus::Search(_) | Focus::InfoPage(..)
        )
    });
    state.pending = before.pending;
    state.tutor = before.tutor;
    state.home = before.home;
    state.search.query = before.search.query;
    state.search.history = before.search.history;
    let bitext = Arc::clone(&state.bitext);
    state.search.relocate(&bitext);
    state.message = state.part.map(|part| Notice::good(part.label()));
    filter::keep(state, before.review.filter)
}

/// Takes that a part could not be read.
pub(super) fn turn_failed(turning: &mut Turning, at: usize) {
    if turning.to == Some(at) {
        turning.to = None;
    }
}

/// Takes the number of parts.
pub(super) fn counted(state: &mut State, count: usize) {
    state.turning.counts = false;
    if let Some(part) = &mut state.part {
        part.count = Some(count);
    }
}

/// Takes that the parts could not be counted; who turns has it tried again.
pub(super) fn count_failed(turning: &mut Turning) {
    turning.counts = false;
}
