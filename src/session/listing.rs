//! The lines of lists and pages that are shown: all, or those that contain the words typed.

use crate::session::info_page::InfoPage;
use crate::session::info_page_lines::{Line, lines};
use crate::session::items::items;
use crate::session::panel::{Item, Panel};
use crate::session::state::State;

/// Returns the lines of a list that are shown, each with its index among all of them.
#[must_use]
pub fn listed(state: &State, panel: Panel) -> Vec<(usize, Item)> {
    let all = items(state, panel).into_iter().enumerate();
    if !state.ui.thin.is_on() {
        return all.collect();
    }
    let language = state.home.language;
    // The heading of a kind of findings belongs to its lines, and stays above those that are shown.
    let is_heading = |item: &Item| panel == Panel::Findings && item.bead.is_none();
    let mut heading: Option<((usize, Item), String)> = None;
    let mut kept = Vec::new();
    for (at, item) in all {
        let said = format!("{} {}", item.text, language.say(&item.text));
        if is_heading(&item) {
            heading = Some(((at, item), said));
            continue;
        }
        let number = item.bead.map(|bead| (bead + 1).to_string());
        let above = heading.as_ref().map_or("", |(_, said)| said.as_str());
        let line = format!("{} {above} {said}", number.unwrap_or_default());
        if !state.ui.thin.keeps(&line) {
            continue;
        }
        if let Some((heading, _)) = &heading
            && kept.last().is_none_or(|(last, _)| *last < heading.0)
        {
            kept.push(heading.clone());
        }
        kept.push((at, item));
    }
    kept
}

/// Returns the lines of a page that are shown, each with its index among all of them.
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
