//! The lines of lists and pages that are shown: all, or those that hold the words typed.

use crate::session::info_page::InfoPage;
use crate::session::info_page_lines::{Line, lines};
use crate::session::items::items;
use crate::session::panel::{Item, Panel};
use crate::session::state::State;

/// Returns the lines of a list that are shown, each with its number among all of them.
#[must_use]
pub fn listed(state: &State, panel: Panel) -> Vec<(usize, Item)> {
    let language = state.home.language;
    items(state, panel)
        .into_iter()
        .enumerate()
        .filter(|(_, item)| {
            if !state.ui.thin.is_on() {
                return true;
            }
            let number = item
                .bead
                .map_or_else(String::new, |bead| (bead + 1).to_string());
            let said = language.say(&item.text);
            state
                .ui
                .thin
                .keeps(&format!("{number} {} {said}", item.text))
        })
        .collect()
}

/// Returns the lines of a page that are shown, each with its number among all of them.
#[must_use]
pub fn shown_lines(state: &State, page: InfoPage) -> Vec<(usize, Line)> {
    let language = state.home.language;
    let keeps = |line: &Line| {
        let (head, text) = (language.say(&line.head), language.say(&line.text));
        state
            .ui
            .thin
            .keeps(&format!("{} {} {head} {text}", line.head, line.text))
    };
    lines(state, page)
        .into_iter()
        .enumerate()
        .filter(|(_, line)| !state.ui.thin.is_on() || keeps(line))
        .collect()
}
