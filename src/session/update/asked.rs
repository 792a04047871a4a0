//! Continues commands that wait for the checks or the comparison when these are ready.

use crate::session::command::{Command, Kind, kind};
use crate::session::comparison::Compared;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::review::PlacedFinding;
use crate::session::state::State;
use crate::session::update::{comparison, filter, findings, tour};
use bayn_text::msg;
use std::sync::Arc;

/// Stores the findings of the checks, and runs the waiting command.
pub(super) fn checked(state: &mut State, found: Vec<PlacedFinding>) -> Vec<Effect> {
    let asked = findings::checked(state, found);
    filter::checked(state);
    go_on(state, asked)
}

/// Stores the comparison, and runs the waiting command.
pub(super) fn compared(state: &mut State, found: Arc<Compared>) -> Vec<Effect> {
    let asked = comparison::compared(&mut state.background, &mut state.ui, found);
    go_on(state, asked)
}

/// Runs the waiting command, unless something else was opened meanwhile.
fn go_on(state: &mut State, asked: Option<Command>) -> Vec<Effect> {
    let free = state.ui.focus.is_empty();
    match asked.map(Command::kind) {
        Some(Kind::Worst(command)) => tour::go_on(state, command),
        Some(Kind::Findings(command)) if free => {
            if let Some(tutor) = &mut state.reading.tutor {
                tutor.did(command.into());
            }
            findings::run(state, command)
        }
        Some(Kind::Shared(command)) if free => comparison::run(state, command),
        Some(Kind::Findings(_) | Kind::Shared(_)) => {
            if let Some(command) = asked {
                state.ui.message = Some(Notice::good(msg!("ready: {key} shows it", key = command)));
            }
            Vec::new()
        }
        // The filter asks for the checks too, and needs nothing more.
        _ => Vec::new(),
    }
}

/// Stops waiting for the requested list; results are kept.
pub(super) fn cancel(state: &mut State) {
    let checks = &mut state.reviewing.findings.asked;
    let compares = &mut state.background.comparing.asked;
    let lists = |asked: &Option<Command>| asked.is_some_and(|asked| asked != Command::FilterPairs);
    if lists(checks) || lists(compares) {
        // The checks go on for the filter, which may count by them.
        *checks = checks.map(|_| Command::FilterPairs);
        *compares = None;
        state.ui.message = Some(Notice::good(msg!("cancelled")));
    }
}

/// Requests an open list again whose beads have changed; it is shown when it is ready.
pub(super) fn reopen_list(state: &mut State) -> Vec<Effect> {
    let Some(&Focus::Panel(panel, _)) = state.ui.focus.last() else {
        return Vec::new();
    };
    let (checks, compares) = (
        state.reviewing.findings.list.is_none(),
        state.background.comparing.found.is_none(),
    );
    match panel {
        Panel::Findings if checks => {
            state.ui.focus.pop();
            findings::run(state, kind::Findings::ListFindings)
        }
        Panel::Facts if compares => {
            state.ui.focus.pop();
            comparison::run(state, kind::Shared::ListFacts)
        }
        Panel::Names if compares => {
            state.ui.focus.pop();
            comparison::run(state, kind::Shared::ListNames)
        }
        Panel::Findings
        | Panel::Facts
        | Panel::Names
        | Panel::Marks
        | Panel::Notes
        | Panel::Weak
        | Panel::Lost
        | Panel::Contents => Vec::new(),
    }
}
