//! What the loop holds of the world beside the state, and the effects that need no more of it.

use crate::session::{Effect, Geometry, Notice, Record, State};
use crate::tui::autosave::Autosave;
use crate::tui::canvas::Canvas;
use crate::tui::page::RowCache;
use crate::tui::rest::Rest;
use crate::tui::terminal::Guard;
use crate::tui::workers::Workers;
use bayn_text::message::Word;
use bayn_text::msg;
use crossterm::clipboard::CopyToClipboard;
use harf::encode::Encoding;
use harf::terminal::Facts;
use ratatui::crossterm::execute;
use std::io;
use std::time::Instant;

/// What the loop holds of the world beside the state.
pub(super) struct Runtime {
    pub(super) facts: Facts,
    pub(super) guard: Guard,
    pub(super) canvas: Canvas,
    pub(super) autosave: Autosave,
    pub(super) workers: Workers,
    pub(super) cache: RowCache,
    pub(super) geometry: Geometry,
    pub(super) last_key: Instant,
    pub(super) rest: Rest,
}

impl Runtime {
    /// Carries out an effect; returns what is to be said of it.
    pub(super) fn carry_out(&mut self, effect: Effect) -> io::Result<Option<Notice>> {
        match effect {
            Effect::Keep(_)
            | Effect::Quit
            | Effect::Set(..)
            | Effect::Edit(..)
            | Effect::WriteOut(..)
            | Effect::KeepWords(_)
            | Effect::ReadAgain
            | Effect::ReadOtherwise
            | Effect::Step(_)
            | Effect::Reload
            | Effect::Open(_) => {}
            Effect::Work(ticket, work) => self.workers.start(ticket, work),
            Effect::Remember(_, bitext) => {
                if let Some(job) = self.autosave.remember(bitext) {
                    self.workers.quietly(job);
                }
            }
            Effect::Copy(text, what) => return Ok(Some(copy(&text, what))),
            Effect::Hush => self.workers.hush(),
            Effect::Redraw => {
                self.canvas.wipe()?;
                self.canvas.again();
            }
            Effect::Suspend => {
                self.guard.pause()?;
                stop_self();
                self.guard.resume()?;
                self.canvas.wipe()?;
                self.canvas.again();
            }
            Effect::NextBidi => {
                self.facts = next_bidi(&self.facts);
                self.guard.set_facts(self.facts.clone())?;
                self.canvas.wipe()?;
                let said = msg!(
                    "right-to-left writing: {encoding}",
                    encoding = self.facts.encoding.to_string()
                );
                return Ok(Some(Notice::good(said)));
            }
        }
        Ok(None)
    }
}

/// Puts what was done on the disk, or tries again what could not be put there; returns what
/// must be said of it.
pub(super) fn write_down(
    autosave: &mut Autosave,
    effects: &mut Vec<Effect>,
    state: &mut State,
) -> Option<Notice> {
    let said = match take_records(effects) {
        records if records.is_empty() => autosave.retry(state),
        records => autosave.keep(records, state),
    };
    state.reviewing.review.unsaved = autosave.unsaved();
    said
}

/// Takes what is to be put on the disk out of the effects, in order.
fn take_records(effects: &mut Vec<Effect>) -> Vec<Record> {
    let mut records = Vec::new();
    effects.retain_mut(|effect| match effect {
        Effect::Keep(record) => {
            records.push(record.clone());
            false
        }
        _ => true,
    });
    records
}

/// Sends text to the terminal's clipboard (OSC 52). Nobody answers, so it is only sent.
fn copy(text: &str, what: &'static str) -> Notice {
    /// Terminals and multiplexers drop longer sequences.
    const LIMIT: usize = 74_000;
    if text.len() > LIMIT {
        return Notice::bad(msg!(
            "{what} is too long for the terminal's clipboard",
            what = Word(what)
        ));
    }
    match execute!(io::stdout(), CopyToClipboard::to_clipboard_from(text)) {
        Ok(()) => Notice::good(msg!("sent to the clipboard: {what}", what = Word(what))),
        Err(error) => Notice::bad(msg!(
            "{what} could not be sent: {error}",
            what = Word(what),
            error
        )),
    }
}

/// Stops the process as the shell's Ctrl-Z would; returns when it is continued.
pub(super) fn stop_self() {
    #[cfg(unix)]
    {
        let _stopped =
            signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP);
    }
}

fn next_bidi(facts: &Facts) -> Facts {
    let at = Encoding::ALL
        .iter()
        .position(|encoding| *encoding == facts.encoding)
        .unwrap_or(0);
    let encoding = Encoding::ALL[(at + 1) % Encoding::ALL.len()];
    facts.clone().chosen(harf::terminal::Choice {
        bidi: Some(encoding),
        ..Default::default()
    })
}
