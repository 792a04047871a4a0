//! What waits for the checks or the comparison goes on when they are there.

use crate::session::command::Command;
use crate::session::comparison::Compared;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::panel::Panel;
use crate::session::review::PlacedFinding;
use crate::session::state::State;
use crate::session::update::{comparison, filter, findings, tour};
use std::sync::Arc;

/// Takes what the checks found, and does what was asked.
pub(super) fn checked(state: &mut State, found: Vec<PlacedFinding>) -> Vec<Effect> {
    let asked = findings::checked(state, found);
    filter::checked(state);
    match asked {
        Some(command @ (Command::NextWorst | Command::PreviousWorst)) => {
            tour::go_on(state, command)
        }
        Some(command) if state.focus.is_empty() => findings::run(state, command),
        Some(_) | None => Vec::new(),
    }
}

/// Takes what both texts share, and does what was asked.
pub(super) fn compared(state: &mut State, found: Arc<Compared>) -> Vec<Effect> {
    match comparison::compared(state, found) {
        Some(command @ (Command::NextWorst | Command::PreviousWorst)) => {
            tour::go_on(state, command)
        }
        Some(command) if state.focus.is_empty() => comparison::run(state, command),
        Some(_) | None => Vec::new(),
    }
}

/// Has an open list made again whose beads are others now; it comes back when it is ready.
pub(super) fn follow(state: &mut State) -> Vec<Effect> {
    let Some(&Focus::Panel(panel, _)) = state.focus.last() else {
        return Vec::new();
    };
    let (checks, compares) = (
        state.findings.list.is_none(),
        state.comparing.found.is_none(),
    );
    match panel {
        Panel::Findings if checks => {
            state.focus.pop();
            findings::run(state, Command::ListFindings)
        }
        Panel::Facts if compares => {
            state.focus.pop();
            comparison::run(state, Command::ListFacts)
        }
        Panel::Names if compares => {
            state.focus.pop();
            comparison::run(state, Command::ListNames)
        }
        Panel::Findings
        | Panel::Facts
        | Panel::Names
        | Panel::Marks
        | Panel::Notes
        | Panel::Weak
        | Panel::Lost => Vec::new(),
    }
}
