//! Moves in the lists of marks, findings and orphans.

use crate::session::command::Command;
use crate::session::focus::Focus;
use crate::session::items::items;
use crate::session::keymap::Mode;
use crate::session::list_filter::ListFilter;
use crate::session::listing::listed;
use crate::session::notice::Notice;
use crate::session::panel::{Item, Panel};
use crate::session::review::Findings;
use crate::session::state::State;
use bayn_text::msg;

/// Opens a list at its first line from the current pair on.
pub(super) fn open(state: &mut State, panel: Panel) {
    state.ui.thin = ListFilter::default();
    let all = items(state, panel);
    if all.is_empty() {
        state.ui.message = Some(Notice::good(match panel {
            Panel::Marks => msg!(
                "no marks yet; {select} selects words, {mark} marks them",
                select = Command::SelectWords,
                mark = Mode::Select.keys(Command::MarkError)
            ),
            Panel::Findings => msg!("the checks found nothing"),
            Panel::Notes => msg!("no notes yet; {key} writes one", key = Command::Note),
            Panel::Weak => msg!("no weak links"),
            Panel::Lost => msg!("every entry of the review still has its words in the text"),
            Panel::Facts => msg!("the texts share no name, figure, date or quotation"),
            Panel::Names => msg!("no name was found"),
            Panel::Contents => msg!("no headings were found in these texts"),
        }));
        return;
    }
    let here = state.reading.cursor.bead;
    let under = |item: &Item| {
        let caret = state.reading.cursor.caret;
        item.bead == Some(here)
            && item.place.is_some_and(|(side, span)| {
                side == state.reading.cursor.side && caret.is_some_and(|byte| span.contains(byte))
            })
    };
    // Lists that are grouped have the same place more than once; the nearest line is taken.
    let after = |(at, item): (usize, &Item)| {
        let bead = item.bead.filter(|&bead| bead >= here)?;
        Some((bead, at))
    };
    let next = || {
        let mut later = all.iter().enumerate().filter_map(after);
        match panel {
            Panel::Findings => later.min(),
            _ => later.next(),
        }
    };
    let within = |item: &Item| item.bead.is_some_and(|bead| bead <= here);
    let chapter = match panel {
        Panel::Contents => all.iter().rposition(within),
        _ => None,
    };
    let at = chapter
        .or_else(|| all.iter().position(under))
        .or_else(|| Some(next()?.1));
    let first = all.iter().position(|item| item.bead.is_some());
    let at = at.or(first);
    // The worst is first, wherever it is.
    let at = at.filter(|_| panel != Panel::Weak);
    state.ui.focus.push(Focus::Panel(panel, at.unwrap_or(0)));
}

/// Selects a line of the open list.
pub(super) fn choose(state: &mut State, line: usize) {
    if let Some(Focus::Panel(_, at)) = state.ui.focus.last_mut() {
        *at = line;
    }
    clamp(state);
}

/// Keeps the chosen line inside its list and off the headings, and leaves an empty one.
pub(super) fn clamp(state: &mut State) {
    let Some(&Focus::Panel(panel, at)) = state.ui.focus.last() else {
        return;
    };
    let all = listed(state, panel);
    if all.is_empty() && state.ui.thin.is_on() {
        return;
    }
    state.ui.focus.pop();
    if let Some(last) = all.len().checked_sub(1) {
        let at = at.min(last);
        let is_line = |at: usize| all.get(at).is_some_and(|(_, item)| item.bead.is_some());
        let at = if is_line(at) || !is_line(at + 1) {
            at
        } else {
            at + 1
        };
        state.ui.focus.push(Focus::Panel(panel, at));
    }
}

/// Goes up or down.
pub(super) fn list(state: &mut State, rows: isize) {
    let Some(&Focus::Panel(panel, _)) = state.ui.focus.last() else {
        return;
    };
    let most = listed(state, panel).len().saturating_sub(1);
    if let Some(Focus::Panel(_, at)) = state.ui.focus.last_mut() {
        *at = at.saturating_add_signed(rows).min(most);
    }
}

/// Opens or closes a fold of the findings.
pub(super) fn turn_fold(findings: &mut Findings, name: &str) {
    let turned = &mut findings.turned;
    if !turned.remove(name) {
        turned.insert(name.to_owned());
    }
}
