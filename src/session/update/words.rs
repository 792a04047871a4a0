//! Words: their counterparts on the other side, and all their places.

use crate::session::command::{Command, kind};
use crate::session::concordance::Concordance;
use crate::session::concordance::Kwic;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::notice::Notice;
use crate::session::state::State;
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
            state.words.lit = !state.words.lit;
            let said = match (state.words.lit, state.cursor.word(&state.bitext)) {
                (false, _) => msg!("matching words are no longer highlighted"),
                (true, Some(_)) => {
                    msg!("the translation of the word under the caret is highlighted")
                }
                (true, None) => msg!(
                    "the translation of the word under the caret is highlighted; {key} moves the caret",
                    key = Command::NextWord
                ),
            };
            state.message = Some(Notice::good(said));
        }
        kind::Words::JumpToWord => jump(state),
        kind::Words::Concordance => concordance(state, false),
        kind::Words::ConcordanceBoth => concordance(state, true),
    }
}

/// Has all words read as soon as the caret is on one, so that the list of its places need
/// not wait; and asks for the links of the current bead where they are wanted and not known.
pub(super) fn ask_for_words(state: &mut State, effects: &mut Vec<Effect>) {
    let list = &mut state.concordance;
    let wanted = (state.cursor.caret.is_some() && !list.gave_up) || list.asked.is_some();
    if wanted && list.index.is_none() && !list.running {
        list.running = true;
        effects.push(state.ask(Work::IndexWords(Arc::clone(&state.bitext))));
    }
    let listed = matches!(state.focus.last(), Some(Focus::Kwic(_)));
    let wanted = state.words.go || ((state.words.lit || listed) && state.cursor.caret.is_some());
    if !wanted {
        return;
    }
    let Some(bead) = state.bitext.beads.get(state.cursor.bead) else {
        return;
    };
    let known = state.words.links(bead).is_some();
    if bead.is_null() || known || state.words.asked.as_ref() == Some(&bead.sentences) {
        return;
    }
    let work = Work::LinkWords(Arc::clone(&state.bitext), bead.clone());
    state.words.asked = Some(bead.sentences.clone());
    effects.push(state.ask(work));
}

/// Takes the links of a bead, and goes to the other side if that was asked.
pub(super) fn linked(state: &mut State, sentences: Sentences, links: Vec<WordLink>, is_best: bool) {
    if is_best && state.words.asked.as_ref() == Some(&sentences) {
        state.words.asked = None;
    }
    state.words.insert(sentences, links);
    refresh_concordance(state);
    // Quick links may have no answer where better ones have: those are waited for.
    let answered = state
        .words
        .answers(&state.bitext, state.cursor)
        .is_some_and(|(_, found)| !found.is_empty());
    if state.words.go && state.focus.is_empty() && (is_best || answered) {
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
    let Some(index) = state.concordance.index.clone() else {
        return;
    };
    if let Some(Focus::Kwic(kwic)) = state.focus.last() {
        let mut kwic = kwic.clone();
        let linked = state.words.answers(&state.bitext, state.cursor);
        kwic.fill_other_side(&state.bitext, &index, linked.as_ref());
        state.focus.pop();
        state.focus.push(Focus::Kwic(kwic));
    }
}

/// Goes to the word on the other side that answers to the one under the caret.
fn jump(state: &mut State) {
    state.words.go = false;
    if state.cursor.word(&state.bitext).is_none() {
        state.message = Some(Notice::bad(no_caret()));
        return;
    }
    let bead = state.bitext.beads.get(state.cursor.bead);
    if bead.is_none_or(bayn_doc::Bead::is_null) {
        state.message = Some(Notice::bad(msg!("this pair has text on one side only")));
        return;
    }
    let better = state.words.asked.is_some();
    let known = state
        .words
        .answers(&state.bitext, state.cursor)
        .filter(|(_, found)| !found.is_empty() || !better);
    let Some((side, found)) = known else {
        state.words.go = true;
        state.message = Some(Notice::good(msg!("looking for the word \u{2026}")));
        return;
    };
    match found.first() {
        Some((span, probability)) => {
            move_::leave(state);
            state.cursor.side = side;
            state.cursor.caret = Some(span.start);
            state.message = Some(Notice::good(msg!(
                "{probability}% likely; {key} goes back",
                probability = Number::decimal(probability.value() * 100.0, 0),
                key = Command::JumpBack
            )));
        }
        None => {
            state.message = Some(Notice::bad(msg!(
                "no word on the other side matches this one"
            )));
        }
    }
}

/// Lists the places of the word under the caret, once all words are read.
fn concordance(state: &mut State, both: bool) {
    let Some((side, span)) = state.cursor.word(&state.bitext) else {
        state.message = Some(Notice::bad(no_caret()));
        return;
    };
    let Some(index) = state.concordance.index.clone() else {
        state.message = Some(Notice::good(msg!("reading the words \u{2026}")));
        state.concordance.asked = Some(both);
        return;
    };
    let linked = state.words.answers(&state.bitext, state.cursor);
    let found = Kwic::of(&state.bitext, &index, (side, span), linked.as_ref(), both);
    state.focus.push(Focus::Kwic(found));
}

/// Takes the index, and shows what was asked.
pub(super) fn indexed(
    state: &mut State,
    index: Arc<Sides<crate::session::concordance::WordIndex>>,
) {
    state.concordance.running = false;
    state.concordance.gave_up = false;
    state.concordance.index = Some(index);
    if let Some(both) = state.concordance.asked.take() {
        state.message = None;
        if state.focus.is_empty() {
            concordance(state, both);
        }
    }
}

/// Goes to the chosen place of a concordance.
pub(super) fn accept(state: &mut State, kwic: &Kwic) {
    if let Some(line) = kwic.line(&state.bitext, kwic.chosen) {
        move_::leave(state);
        move_::go(state, line.bead);
        state.cursor.side = line.side;
        state.cursor.caret = Some(line.word.start);
    }
}

fn no_caret() -> Message {
    msg!(
        "put the caret on a word first with {next}, {previous} or the arrows",
        next = Command::NextWord,
        previous = Command::PreviousWord
    )
}
