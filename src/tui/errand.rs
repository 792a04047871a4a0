//! What the loop does for the user's side of a session: settings, the editor, texts read
//! again, other texts.

use crate::session::{Effect, Event, Message, Setting, State, update};
use crate::tui::editor::{self, Edited};
use crate::tui::external::Inbox;
use crate::tui::keeper::Keeper;
use crate::tui::page::RowCache;
use crate::tui::run::{Ended, Hand, stop_self, write_down};
use crate::tui::shelf::{Opening, Shelf};
use crate::tui::view::Look;
use std::io;

/// What an errand needs of the loop.
pub(super) struct Errand<'a> {
    /// The terminal and the review.
    pub(super) hand: &'a mut Hand,
    /// The session.
    pub(super) state: &'a mut State,
    /// How it looks.
    pub(super) look: &'a mut Look,
    /// Where texts come from.
    pub(super) shelf: &'a mut dyn Shelf,
    /// Signals, and what waits for the loop.
    pub(super) inbox: &'a mut Inbox,
    /// What follows, for the loop to carry out.
    pub(super) effects: &'a mut Vec<Effect>,
}

impl Errand<'_> {
    /// Carries out an effect; `Some` when the program is to end.
    pub(super) fn run(&mut self, effect: Effect) -> io::Result<Option<Ended>> {
        match effect {
            Effect::Set(setting, value) => self.set(setting, &value)?,
            Effect::Edit(ask, text) => {
                let set = self.state.home.settings.get(Setting::Editor).to_owned();
                let command = editor::command(&set, |name| std::env::var(name).ok());
                self.hand.guard.pause()?;
                let edited = editor::edit(&command, &text, self.inbox, stop_self);
                if let Ok((_, Some(signal))) = edited {
                    self.shelf.leave(self.state);
                    let _said = self.hand.keeper.close(self.state);
                    return Ok(Some(Ended::Signal(signal)));
                }
                self.hand.guard.resume()?;
                self.hand.canvas.wipe()?;
                self.hand.canvas.again();
                self.happen(match edited {
                    Ok((Edited::Text(text), _)) => Event::Edited(ask, Some(text)),
                    Ok((Edited::Failed(why), _)) => Event::Said(Message::bad(why)),
                    Err(error) => Event::Said(Message::bad(format!(
                        "the editor could not be started: {error}"
                    ))),
                });
            }
            Effect::ReadAgain => {
                let before = self.state.clone();
                let awaited = self.hand.keeper.awaits();
                let opened = self.exchange(|shelf, release| shelf.read_again(release));
                let said = match opened {
                    Ok(()) => {
                        self.state.take_over(before);
                        let said = self.state.message.take();
                        let free = awaited && self.state.review.read_only.is_none();
                        said.unwrap_or_else(|| {
                            Message::good(if free {
                                "the other bayn has left; what is done here is written again"
                            } else {
                                "the texts were read again"
                            })
                        })
                    }
                    Err(why) => Message::bad(why),
                };
                self.happen(Event::Said(said));
            }
            Effect::Reload => {
                let said = self.reload()?;
                self.happen(Event::Said(said));
            }
            Effect::Open(number) => {
                self.shelf.leave(self.state);
                if let Err(why) = self.exchange(|shelf, release| shelf.open(number, release)) {
                    self.happen(Event::Said(Message::bad(why)));
                }
            }
            _ => {}
        }
        Ok(None)
    }

    /// Lets something happen to the session, and puts what follows on the disk.
    fn happen(&mut self, event: Event) {
        let keymap = &self.look.keymap;
        let mut effects = update(self.state, keymap, event, &self.hand.geometry);
        let said = write_down(&mut self.hand.keeper, &mut effects, self.state);
        if let Some(said) = said {
            let said = Event::Said(said);
            effects.extend(update(self.state, keymap, said, &self.hand.geometry));
        }
        self.effects.extend(effects);
    }

    /// Takes the files of settings over as they are now; returns what is to be said.
    fn reload(&mut self) -> io::Result<Message> {
        let Some(fresh) = self.shelf.reload() else {
            return Ok(Message::bad("there are no settings to read here"));
        };
        let (shaping, tashkeel) = (self.look.shaping, self.look.tashkeel);
        *self.look = Look {
            shaping,
            tashkeel,
            ..fresh.look
        };
        self.state.home.tongue = self.look.tongue;
        self.state.home.themes = self.look.themes.names();
        self.state.take_settings(&fresh.changed);
        for (setting, value, _) in &fresh.changed {
            self.set(*setting, value)?;
        }
        // A theme that was chosen in the session stays, with the colours of its file.
        let theme = self.state.home.settings.get(Setting::Theme);
        self.look.theme = self.look.themes.of(theme);
        self.look.tongue = self.shelf.tongue(&self.state.home.settings);
        self.state.home.tongue = self.look.tongue;
        self.hand.cache = RowCache::default();
        self.state.home.faults = fresh.faults;
        Ok(match self.state.home.faults.len() {
            0 => Message::good("the settings were read again"),
            1 => Message::bad("1 mistake in the settings; gf shows it"),
            count => Message::bad(format!("{count} mistakes in the settings; gf lists them")),
        })
    }

    fn set(&mut self, setting: Setting, value: &str) -> io::Result<()> {
        match setting {
            Setting::Theme => self.look.theme = self.look.themes.of(value),
            Setting::Color => {
                if value != "auto" {
                    self.look.themes.colours = value == "always";
                }
                let name = self.state.home.settings.get(Setting::Theme);
                self.look.theme = self.look.themes.of(name);
            }
            Setting::Language => {
                self.look.tongue = self.shelf.tongue(&self.state.home.settings);
                self.state.home.tongue = self.look.tongue;
            }
            Setting::Mouse => self.hand.guard.set_mouse(value == "true")?,
            Setting::Bidi | Setting::Shaping | Setting::Tashkeel => {
                if let Some(found) = self.shelf.facts(&self.state.home.settings) {
                    self.look.shaping = found.shaping;
                    self.look.tashkeel = found.tashkeel;
                    self.hand.facts = found.clone();
                    self.hand.guard.set_facts(found)?;
                    self.hand.canvas.wipe()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Opens texts in the place of these; these stay when that fails.
    fn exchange(
        &mut self,
        open: impl FnOnce(&mut dyn Shelf, &mut dyn FnMut()) -> Result<Opening, String>,
    ) -> Result<(), String> {
        let handed = self.hand.keeper.hand_over(self.state);
        handed.map_err(|said| said.text)?;
        let keeper = &mut self.hand.keeper;
        let opening = open(self.shelf, &mut || *keeper = Keeper::default())?;
        let settings = std::mem::take(&mut self.state.home.settings);
        *self.state = opening.state;
        self.state.home.settings = settings;
        self.hand.keeper = opening.keeper;
        self.hand.workers.parts = opening.parts;
        self.hand.cache = RowCache::default();
        let keymap = &self.look.keymap;
        let begun = update(self.state, keymap, Event::Begin, &self.hand.geometry);
        self.effects.extend(begun);
        Ok(())
    }
}
