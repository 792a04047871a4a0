//! Words: their counterparts on the other side, and all their places.

use crate::session::command::{Command, kind};
use crate::session::concordance::Concordance;
use crate::session::concordance::Kwic;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::update::move_;
use crate::session::words::Sentences;
use crate::session::words::Words;
use crate::session::work::Work;
use bayn_align::WordLink;
use bayn_doc::Sides;
use bayn_text::Message;
use bayn_text::message::Number;
use bayn_text::msg;
use std::sync::Arc;

/// Runs a command about the word under the caret.
pub(super) fn run(state: &mut State, command: kind::Words) {
    match command {
        kind::Words::ToggleWordLinks => {
            state.background.words.lit = !state.background.words.lit;
            let said = match (
                state.background.words.lit,
                state.reading.cursor.word(&state.texts.bitext),
            ) {
                (false, _) => msg!("matching words are no longer highlighted"),
                (true, Some(_)) => {
                    msg!("the translation of the word under the caret is highlighted")
                }
                (true, None) => msg!(
                    "the translation of the word under the caret is highlighted; {key} moves the caret",
                    key = Command::NextWord
                ),
            };
            state.ui.message = Some(Notice::good(said));
        }
        kind::Words::JumpToWord => jump(state),
        kind::Words::Concordance => concordance(state, false),
        kind::Words::ConcordanceBoth => concordance(state, true),
    }
}

/// Has all words read as soon as the caret is on one, so that the list of its places need
/// not wait; and asks for the links of the current bead where they are needed and not known.
pub(super) fn ask_for_words(state: &mut State, effects: &mut Vec<Effect>) {
    let list = &mut state.background.concordance;
    let wanted = (state.reading.cursor.caret.is_some() && !list.gave_up) || list.asked.is_some();
    if wanted && list.index.is_none() && !list.running {
        list.running = true;
        effects.push(
            state
                .texts
                .ask(Work::IndexWords(Arc::clone(&state.texts.bitext))),
        );
    }
    let listed = matches!(state.ui.focus.last(), Some(Focus::Kwic(_)));
    let lit = state.background.words.lit && state.reading.selection.is_none();
    let wanted =
        state.background.words.go || ((lit || listed) && state.reading.cursor.caret.is_some());
    if !wanted {
        return;
    }
    let Some(bead) = state.texts.bitext.beads.get(state.reading.cursor.bead) else {
        return;
    };
    let known = state.background.words.links(bead).is_some();
    if bead.is_null() || known || state.background.words.asked.as_ref() == Some(&bead.sentences) {
        return;
    }
    let work = Work::LinkWords(Arc::clone(&state.texts.bitext), bead.clone());
    state.background.words.asked = Some(bead.sentences.clone());
    effects.push(state.texts.ask(work));
}

/// Takes the links of a bead, and goes to the other side if that was asked.
pub(super) fn linked(state: &mut State, sentences: Sentences, links: Vec<WordLink>, is_best: bool) {
    if is_best && state.background.words.asked.as_ref() == Some(&sentences) {
        state.background.words.asked = None;
    }
    state.background.words.insert(sentences, links);
    refresh_concordance(state);
    // Quick links may have no answer where better ones have: those are waited for.
    let answered = state
        .background
        .words
        .answers(&state.texts.bitext, state.reading.cursor)
        .is_some_and(|(_, found)| !found.is_empty());
    if state.background.words.go && state.ui.focus.is_empty() && (is_best || answered) {
        jump(state);
    }
}

/// Takes that the words of a bead could not be linked: it has no links, so that nobody asks
/// for them again and again.
pub(super) fn link_failed(words: &mut Words, sentences: &Sentences) {
    if words.asked.as_ref() == Some(sentences) {
        words.asked = None;
    }
    words.go = false;
    words.insert(sentences.clone(), Vec::new());
}

/// Takes that the words could not be read; who asks for their places has it tried again.
pub(super) fn index_failed(concordance: &mut Concordance) {
    concordance.running = false;
    concordance.asked = None;
    concordance.gave_up = true;
}

/// Lists the other side anew in an open concordance, now that its word is linked.
fn refresh_concordance(state: &mut State) {
    let Some(index) = state.background.concordance.index.clone() else {
        return;
    };
    if let Some(Focus::Kwic(kwic)) = state.ui.focus.last() {
        let mut kwic = kwic.clone();
        let linked = state
            .background
            .words
            .answers(&state.texts.bitext, state.reading.cursor);
        kwic.fill_other_side(&state.texts.bitext, &index, linked.as_ref());
        state.ui.focus.pop();
        state.ui.focus.push(Focus::Kwic(kwic));
    }
}

/// Goes to the word on the other side that answers to the one under the caret.
fn jump(state: &mut State) {
    state.background.words.go = false;
    if state.reading.cursor.word(&state.texts.bitext).is_none() {
        state.ui.message = Some(Notice::bad(no_caret()));
        return;
    }
    let bead = state.texts.bitext.beads.get(state.reading.cursor.bead);
    if bead.is_none_or(bayn_doc::Bead::is_null) {
        state.ui.message = Some(Notice::bad(msg!("this pair has text on one side only")));
        return;
    }
    let better = state.background.words.asked.is_some();
    let known = state
        .background
        .words
        .answers(&state.texts.bitext, state.reading.cursor)
        .filter(|(_, found)| !found.is_empty() || !better);
    let Some((side, found)) = known else {
        state.background.words.go = true;
        state.ui.message = Some(Notice::good(msg!("looking for the word \u{2026}")));
        return;
    };
    match found.first() {
        Some((span, probability)) => {
            move_::leave(&mut state.reading);
            state.reading.cursor.side = side;
            state.reading.cursor.caret = Some(span.start);
            state.ui.message = Some(Notice::good(msg!(
                "matches with {probability}% probability; {key} goes back",
                probability = Number::decimal(probability.value() * 100.0, 0),
                key = Command::JumpBack
            )));
        }
        None => {
            state.ui.message = Some(Notice::bad(msg!(
                "no word on the other side matches this one"
            )));
        }
    }
}

/// Lists the places of the word under the caret, once all words are read.
fn concordance(state: &mut State, both: bool) {
    let Some((side, span)) = state.reading.cursor.word(&state.texts.bitext) else {
        state.ui.message = Some(Notice::bad(no_caret()));
        return;
    };
    let Some(index) = state.background.concordance.index.clone() else {
        state.ui.message = Some(Notice::good(msg!("reading the words \u{2026}")));
        state.background.concordance.asked = Some(both);
        return;
    };
    let linked = state
        .background
        .words
        .answers(&state.texts.bitext, state.reading.cursor);
    let found = Kwic::of(
        &state.texts.bitext,
        &index,
        (side, span),
        linked.as_ref(),
        both,
    );
    state.ui.focus.push(Focus::Kwic(found));
}

/// Takes the index, and shows what was asked.
pub(super) fn indexed(
    state: &mut State,
    index: Arc<Sides<crate::session::concordance::WordIndex>>,
) {
    state.background.concordance.running = false;
    state.background.concordance.gave_up = false;
    state.background.concordance.index = Some(index);
    if let Some(both) = state.background.concordance.asked.take() {
        state.ui.message = None;
        if state.ui.focus.is_empty() {
            concordance(state, both);
        }
    }
}

/// Goes to the chosen place of a concordance.
pub(super) fn accept(texts: &Texts, reading: &mut Reading, kwic: &Kwic) {
    if let Some(line) = kwic.line(&texts.bitext, kwic.chosen) {
        move_::leave(reading);
        move_::go(texts, reading, line.bead);
        reading.cursor.side = line.side;
        reading.cursor.caret = Some(line.word.start);
    }
}

fn no_caret() -> Message {
    msg!(
        "put the caret on a word first with {next}, {previous} or the arrows",
        next = Command::NextWord,
        previous = Command::PreviousWord
    )
}
