//! From one state to the next: same state and same event give the same result.
//!
//! Keys become commands here, through the keymap of the innermost focus; each group of
//! commands has a file of its own.

mod answer;
mod asked;
mod caret;
mod change;
mod comparison;
mod cuts;
mod dialogue;
mod edit;
mod filter;
mod findings;
mod home;
mod link;
mod link_walk;
mod listed;
mod lookup;
mod mark;
mod move_;
mod palette;
mod panel;
mod part;
mod places;
mod prompt;
mod proposal;
mod refine;
mod review;
mod search;
mod select;
mod several;
mod tour;
mod view;
mod words;

use crate::session::chord::{Chord, Key};
use crate::session::command::{Command, Group};
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::event::{Effect, Event, Mouse};
use crate::session::focus::{Focus, Pending, Wait};
use crate::session::geometry::Geometry;
use crate::session::keymap::{Keymap, Lookup, Mode};
use crate::session::langmap::latin_of;
use crate::session::message::Message;
use crate::session::panel::Panel;
use crate::session::state::State;

pub use palette::{Offer, offers};

/// Changes the state by one event and returns what the world should do.
///
/// What is returned has been noted as asked for: whoever drops it leaves the session waiting.
#[must_use = "the session waits for what it asks for"]
pub fn update(
    state: &mut State,
    keymap: &Keymap,
    event: Event,
    geometry: &Geometry,
) -> Vec<Effect> {
    state.home.tick(state.review.now);
    let mut effects = happen(state, keymap, event, geometry);
    filter::follow(state, &effects);
    effects.extend(asked::follow(state));
    effects.extend(refine::follow(state));
    words::follow(state, &mut effects);
    cuts::follow(state, &mut effects);
    home::hide_again(state);
    effects
}

fn happen(state: &mut State, keymap: &Keymap, event: Event, geometry: &Geometry) -> Vec<Effect> {
    match event {
        Event::Key(chord) => return key(state, keymap, chord, geometry),
        Event::Paste(text) => prompt::paste(state, &text),
        Event::Mouse(mouse, column, row) => mouse_event(state, mouse, column, row, geometry),
        Event::Run(command) => return run(state, keymap, command, None, geometry),
        Event::Begin => return refine::begin(state),
        Event::Answer(ticket, answer) => return answer::deliver(state, &ticket, answer, geometry),
        Event::Said(message) => state.message = Some(message),
        Event::Edited(ask, text) => return home::edited(state, ask, text.as_deref()),
        Event::Resized => {}
    }
    Vec::new()
}

/// Returns the mode whose bindings are in force.
#[must_use]
pub fn mode(state: &State) -> Mode {
    match state.focus.last() {
        None if state.selection.is_some() => Mode::Select,
        None if state.link.on => Mode::Link,
        None => Mode::Reader,
        Some(Focus::Mark(Dialogue {
            choice: Choice::Search(..),
            ..
        })) => Mode::Prompt,
        Some(Focus::Filter(panel)) if panel.typing.is_some() => Mode::Prompt,
        Some(Focus::Mark(_) | Focus::Filter(_)) => Mode::Pick,
        Some(
            Focus::Search(_)
            | Focus::Line(..)
            | Focus::Palette(..)
            | Focus::Help { typing: true, .. },
        ) => Mode::Prompt,
        Some(
            Focus::Help { .. }
            | Focus::Panel(..)
            | Focus::Kwic(_)
            | Focus::Lookup(_)
            | Focus::Preview(_)
            | Focus::Explain(_)
            | Focus::Sheet(..),
        ) => Mode::List,
    }
}

fn key(state: &mut State, keymap: &Keymap, chord: Chord, geometry: &Geometry) -> Vec<Effect> {
    state.message = None;
    if let Some(wait) = state.pending.wait.take() {
        if let Some(letter) = chord.typed() {
            let letter = latin_of(letter).unwrap_or(letter);
            match wait {
                Wait::SetMark => mark::set(state, letter),
                Wait::GotoMark => mark::goto(state, letter),
            }
        }
        state.pending = Pending::default();
        return Vec::new();
    }
    let mode = mode(state);
    if matches!(mode, Mode::Reader | Mode::Link)
        && state.pending.chords.is_empty()
        && count(state, chord)
    {
        return Vec::new();
    }
    state.pending.chords.push(chord);
    match keymap.look_up(mode, &state.pending.chords) {
        Lookup::Run(command) => {
            let count = state.pending.count;
            state.pending = Pending::default();
            run(state, keymap, command, count, geometry)
        }
        Lookup::Prefix => Vec::new(),
        Lookup::Nothing => {
            let typed = std::mem::take(&mut state.pending);
            if mode == Mode::Pick {
                if let Some(c) = chord.typed() {
                    return match state.focus.last() {
                        Some(Focus::Filter(_)) => filter::letter(state, c),
                        _ => dialogue::typed(state, c),
                    };
                }
            } else if mode == Mode::Prompt {
                if let Some(c) = chord.typed() {
                    prompt::typed(state, c);
                }
            } else if typed.chords.len() > 1 || chord.typed().is_some() {
                state.message = Some(Message::bad(format!(
                    "`{}` is not bound; `?` shows the keys",
                    crate::session::chord::show_sequence(&typed.chords)
                )));
            }
            Vec::new()
        }
    }
}

/// Takes a digit as part of a count; a leading 0 is none.
fn count(state: &mut State, chord: Chord) -> bool {
    let digit = chord
        .typed()
        .map(|c| latin_of(c).unwrap_or(c))
        .and_then(|c| c.to_digit(10));
    match (digit, state.pending.count) {
        (Some(0), None) | (None, _) => {
            if chord.key == Key::Esc && state.pending.count.take().is_some() {
                return true;
            }
            false
        }
        (Some(digit), count) => {
            let sum = count
                .unwrap_or(0)
                .saturating_mul(10)
                .saturating_add(digit as usize);
            state.pending.count = Some(sum.min(9_999_999));
            true
        }
    }
}

/// Runs a command, as a key, the mouse or the palette asked for it.
fn run(
    state: &mut State,
    keymap: &Keymap,
    command: Command,
    count: Option<usize>,
    geometry: &Geometry,
) -> Vec<Effect> {
    if let Some(tutor) = &mut state.tutor {
        tutor.did(command);
    }
    if state.focus.is_empty() && state.selection.is_some() && in_selection(command) {
        select::run(state, command, count, geometry);
        return Vec::new();
    }
    if let Some(effects) = listed::run(state, command).or_else(|| proposal::run(state, command)) {
        return effects;
    }
    match command {
        Command::Quit => return vec![Effect::Quit],
        Command::Suspend => return vec![Effect::Suspend],
        Command::Redraw => return vec![Effect::Redraw],
        Command::NextBidi => return vec![Effect::NextBidi],
        Command::NextPart | Command::PreviousPart => return part::run(state, command, count),
        Command::Help => state.focus.push(Focus::Help {
            filter: crate::session::Prompt::default(),
            typing: false,
            first: 0,
        }),
        Command::Palette => state
            .focus
            .push(Focus::Palette(crate::session::Prompt::default(), 0)),
        _ => match command.group() {
            Group::Move => move_::run(state, command, count, geometry),
            Group::Caret => caret::run(state, command, count, geometry),
            Group::View => view::run(state, command, count, geometry),
            Group::Search => search::run(state, command, count),
            Group::Compare => match command {
                Command::ListFacts
                | Command::ListNames
                | Command::NextNamed
                | Command::PreviousNamed => return comparison::run(state, command),
                Command::ToggleWordLinks
                | Command::JumpToWord
                | Command::Concordance
                | Command::ConcordanceBoth => words::run(state, command),
                Command::LookUp => return lookup::run(state),
                Command::NextWorst | Command::PreviousWorst => return tour::run(state, command),
                _ => several::run(state, command, count, geometry),
            },
            Group::Error => match command {
                Command::NextFinding | Command::PreviousFinding | Command::ListFindings => {
                    return findings::run(state, command);
                }
                Command::ListErrors => panel::open(state, Panel::Marks),
                Command::ToggleEsa => review::toggle_esa(state),
                _ => dialogue::run(state, command, count),
            },
            Group::Review => match command {
                Command::ListLost => panel::open(state, Panel::Lost),
                Command::ListNotes => panel::open(state, Panel::Notes),
                Command::FilterPairs => return filter::open(state),
                Command::ClearFilter => filter::clear(state),
                Command::LongNote => return home::long_note(state),
                _ => return review::run(state, command, count),
            },
            Group::Link => return link::run(state, command, count),
            Group::Mark => return mark::run(state, command),
            Group::Prompt => return prompt::run(state, keymap, command, geometry),
            Group::Look | Group::Learn | Group::Program => return home::run(state, command),
        },
    }
    Vec::new()
}

/// Returns whether a command has a meaning of its own while words are selected.
const fn in_selection(command: Command) -> bool {
    matches!(
        command,
        Command::NextWord
            | Command::PreviousWord
            | Command::CaretLeft
            | Command::CaretRight
            | Command::LineStart
            | Command::LineEnd
            | Command::SwapEnds
            | Command::OtherPane
            | Command::Cancel
    )
}

fn mouse_event(state: &mut State, mouse: Mouse, column: u16, row: u16, geometry: &Geometry) {
    if !state.focus.is_empty() {
        match mouse {
            Mouse::WheelDown => prompt::scroll_list(state, 3, geometry),
            Mouse::WheelUp => prompt::scroll_list(state, -3, geometry),
            Mouse::Press => {}
        }
        return;
    }
    match mouse {
        Mouse::WheelDown | Mouse::WheelUp => {
            let side = geometry.side_at(column, row).unwrap_or(state.cursor.side);
            let rows = if mouse == Mouse::WheelDown { 3 } else { -3 };
            view::scroll(state, side, rows, geometry);
        }
        Mouse::Press => {
            if let Some((bead, byte)) = geometry.hit(column, row) {
                state.cursor.bead = bead;
                state.cursor.caret = None;
                state.selection = None;
                if let Some(side) = geometry.side_at(column, row) {
                    state.cursor.side = side;
                }
                if let Some((side, byte)) = byte {
                    state.cursor.side = side;
                    state.cursor.caret = Some(byte);
                }
            }
        }
    }
}
