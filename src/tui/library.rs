//! The source of texts for the loop.
//!
//! The loop handles no files. Its caller provides a library: texts are reloaded from it
//! when they changed on disk, other texts are opened through it, and the position is
//! saved when the reader quits.

use crate::catalogue::UiLanguage;
use crate::session::settings_file::SettingError;
use crate::session::{Kept, Notice, Origin, OutForm, Setting, Settings, State, Step};
use crate::tui::autosave::Autosave;
use crate::tui::view::Look;
use bayn_doc::Bitext;
use bayn_text::Message;
use bayn_text::msg;
use harf::terminal::Facts;
use std::sync::Arc;

/// Texts as they were opened.
pub struct Opening {
    /// The initial state.
    pub state: State,
    /// The autosave of the review.
    pub autosave: Autosave,
    /// The parts of the file, if it is read part by part.
    pub parts: Option<Arc<dyn Parts>>,
}

/// A long file that is read part by part, by workers.
pub trait Parts: Send + Sync {
    /// Returns the number of parts.
    ///
    /// # Errors
    /// Why not, for the user.
    fn count(&self) -> Result<usize, Notice>;

    /// Reads a part; they count from 0.
    ///
    /// # Errors
    /// Why not, for the user.
    fn part(&self, at: usize) -> Result<Bitext, Notice>;
}

/// Provides texts and saves positions.
pub trait Library {
    /// Reads data that the first frame did not need: other themes, recent texts. Returns whether
    /// there is something new to show.
    fn read_rest(&mut self, state: &mut State, look: &mut Look) -> bool {
        let _nothing_more = (state, look);
        false
    }

    /// Returns whether a text changed on the disk since it was read, and is no longer being written.
    fn changed(&mut self) -> bool;

    /// Returns whether the texts of the session can be read again.
    fn reads_again(&self) -> bool {
        false
    }

    /// Reads the texts of the session again. `release` is called when they could be read, so
    /// that the review can be opened a second time.
    ///
    /// # Errors
    /// Why not, in a sentence; then nothing was released.
    fn read_again(&mut self, release: &mut dyn FnMut()) -> Result<Opening, Message>;

    /// Reads the texts of the session again, repaired if they were left damaged, and vice
    /// versa. `release` is as for [`Library::read_again`].
    ///
    /// # Errors
    /// Why not, in a sentence; then nothing was released.
    fn read_otherwise(&mut self, release: &mut dyn FnMut()) -> Result<Opening, Message> {
        let _never = release;
        Err(msg!("these texts do not come from a file"))
    }

    /// Opens the recent texts of that number.
    ///
    /// # Errors
    /// Why not, in a sentence; then nothing was released.
    fn open(&mut self, number: usize, release: &mut dyn FnMut()) -> Result<Opening, Message>;

    /// Opens the next or the previous texts of the opened folder, at their last position.
    ///
    /// # Errors
    /// Why not, in a sentence; then nothing was released.
    fn step(&mut self, step: Step, release: &mut dyn FnMut()) -> Result<Opening, Message> {
        let _nowhere = (step, release);
        Err(msg!("no folder is open; `bayn FOLDER` opens one"))
    }

    /// Writes the review of the session to a file; an empty name means one next to the
    /// translation. Returns a message with the path.
    ///
    /// # Errors
    /// Why not, in a sentence; then nothing was written.
    fn write_out(&mut self, state: &State, form: OutForm, name: &str) -> Result<Message, Message> {
        let _nowhere = (state, form, name);
        Err(msg!("these texts do not come from a file"))
    }

    /// Saves a word or a pair for learning; returns a message.
    ///
    /// # Errors
    /// Why not, in a sentence.
    fn keep_words(&mut self, kept: &Kept) -> Result<Message, Message> {
        let _nowhere = kept;
        Err(msg!("these texts do not come from a file"))
    }

    /// Saves the position of the reader.
    fn leave(&mut self, state: &State);

    /// Returns the language of the program under these settings.
    fn language(&self, settings: &Settings) -> UiLanguage;

    /// Returns whether a settings file changed on disk, and is no longer being written.
    fn settings_changed(&mut self) -> bool {
        false
    }

    /// Reads the settings files again; `None` if there are none.
    fn reload(&mut self) -> Option<Fresh> {
        None
    }

    /// Returns how the terminal is written to under these settings.
    fn facts(&self, settings: &Settings) -> Option<Facts>;
}

/// The configuration after the settings files were read again.
#[derive(Debug)]
pub struct Fresh {
    /// The settings whose values have changed.
    pub changed: Vec<(Setting, String, Origin)>,
    /// The errors in the files.
    pub mistakes: Vec<SettingError>,
    /// Keys, themes and language.
    pub look: Look,
}

/// A library with nothing in it.
#[derive(Debug, Default)]
pub struct NoLibrary;

impl Library for NoLibrary {
    fn changed(&mut self) -> bool {
        false
    }

    fn read_again(&mut self, _release: &mut dyn FnMut()) -> Result<Opening, Message> {
        Err(msg!("these texts do not come from a file"))
    }

    fn open(&mut self, _number: usize, _release: &mut dyn FnMut()) -> Result<Opening, Message> {
        Err(msg!("these texts do not come from a file"))
    }

    fn leave(&mut self, _state: &State) {}

    fn language(&self, settings: &Settings) -> UiLanguage {
        UiLanguage::of(settings.get(Setting::Language)).unwrap_or_default()
    }

    fn facts(&self, _settings: &Settings) -> Option<Facts> {
        None
    }
}
