//! The files behind a session: read, watched, reloaded, remembered with their position.
//!
//! Watching compares time, size and inode of each file, at most twice a second: that detects a
//! file that is overwritten and one that is replaced by renaming, on every file system, and
//! costs two calls. A change counts when the file is unchanged between two checks.

use crate::catalogue::UiLanguage;
use crate::cli::args::Cli;
use bayn_text::Message;
use bayn_text::message::{Fraction, Separator};
use bayn_text::msg;

use crate::cli::checking;
use crate::cli::config::{self, Config};
use crate::cli::dictionaries::Wanted;
use crate::cli::open_session::open_session;
use crate::cli::recent::{self, Entry};
use crate::cli::report::CliError;
use crate::cli::screen::facts;
use crate::session::contents;
use crate::session::info_page::InfoPage;
use crate::session::panel::Panel;
use crate::session::{Focus, Kept, Notice, OutForm, Recent, Setting, Settings, State, Step};
use crate::tui::library::{Fresh, Library, Opening};
use crate::tui::view::Look;
use harf::terminal::{Evidence, Facts};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

/// How often files are checked.
const LOOK: Duration = Duration::from_millis(500);

/// What distinguishes a file from its next version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    modified: Option<SystemTime>,
    length: u64,
    number: u64,
    /// Whether it is a regular file, not a pipe that replaced it.
    plain: bool,
}

impl Stamp {
    fn of(path: &Path) -> Option<Self> {
        let meta = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        let number = std::os::unix::fs::MetadataExt::ino(&meta);
        #[cfg(not(unix))]
        let number = 0;
        Some(Self {
            modified: meta.modified().ok(),
            length: meta.len(),
            number,
            plain: meta.is_file(),
        })
    }
}

/// The texts of a session and everything around them.
pub(crate) struct FileLibrary {
    args: Cli,
    config: Config,
    /// The texts of the folder or list that was opened, in its order.
    job: Vec<Vec<PathBuf>>,
    /// Whether they are from a list.
    is_list: bool,
    found: Option<Facts>,
    read: Vec<Option<Stamp>>,
    seen: Vec<Option<Stamp>>,
    looked: Instant,
    settings: Vec<Option<Stamp>>,
    settings_seen: Vec<Option<Stamp>>,
    settings_looked: Instant,
}

impl FileLibrary {
    /// Returns the library of the texts that a command line names.
    pub(crate) fn new(args: Cli, config: Config) -> Self {
        let settings = stamps_of(&config);
        Self {
            args,
            config,
            job: Vec::new(),
            is_list: false,
            found: None,
            read: Vec::new(),
            seen: Vec::new(),
            looked: Instant::now(),
            settings: settings.clone(),
            settings_seen: settings,
            settings_looked: Instant::now(),
        }
    }

    /// Sets the texts of the job that is read.
    pub(crate) fn with_job(mut self, job: Vec<Vec<PathBuf>>, is_list: bool) -> Self {
        self.job = job;
        self.is_list = is_list;
        self
    }

    /// Returns the positions in the job of the texts before or after the open ones.
    fn beside(&self, step: Step) -> Result<usize, Message> {
        let files = &self.args.texts.files;
        let Some(at) = self.job.iter().position(|texts| texts == files) else {
            return Err(msg!("no folder is open; `bayn FOLDER` opens one"));
        };
        let beside = match step {
            Step::Next => Some(at + 1).filter(|next| *next < self.job.len()),
            Step::Previous => at.checked_sub(1),
        };
        beside.ok_or_else(|| match step {
            Step::Next if self.is_list => msg!("these are the last texts of the list"),
            Step::Next => msg!("these are the last texts of the folder"),
            Step::Previous if self.is_list => msg!("these are the first texts of the list"),
            Step::Previous => msg!("these are the first texts of the folder"),
        })
    }

    /// Returns the first file of the job that the texts belong to.
    fn job_of_texts(&self) -> Option<PathBuf> {
        let files = &self.args.texts.files;
        let belongs = self.job.iter().any(|texts| texts == files);
        let first = self.job.first().filter(|_| belongs)?.first()?;
        std::path::absolute(first).ok()
    }

    /// Stores what was detected about the terminal; returns what is used.
    pub(crate) fn detect(&mut self, found: Facts) -> Facts {
        self.found = Some(found.clone());
        facts(&self.config.settings, found)
    }

    /// Opens the texts of the command line at their last position; without any, the sample with
    /// the list of recent texts before it.
    pub(crate) fn first(&mut self) -> Result<Opening, CliError> {
        let mut opening = self.open_session(&mut || ())?;
        // From now on the user is waiting.
        self.args.texts.reading.plain_files = true;
        let state = &mut opening.state;
        self.tell_mistakes(state);
        if self.args.texts.files.is_empty() {
            state.home.recent = self.recent();
            if !state.home.recent.is_empty() {
                state.ui.focus.push(Focus::InfoPage(InfoPage::Recent, 0));
            } else if state.ui.message.is_none() {
                state.ui.message = Some(Notice::good(msg!(
                    "a sample; `bayn tutor` teaches the reader on it"
                )));
            }
        }
        Ok(opening)
    }

    /// Reports the number of errors in the settings files, if any.
    fn tell_mistakes(&self, state: &mut State) {
        let count = self.config.mistakes.len();
        if count > 0 {
            state.ui.message = Some(Notice::bad(crate::tui::mistakes_in_settings(count)));
        }
    }

    /// Returns the recent texts for the list.
    fn recent(&self) -> Vec<Recent> {
        let folder = crate::cli::state_folder().filter(|_| self.resumes());
        folder.map_or_else(Vec::new, |folder| {
            let most = usize::from(self.config.settings.number(Setting::Recent));
            let list = recent::load(&folder);
            list.iter().take(most).map(Entry::shown).collect()
        })
    }

    /// Returns the appearance of the screen under the settings.
    pub(crate) fn look(&self, facts: &Facts) -> Look {
        self.config.look(facts)
    }

    /// Returns where words are looked up, besides the sources named by flags.
    pub(crate) fn dictionary_settings(&self) -> Wanted {
        Wanted::new(&self.config.settings)
    }

    fn resumes(&self) -> bool {
        self.config.settings.flag(Setting::Resume)
    }

    /// Opens the texts, with the user's settings and last position.
    fn open_session(&mut self, release: &mut dyn FnMut()) -> Result<Opening, CliError> {
        // Read before the texts are, so that a change under way is seen.
        let stamps = self.stamps();
        let rater = self.config.settings.get(Setting::Rater);
        let mut opening = open_session(&self.args, rater, release)?;
        self.choose_checks(&mut opening.state)?;
        self.apply_settings(&mut opening.state);
        self.read = stamps;
        self.seen.clone_from(&self.read);
        Ok(opening)
    }

    /// Configures the checks of a session by flags and settings.
    fn choose_checks(&self, state: &mut State) -> Result<(), CliError> {
        let wanted = checking::Wanted::new(&self.config.settings, [None; 3]);
        let langs = state
            .texts
            .bitext
            .documents
            .as_ref()
            .map(|text| text.lang.clone());
        let mut said = None;
        let mut options = wanted.options(&langs, &mut |error| said = Some(error.message()))?;
        options.by_strings = self.args.no_model;
        state.reviewing.findings.options = Arc::new(options);
        state.reviewing.review.metric = wanted.metric().map(Arc::new);
        if let Some(said) = said {
            state.ui.message = Some(Notice::bad(said));
        }
        Ok(())
    }

    /// Applies the user's settings to a session, and moves it to its last position.
    pub(crate) fn apply_settings(&self, state: &mut State) {
        let settings = &self.config.settings;
        state.home.settings = settings.clone();
        state.home.language = self.language(settings);
        state.home.mistakes.clone_from(&self.config.mistakes);
        state.home.themes = self.config.themes(&Evidence::default()).names();
        state.apply_settings();
        if let Some(folder) = crate::cli::state_folder().filter(|_| self.resumes()) {
            let entry = Entry::new(&self.args.texts, self.args.project.as_deref());
            match entry.map(|entry| recent::find(&folder, &entry)) {
                Some(Some(known)) => {
                    known.restore(state);
                    state.home.seconds = known.seconds;
                }
                Some(None) if contents::is_book(&state.texts) => {
                    state.ui.focus.push(Focus::Panel(Panel::Contents, 0));
                }
                _ => {}
            }
        }
    }

    fn stamps(&self) -> Vec<Option<Stamp>> {
        self.args
            .texts
            .files
            .iter()
            .map(|path| Stamp::of(path))
            .collect()
    }
}

/// Returns the stamps of the settings files; missing ones have none.
fn stamps_of(config: &Config) -> Vec<Option<Stamp>> {
    let Some(folder) = &config.folder else {
        return Vec::new();
    };
    let named = ["config.toml", "keys.toml", "themes"].map(|name| folder.join(name));
    let themes = std::fs::read_dir(folder.join("themes"));
    let mut paths: Vec<_> = themes
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    paths.sort();
    named
        .iter()
        .chain(&paths)
        .map(|path| Stamp::of(path))
        .collect()
}

impl Library for FileLibrary {
    fn read_rest(&mut self, state: &mut State, look: &mut Look) -> bool {
        let before = self.config.mistakes.len();
        self.config.read_rest();
        look.themes.own.clone_from(&self.config.themes);
        state.home.themes = look.themes.names();
        state.home.recent = self.recent();
        state.home.mistakes.clone_from(&self.config.mistakes);
        let more = self.config.mistakes.len() > before;
        if more {
            self.tell_mistakes(state);
        }
        more
    }

    fn changed(&mut self) -> bool {
        if self.looked.elapsed() < LOOK {
            return false;
        }
        self.looked = Instant::now();
        let now = self.stamps();
        let still = now == self.seen;
        self.seen = now;
        // A file that is gone for a moment is being replaced.
        let whole = self.seen.iter().all(Option::is_some);
        let changed = still && whole && self.seen != self.read;
        if changed {
            // An unreadable file is not tried again before it changes again.
            self.read.clone_from(&self.seen);
        }
        changed
    }

    fn reads_again(&self) -> bool {
        let files = &self.args.texts.files;
        !files.is_empty() && files.iter().all(|path| path.as_os_str() != "-")
    }

    fn read_again(&mut self, release: &mut dyn FnMut()) -> Result<Opening, Message> {
        if !self.reads_again() {
            return Err(msg!("these texts do not come from a file"));
        }
        let mut opening = self
            .open_session(release)
            .map_err(|error| error.message())?;
        // A reader who continues is in the middle of the book.
        opening.state.ui.focus.clear();
        Ok(opening)
    }

    fn read_otherwise(&mut self, release: &mut dyn FnMut()) -> Result<Opening, Message> {
        self.args.texts.reading.as_is ^= true;
        let opened = self.read_again(release);
        if opened.is_err() {
            self.args.texts.reading.as_is ^= true;
        }
        opened
    }

    fn open(&mut self, number: usize, release: &mut dyn FnMut()) -> Result<Opening, Message> {
        let list = crate::cli::state_folder().map(|folder| recent::load(&folder));
        let entry = list.and_then(|list| list.into_iter().nth(number));
        let Some(entry) = entry else {
            return Err(msg!("the list of recent texts has changed"));
        };
        let texts = std::mem::replace(&mut self.args.texts, entry.texts());
        self.args.texts.reading.plain_files = true;
        let project = std::mem::replace(&mut self.args.project, entry.project);
        self.open_session(release).map_err(|error| {
            self.args.texts = texts;
            self.args.project = project;
            error.message()
        })
    }

    fn step(&mut self, step: Step, release: &mut dyn FnMut()) -> Result<Opening, Message> {
        let at = self.beside(step)?;
        let texts = self.job.get(at).cloned().unwrap_or_default();
        let before = std::mem::replace(&mut self.args.texts.files, texts);
        let project = self.args.project.take();
        match self.open_session(release) {
            Ok(mut opening) => {
                let place = Message::of(Fraction(at + 1, self.job.len()));
                let name = &opening.state.texts.about.target.name;
                let said = Message::joined([place, Message::name(name)], Separator::Gap);
                opening.state.ui.message.get_or_insert(Notice::good(said));
                Ok(opening)
            }
            Err(error) => {
                self.args.texts.files = before;
                self.args.project = project;
                Err(error.message())
            }
        }
    }

    fn write_out(&mut self, state: &State, form: OutForm, name: &str) -> Result<Message, Message> {
        crate::cli::export::from_session(state, form, name, &self.args)
            .map_err(|error| error.message())
    }

    fn keep_words(&mut self, kept: &Kept) -> Result<Message, Message> {
        crate::cli::saved_words::keep(kept).map_err(|error| error.message())
    }

    fn leave(&mut self, state: &State) {
        let most = usize::from(self.config.settings.number(Setting::Recent));
        if !self.resumes() || most == 0 {
            return;
        }
        let entry = Entry::new(&self.args.texts, self.args.project.as_deref());
        let (Some(mut entry), Some(folder)) = (entry, crate::cli::state_folder()) else {
            return;
        };
        entry.mark(state);
        entry.job = self.job_of_texts();
        // A position that cannot be saved must not prevent quitting.
        let _lost = recent::keep(&folder, entry, most);
    }

    fn language(&self, settings: &Settings) -> UiLanguage {
        config::language(settings, |name| std::env::var(name).ok())
    }

    fn facts(&self, settings: &Settings) -> Option<Facts> {
        Some(facts(settings, self.found.clone()?))
    }

    fn settings_changed(&mut self) -> bool {
        if self.settings_looked.elapsed() < LOOK {
            return false;
        }
        self.settings_looked = Instant::now();
        let now = stamps_of(&self.config);
        let still = now == self.settings_seen;
        self.settings_seen = now;
        still && self.settings_seen != self.settings
    }

    fn reload(&mut self) -> Option<Fresh> {
        let found = self.found.clone()?;
        let new = Config::load(&self.args.screen);
        let changed = Setting::ALL
            .iter()
            .filter(|&&setting| new.settings.get(setting) != self.config.settings.get(setting))
            .map(|&setting| {
                let value = new.settings.get(setting).to_owned();
                (setting, value, new.settings.origin(setting))
            })
            .collect();
        self.config = new;
        self.settings = stamps_of(&self.config);
        self.settings_seen.clone_from(&self.settings);
        Some(Fresh {
            changed,
            mistakes: self.config.mistakes.clone(),
            look: self.config.look(&facts(&self.config.settings, found)),
        })
    }
}
