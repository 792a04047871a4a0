//! From one state to the next: same state and same event give the same result.
//!
//! Keys become commands here, through the keymap of the innermost focus; each group of
//! commands has a file of its own.

mod answer;
mod asked;
mod caret;
mod change;
mod comparison;
mod contents;
mod cuts;
mod dialogue;
mod edit;
mod filter;
mod findings;
mod home;
mod keep;
mod link;
mod link_walk;
mod listed;
mod lookup;
mod mark;
mod mouse;
mod move_;
mod offer;
mod palette;
mod panel;
mod part;
mod places;
mod prompt;
mod refine;
mod review;
mod search;
mod select;
mod several;
mod speech;
mod tour;
mod view;
mod words;

use crate::session::alone;
use crate::session::chord::{Chord, Key};
use crate::session::command::{Command, Kind, kind};
use crate::session::dialogue::{Choice, Dialogue};
use crate::session::event::{Effect, Event};
use crate::session::focus::{Focus, Pending, Wait};
use crate::session::geometry::Geometry;
use crate::session::keymap::{Keymap, Lookup, Mode};
use crate::session::langmap::latin_of;
use crate::session::notice::Notice;
use crate::session::panel::Panel;
use crate::session::prompt::overlong;
use crate::session::state::State;
use bayn_text::msg;

pub use palette::{Offer, offers};

/// Changes the state by one event and returns the effects.
///
/// Effects are recorded as pending requests: dropping one leaves the session waiting.
#[must_use = "the session waits for what it asks for"]
pub fn update(
    state: &mut State,
    keymap: &Keymap,
    event: Event,
    geometry: &Geometry,
) -> Vec<Effect> {
    state.home.tick(state.reviewing.review.now);
    let mut effects = apply_event(state, keymap, event, geometry);
    filter::recheck_changed(&state.texts, &mut state.reviewing, &effects);
    effects.extend(asked::reopen_list(state));
    effects.extend(refine::resume(state));
    words::ask_for_words(state, &mut effects);
    cuts::ask_for_cuts(state, &mut effects);
    home::hide_again(&mut state.reading);
    effects
}

fn apply_event(
    state: &mut State,
    keymap: &Keymap,
    event: Event,
    geometry: &Geometry,
) -> Vec<Effect> {
    if matches!(event, Event::Key(_) | Event::Paste(_) | Event::Run(_)) {
        state.ui.pending.pressed = None;
    }
    match event {
        Event::Key(chord) => return key(state, keymap, chord, geometry),
        Event::Paste(text) => prompt::paste(state, &text),
        Event::Overlong => {
            state.ui.message = Some(Notice::bad(overlong()));
        }
        Event::Mouse(what, column, row) => {
            return mouse::event(state, keymap, what, (column, row), geometry);
        }
        Event::Run(command) => return run(state, keymap, command, None, geometry),
        Event::Begin => return refine::start_work(state),
        Event::Answer(ticket, answer) => return answer::deliver(state, &ticket, answer, geometry),
        Event::Notice(message) => state.ui.message = Some(message),
        Event::Edited(ask, text) => return review::edited(state, ask, text.as_deref()),
        Event::Hesitated => state.ui.pending.is_listed = !state.ui.pending.chords.is_empty(),
        Event::Resized => {}
    }
    Vec::new()
}

/// Returns the mode whose bindings apply.
#[must_use]
pub fn mode(state: &State) -> Mode {
    match state.ui.focus.last() {
        None if state.reading.selection.is_some() => Mode::Select,
        None if state.aligning.link.on => Mode::Link,
        None => Mode::Reader,
        Some(Focus::Mark(Dialogue {
            choice: Choice::Search(..),
            ..
        })) => Mode::Prompt,
        Some(Focus::Filter(panel)) if panel.typing.is_some() => Mode::Prompt,
        Some(Focus::Panel(..) | Focus::InfoPage(..)) if state.ui.thin.is_typed => Mode::Prompt,
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
            | Focus::InfoPage(..),
        ) => Mode::List,
    }
}

fn key(state: &mut State, keymap: &Keymap, chord: Chord, geometry: &Geometry) -> Vec<Effect> {
    state.ui.message = None;
    if let Some(wait) = state.ui.pending.wait.take() {
        if let Some(letter) = chord.typed() {
            let letter = latin_of(letter).unwrap_or(letter);
            match wait {
                Wait::SetMark => mark::set(&mut state.reading, &mut state.ui, letter),
                Wait::GotoMark => mark::goto(state, letter),
            }
        }
        state.ui.pending = Pending::default();
        return Vec::new();
    }
    let mode = mode(state);
    if matches!(mode, Mode::Reader | Mode::Link)
        && state.ui.pending.chords.is_empty()
        && count(&mut state.ui.pending, chord)
    {
        return Vec::new();
    }
    state.ui.pending.chords.push(chord);
    match keymap.look_up(mode, &state.ui.pending.chords) {
        Lookup::Run(command) => {
            let count = state.ui.pending.count;
            state.ui.pending = Pending::default();
            run(state, keymap, command, count, geometry)
        }
        Lookup::Prefix => Vec::new(),
        Lookup::Nothing => {
            let typed = std::mem::take(&mut state.ui.pending);
            // Cancelling a prefix shows no message.
            if chord.key == Key::Esc && typed.chords.len() > 1 {
                return Vec::new();
            }
            if mode == Mode::Pick {
                if let Some(c) = chord.typed() {
                    return match state.ui.focus.last() {
                        Some(Focus::Filter(_)) => filter::letter(state, c),
                        _ => dialogue::typed(state, c),
                    };
                }
            } else if mode == Mode::Prompt {
                if let Some(c) = chord.typed() {
                    prompt::typed(state, c);
                }
            } else if mode == Mode::Reader && keymap.is_repair(&typed.chords) {
                state.ui.message = Some(Notice::bad(change::outside_link_mode()));
            } else if typed.chords.len() > 1 || chord.key != Key::Esc {
                state.ui.message = Some(Notice::bad(msg!(
                    "`{chords}` does nothing; `{key}` shows the keys",
                    chords = crate::session::chord::show_sequence(&typed.chords),
                    key = Command::Help
                )));
            }
            Vec::new()
        }
    }
}

/// Handles a digit as part of a count; a leading 0 is none.
fn count(pending: &mut Pending, chord: Chord) -> bool {
    let digit = chord
        .typed()
        .map(|c| latin_of(c).unwrap_or(c))
        .and_then(|c| c.to_digit(10));
    match (digit, pending.count) {
        (Some(0), None) | (None, _) => {
            if chord.key == Key::Esc && pending.count.take().is_some() {
                return true;
            }
            false
        }
        (Some(digit), count) => {
            let sum = count
                .unwrap_or(0)
                .saturating_mul(10)
                .saturating_add(digit as usize);
            pending.count = Some(sum.min(9_999_999));
            true
        }
    }
}

/// Runs a command, as requested by a key, the mouse or the palette.
fn run(
    state: &mut State,
    keymap: &Keymap,
    command: Command,
    count: Option<usize>,
    geometry: &Geometry,
) -> Vec<Effect> {
    // What waits for the checks is done when they are there.
    let waits =
        matches!(command.kind(), Kind::Findings(_)) && state.reviewing.findings.list.is_none();
    // The lesson on help lasts until it is closed: only then `q` leaves the reader again.
    let did = match (command, state.ui.focus.last()) {
        (Command::Help, _) => None,
        (Command::Cancel, Some(Focus::Help { typing: false, .. })) => Some(Command::Help),
        _ => Some(command),
    };
    if let (Some(tutor), Some(did)) = (state.reading.tutor.as_mut().filter(|_| !waits), did) {
        tutor.did(did);
    }
    if let Some(why) = alone::refusal(&state.texts, command) {
        state.ui.message = Some(Notice::bad(why));
        return Vec::new();
    }
    if state.ui.focus.is_empty()
        && state.reading.selection.is_some()
        && select::run(state, command, count, geometry)
    {
        return Vec::new();
    }
    if let Some(effects) = listed::run(state, command).or_else(|| offer::run(state, command)) {
        return effects;
    }
    match command.kind() {
        Kind::Move(command) => move_::run(state, command, count),
        Kind::Page(command) => move_::page(state, command, count, geometry),
        Kind::Contents(command) => contents::run(state, command, count),
        Kind::Part(command) => return part::run(state, command, count),
        Kind::Caret(command) => {
            caret::run(&state.texts, &mut state.reading, command, count, geometry);
        }
        Kind::View(command) => return view::run(state, command, count, geometry),
        Kind::Look(command) => return home::look(state, command),
        Kind::Learn(command) => return home::learn(state, command),
        Kind::Keep(kind::Keep::KeepWords) => return keep::run(state),
        Kind::Speech(kind::Speech::ReadAloud) => return speech::run(state),
        Kind::Search(kind::Search::ClearSearch) if state.background.speech.now.is_some() => {
            return speech::stop(state);
        }
        Kind::Search(command) => search::run(state, command, count),
        Kind::Several(command) => several::run(state, command, count, geometry),
        Kind::Shared(command) => return comparison::run(state, command),
        Kind::Words(command) => words::run(state, command),
        Kind::Lookup(kind::Lookup::LookUp) => return lookup::run(state),
        Kind::Worst(command) => return tour::run(state, command),
        Kind::Review(command) => return review::run(state, command, count),
        Kind::Filter(command) => return filter::run(state, command),
        Kind::Lost(kind::Lost::ListLost) => panel::open(state, Panel::Lost),
        Kind::Error(command) => dialogue::run(state, command, count),
        Kind::Findings(command) => return findings::run(state, command),
        // Commands of the judging screen.
        Kind::Judge(kind::Judge::TieScore) => {}
        Kind::Marked(command) => dialogue::no_list(&mut state.ui, command),
        Kind::Link(command) => return link::run(state, command),
        Kind::LinkWalk(command) => link_walk::run(state, command, count),
        Kind::LinkMode(command) => link::mode(state, command),
        Kind::Repair(command) => return link::repair(state, command, count),
        Kind::Mark(command) => return mark::run(state, command),
        Kind::Prompt(command) => return prompt::run(state, keymap, command, geometry),
        Kind::Program(command) => return home::program(state, command),
    }
    Vec::new()
}
