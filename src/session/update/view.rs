//! Scrolling, panes and how the text is shown.

use crate::session::command::{Command, kind};
use crate::session::event::Effect;
use crate::session::geometry::{Anchor, Geometry};
use crate::session::notice::Notice;
use crate::session::reading::Reading;
use crate::session::state::State;
use crate::session::texts::Texts;
use crate::session::ui::Ui;
use crate::session::update::several;
use crate::session::view::{Digits, Layout, ScrollTarget};
use bayn_doc::Side;
use bayn_text::Message;
use bayn_text::Romanisation;
use bayn_text::label;
use bayn_text::message::Word;
use bayn_text::msg;
use bayn_text::plural;

/// Runs a command of the group View.
pub(super) fn run(
    state: &mut State,
    command: kind::View,
    count: Option<usize>,
    geometry: &Geometry,
) -> Vec<Effect> {
    let rows = isize::try_from(count.unwrap_or(1).min(100_000)).unwrap_or(1);
    let side = state.reading.cursor.side;
    match command {
        kind::View::ScrollDown => scroll(&state.texts, &mut state.reading, side, rows, geometry),
        kind::View::ScrollUp => scroll(&state.texts, &mut state.reading, side, -rows, geometry),
        kind::View::PlaceTop => state.reading.view.scroll_target = ScrollTarget::Top,
        kind::View::PlaceCenter => state.reading.view.scroll_target = ScrollTarget::Center,
        kind::View::PlaceBottom => state.reading.view.scroll_target = ScrollTarget::Bottom,
        kind::View::OtherPane => {
            if several::lacks(geometry, state.reading.cursor.side.other())
                && state.reading.cursor.side == Side::Source
            {
                say(
                    &mut state.ui,
                    msg!(
                        "translation 1 is not shown; {key} shows it",
                        key = Command::ToggleText1
                    ),
                );
                return Vec::new();
            }
            state.reading.cursor.side = state.reading.cursor.side.other();
            state.reading.cursor.caret = None;
            let shown = match state.reading.view.layout {
                Layout::SourceOnly => Some(Layout::TargetOnly),
                Layout::TargetOnly => Some(Layout::SourceOnly),
                _ => None,
            };
            if let Some(layout) = shown {
                state.reading.view.layout = layout;
            }
        }
        kind::View::SwapPanes => state.reading.view.swapped = !state.reading.view.swapped,
        kind::View::ToggleFreeScroll => {
            toggle_free_scroll(&mut state.reading, &mut state.ui, geometry);
        }
        kind::View::NextLayout => {
            let (layout, name) = match state.reading.view.layout {
                // The first press is to be seen: what is automatic now is passed over.
                Layout::Auto if geometry.stacked => (Layout::Columns, label!("columns")),
                Layout::Auto => (Layout::Stacked, label!("stacked")),
                Layout::Columns => (Layout::Stacked, label!("stacked")),
                Layout::Stacked => (Layout::SourceOnly, label!("source only")),
                Layout::SourceOnly => (Layout::TargetOnly, label!("target only")),
                Layout::TargetOnly => (Layout::Interlinear, label!("interlinear")),
                Layout::Interlinear => (Layout::Auto, label!("automatic")),
            };
            state.reading.view.layout = layout;
            // What shows one text alone leaves the active side as it was.
            match layout {
                Layout::SourceOnly => {
                    state.reading.view.side_before = Some(state.reading.cursor.side);
                }
                Layout::Interlinear => {
                    let before = state.reading.view.side_before.take();
                    state.reading.cursor.side = before.unwrap_or(state.reading.cursor.side);
                }
                _ => {}
            }
            match layout {
                Layout::SourceOnly => state.reading.cursor.side = Side::Source,
                Layout::TargetOnly => state.reading.cursor.side = Side::Target,
                _ => {}
            }
            state.reading.cursor.caret = None;
            say(&mut state.ui, msg!("layout: {name}", name = Word(name)));
        }
        kind::View::ToggleTashkeel => {
            state.reading.view.bare = !state.reading.view.bare;
            say(
                &mut state.ui,
                if state.reading.view.bare {
                    msg!("vowel marks and tatweel hidden")
                } else {
                    msg!("vowel marks and tatweel shown")
                },
            );
        }
        kind::View::NextDigits => {
            let (digits, name) = match state.reading.view.digits {
                Digits::AsWritten => (Digits::Western, label!("Western")),
                Digits::Western => (Digits::ArabicIndic, label!("Arabic-Indic")),
                Digits::ArabicIndic => (Digits::AsWritten, label!("as written")),
            };
            state.reading.view.digits = digits;
            say(&mut state.ui, msg!("digits: {name}", name = Word(name)));
        }
        kind::View::NextRomanisation => next_romanisation(&mut state.reading, &mut state.ui),
        kind::View::ToggleInvisibles => toggle_invisibles(state),
        kind::View::NextBidi => return vec![Effect::NextBidi],
    }
    Vec::new()
}

/// Lets the panes scroll apart, or locks them again.
fn toggle_free_scroll(reading: &mut Reading, ui: &mut Ui, geometry: &Geometry) {
    reading.view.free = !reading.view.free;
    if !reading.view.free {
        let top = geometry.top[reading.cursor.side];
        for side in Side::BOTH {
            reading.view.top[side] = top;
        }
    }
    say(
        ui,
        if reading.view.free {
            msg!(
                "free scroll: the panes scroll separately; {key} locks them again",
                key = Command::ToggleFreeScroll
            )
        } else {
            msg!("the panes are locked again")
        },
    );
}

/// Shows invisible characters, or hides them again.
fn toggle_invisibles(state: &mut State) {
    state.reading.view.invisibles = !state.reading.view.invisibles;
    let found: usize = Side::BOTH
        .iter()
        .map(|&side| state.texts.about[side].found.len())
        .sum();
    say(
        &mut state.ui,
        if state.reading.view.invisibles {
            plural!(
                "1 invisible character shown",
                "{found} invisible characters shown",
                found
            )
        } else {
            msg!("invisible characters hidden")
        },
    );
}

/// Goes on to the next way to write Arabic in Latin letters, or to none.
fn next_romanisation(reading: &mut Reading, ui: &mut Ui) {
    let next = match reading.view.roman {
        None => Some(Romanisation::AlaLc),
        Some(Romanisation::AlaLc) => Some(Romanisation::BgnPcgn),
        Some(Romanisation::BgnPcgn) => Some(Romanisation::Ascii),
        Some(Romanisation::Ascii) => None,
    };
    reading.view.roman = next;
    let said = next.map_or_else(
        || msg!("Latin letters hidden"),
        |way| {
            let name = Word(way.name());
            msg!(
                "in Latin letters: {name}; unwritten vowels are not guessed",
                name
            )
        },
    );
    say(ui, &said);
}

/// Scrolls the locked panes, or one pane alone while they are free; the cursor stays on the
/// screen.
pub(super) fn scroll(
    texts: &Texts,
    reading: &mut Reading,
    side: Side,
    rows: isize,
    geometry: &Geometry,
) {
    let sides: &[Side] = if reading.view.free {
        &[side]
    } else {
        &Side::BOTH
    };
    for &side in sides {
        reading.view.top[side] = geometry.advance(geometry.top[side], rows);
    }
    if reading.view.free && side != reading.cursor.side {
        return;
    }
    let top = reading.view.top[reading.cursor.side];
    let bottom = geometry.advance(
        top,
        isize::try_from(geometry.rows.saturating_sub(1)).unwrap_or(0),
    );
    let first = if top.row == 0 || top.bead == texts.last_bead() {
        top.bead
    } else {
        top.bead + 1
    };
    let whole = |bead: usize| {
        geometry.height(bead).is_none_or(|height| {
            bottom
                >= Anchor {
                    bead,
                    row: height - height.min(1),
                }
        })
    };
    let last = if bottom.bead > first && !whole(bottom.bead) {
        bottom.bead - 1
    } else {
        bottom.bead
    };
    let bead = reading.cursor.bead.clamp(first.min(last), last.max(first));
    if bead != reading.cursor.bead {
        reading.cursor.bead = bead;
        reading.cursor.caret = None;
    }
}

fn say(ui: &mut Ui, text: impl Into<Message>) {
    ui.message = Some(Notice::good(text));
}
