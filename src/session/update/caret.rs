//! The caret: by letter in visual order, by word in reading order.

use crate::session::command::kind::Caret;
use crate::session::cursor::Cursor;
use crate::session::geometry::Geometry;
use crate::session::reading::Reading;
use crate::session::texts::Texts;
use bayn_text::words;
use harf::{CaretMap, CellPlace};

/// Runs a command of the group Caret.
pub(super) fn run(
    texts: &Texts,
    reading: &mut Reading,
    command: Caret,
    count: Option<usize>,
    geometry: &Geometry,
) {
    let map = &geometry.caret;
    let times = count.unwrap_or(1).clamp(1, 1000);
    for _ in 0..times {
        match command {
            Caret::CaretLeft => step(reading, map, CaretMap::left),
            Caret::CaretRight => step(reading, map, CaretMap::right),
            Caret::NextWord => word(texts, reading, true),
            Caret::PreviousWord => word(texts, reading, false),
            Caret::LineStart => line_edge(reading, map, CaretMap::line_start),
            Caret::LineEnd => line_edge(reading, map, CaretMap::line_end),
        }
    }
}

/// Moves by one cell as `step` says, which may continue on another line; without a caret, to the
/// first letter.
fn step(
    reading: &mut Reading,
    map: &CaretMap,
    step: impl Fn(&CaretMap, CellPlace) -> Option<CellPlace>,
) {
    let place = match reading.cursor.caret {
        Some(byte) => map.place_of(byte).and_then(|at| step(map, at)),
        None => map.first(),
    };
    put_caret(&mut reading.cursor, map, place);
}

/// Moves to an edge of the caret's line.
fn line_edge(
    reading: &mut Reading,
    map: &CaretMap,
    edge: impl Fn(&CaretMap, usize) -> Option<CellPlace>,
) {
    let caret = reading.cursor.caret;
    let place = caret.map_or_else(|| map.first(), |byte| map.place_of(byte));
    put_caret(
        &mut reading.cursor,
        map,
        place.and_then(|at| edge(map, at.row)),
    );
}

/// Puts the caret on a cell, if there is one.
fn put_caret(cursor: &mut Cursor, map: &CaretMap, place: Option<CellPlace>) {
    if let Some(span) = place.and_then(|place| map.span_at(place)) {
        cursor.caret = Some(span.start);
    }
}

/// Moves to the next or previous word of the active side, over bead borders too.
fn word(texts: &Texts, reading: &mut Reading, forward: bool) {
    let side = reading.cursor.side;
    let mut bead = reading.cursor.bead;
    let mut from = reading.cursor.caret;
    loop {
        let document = &texts.bitext.documents[side];
        let span = texts
            .bitext
            .beads
            .get(bead)
            .and_then(|bead| document.span_of(&bead.sentences[side]));
        if let Some(span) = span {
            let starts = words(span.of(&document.text)).map(|word| word.start + span.start);
            let found = match (from, forward) {
                (Some(byte), true) => starts.into_iter().find(|&start| start > byte),
                (Some(byte), false) => starts.into_iter().take_while(|&start| start < byte).last(),
                (None, true) => starts.into_iter().next(),
                (None, false) => starts.into_iter().last(),
            };
            if let Some(byte) = found {
                reading.cursor.bead = bead;
                reading.cursor.caret = Some(byte);
                return;
            }
        }
        let next = if forward {
            (bead < texts.last_bead()).then(|| bead + 1)
        } else {
            bead.checked_sub(1)
        };
        match next {
            Some(next) => bead = next,
            None => return,
        }
        from = None;
    }
}
