//! Reading aloud, sentence by sentence, until it is stopped or the text ends.

use crate::session::event::Effect;
use crate::session::notice::Notice;
use crate::session::setting::Setting;
use crate::session::speech::Speech;
use crate::session::state::State;
use crate::session::update::move_;
use crate::session::work::Work;
use bayn_doc::Side;
use bayn_text::msg;

/// Reads aloud from the current sentence on, or stops.
pub(super) fn run(state: &mut State) -> Vec<Effect> {
    if state.background.speech.now.is_some() {
        return stop(state);
    }
    let cursor = state.reading.cursor;
    let Some(bead) = state.texts.bitext.beads.get(cursor.bead) else {
        return Vec::new();
    };
    let sides = [cursor.side, cursor.side.other()];
    let side = sides
        .into_iter()
        .find(|side| !bead.sentences[*side].is_empty());
    let Some(side) = side else { return Vec::new() };
    let sentences = &state.texts.bitext.documents[side].sentences;
    let at_caret = cursor.caret.filter(|_| side == cursor.side).map(|byte| {
        let next = sentences.partition_point(|sentence| sentence.span.start <= byte);
        next.saturating_sub(1)
    });
    let sentence = at_caret.unwrap_or(bead.sentences[side].start);
    speak(state, side, sentence)
}

/// Stops reading.
pub(super) fn stop(state: &mut State) -> Vec<Effect> {
    state.background.speech.now = None;
    state.ui.message = Some(Notice::good(msg!("reading aloud has stopped")));
    vec![Effect::Hush]
}

/// Continues with the next sentence when one has been read.
pub(super) fn spoken(state: &mut State, turn: usize) -> Vec<Effect> {
    let speech = state.background.speech;
    let Some((side, sentence)) = speech.now.filter(|_| speech.turn == turn) else {
        return Vec::new();
    };
    let was = state.texts.bead_of_sentence(side, sentence);
    let next = sentence + 1;
    if next >= state.texts.bitext.documents[side].sentences.len() {
        state.background.speech.now = None;
        state.ui.message = Some(Notice::good(msg!("the text was read to its end")));
        return Vec::new();
    }
    let bead = state.texts.bead_of_sentence(side, next);
    // Who went elsewhere meanwhile stays there.
    if state.reading.cursor.bead == was && bead != was {
        move_::go(&state.texts, &mut state.reading, bead);
    }
    speak(state, side, next)
}

/// Takes that a sentence could not be read.
pub(super) fn failed(speech: &mut Speech, turn: usize) {
    if speech.turn == turn {
        speech.now = None;
    }
}

fn speak(state: &mut State, side: Side, sentence: usize) -> Vec<Effect> {
    let set = state.home.settings.get(Setting::Speak);
    let command: Vec<String> = set.lines().map(str::to_owned).collect();
    if command.is_empty() {
        state.ui.message = Some(Notice::bad(msg!(
            "no command reads aloud yet; `bayn config set speak {command}` sets one",
            command = "espeak-ng -v {lang} {text}"
        )));
        return Vec::new();
    }
    let document = &state.texts.bitext.documents[side];
    let (lang, text) = (
        document.lang.clone(),
        document.sentence(sentence).to_owned(),
    );
    let speech = &mut state.background.speech;
    speech.turn += 1;
    speech.now = Some((side, sentence));
    let work = Work::Speak(speech.turn, command, lang, text);
    vec![state.texts.ask(work)]
}
