//! Moves between search matches.

use crate::session::command::Command;
use crate::session::command::kind::Search;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::prompt::Prompt;
use crate::session::reading::Reading;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::update::{asked, dialogue, filter, move_, offer};
use bayn_text::msg;
use std::sync::Arc;

/// Runs a command of the group Searching.
pub(super) fn run(state: &mut State, command: Search, count: Option<usize>) {
    match command {
        Search::Search => match state.ui.focus.last_mut() {
            Some(Focus::Mark(_)) => dialogue::search(&mut state.ui.focus),
            Some(Focus::Filter(_)) => filter::type_in(&state.reviewing, &mut state.ui),
            Some(Focus::Panel(..) | Focus::InfoPage(..)) => state.ui.thin.is_typed = true,
            Some(Focus::Help { filter, typing, .. }) => {
                filter.clear();
                *typing = true;
            }
            _ => state.ui.focus.push(Focus::Search(Prompt::default())),
        },
        Search::NextHit => step(state, true, count),
        Search::PreviousHit => step(state, false, count),
        Search::ClearSearch => {
            offer::cancel(&mut state.aligning.link, &mut state.ui);
            asked::cancel(state);
            state.reading.search.clear();
            state.reading.cursor.caret = None;
        }
    }
}

/// Searches while the query is being typed.
pub(super) fn preview(texts: &Texts, reading: &mut Reading, query: &str) {
    let bitext = Arc::clone(&texts.bitext);
    reading.search.run(&bitext, query);
}

/// Accepts the query and goes to its first match from the current bead on.
pub(super) fn accept(state: &mut State, query: &str) {
    let query = if query.is_empty() {
        state
            .reading
            .search
            .history
            .last()
            .cloned()
            .unwrap_or_default()
    } else {
        query.to_owned()
    };
    if query.is_empty() {
        return;
    }
    state.reading.search.history.retain(|old| *old != query);
    state.reading.search.history.push(query.clone());
    preview(&state.texts, &mut state.reading, &query);
    let here = state.reading.cursor.bead;
    let first = state
        .reading
        .search
        .hits
        .iter()
        .position(|hit| hit.bead >= here)
        .or_else(|| (!state.reading.search.hits.is_empty()).then_some(0));
    goto(state, first);
}

fn step(state: &mut State, forward: bool, count: Option<usize>) {
    if state.reading.search.query.is_empty() {
        if let Some(query) = state.reading.search.history.last().cloned() {
            preview(&state.texts, &mut state.reading, &query);
        } else {
            state.ui.message = Some(Notice::bad(msg!(
                "nothing searched for yet; {key} searches",
                key = Command::Search
            )));
            return;
        }
    }
    for _ in 0..count.unwrap_or(1).clamp(1, 10_000) {
        let cursor = state.reading.cursor;
        let next = if forward {
            state
                .reading
                .search
                .after(cursor.bead, cursor.side, cursor.caret)
        } else {
            state
                .reading
                .search
                .before(cursor.bead, cursor.side, cursor.caret)
        };
        goto(state, next);
        if next.is_none() {
            break;
        }
    }
}

fn goto(state: &mut State, hit: Option<usize>) {
    let total = state.reading.search.hits.len();
    match hit.and_then(|at| state.reading.search.hits.get(at).map(|hit| (at, *hit))) {
        Some((at, hit)) => {
            move_::jump(&state.texts, &mut state.reading, hit.bead);
            state.reading.cursor.side = hit.side;
            state.reading.cursor.caret = Some(hit.span.start);
            state.ui.message = Some(Notice::good(msg!(
                "match {at} of {total} for \u{2068}{query}\u{2069}",
                at = at + 1,
                total,
                query = state.reading.search.query
            )));
        }
        None => {
            state.ui.message = Some(Notice::bad(msg!(
                "\u{2068}{query}\u{2069} was not found",
                query = state.reading.search.query
            )));
        }
    }
}
