//! The loop's action for each effect of an update. The table is complete: a new effect
//! does not compile without its arm.

use crate::session::Command;
use crate::session::{Ask, Effect, Event, Notice, Setting, State, update};
use crate::tui::autosave::Autosave;
use crate::tui::editor::{self, Edited};
use crate::tui::ended::Ended;
use crate::tui::external::Inbox;
use crate::tui::library::{Library, Opening};
use crate::tui::page::RowCache;
use crate::tui::runtime::{Runtime, copy, stop_self, write_down};
use crate::tui::view::Look;
use bayn_text::Message;
use bayn_text::msg;
use bayn_text::plural;
use std::io;

/// The parts of the loop that effects need.
pub(super) struct EffectHandler<'a> {
    /// The terminal and the review.
    pub(super) runtime: &'a mut Runtime,
    /// The session.
    pub(super) state: &'a mut State,
    /// The appearance.
    pub(super) look: &'a mut Look,
    /// The library of texts.
    pub(super) library: &'a mut dyn Library,
    /// Signals and pending events.
    pub(super) inbox: &'a mut Inbox,
    /// Follow-up effects for the loop.
    pub(super) effects: &'a mut Vec<Effect>,
}

impl EffectHandler<'_> {
    /// Carries out an effect; `Some` if the program is to end.
    pub(super) fn run(&mut self, effect: Effect) -> io::Result<Option<Ended>> {
        match effect {
            // `write_down` has already written it to disk.
            Effect::Keep(_) => {}
            Effect::Work(ticket, work) => self.runtime.workers.start(ticket, work),
            Effect::Remember(_, bitext) => self.runtime.remember(bitext),
            Effect::Copy(text, what) => self.receive(Event::Notice(copy(&text, what))),
            Effect::Hush => self.runtime.workers.hush(),
            Effect::Redraw => self.runtime.redraw()?,
            Effect::Suspend => self.runtime.suspend()?,
            Effect::NextBidi => {
                let notice = self.runtime.next_bidi()?;
                self.receive(Event::Notice(notice));
            }
            Effect::Set(setting, value) => self.set(setting, &value)?,
            Effect::Edit(ask, text) => return self.edit(ask, &text),
            Effect::WriteOut(form, name) => {
                let written = self.library.write_out(self.state, form, &name);
                self.receive(Event::Notice(notice_of(written)));
            }
            Effect::KeepWords(kept) => {
                let written = self.library.keep_words(&kept);
                self.receive(Event::Notice(notice_of(written)));
            }
            Effect::ReadAgain => self.read_again(false),
            Effect::ReadOtherwise => self.read_again(true),
            Effect::Reload => {
                let notice = self.reload()?;
                self.receive(Event::Notice(notice));
            }
            Effect::Step(step) => self.open(|library, release| library.step(step, release)),
            Effect::Open(number) => self.open(|library, release| library.open(number, release)),
            Effect::Quit => match self.runtime.autosave.close(self.state) {
                None => {
                    self.library.leave(self.state);
                    return Ok(Some(Ended::Quit));
                }
                Some(notice) => self.receive(Event::Notice(notice)),
            },
        }
        Ok(None)
    }

    /// Lets the user write in an editor; `Some` if a signal ends the program meanwhile.
    fn edit(&mut self, ask: Ask, text: &str) -> io::Result<Option<Ended>> {
        let set = self.state.home.settings.get(Setting::Editor).to_owned();
        let command = editor::command(&set, |name| std::env::var(name).ok());
        self.runtime.guard.pause()?;
        let edited = editor::edit(&command, text, self.inbox, stop_self);
        if let Ok((_, Some(signal))) = edited {
            return Ok(Some(self.runtime.end(self.library, self.state, signal)));
        }
        self.runtime.guard.resume()?;
        self.runtime.redraw()?;
        self.receive(match edited {
            Ok((Edited::Text(text), _)) => Event::Edited(ask, Some(text)),
            Ok((Edited::Failed(why), _)) => Event::Notice(Notice::bad(why)),
            Err(error) => Event::Notice(Notice::bad(msg!(
                "the editor could not be started: {error}",
                error
            ))),
        });
        Ok(None)
    }

    /// Reloads the texts from disk; with `otherwise`, switches between repaired and stored letters.
    fn read_again(&mut self, otherwise: bool) {
        let before = self.state.clone();
        let awaited = self.runtime.autosave.awaits();
        let opened = self.exchange(|library, release| match otherwise {
            true => library.read_otherwise(release),
            false => library.read_again(release),
        });
        let notice = match opened {
            Ok(()) => {
                self.state.take_over(before);
                let notice = self.state.ui.message.take().filter(|_| !otherwise);
                let free = awaited && self.state.reviewing.review.read_only.is_none();
                notice.unwrap_or_else(|| {
                    let about = &self.state.texts.about;
                    let mended = about.source.mended.or(about.target.mended);
                    Notice::good(if otherwise && mended == Some(false) {
                        msg!("repair is off: the texts are shown as they are stored")
                    } else if otherwise {
                        msg!("damaged letters are repaired")
                    } else if free {
                        msg!("the other bayn has closed; your changes are saved again")
                    } else {
                        msg!("the texts were read again")
                    })
                })
            }
            Err(why) => Notice::bad(why),
        };
        self.receive(Event::Notice(notice));
    }

    /// Opens other texts; reports why if that fails.
    fn open(
        &mut self,
        open: impl FnOnce(&mut dyn Library, &mut dyn FnMut()) -> Result<Opening, Message>,
    ) {
        self.library.leave(self.state);
        if let Err(why) = self.exchange(open) {
            self.receive(Event::Notice(Notice::bad(why)));
        }
    }

    /// Updates the session by an event, and writes the resulting records to disk.
    fn receive(&mut self, event: Event) {
        let keymap = &self.look.keymap;
        let mut effects = update(self.state, keymap, event, &self.runtime.geometry);
        let notice = write_down(&mut self.runtime.autosave, &mut effects, self.state);
        if let Some(notice) = notice {
            let event = Event::Notice(notice);
            effects.extend(update(self.state, keymap, event, &self.runtime.geometry));
        }
        self.effects.extend(effects);
    }

    /// Applies the current settings files; returns the message.
    fn reload(&mut self) -> io::Result<Notice> {
        let Some(fresh) = self.library.reload() else {
            return Ok(Notice::bad(msg!("no settings files are in use here")));
        };
        let (shaping, tashkeel) = (self.look.shaping, self.look.tashkeel);
        *self.look = Look {
            shaping,
            tashkeel,
            ..fresh.look
        };
        self.state.home.language = self.look.language;
        self.state.home.themes = self.look.themes.names();
        self.state.take_settings(&fresh.changed);
        for (setting, value, _) in &fresh.changed {
            self.set(*setting, value)?;
        }
        // A theme that was chosen in the session stays, with the colours of its file.
        let theme = self.state.home.settings.get(Setting::Theme);
        self.look.theme = self.look.themes.of(theme);
        self.look.language = self.library.language(&self.state.home.settings);
        self.state.home.language = self.look.language;
        self.runtime.cache = RowCache::default();
        self.state.home.mistakes = fresh.mistakes;
        Ok(match self.state.home.mistakes.len() {
            0 => Notice::good(msg!("the settings were read again")),
            count => Notice::bad(mistakes_in_settings(count)),
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
                self.look.language = self.library.language(&self.state.home.settings);
                self.state.home.language = self.look.language;
            }
            Setting::Mouse => self.runtime.guard.set_mouse(value == "true")?,
            Setting::Bidi | Setting::Shaping | Setting::Tashkeel => {
                if let Some(found) = self.library.facts(&self.state.home.settings) {
                    self.look.shaping = found.shaping;
                    self.look.tashkeel = found.tashkeel;
                    self.runtime.facts = found.clone();
                    self.runtime.guard.set_facts(found)?;
                    self.runtime.canvas.wipe()?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Replaces the open texts by others; these stay if that fails.
    fn exchange(
        &mut self,
        open: impl FnOnce(&mut dyn Library, &mut dyn FnMut()) -> Result<Opening, Message>,
    ) -> Result<(), Message> {
        let handed = self.runtime.autosave.hand_over(self.state);
        handed.map_err(|notice| notice.text)?;
        let autosave = &mut self.runtime.autosave;
        let opening = open(self.library, &mut || *autosave = Autosave::default())?;
        let settings = std::mem::take(&mut self.state.home.settings);
        *self.state = opening.state;
        self.state.home.settings = settings;
        self.runtime.autosave = opening.autosave;
        self.runtime.workers.hush();
        self.runtime.workers.parts = opening.parts;
        self.runtime.cache = RowCache::default();
        let keymap = &self.look.keymap;
        let begun = update(self.state, keymap, Event::Begin, &self.runtime.geometry);
        self.effects.extend(begun);
        Ok(())
    }
}

/// Returns the message about writing a file.
fn notice_of(written: Result<Message, Message>) -> Notice {
    written.map_or_else(Notice::bad, Notice::good)
}

/// Reports the number of errors in the settings files.
pub(crate) fn mistakes_in_settings(count: usize) -> Message {
    plural!(
        "1 mistake in the settings; {key} shows it",
        "{count} mistakes in the settings; {key} lists them",
        count,
        key = Command::ListFaults
    )
}
