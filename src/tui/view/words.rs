//! The words of the other side that answer to the one under the caret.

use crate::session::State;
use crate::session::words::DOUBTFUL;
use bayn_doc::Side;
use harf::Span;

/// Returns what is lit on one side of a bead, and whether each is likely the answer.
pub(super) fn answers(state: &State, bead: usize, side: Side) -> Vec<(Span, bool)> {
    if !state.background.words.lit
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
