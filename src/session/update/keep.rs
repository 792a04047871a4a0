//! Saves the word under the caret, or else the pair.

use crate::session::background::Background;
use crate::session::event::Effect;
use crate::session::notice::Notice;
use crate::session::panel::one_line;
use crate::session::saved_words::Kept;
use crate::session::state::State;
use crate::session::texts::Texts;
use bayn_doc::Side;
use bayn_text::msg;
use harf::Span;

/// Saves the word under the caret with its sentence, otherwise the pair.
pub(super) fn run(state: &mut State) -> Vec<Effect> {
    let texts = &state.texts;
    let cursor = state.reading.cursor;
    let found = cursor.word(&texts.bitext);
    let side = match found {
        Some((side, _)) => side,
        None if texts.text_of(cursor.bead, cursor.side).is_empty() => cursor.side.other(),
        None => cursor.side,
    };
    let sentence = match found {
        Some((_, word)) => sentence_of(texts, side, word),
        None => texts.text_of(cursor.bead, side),
    };
    if sentence.is_empty() {
        state.ui.message = Some(Notice::bad(msg!("there is nothing here to keep")));
        return Vec::new();
    }
    let documents = &texts.bitext.documents;
    vec![Effect::KeepWords(Kept {
        word: found.map_or_else(String::new, |(_, word)| {
            word.of(&documents[side].text).to_owned()
        }),
        answer: match found {
            Some(_) => answer(texts, &state.background, cursor),
            None => String::new(),
        },
        sentence: one_line(sentence),
        translation: one_line(texts.text_of(cursor.bead, side.other())),
        langs: [side, side.other()].map(|side| documents[side].lang.clone()),
        text: texts.about[side].name.clone(),
    })]
}

/// Returns the sentence that contains a word.
fn sentence_of(texts: &Texts, side: Side, word: Span) -> &str {
    let document = &texts.bitext.documents[side];
    let sentences = &document.sentences;
    let next = sentences.partition_point(|sentence| sentence.span.start <= word.start);
    let found = next.checked_sub(1).and_then(|at| sentences.get(at));
    found.map_or("", |sentence| sentence.span.of(&document.text))
}

/// Returns the words linked to the one under the caret, in text order.
fn answer(
    texts: &Texts,
    background: &Background,
    cursor: crate::session::cursor::Cursor,
) -> String {
    let Some((side, found)) = background.words.answers(&texts.bitext, cursor) else {
        return String::new();
    };
    let mut spans: Vec<Span> = found.into_iter().map(|(span, _)| span).collect();
    spans.sort_unstable();
    spans.dedup();
    let text = &texts.bitext.documents[side].text;
    let words: Vec<&str> = spans.iter().map(|span| span.of(text)).collect();
    words.join(" ")
}
