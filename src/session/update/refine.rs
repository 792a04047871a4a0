//! Applies background realignment, without moving the displayed text.

use crate::session::aligning::Aligning;
use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::geometry::Geometry;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::refine::{Refining, Replacement};
use crate::session::review::Record;
use crate::session::review::Review;
use crate::session::reviewing::Reviewing;
use crate::session::several::Several;
use crate::session::several::{Stage, Text};
use crate::session::state::State;
use crate::session::texts::{Texts, are_strangers};
use crate::session::ui::Ui;
use crate::session::update::part;
use crate::session::update::places::keeping_places;
use crate::session::view::ScrollTarget;
use crate::session::work::Work;
use bayn_doc::Side;
use bayn_doc::{Bead, Edit, plan};
use bayn_text::msg;
use harf::Span;
use std::sync::Arc;

/// Starts the background work for texts that were just opened.
pub(super) fn start_work(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    if state.aligning.progress.is_some() {
        effects.push(
            state
                .texts
                .ask(Work::Align(Arc::clone(&state.texts.bitext))),
        );
    }
    for (at, text) in state.texts.several.texts.iter().enumerate() {
        if text.stage == Stage::Draft {
            effects.push(align_text(&state.texts, at, text));
        }
    }
    effects.extend(part::count_parts(&state.texts, &mut state.background));
    effects.extend(go_on(state));
    if !state.aligning.is_rough() {
        tell_strangers(&state.texts, &mut state.aligning, &mut state.ui);
    }
    effects
}

/// Reports if the texts do not seem to be translations of each other. The message disappears with
/// the next key; a sign in the bottom line stays.
fn tell_strangers(texts: &Texts, aligning: &mut Aligning, ui: &mut Ui) {
    aligning.are_strangers = texts.alone().is_none() && are_strangers(&texts.bitext);
    if ui.message.is_none() && aligning.are_strangers {
        ui.message = Some(Notice::bad(msg!(
            "these texts do not seem to be translations of each other"
        )));
    }
}

fn align_text(texts: &Texts, at: usize, text: &Arc<Text>) -> Effect {
    texts.ask(Work::AlignText(
        Arc::clone(&texts.bitext),
        at,
        Arc::clone(text),
    ))
}

/// Requests the alignment of a further translation again, after its source sentences changed.
pub(super) fn align_text_again(texts: &Texts, at: usize) -> Vec<Effect> {
    let text = texts.several.texts.get(at);
    let draft = text.filter(|text| text.stage == Stage::Draft);
    draft
        .map(|text| align_text(texts, at, text))
        .into_iter()
        .collect()
}

/// Returns whether the next run is to wait: it would invalidate a pending request, or
/// change the displayed list.
fn is_held_up(state: &State) -> bool {
    let waited_for = state.reviewing.findings.asked.is_some()
        || state.background.comparing.asked.is_some()
        || state.aligning.link.asked.is_some();
    let listed = matches!(
        state.ui.focus.last(),
        Some(Focus::Panel(..) | Focus::Filter(_) | Focus::Preview(_) | Focus::Explain(_))
    );
    waited_for || listed
}

/// Continues when the next run need not wait any more.
pub(super) fn resume(state: &mut State) -> Vec<Effect> {
    let paused = state
        .aligning
        .refining
        .as_ref()
        .is_some_and(|work| work.is_paused);
    if paused && !is_held_up(state) {
        go_on(state)
    } else {
        Vec::new()
    }
}

/// Handles a run without result: sentences were split or joined meanwhile.
pub(super) fn run_is_void(state: &mut State) -> Vec<Effect> {
    if let Some(work) = &mut state.aligning.refining {
        work.is_asked = false;
    }
    go_on(state)
}

/// Handles a failed run: the rest stays as it is.
pub(super) fn run_failed(texts: &mut Texts, aligning: &mut Aligning) -> Vec<Effect> {
    aligning.stop_refining();
    align_next_text(texts)
}

/// Handles the failed alignment of a further translation: it stays as it is.
pub(super) fn text_failed(several: &mut Several, at: usize) {
    if let Some(text) = several.texts.get_mut(at) {
        Arc::make_mut(text).stage = Stage::Done;
    }
}

/// Handles the alignment of a further translation without result.
pub(super) fn text_is_void(texts: &mut Texts) -> Vec<Effect> {
    texts.several.is_asked = false;
    align_next_text(texts)
}

/// Requests the next run, or ends when there is none.
pub(super) fn go_on(state: &mut State) -> Vec<Effect> {
    if state.aligning.progress.is_some() {
        // The quick alignment is not there yet; it comes here when it is.
        return Vec::new();
    }
    let held_up = is_held_up(state);
    let Some(work) = &mut state.aligning.refining else {
        return align_next_text(&mut state.texts);
    };
    work.is_paused = held_up;
    if work.is_asked || held_up {
        return Vec::new();
    }
    let next = if work.fits(&state.texts.bitext) {
        work.next(&state.texts.bitext.beads, state.reading.cursor.bead)
    } else {
        // Somebody split or joined sentences: the rest stays as it is.
        None
    };
    match next {
        Some(run) => {
            work.is_asked = true;
            let by_meaning = !work.by_strings;
            vec![state.texts.ask(Work::Refine(
                Arc::clone(&state.texts.bitext),
                run,
                by_meaning,
            ))]
        }
        None => {
            let mut effects = end(state);
            effects.extend(align_next_text(&mut state.texts));
            effects
        }
    }
}

/// Requests the next of the further translations, once the first is done.
fn align_next_text(texts: &mut Texts) -> Vec<Effect> {
    let next = texts
        .several
        .next_quick()
        .filter(|_| !texts.several.is_asked);
    let Some((at, text)) = next.and_then(|at| Some((at, texts.several.texts.get(at)?))) else {
        return Vec::new();
    };
    let text = Arc::clone(text);
    texts.several.is_asked = true;
    vec![texts.ask(Work::RefineText(Arc::clone(&texts.bitext), at, text))]
}

/// Applies the alignment of a further translation by meaning; the panes stay where they are,
/// since they follow the beads of the first.
pub(super) fn text_refined(
    texts: &mut Texts,
    at: usize,
    beads: Vec<Bead>,
    stage: Stage,
) -> Vec<Effect> {
    let main = Arc::clone(&texts.bitext);
    texts.several.aligned(at, beads, stage, &main);
    if stage != Stage::Done {
        return Vec::new();
    }
    texts.several.is_asked = false;
    if let Some(text) = texts.several.texts.get_mut(at) {
        // If somebody split or joined sentences meanwhile, it stays as it is.
        Arc::make_mut(text).stage = Stage::Done;
    }
    align_next_text(texts)
}

/// Applies a run, or holds it back if somebody has begun to review.
pub(super) fn refined(state: &mut State, found: Replacement, geometry: &Geometry) -> Vec<Effect> {
    let Some(work) = state.aligning.refining.as_mut() else {
        return Vec::new();
    };
    work.is_asked = false;
    work.finish(&found.was);
    if is_held_back(&state.reviewing, &state.aligning) {
        if let Some(work) = state.aligning.refining.as_mut() {
            work.held.push(found);
        }
    } else {
        let row = row_of_cursor(&state.texts, &state.reading, geometry);
        keeping_places(state, |state| {
            replace_beads(&mut state.texts, &mut state.reviewing, &found);
        });
        if let Some(place) = row.filter(|_| state.reading.view.scroll_target == ScrollTarget::Keep)
        {
            state.reading.view.scroll_target = place;
        }
    }
    go_on(state)
}

/// Returns whether results must wait: under a reviewer nothing changes automatically. A
/// review being repaired has no history yet, and earlier annotations move along.
fn is_held_back(reviewing: &Reviewing, aligning: &Aligning) -> bool {
    let history = &reviewing.review.history;
    let mending = aligning.refining.as_ref().is_some_and(Refining::is_mending);
    if mending {
        !history.done.is_empty() || !history.undone.is_empty()
    } else {
        is_reviewed(&reviewing.review)
    }
}

/// Returns whether anything was written or changed by a person.
fn is_reviewed(review: &Review) -> bool {
    let history = &review.history;
    !history.done.is_empty()
        || !history.undone.is_empty()
        || review.notes.entries().next().is_some()
}

/// Applies the beads of a replacement where the old ones still exist.
fn replace_beads(texts: &mut Texts, reviewing: &mut Reviewing, found: &Replacement) {
    reviewing.review.with_review(&mut texts.bitext, |review| {
        // If the old beads no longer exist, the result cannot be applied.
        if let Some(edit) = edit_of(&review.bitext, found)
            && let Ok(change) = plan(&review.bitext, &review.notes, &edit)
        {
            let _fits = change.apply(&mut review.bitext, &mut review.notes);
        }
    });
}

fn edit_of(bitext: &bayn_doc::Bitext, found: &Replacement) -> Option<Edit> {
    let (first, last) = (found.was.first()?, found.was.last()?);
    let at = bitext.index_of(first.id)?;
    let there = bitext.beads.get(at..at + found.was.len())?;
    (there == found.was.as_slice()).then(|| Edit::Replace {
        first: first.id,
        last: last.id,
        beads: found.now.clone(),
    })
}

/// Finishes the work: results held back become one change, and an alignment that nobody
/// changed is cached.
fn end(state: &mut State) -> Vec<Effect> {
    let Some(Refining { held, .. }) = state.aligning.refining.take() else {
        return Vec::new();
    };
    state.aligning.cuts.renew();
    tell_strangers(&state.texts, &mut state.aligning, &mut state.ui);
    if !is_reviewed(&state.reviewing.review) {
        return vec![Effect::Remember(
            state.texts.ticket(),
            Arc::clone(&state.texts.bitext),
        )];
    }
    if held.is_empty() || state.reviewing.review.read_only.is_some() {
        return Vec::new();
    }
    let change = keeping_places(state, |state| {
        state
            .reviewing
            .review
            .with_review(&mut state.texts.bitext, |review| {
                let edits: Vec<Edit> = held
                    .iter()
                    .filter_map(|found| edit_of(&review.bitext, found))
                    // A change without effect is not an edit.
                    .filter(|edit| plan(&review.bitext, &review.notes, edit).is_ok())
                    .collect();
                (!edits.is_empty())
                    .then(|| review.edit_all(&edits).ok())
                    .flatten()
            })
    });
    let Some(change) = change else {
        return Vec::new();
    };
    state.reviewing.review.count(&change);
    state.ui.message = Some(Notice::good(msg!(
        "the rest is aligned by meaning; {key} undoes it",
        key = Command::Undo
    )));
    vec![Effect::Keep(Record::Done(change))]
}

/// Returns where the first sentence of the current bead is on the screen.
fn row_of_cursor(texts: &Texts, reading: &Reading, geometry: &Geometry) -> Option<ScrollTarget> {
    let bead = texts.bitext.beads.get(reading.cursor.bead)?;
    let side = [reading.cursor.side, reading.cursor.side.other()]
        .into_iter()
        .find(|&side| !bead.sentences[side].is_empty())?;
    let span = texts.bitext.documents[side].span_of(&bead.sentences[side])?;
    let first = |side: Side, span: Span| {
        geometry.screen.iter().position(|row| {
            let mut cells = row.cells[side].iter();
            cells.any(|cell| cell.span.contains(span.start))
        })
    };
    Some(ScrollTarget::Row {
        side,
        byte: span.start,
        row: first(side, span)?,
    })
}
