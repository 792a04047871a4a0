//! Answers of background work, dispatched by their tickets.
//!
//! An old text's answer is discarded: all requests about that text went with it.
//! An answer for an older revision of this text is discarded too, and the request
//! is repeated. This terminates: only edits create revisions, and aligning by meaning, which edits
//! by itself, waits while a request is pending (see `refine`). A failed request is not
//! repeated automatically.

use crate::session::event::Effect;
use crate::session::geometry::Geometry;
use crate::session::link::Question;
use crate::session::notice::Notice;
use crate::session::several::Stage;
use crate::session::state::State;
use crate::session::ticket::Ticket;
use crate::session::update::findings;
use crate::session::update::{
    asked, cuts, lookup, offer, part, places::take_alignment, refine, speech, words,
};
use crate::session::work::{Answer, Task, Work};
use std::sync::Arc;

/// Handles an answer, if it is for the current texts.
pub(super) fn deliver(
    state: &mut State,
    ticket: &Ticket,
    answer: Answer,
    geometry: &Geometry,
) -> Vec<Effect> {
    if ticket.text != state.texts.id {
        return Vec::new();
    }
    let task = answer.task();
    if task.basis().holds(ticket.revision, state.texts.revision) {
        apply_answer(state, answer, geometry)
    } else if answer.is_last() {
        again(state, &task)
    } else {
        Vec::new()
    }
}

fn apply_answer(state: &mut State, answer: Answer, geometry: &Geometry) -> Vec<Effect> {
    match answer {
        Answer::Progress(share) => {
            state.aligning.proceed(share);
        }
        Answer::Aligned(beads) => {
            take_alignment(state, beads);
            return refine::go_on(state);
        }
        Answer::TextAligned(at, beads) => {
            let main = Arc::clone(&state.texts.bitext);
            state.texts.several.aligned(at, beads, Stage::Quick, &main);
            return refine::go_on(state);
        }
        Answer::PartsCounted(count) => {
            part::counted(&mut state.texts, &mut state.background, count);
        }
        Answer::Turned(at, bitext) => return part::turned(state, at, bitext),
        Answer::Checked(found) => return asked::checked(state, found),
        Answer::Compared(found) => return asked::compared(state, found),
        Answer::Refined(found) => return refine::refined(state, found, geometry),
        Answer::TextRefined(at, beads, stage) => {
            return refine::text_refined(&mut state.texts, at, beads, stage);
        }
        Answer::WordsLinked(sentences, links, is_best) => {
            words::linked(state, sentences, links, is_best);
        }
        Answer::WordsIndexed(index) => words::indexed(state, index),
        Answer::LookedUp(word, answers) => {
            lookup::answered(&mut state.background, &mut state.ui, word, answers);
        }
        Answer::Spoken(turn) => return speech::spoken(state, turn),
        Answer::Realigned(bead, run, beads) => offer::realigned(state, bead, run, beads),
        Answer::Explained(bead, why) => offer::explained(state, bead, why),
        Answer::CutsFound(splits, unaligned) => cuts::keep_cuts(state, splits, &unaligned),
        Answer::Failed(task, why) => return failed(state, task, why),
    }
    Vec::new()
}

/// Repeats a request for an older revision, if it is still needed.
fn again(state: &mut State, task: &Task) -> Vec<Effect> {
    let bitext = Arc::clone(&state.texts.bitext);
    match task {
        Task::Check if state.reviewing.findings.asked.is_some() => {
            findings::run_checks(&state.texts, &state.reviewing)
        }
        Task::Compare if state.background.comparing.asked.is_some() => {
            vec![state.texts.ask(Work::Compare(bitext))]
        }
        Task::Speak(turn) => {
            speech::failed(&mut state.background.speech, *turn);
            Vec::new()
        }
        Task::Realign(bead) => offer::ask_anew(state, Question::Again(*bead)),
        Task::Explain(bead) => offer::ask_anew(state, Question::Why(*bead)),
        Task::AlignText(at) => refine::align_text_again(&state.texts, *at),
        Task::Refine => refine::run_is_void(state),
        Task::RefineText(_) => refine::text_is_void(&mut state.texts),
        Task::FindCuts => {
            // They are asked for by themselves, about the place where the cursor is then.
            state.aligning.cuts.is_void();
            state.aligning.cuts.renew();
            Vec::new()
        }
        // Words of other sentences were forgotten with them and asked for anew.
        Task::LinkWords(_) | Task::Check | Task::Compare => Vec::new(),
        // They speak of what no edit changes.
        Task::Align | Task::CountParts | Task::Turn(_) | Task::IndexWords | Task::LookUp(_) => {
            Vec::new()
        }
    }
}

/// Handles a failure: clears the pending request and informs the user.
fn failed(state: &mut State, task: Task, why: Notice) -> Vec<Effect> {
    state.ui.message = Some(why);
    match task {
        Task::Align => {
            state.aligning.progress = None;
            return refine::go_on(state);
        }
        Task::AlignText(at) => refine::text_failed(&mut state.texts.several, at),
        Task::CountParts => part::count_failed(&mut state.background.turning),
        Task::Turn(at) => part::turn_failed(&mut state.background.turning, at),
        Task::Check => state.reviewing.findings.asked = None,
        Task::Compare => state.background.comparing.asked = None,
        Task::Refine => return refine::run_failed(&mut state.texts, &mut state.aligning),
        Task::RefineText(at) => {
            refine::text_failed(&mut state.texts.several, at);
            return refine::text_is_void(&mut state.texts);
        }
        Task::LinkWords(sentences) => words::link_failed(&mut state.background.words, &sentences),
        Task::IndexWords => words::index_failed(&mut state.background.concordance),
        Task::LookUp(word) => lookup::failed(&mut state.background.lookup, &word),
        Task::Speak(turn) => speech::failed(&mut state.background.speech, turn),
        Task::Realign(bead) => offer::failed(&mut state.aligning.link, Question::Again(bead)),
        Task::Explain(bead) => offer::failed(&mut state.aligning.link, Question::Why(bead)),
        Task::FindCuts => state.aligning.cuts.is_void(),
    }
    Vec::new()
}
