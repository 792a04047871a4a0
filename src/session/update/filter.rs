//! Choosing a filter, and keeping it up to date during the review.

use crate::session::command::{Command, kind};
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::langmap::latin_of;
use crate::session::notice::Notice;
use crate::session::pair_filter::{FilterPanel, PairFilter};
use crate::session::prompt::Prompt;
use crate::session::review::Record;
use crate::session::review::Review;
use crate::session::reviewing::Reviewing;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::update::{findings, move_};
use bayn_doc::{BeadId, Step};
use bayn_review::facet::facets;
use bayn_review::filter::Looked;
use bayn_text::msg;
use std::collections::{HashMap, HashSet};

/// Runs a command about which pairs movement stops at.
pub(super) fn run(state: &mut State, command: kind::Filter) -> Vec<Effect> {
    match command {
        kind::Filter::FilterPairs => open(state),
        kind::Filter::ClearFilter => {
            clear(&mut state.reviewing, &mut state.ui);
            Vec::new()
        }
    }
}

/// Opens the panel.
fn open(state: &mut State) -> Vec<Effect> {
    if state.texts.bitext.beads.is_empty() {
        state.ui.message = Some(Notice::bad(msg!("nothing to filter here")));
        return Vec::new();
    }
    let panel = FilterPanel {
        facets: facets_of(&state.texts, &state.reviewing),
        at: 0,
        typing: None,
        before: Box::new(state.reviewing.review.filter.clone()),
    };
    state.ui.focus.push(Focus::Filter(panel));
    findings::prepare(state)
}

fn facets_of(texts: &Texts, reviewing: &Reviewing) -> Vec<bayn_review::facet::Facet> {
    let checks = reviewing.findings.by_bead(&reviewing.review.notes);
    facets(&looked(texts, reviewing, &checks, None))
}

/// Returns the data that a filter tests.
fn looked<'a>(
    texts: &'a Texts,
    reviewing: &'a Reviewing,
    checks: &'a HashMap<BeadId, Vec<String>>,
    sample: Option<&'a HashSet<BeadId>>,
) -> Looked<'a> {
    Looked {
        bitext: &texts.bitext,
        notes: &reviewing.review.notes,
        checks,
        sample,
    }
}

/// Returns the beads of the client's sample, if there is one.
fn sample_of(texts: &Texts, reviewing: &Reviewing) -> Option<HashSet<BeadId>> {
    reviewing.review.metric.as_ref()?.sample_of(&texts.bitext)
}

/// Shows every pair again.
fn clear(reviewing: &mut Reviewing, ui: &mut Ui) {
    let was = reviewing.review.filter.is_on();
    reviewing.review.filter = PairFilter::default();
    ui.message = Some(Notice::good(if was {
        msg!("filter cleared: all pairs are included")
    } else {
        msg!(
            "there is no filter; {key} sets one",
            key = Command::FilterPairs
        )
    }));
}

/// Applies a typed filter.
pub(super) fn apply_typed(state: &mut State, text: &str) -> Vec<Effect> {
    match PairFilter::typed(text) {
        Ok(filter) => {
            let effects = set(state, filter);
            go_to_passing(state);
            effects
        }
        Err(error) => {
            state.ui.message = Some(Notice::bad(error));
            Vec::new()
        }
    }
}

/// Takes over the filter of the part before.
pub(super) fn keep(state: &mut State, filter: PairFilter) -> Vec<Effect> {
    let said = state.ui.message.take();
    let effects = set(state, filter);
    state.ui.message = said;
    effects
}

/// Applies a filter, running the checks if it needs them.
fn set(state: &mut State, filter: PairFilter) -> Vec<Effect> {
    state.reviewing.review.filter = filter;
    renew(&state.texts, &mut state.reviewing);
    if !state.reviewing.review.filter.needs_checks() {
        return Vec::new();
    }
    let effects = findings::prepare(state);
    if state.reviewing.findings.asked.is_some() {
        state.ui.message = Some(Notice::good(msg!("checking \u{2026}")));
    }
    effects
}

/// Goes to a pair that passes, the next one if there is any, and says how many do.
fn go_to_passing(state: &mut State) {
    let (here, last) = (state.reading.cursor.bead, state.texts.last_bead());
    let filter = &state.reviewing.review.filter;
    if !filter.is_on() {
        return;
    }
    let next = filter.nearest(here, true, last);
    match next.or_else(|| filter.nearest(here, false, last)) {
        Some(bead) if bead != here => move_::jump(&state.texts, &mut state.reading, bead),
        Some(_) => {}
        None if state.reviewing.findings.asked.is_some() => {}
        None => {
            let text = msg!(
                "no pair matches: {filter}; {key} shows all",
                filter = filter.text(),
                key = Command::ClearFilter
            );
            state.ui.message = Some(Notice::bad(text));
        }
    }
}

/// Handles a letter of the panel: it toggles a facet.
pub(super) fn letter(state: &mut State, letter: char) -> Vec<Effect> {
    let latin = latin_of(letter).unwrap_or(letter);
    let Some(Focus::Filter(panel)) = state.ui.focus.last_mut() else {
        return Vec::new();
    };
    let found = if letter == ' ' {
        Some(panel.at)
    } else {
        panel
            .facets
            .iter()
            .position(|facet| facet.key == Some(latin))
    };
    match found {
        Some(at) => {
            panel.at = at;
            switch(state)
        }
        None => {
            state.ui.message = Some(Notice::bad(msg!("`{letter}` is none of these", letter)));
            Vec::new()
        }
    }
}

/// Switches the facet of the line on or off.
fn switch(state: &mut State) -> Vec<Effect> {
    let Some(Focus::Filter(panel)) = state.ui.focus.last() else {
        return Vec::new();
    };
    let Some(facet) = panel.facets.get(panel.at) else {
        return Vec::new();
    };
    let mut chosen = state.reviewing.review.filter.chosen().to_vec();
    match chosen.iter().position(|word| *word == facet.word) {
        Some(at) => {
            chosen.remove(at);
        }
        None => chosen.push(facet.word.clone()),
    }
    set(state, PairFilter::of(chosen))
}

/// Applies what is chosen or typed and closes the panel; if nothing was chosen, the line
/// under the cursor is.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Focus::Filter(panel)) = state.ui.focus.last_mut() else {
        return Vec::new();
    };
    let mut effects = Vec::new();
    if let Some(prompt) = panel.typing.take() {
        match PairFilter::typed(prompt.text()) {
            Ok(filter) => effects = set(state, filter),
            Err(error) => {
                panel.typing = Some(prompt);
                state.ui.message = Some(Notice::bad(error));
                return effects;
            }
        }
    } else if *panel.before == state.reviewing.review.filter
        && !state.reviewing.review.filter.is_on()
    {
        effects = switch(state);
    }
    state.ui.focus.pop();
    go_to_passing(state);
    effects
}

/// Leaves the typed line, or the panel with the filter as it was.
pub(super) fn cancel(state: &mut State) {
    let Some(Focus::Filter(panel)) = state.ui.focus.last_mut() else {
        return;
    };
    if panel.typing.take().is_none() {
        state.reviewing.review.filter = (*panel.before).clone();
        state.ui.focus.pop();
        renew(&state.texts, &mut state.reviewing);
    }
}

/// Clears all choices.
pub(super) fn delete_back(review: &mut Review) {
    review.filter = PairFilter::default();
}

/// Begins to type a filter, with the one in force to start from.
pub(super) fn type_in(reviewing: &Reviewing, ui: &mut Ui) {
    let text = match reviewing.review.filter.text() {
        "" => String::new(),
        text => format!("{text} "),
    };
    if let Some(Focus::Filter(panel)) = ui.focus.last_mut() {
        panel.typing = Some(Prompt::new(&text));
    }
}

/// Goes up or down.
pub(super) fn list(focus: &mut [Focus], rows: isize) {
    if let Some(Focus::Filter(panel)) = focus.last_mut() {
        let most = panel.facets.len().saturating_sub(1);
        panel.at = panel.at.saturating_add_signed(rows).min(most);
    }
}

/// Tests every pair again, and recounts in an open panel.
pub(super) fn renew(texts: &Texts, reviewing: &mut Reviewing) {
    if reviewing.review.filter.is_on() {
        let mut filter = std::mem::take(&mut reviewing.review.filter);
        let checks = if filter.needs_checks() {
            reviewing.findings.by_bead(&reviewing.review.notes)
        } else {
            HashMap::new()
        };
        let sample = sample_of(texts, reviewing);
        filter.renew(&looked(texts, reviewing, &checks, sample.as_ref()));
        reviewing.review.filter = filter;
    }
}

/// Recounts in an open panel, once the checks have run.
pub(super) fn checked(state: &mut State) {
    renew(&state.texts, &mut state.reviewing);
    if matches!(state.ui.focus.last(), Some(Focus::Filter(_))) {
        let facets = facets_of(&state.texts, &state.reviewing);
        if let Some(Focus::Filter(panel)) = state.ui.focus.last_mut() {
            panel.facets = facets;
        }
    } else if state.reviewing.review.filter.needs_checks() {
        go_to_passing(state);
    }
}

/// Tests the pairs with new annotations again.
pub(super) fn recheck_changed(texts: &Texts, reviewing: &mut Reviewing, effects: &[Effect]) {
    if !reviewing.review.filter.is_on() {
        return;
    }
    let mut beads = Vec::new();
    for effect in effects {
        let Effect::Keep(record) = effect else {
            continue;
        };
        for step in &Record::change(record).steps {
            match step {
                Step::Entry { was, now } => {
                    beads.extend(was.iter().chain(now).map(|entry| entry.bead()));
                }
                _ => return renew(texts, reviewing),
            }
        }
    }
    if beads.is_empty() {
        return;
    }
    if beads.len() > 16 || reviewing.review.filter.needs_checks() {
        return renew(texts, reviewing);
    }
    let mut filter = std::mem::take(&mut reviewing.review.filter);
    let none = HashMap::new();
    let sample = sample_of(texts, reviewing);
    for bead in beads {
        if let Some(at) = texts.bitext.index_of(bead) {
            filter.renew_one(at, &looked(texts, reviewing, &none, sample.as_ref()));
        }
    }
    reviewing.review.filter = filter;
}
