//! Going through the lists of marks, of findings and of what lost its place.

use crate::session::command::Command;
use crate::session::event::{Effect, Message};
use crate::session::panel::{Panel, findings as open_findings, items};
use crate::session::state::{Focus, State};
use crate::session::update::{comparison, dialogue, findings, move_, review};
use bayn_doc::{EntryKey, Severity};

/// Opens a list at its first line from the current pair on.
pub(super) fn open(state: &mut State, panel: Panel) {
    let all = items(state, panel);
    if all.is_empty() {
        state.message = Some(Message::good(match panel {
            Panel::Marks => "there are no marks yet; v selects words, e marks them",
            Panel::Findings => "the checks find nothing",
            Panel::Notes => "there are no notes yet; c writes one",
            Panel::Weak => "there is no weak link",
            Panel::Lost => "nothing lost its place",
            Panel::Facts => "the texts share no name, figure, date or quotation",
            Panel::Names => "no name was found",
        }));
        return;
    }
    let here = state.cursor.bead;
    let under = |item: &crate::session::panel::Item| {
        let caret = state.cursor.caret;
        item.bead == Some(here)
            && item.place.is_some_and(|(side, span)| {
                side == state.cursor.side && caret.is_some_and(|byte| span.contains(byte))
            })
    };
    let at = all.iter().position(under).or_else(|| {
        all.iter()
            .position(|item| item.bead.is_some_and(|bead| bead >= here))
    });
    // The worst stands first, wherever it is.
    let at = at.filter(|_| panel != Panel::Weak);
    state.focus.push(Focus::Panel(panel, at.unwrap_or(0)));
}

/// Runs a command of a list on its chosen line; `None` when it is none of a list's.
pub(super) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let Some(&Focus::Panel(panel, at)) = state.focus.last() else {
        return None;
    };
    let wanted = matches!(
        command,
        Command::MarkError
            | Command::Note
            | Command::Suggest
            | Command::SetNeutral
            | Command::SetMinor
            | Command::SetMajor
            | Command::SetCritical
            | Command::DeleteItem
            | Command::Accept
    );
    if !wanted {
        return None;
    }
    let item = items(state, panel).into_iter().nth(at)?;
    let mut effects = Vec::new();
    match (command, item.key) {
        (Command::Accept, _) if panel == Panel::Facts => comparison::open_fact(state, at),
        (Command::Accept, _) if panel == Panel::Names => comparison::open_name(state, at),
        (Command::Accept, _) => {
            if let Some(bead) = item.bead {
                state.focus.pop();
                move_::jump(state, bead);
                if let Some((side, span)) = item.place {
                    state.cursor.side = side;
                    state.cursor.caret = Some(span.start);
                }
            }
        }
        (Command::MarkError, EntryKey::Mark(id)) => dialogue::change(state, id),
        (Command::Note, EntryKey::Mark(id)) => dialogue::ask_note(state, id),
        (Command::DeleteItem | Command::MarkError, _) if panel == Panel::Findings => {
            // Several findings may share what they are dismissed under: it is this one.
            let chosen = open_findings(state).into_iter().nth(at);
            if let Some(finding) = chosen.map(|(_, finding)| finding.clone()) {
                effects = if command == Command::DeleteItem {
                    findings::dismiss(state, &finding)
                } else {
                    findings::take_over(state, &finding)
                };
            }
        }
        (Command::Suggest, EntryKey::Mark(id)) => dialogue::ask_suggestion(state, id),
        (Command::Note, EntryKey::Note(id)) => review::change_note(state, id),
        (Command::DeleteItem, EntryKey::Note(id)) if panel == Panel::Notes => {
            effects = review::delete_note(state, id);
        }
        (
            Command::SetNeutral | Command::SetMinor | Command::SetMajor | Command::SetCritical,
            EntryKey::Mark(id),
        ) => {
            let severity = match command {
                Command::SetNeutral => Severity::Neutral,
                Command::SetMinor => Severity::Minor,
                Command::SetMajor => Severity::Major,
                _ => Severity::Critical,
            };
            effects = dialogue::set_severity(state, id, severity);
        }
        (Command::DeleteItem, EntryKey::Mark(id)) => effects = dialogue::delete(state, id),
        _ => {}
    }
    clamp(state);
    Some(effects)
}

/// Chooses a line of the list that is open.
pub(super) fn choose(state: &mut State, line: usize) {
    if let Some(Focus::Panel(_, at)) = state.focus.last_mut() {
        *at = line;
    }
    clamp(state);
}

/// Keeps the chosen line inside its list, and leaves an empty one.
pub(super) fn clamp(state: &mut State) {
    let Some(&Focus::Panel(panel, at)) = state.focus.last() else {
        return;
    };
    let length = items(state, panel).len();
    state.focus.pop();
    if length > 0 {
        state.focus.push(Focus::Panel(panel, at.min(length - 1)));
    }
}

/// Goes up or down.
pub(super) fn list(state: &mut State, rows: isize) {
    let Some(&Focus::Panel(panel, _)) = state.focus.last() else {
        return;
    };
    let most = items(state, panel).len().saturating_sub(1);
    if let Some(Focus::Panel(_, at)) = state.focus.last_mut() {
        *at = at.saturating_add_signed(rows).min(most);
    }
}
