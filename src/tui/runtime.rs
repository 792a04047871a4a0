//! The terminal, the review's file and the workers: what the loop owns besides the state.

use crate::session::{Effect, Geometry, Notice, Record, State};
use crate::tui::autosave::Autosave;
use crate::tui::canvas::Canvas;
use crate::tui::ended::Ended;
use crate::tui::library::Library;
use crate::tui::page::RowCache;
use crate::tui::position_timer::Rest;
use crate::tui::rewrite_timer::Settling;
use crate::tui::terminal::Guard;
use crate::tui::workers::Workers;
use bayn_doc::Bitext;
use bayn_text::message::Word;
use bayn_text::msg;
use crossterm::clipboard::CopyToClipboard;
use harf::encode::Encoding;
use harf::terminal::Facts;
use ratatui::crossterm::execute;
use std::io;
use std::sync::Arc;
use std::time::Instant;

/// What the loop owns besides the state.
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
    pub(super) settling: Settling,
}

impl Runtime {
    /// Caches an alignment for the next time its texts are opened.
    pub(super) fn remember(&mut self, bitext: Arc<Bitext>) {
        if let Some(job) = self.autosave.remember(bitext) {
            self.workers.quietly(job);
        }
    }

    /// Makes the next frame draw every cell.
    pub(super) fn redraw(&mut self) -> io::Result<()> {
        self.canvas.wipe()?;
        self.canvas.again();
        Ok(())
    }

    /// Restores the terminal until the shell continues the process.
    pub(super) fn suspend(&mut self) -> io::Result<()> {
        self.guard.pause()?;
        stop_self();
        self.guard.resume()?;
        self.redraw()
    }

    /// Selects the next encoding of right-to-left text; returns its name.
    pub(super) fn next_bidi(&mut self) -> io::Result<Notice> {
        self.facts = next_bidi(&self.facts);
        self.guard.set_facts(self.facts.clone())?;
        self.canvas.wipe()?;
        Ok(Notice::good(msg!(
            "right-to-left writing: {encoding}",
            encoding = self.facts.encoding.to_string()
        )))
    }

    /// Ends by a signal: the library saves the position, the review is closed.
    pub(super) fn end(&mut self, library: &mut dyn Library, state: &State, signal: i32) -> Ended {
        library.leave(state);
        let _unsaved = self.autosave.close(state);
        Ended::Signal(signal)
    }
}

/// Writes records to the disk, or retries those that could not be written; returns the messages
/// for the user.
pub(super) fn write_down(
    autosave: &mut Autosave,
    effects: &mut Vec<Effect>,
    state: &mut State,
) -> Option<Notice> {
    let notice = match take_records(effects) {
        records if records.is_empty() => autosave.retry(state),
        records => autosave.keep(records, state),
    };
    state.reviewing.review.unsaved = autosave.unsaved();
    notice
}

/// Removes the records from the effects, in order.
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

/// Sends text to the terminal's clipboard (OSC 52). There is no reply.
pub(super) fn copy(text: &str, what: &'static str) -> Notice {
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
