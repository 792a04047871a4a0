//! The loop: wait, translate, update, carry out, draw.
//!
//! One thread owns the state and the terminal. Workers do long-running work in the background and send
//! their answers over a channel; so do signals. All pending keys are handled
//! before the next frame, so a held key never lags.

use crate::lookup::Sources;
use crate::session::home::Home;
use crate::session::reading::Reading;
use crate::session::ui::Ui;
use crate::session::{Effect, Event, Geometry, Notice, Setting, State, Ticket, update};
use crate::tui::autosave::Autosave;
use crate::tui::canvas::Canvas;
use crate::tui::draw::take_back_scroll;
use crate::tui::effects::EffectHandler;
use crate::tui::ended::Ended;
use crate::tui::event_channel::{Receiver, Sender};
use crate::tui::external::{External, Inbox};
use crate::tui::input::Input;
use crate::tui::library::{Library, Opening};
use crate::tui::modes::Modes;
use crate::tui::page::RowCache;
use crate::tui::position_timer::Rest;
use crate::tui::rewrite_timer::Settling;
use crate::tui::runtime::{Runtime, write_down};
use crate::tui::terminal::Guard;
use crate::tui::view::Look;
use crate::tui::workers::Workers;
use std::io;
use std::time::{Duration, Instant, SystemTime};

/// How long the loop sleeps before it checks watched files again.
const LOOK: Duration = Duration::from_millis(250);
/// The signal assumed when the terminal is gone, whether it came or not.
const HANGUP: i32 = 1;
/// The delay after the first keys of a binding before the next keys are listed.
const HESITATION: Duration = Duration::from_millis(400);
/// How long keys are handled before a frame is drawn anyway.
const TAKEN: Duration = Duration::from_millis(250);

/// Runs until the user quits; changes of the review go to `autosave`.
///
/// # Errors
/// Those of the terminal.
pub fn run(
    opening: Opening,
    mut look: Look,
    modes: Modes,
    (sender, receiver): (Sender<External>, Receiver<External>),
    library: &mut dyn Library,
    sources: Sources,
) -> io::Result<Ended> {
    let Opening {
        mut state,
        autosave,
        parts,
    } = opening;
    let mut inbox = Inbox::new(receiver);
    let mut runtime = Runtime {
        facts: modes.facts.clone(),
        canvas: Canvas::new(modes.linear)?,
        guard: Guard::enter(modes)?,
        autosave,
        workers: Workers::new(sender, sources, parts),
        cache: RowCache::default(),
        geometry: Geometry::default(),
        last_key: Instant::now(),
        rest: Rest::default(),
        settling: Settling::default(),
    };
    let mut input = Input::open(inbox.waker())?;
    runtime.canvas.wipe()?;
    runtime.frame(&mut state, &look)?;
    if library.read_rest(&mut state, &mut look) {
        runtime.frame(&mut state, &look)?;
    }
    // The pending effects, in order; follow-up effects are added here.
    let mut effects = update(&mut state, &look.keymap, Event::Begin, &runtime.geometry);
    loop {
        let mut changed = false;
        state.reviewing.review.now = now();
        let wait = if effects.is_empty() && !inbox.holds() {
            runtime.patience(&state)
        } else {
            Some(Duration::ZERO)
        };
        let heard = input
            .wait(wait)
            .and_then(|()| runtime.keys(&mut input, &mut state, &look, &mut effects));
        if is_gone(&heard) {
            return Ok(runtime.end(library, &state, HANGUP));
        }
        changed |= heard?;
        changed |= runtime.list_next(&mut state, &look, &mut effects);
        while let Some(external) = inbox.receive() {
            match external {
                External::Event(event) => {
                    effects.extend(update(&mut state, &look.keymap, event, &runtime.geometry));
                    changed = true;
                }
                External::End(signal) => return Ok(runtime.end(library, &state, signal)),
                External::Stop => effects.push(Effect::Suspend),
            }
        }
        if runtime.rest.is_due(&state, runtime.last_key) {
            library.leave(&state);
        }
        effects.extend(watched(&mut *library, &mut runtime.autosave, &state));
        let unsaved = state.reviewing.review.unsaved;
        if let Some(notice) = write_down(&mut runtime.autosave, &mut effects, &mut state) {
            effects.extend(runtime.tell(&mut state, &look, notice));
            changed = true;
        }
        changed |= unsaved != state.reviewing.review.unsaved;
        for effect in std::mem::take(&mut effects) {
            changed = true;
            if is_void(&effect, &state) {
                continue;
            }
            let mut handler = EffectHandler {
                runtime: &mut runtime,
                state: &mut state,
                look: &mut look,
                library: &mut *library,
                inbox: &mut inbox,
                effects: &mut effects,
            };
            if let Some(ended) = handler.run(effect)? {
                return Ok(ended);
            }
        }
        if changed {
            runtime.frame(&mut state, &look)?;
        } else if runtime.settling.is_due() {
            runtime.canvas.settle()?;
        }
    }
}

/// Returns whether an effect is about texts that were replaced since.
fn is_void(effect: &Effect, state: &State) -> bool {
    let about: Option<&Ticket> = match effect {
        Effect::Work(ticket, _) | Effect::Remember(ticket, _) => Some(ticket),
        _ => None,
    };
    about.is_some_and(|ticket| ticket.text != state.texts.id)
}

/// Returns what is to be reloaded, if files are watched or another program opened or closed
/// the review. Typing or selecting is not interrupted: the texts are reloaded after it.
fn watched(library: &mut dyn Library, autosave: &mut Autosave, state: &State) -> Vec<Effect> {
    let mut effects = Vec::new();
    let at_rest = state.ui.focus.is_empty() && state.reading.selection.is_none();
    let mut again = at_rest && library.reads_again() && autosave.calls();
    if state.home.settings.flag(Setting::Watch) {
        again |= at_rest && library.changed();
        if library.settings_changed() {
            effects.push(Effect::Reload);
        }
    }
    if again {
        effects.push(Effect::ReadAgain);
    }
    effects
}

/// Returns whether the terminal is gone.
fn is_gone(heard: &io::Result<bool>) -> bool {
    let error = heard.as_ref().err();
    error.is_some_and(|error| error.kind() == io::ErrorKind::UnexpectedEof)
}

impl Runtime {
    /// Shows a notice to the user; returns the follow-up effects.
    fn tell(&self, state: &mut State, look: &Look, notice: Notice) -> Vec<Effect> {
        update(state, &look.keymap, Event::Notice(notice), &self.geometry)
    }

    /// Returns how long to wait for the keyboard; the wait is always limited.
    fn patience(&self, state: &State) -> Option<Duration> {
        let others = patience(&state.home, &self.autosave);
        let listing = until_listed(&state.ui, self.last_key);
        let rest = self.rest.left(state, self.last_key);
        let settling = self.settling.left();
        let all = others.into_iter().chain(listing).chain(rest);
        all.chain(settling).min()
    }

    /// Lists the possible next keys once the user has hesitated; returns whether that happened now.
    fn list_next(&self, state: &mut State, look: &Look, effects: &mut Vec<Effect>) -> bool {
        let due = until_listed(&state.ui, self.last_key).is_some_and(|left| left.is_zero());
        if due {
            let keymap = &look.keymap;
            effects.extend(update(state, keymap, Event::Hesitated, &self.geometry));
        }
        due
    }

    /// Draws the state.
    fn frame(&mut self, state: &mut State, look: &Look) -> io::Result<()> {
        let encoding = self.facts.encoding;
        self.geometry = self.canvas.draw(state, look, encoding, &mut self.cache)?;
        take_back_scroll(&mut state.reading, &self.geometry);
        if self.facts.cuts_letters {
            self.settling.drawn();
        }
        Ok(())
    }

    /// Handles the pending keys; returns whether there was one.
    fn keys(
        &mut self,
        input: &mut Input,
        state: &mut State,
        look: &Look,
        effects: &mut Vec<Effect>,
    ) -> io::Result<bool> {
        let mut changed = false;
        let start = Instant::now();
        while effects.is_empty() && start.elapsed() < TAKEN {
            let Some(event) = input.next_event()? else {
                break;
            };
            panic_if_asked(&event);
            if event == Event::Resized {
                self.canvas.wipe()?;
            }
            let moved = matches!(event, Event::Key(_) | Event::Mouse(..));
            if moved {
                self.last_key = Instant::now();
                self.canvas.heard();
            }
            effects.extend(update(state, &look.keymap, event, &self.geometry));
            changed = true;
            // Changes are on disk before they are on the screen.
            let wanted = self.canvas.says_each() || needs_frame(&state.reading, &self.geometry);
            if moved && effects.is_empty() && wanted {
                self.frame(state, look)?;
            }
        }
        Ok(changed)
    }
}

/// Returns how long to wait for a key, an answer or a signal; `None` if nothing else can
/// happen, since whatever has happened wakes the loop.
fn patience(home: &Home, autosave: &Autosave) -> Option<Duration> {
    let watches = home.settings.flag(Setting::Watch);
    watches.then_some(LOOK).or_else(|| autosave.patience())
}

/// Returns the time until the possible next keys are listed; `None` if
/// no key is expected, or they are listed already.
fn until_listed(ui: &Ui, last_key: Instant) -> Option<Duration> {
    let waits = !ui.pending.chords.is_empty() && !ui.pending.is_listed;
    waits.then(|| HESITATION.saturating_sub(last_key.elapsed()))
}

/// Seconds since 1970.
fn now() -> u64 {
    SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

/// Returns whether the cursor left the area measured in the last frame, so that the next key needs
/// a frame before it can be understood.
fn needs_frame(reading: &Reading, geometry: &Geometry) -> bool {
    geometry.height(reading.cursor.bead).is_none()
        || !geometry.caret.is_empty() && reading.cursor.caret.is_some()
}

/// In builds for testing, `BAYN_PANIC` makes the key F12 panic, here or (`worker`) on a thread
/// of its own, so that a test can check the state after a panic.
fn panic_if_asked(event: &Event) {
    let asked = cfg!(debug_assertions)
        && *event == Event::Key(crate::session::Chord::plain(crate::session::Key::F(12)));
    match std::env::var_os("BAYN_PANIC").filter(|_| asked) {
        Some(who) if who == "worker" => {
            let worker = std::thread::spawn(move || assert!(!asked, "a panic was asked for"));
            let _panicked = worker.join();
        }
        who => assert!(who.is_none(), "a panic was asked for"),
    }
}
