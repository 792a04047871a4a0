//! Visits shared facts on both sides at once, and occurrences of names one by one.

use crate::session::background::Background;
use crate::session::command::Command;
use crate::session::command::kind::Shared;
use crate::session::comparison::{Compared, side_of};
use crate::session::event::Effect;
use crate::session::geometry::Anchor;
use crate::session::items::items;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::update::{move_, panel};
use crate::session::work::Work;
use bayn_doc::{Side, Sides};
use bayn_review::compare::Occurrence;
use bayn_text::msg;
use harf::Span;
use std::sync::Arc;

/// Runs a command about shared facts or names, or requests them first.
pub(super) fn run(state: &mut State, command: Shared) -> Vec<Effect> {
    if state.aligning.progress.is_some() {
        state.ui.message = Some(Notice::bad(msg!("the texts are still being aligned")));
        return Vec::new();
    }
    if state.background.comparing.found.is_none() {
        let effects = ask(&state.texts, &mut state.background, command.into());
        state.ui.message = Some(Notice::good(msg!("comparing \u{2026}")));
        return effects;
    }
    match command {
        Shared::ListFacts => panel::open(state, Panel::Facts),
        Shared::ListNames => {
            panel::open(state, Panel::Names);
            panel::choose(state, state.background.comparing.name.unwrap_or(0));
        }
        Shared::NextNamed => walk(state, true),
        Shared::PreviousNamed => walk(state, false),
    }
    Vec::new()
}

/// Requests a comparison of the texts, for a command that continues when it is ready.
pub(super) fn ask(texts: &Texts, background: &mut Background, command: Command) -> Vec<Effect> {
    if background.comparing.asked.replace(command).is_some() {
        return Vec::new();
    }
    vec![texts.ask(Work::Compare(Arc::clone(&texts.bitext)))]
}

/// Stores the result; returns the command that waited for it.
pub(super) fn compared(
    background: &mut Background,
    ui: &mut Ui,
    found: Arc<Compared>,
) -> Option<Command> {
    ui.message = None;
    background.comparing.found = Some(found);
    background.comparing.name = None;
    background.comparing.asked.take()
}

/// Goes to both places of a line of the facts. If one bead does not contain both, the panes
/// scroll independently, since adjacent text is not necessarily linked.
pub(super) fn open_fact(state: &mut State, at: usize) {
    let Some(places) = state.background.comparing.fact_places(at) else {
        return;
    };
    let said = items(state, Panel::Facts)
        .into_iter()
        .nth(at)
        .map(|item| item.text);
    both(state, places);
    state.ui.message = said.map(Notice::good);
}

fn both(state: &mut State, places: Sides<Span>) {
    let beads = Sides::from_fn(|side| state.texts.bead_at(side, places[side].start));
    state.ui.focus.pop();
    move_::jump(&state.texts, &mut state.reading, beads.source);
    state.reading.cursor.side = Side::Source;
    state.reading.cursor.caret = Some(places.source.start);
    if beads.source != beads.target {
        state.reading.view.free = true;
        // The other pane begins with its place; one pair above it is context.
        state.reading.view.top.target = Anchor {
            bead: beads.target.saturating_sub(1),
            row: 0,
        };
    }
}

/// Chooses a name and goes to its next place.
pub(super) fn open_name(state: &mut State, at: usize) {
    state.ui.focus.pop();
    state.background.comparing.name = Some(at);
    walk(state, true);
}

/// Goes to the next or previous place of the chosen name, wrapping around: in both texts, in
/// the order of the pairs.
fn walk(state: &mut State, forward: bool) {
    let Some(name) = state.background.comparing.name else {
        state.ui.message = Some(Notice::bad(msg!(
            "choose a name first: {key} lists them",
            key = Command::ListNames
        )));
        return;
    };
    let Some(places) = state
        .background
        .comparing
        .names()
        .get(name)
        .map(|name| name.places())
    else {
        return;
    };
    let key = |state: &State, place: &Occurrence| {
        let side = side_of(*place);
        (
            state.texts.bead_at(side, place.span.start),
            side,
            place.span.start,
        )
    };
    let mut places: Vec<((usize, Side, usize), Occurrence)> = places
        .iter()
        .map(|place| (key(state, place), *place))
        .collect();
    places.sort_unstable();
    let cursor = state.reading.cursor;
    let here = (cursor.bead, cursor.side, cursor.caret);
    let after = |key: &(usize, Side, usize)| match here.2 {
        Some(byte) => *key > (here.0, here.1, byte),
        None => key.0 >= here.0,
    };
    let before = |key: &(usize, Side, usize)| *key < (here.0, here.1, here.2.unwrap_or(0));
    let next = if forward {
        places.iter().position(|(key, _)| after(key)).or(Some(0))
    } else {
        places
            .iter()
            .rposition(|(key, _)| before(key))
            .or(places.len().checked_sub(1))
    };
    let Some((at, (key, place))) = next.and_then(|at| Some((at, *places.get(at)?))) else {
        return;
    };
    let side = side_of(place);
    let text = place
        .span
        .of(&state.texts.bitext.documents[side].text)
        .to_owned();
    let total = places.len();
    move_::jump(&state.texts, &mut state.reading, key.0);
    state.reading.cursor.side = side;
    state.reading.cursor.caret = Some(place.span.start);
    state.ui.message = Some(Notice::good(msg!(
        "\u{2068}{text}\u{2069}: occurrence {at} of {total}; {next} next, {list} all names",
        text,
        at = at + 1,
        total,
        next = Command::NextNamed,
        list = Command::ListNames
    )));
}
