//! Selects words: by text order, or by screen position.

use crate::session::command::Command;
use crate::session::geometry::Geometry;
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::select::{Ends, Selection};
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::update::change;
use bayn_doc::Side;
use bayn_text::msg;
use bayn_text::words;
use harf::{Direction, Span, Toward};

/// Runs a command while words are selected; returns whether it has a special meaning then.
pub(super) fn run(
    state: &mut State,
    command: Command,
    count: Option<usize>,
    geometry: &Geometry,
) -> bool {
    let act: &dyn Fn(&mut State) = match command {
        Command::OtherPane => {
            other_side(state);
            return true;
        }
        Command::Cancel => {
            stop(&mut state.reading.selection);
            return true;
        }
        Command::NextWord => &|state| step(&state.texts, &mut state.reading, true),
        Command::PreviousWord => &|state| step(&state.texts, &mut state.reading, false),
        Command::CaretLeft => {
            &|state| visual(&state.texts, &mut state.reading, geometry, Toward::Left)
        }
        Command::CaretRight => {
            &|state| visual(&state.texts, &mut state.reading, geometry, Toward::Right)
        }
        Command::LineStart => &|state| edge(&state.texts, &mut state.reading, true),
        Command::LineEnd => &|state| edge(&state.texts, &mut state.reading, false),
        Command::SwapEnds => &swap,
        _ => return false,
    };
    for _ in 0..count.unwrap_or(1).clamp(1, 1000) {
        act(state);
    }
    true
}

/// Starts a selection with the word under the caret.
pub(super) fn start(state: &mut State) {
    if !change::may_change(state) {
        return;
    }
    let side = state.reading.cursor.side;
    let side = if words_of(&state.texts, &state.reading, side).is_empty() {
        side.other()
    } else {
        side
    };
    let Some(word) = word_at(&state.texts, &state.reading, side) else {
        state.ui.message = Some(Notice::bad(msg!("no word here to select")));
        return;
    };
    state.reading.cursor.side = side;
    state.reading.selection = Some(Selection::default());
    set(
        &mut state.reading,
        Ends {
            anchor: word,
            head: word,
        },
    );
}

/// Extends to the word that contains a byte of the active side.
pub(super) fn extend_to(texts: &Texts, reading: &mut Reading, byte: usize) {
    let words = words_of(texts, reading, reading.cursor.side);
    let word = words.into_iter().find(|word| word.contains(byte));
    move_head(reading, word);
}

/// Leaves without a mark.
pub(super) fn stop(selection: &mut Option<Selection>) {
    *selection = None;
}

/// Returns the words of a side of the current bead, as bytes of its document.
fn words_of(texts: &Texts, reading: &Reading, side: Side) -> Vec<Span> {
    let document = &texts.bitext.documents[side];
    let span = texts
        .bitext
        .beads
        .get(reading.cursor.bead)
        .and_then(|bead| document.span_of(&bead.sentences[side]));
    span.map_or_else(Vec::new, |span| {
        words(span.of(&document.text))
            .map(|word| word.shifted(span.start))
            .collect()
    })
}

/// Returns the word under or after the caret, else the first one.
pub(super) fn word_at(texts: &Texts, reading: &Reading, side: Side) -> Option<Span> {
    let words = words_of(texts, reading, side);
    let caret = reading.cursor.caret.filter(|_| reading.cursor.side == side);
    let byte = caret.unwrap_or(0);
    let at = words.iter().position(|word| word.end > byte);
    words.get(at.unwrap_or(0)).copied()
}

fn set(reading: &mut Reading, ends: Ends) {
    reading.cursor.caret = Some(ends.head.start);
    if let Some(selection) = &mut reading.selection {
        selection.ends[reading.cursor.side] = Some(ends);
    }
}

fn ends(reading: &Reading) -> Option<Ends> {
    reading.selection?.ends[reading.cursor.side]
}

fn move_head(reading: &mut Reading, head: Option<Span>) {
    if let (Some(ends), Some(head)) = (ends(reading), head) {
        set(reading, Ends { head, ..ends });
    }
}

fn step(texts: &Texts, reading: &mut Reading, forward: bool) {
    let Some(ends) = ends(reading) else { return };
    let words = words_of(texts, reading, reading.cursor.side);
    let at = words.iter().position(|word| *word == ends.head);
    let next = at.and_then(|at| {
        let next = if forward {
            Some(at + 1)
        } else {
            at.checked_sub(1)
        };
        words.get(next?).copied()
    });
    move_head(reading, next);
}

fn edge(texts: &Texts, reading: &mut Reading, start: bool) {
    let words = words_of(texts, reading, reading.cursor.side);
    let head = if start { words.first() } else { words.last() };
    move_head(reading, head.copied());
}

fn swap(state: &mut State) {
    if let Some(Ends { anchor, head }) = ends(&state.reading) {
        set(
            &mut state.reading,
            Ends {
                anchor: head,
                head: anchor,
            },
        );
    }
}

/// Extends to the word next to the head on the screen; past the end of a line, to
/// the word that follows in the text.
fn visual(texts: &Texts, reading: &mut Reading, geometry: &Geometry, toward: Toward) {
    let Some(ends) = ends(reading) else { return };
    let words = words_of(texts, reading, reading.cursor.side);
    let other = |cell: Span| {
        let word = words.iter().find(|word| word.overlaps(cell))?;
        (*word != ends.head).then_some(*word)
    };
    // Cells of the head itself are skipped, even if its letters are apart.
    let beside = geometry.caret.beside(ends.head, toward).find_map(other);
    match beside {
        Some(word) => move_head(reading, Some(word)),
        None => {
            let rtl = geometry.caret.direction_at(ends.head.start) == Some(Direction::Rtl);
            step(texts, reading, (toward == Toward::Right) != rtl);
        }
    }
}

/// Continues selecting on the other side; what is selected here stays.
fn other_side(state: &mut State) {
    let other = state.reading.cursor.side.other();
    let old = state
        .reading
        .selection
        .and_then(|selection| selection.ends[other]);
    let word = || {
        words_of(&state.texts, &state.reading, other)
            .first()
            .copied()
    };
    let ends = old.or_else(|| {
        word().map(|word| Ends {
            anchor: word,
            head: word,
        })
    });
    match ends {
        Some(ends) => {
            state.reading.cursor.side = other;
            set(&mut state.reading, ends);
        }
        None => state.ui.message = Some(Notice::bad(msg!("the other side has no words here"))),
    }
}
