//! The words of the other side that are linked to the one under the caret.

use crate::session::State;
use crate::session::words::DOUBTFUL;
use bayn_doc::Side;
use harf::Span;

/// Returns the highlighted spans on one side of a bead, and whether each link is likely.
pub(super) fn answers(state: &State, bead: usize, side: Side) -> Vec<(Span, bool)> {
    // While words are selected, the selections on both sides are shown.
    if !state.background.words.lit
        || state.reading.selection.is_some()
        || bead != state.reading.cursor.bead
        || side == state.reading.cursor.side
    {
        return Vec::new();
    }
    let Some((_, spans)) = state
        .background
        .words
        .answers(&state.texts.bitext, state.reading.cursor)
    else {
        return Vec::new();
    };
    spans
        .into_iter()
        .map(|(span, probability)| (span, probability.value() >= DOUBTFUL))
        .collect()
}

/// Returns the sentence of a side that is being read aloud.
pub(super) fn spoken(state: &State, side: Side) -> Option<Span> {
    let (spoken, sentence) = state.background.speech.now?;
    let sentences = &state.texts.bitext.documents[side].sentences;
    let found = sentences.get(sentence).filter(|_| spoken == side)?;
    Some(found.span)
}
