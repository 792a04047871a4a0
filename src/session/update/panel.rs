//! Going through the lists of marks, of findings and of what lost its place.

use crate::session::focus::Focus;
use crate::session::items::items;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::state::State;
use bayn_text::msg;

/// Opens a list at its first line from the current pair on.
pub(super) fn open(state: &mut State, panel: Panel) {
    let all = items(state, panel);
    if all.is_empty() {
        state.message = Some(Notice::good(match panel {
            Panel::Marks => msg!("there are no marks yet; v selects words, e marks them"),
            Panel::Findings => msg!("the checks find nothing"),
            Panel::Notes => msg!("there are no notes yet; c writes one"),
            Panel::Weak => msg!("there is no weak link"),
            Panel::Lost => msg!("nothing lost its place"),
            Panel::Facts => msg!("the texts share no name, figure, date or quotation"),
            Panel::Names => msg!("no name was found"),
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
    // The worst is first, wherever it is.
    let at = at.filter(|_| panel != Panel::Weak);
    state.focus.push(Focus::Panel(panel, at.unwrap_or(0)));
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
