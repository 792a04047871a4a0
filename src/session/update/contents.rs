//! Going by chapters, and the list of them.

use crate::session::command::kind::Contents;
use crate::session::contents::headings;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::state::State;
use crate::session::update::{move_, panel};
use bayn_text::msg;

/// Runs a command about chapters.
pub(super) fn run(state: &mut State, command: Contents, count: Option<usize>) {
    let times = count.unwrap_or(1).max(1);
    let forward = match command {
        Contents::ListContents => return panel::open(state, Panel::Contents),
        Contents::NextHeading => true,
        Contents::PreviousHeading => false,
    };
    let all = headings(&state.texts);
    let here = state.reading.cursor.bead;
    let found = if forward {
        let later = all.iter().filter(|heading| heading.bead > here);
        later.take(times).last()
    } else {
        let earlier = all.iter().rev().filter(|heading| heading.bead < here);
        earlier.take(times).last()
    };
    match found {
        Some(heading) => move_::jump(&state.texts, &mut state.reading, heading.bead),
        None => {
            state.ui.message = Some(Notice::bad(match (all.is_empty(), forward) {
                (true, _) => msg!("no headings were found in these texts"),
                (_, true) => msg!("no headings after this point"),
                (_, false) => msg!("no headings before this point"),
            }));
        }
    }
}
