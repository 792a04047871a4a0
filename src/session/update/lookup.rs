//! Looks up the word under the caret in glossaries and dictionaries.

use crate::session::background::Background;
use crate::session::command::Command;
use crate::session::event::Effect;
use crate::session::focus::Focus;
use crate::session::lookup::Answer;
use crate::session::lookup::Lookup;
use crate::session::notice::Notice;
use crate::session::state::State;
use crate::session::ui::Ui;
use crate::session::work::Work;
use bayn_text::msg;

/// Looks up the word under the caret.
pub(super) fn run(state: &mut State) -> Vec<Effect> {
    let Some((side, span)) = state.reading.cursor.word(&state.texts.bitext) else {
        state.ui.message = Some(Notice::bad(msg!(
            "put the caret on a word first; then {lookup} looks it up",
            lookup = Command::LookUp
        )));
        return Vec::new();
    };
    let document = &state.texts.bitext.documents[side];
    let word = span.of(&document.text).to_owned();
    let lang = document.lang.clone();
    state.background.lookup.asked = Some(word.clone());
    state.ui.message = Some(Notice::good(msg!("looking it up \u{2026}")));
    vec![state.texts.ask(Work::LookUp(word, lang))]
}

/// Handles a failed look-up.
pub(super) fn failed(lookup: &mut Lookup, word: &str) {
    if lookup.asked.as_deref() == Some(word) {
        lookup.asked = None;
    }
}

/// Stores the entries, and shows them if they are still needed.
pub(super) fn answered(
    background: &mut Background,
    ui: &mut Ui,
    word: String,
    answers: Vec<Answer>,
) {
    if background.lookup.asked.as_ref() != Some(&word) {
        return;
    }
    background.lookup.asked = None;
    if answers.is_empty() {
        ui.message = Some(Notice::bad(msg!(
            "\u{2068}{word}\u{2069} is in no glossary or dictionary",
            word
        )));
        return;
    }
    ui.message = None;
    background.lookup.word = word;
    background.lookup.answers = answers;
    if ui.focus.is_empty() {
        ui.focus.push(Focus::Lookup(0));
    }
}
