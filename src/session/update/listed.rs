//! Commands on the chosen line of a list.

use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::finding_groups::{self, Row};
use crate::session::focus::Focus;
use crate::session::listing::listed;
use crate::session::panel::Panel;
use crate::session::state::State;
use crate::session::update::panel::{clamp, turn_fold};
use crate::session::update::{comparison, dialogue, findings, move_, review};
use bayn_doc::{EntryKey, Severity};

/// Runs a command of a list on its chosen line; `None` if it is none of a list's.
pub(super) fn run(state: &mut State, command: Command) -> Option<Vec<Effect>> {
    let Some(&Focus::Panel(panel, at)) = state.ui.focus.last() else {
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
    if !wanted || state.ui.thin.is_typed {
        return None;
    }
    let Some((number, item)) = listed(state, panel).into_iter().nth(at) else {
        return Some(Vec::new());
    };
    let mut effects = Vec::new();
    match (command, item.key) {
        (Command::Accept, _) if panel == Panel::Facts => comparison::open_fact(state, number),
        (Command::Accept, _) if panel == Panel::Names => comparison::open_name(state, number),
        (Command::Accept, EntryKey::Dismissal(name))
            if panel == Panel::Findings && folds(state, number) =>
        {
            turn_fold(&mut state.reviewing.findings, &name);
            return Some(Vec::new());
        }
        (Command::Accept, _) => {
            if let Some(bead) = item.bead {
                state.ui.focus.pop();
                move_::jump(&state.texts, &mut state.reading, bead);
                if let Some((side, span)) = item.place {
                    state.reading.cursor.side = side;
                    state.reading.cursor.caret = Some(span.start);
                }
            }
        }
        (Command::MarkError, EntryKey::Mark(id)) => dialogue::change(state, id),
        (Command::Note, EntryKey::Mark(id)) => dialogue::ask_note(state, id),
        (Command::DeleteItem | Command::MarkError, _) if panel == Panel::Findings => {
            // Several findings may share what they are dismissed under: it is these.
            let chosen = finding_groups::chosen(state, number);
            effects = if command == Command::DeleteItem {
                findings::dismiss(state, &chosen)
            } else {
                findings::take_over(state, &chosen)
            };
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

/// Returns whether a line of the findings is the head of a fold.
fn folds(state: &State, number: usize) -> bool {
    match finding_groups::rows(state).get(number) {
        Some(Row::Group { .. }) => true,
        Some(Row::Repeated(places)) => finding_groups::fold_of(places).is_some(),
        _ => false,
    }
}
