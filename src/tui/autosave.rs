//! Writes each change of the review to disk, and keeps those that cannot be written yet.
//!
//! The sidecar is created at the first change, so that reading leaves no file behind. It is
//! at the first of several writable paths. Changes that fail because of a full disk or a file changed by
//! somebody else are kept here, retried, and never dropped silently.
//!
//! The sidecar (`Sidecar`) has these states:
//!
//! ```text
//! Unmade ── a first change ──────────────────────────► Held     our own, locked
//! Unmade ── a first change, but another made one ────► Held     under another name, and reported
//! Unmade ── another creates one ── reloaded ─────────► Awaited  read only
//! Awaited ─ the other leaves ───── reloaded ─────────► Held     what it wrote, and locked
//! Closed                                                        nothing is ever written
//! ```

use crate::session::reviewing::Reviewing;
use crate::session::texts::Texts;
use crate::session::{Notice, Record, State};
use crate::store::{Remembered, Store, StoreError, TextName, is_free};
use bayn_doc::Sides;
use bayn_doc::{Bitext, ReviewedBitext};
use bayn_text::msg;
use bayn_text::shown_path;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long to wait before writing is retried.
const AGAIN: Duration = Duration::from_secs(2);
/// How many own reviews may be next to that of another program.
const OWN: usize = 100;

/// The state of the sidecar of a session.
#[derive(Debug, Default)]
enum Sidecar {
    /// There is nothing to write.
    #[default]
    Closed,
    /// There is none yet: it is created at the first writable one of these paths.
    Unmade(Vec<PathBuf>, Sides<TextName>),
    /// It is open and locked.
    Held(Store),
    /// Another program has it open; it is read only until that leaves.
    Awaited(PathBuf),
}

/// The sidecar of a session, or where it will be.
#[derive(Debug, Default)]
pub struct Autosave {
    sidecar: Sidecar,
    /// The texts changed since the sidecar was written; the first change accepts that.
    moved: bool,
    waiting: Vec<Record>,
    failed: Option<Instant>,
    warned: bool,
    /// The rescue file with the whole review, since another program changed the sidecar.
    rescue: Option<PathBuf>,
    /// Whether the rescue file has the latest changes.
    rescued: bool,
    /// When the sidecar of another program was last checked, and whether it was reported.
    looked: Option<Instant>,
    told: bool,
    remembered: Option<Remembered>,
}

impl Autosave {
    /// Returns the autosave of a review that has no sidecar yet; the first of `places` that
    /// is writable is used.
    #[must_use]
    pub fn new(places: Vec<PathBuf>, names: Sides<TextName>) -> Self {
        Self {
            sidecar: Sidecar::Unmade(places, names),
            ..Self::default()
        }
    }

    /// Returns the autosave of an opened sidecar; `moved` means that the texts have changed since.
    #[must_use]
    pub fn opened(store: Store, moved: bool) -> Self {
        Self {
            sidecar: Sidecar::Held(store),
            moved,
            ..Self::default()
        }
    }

    /// Returns the autosave of a sidecar that another program has open.
    #[must_use]
    pub fn awaiting(place: PathBuf) -> Self {
        Self {
            sidecar: Sidecar::Awaited(place),
            ..Self::default()
        }
    }

    /// Returns whether the texts must be reopened, since another program started a review
    /// of them or closed the one that it had open. Returned once each time it happens; the disk
    /// is checked at most every two seconds.
    pub fn calls(&mut self) -> bool {
        if !self.waiting.is_empty() || self.looked.is_some_and(|since| since.elapsed() < AGAIN) {
            return false;
        }
        self.looked = Some(Instant::now());
        let now = match &self.sidecar {
            Sidecar::Unmade(places, _) => places.iter().any(|place| place.is_file()),
            Sidecar::Awaited(place) => is_free(place),
            Sidecar::Held(_) | Sidecar::Closed => false,
        };
        let call = now && !self.told;
        self.told = now;
        call
    }

    /// Returns the time until the disk must be checked again; `None` if nothing on it
    /// matters here.
    #[must_use]
    pub fn patience(&self) -> Option<Duration> {
        let looks = matches!(self.sidecar, Sidecar::Unmade(..) | Sidecar::Awaited(_));
        (looks || self.unsaved() > 0).then_some(AGAIN)
    }

    /// Returns whether another program has the review open.
    #[must_use]
    pub const fn awaits(&self) -> bool {
        matches!(self.sidecar, Sidecar::Awaited(_))
    }

    /// Sets where the alignment is cached.
    #[must_use]
    pub fn remembering(self, remembered: Option<Remembered>) -> Self {
        Self { remembered, ..self }
    }

    /// Returns the task that caches an alignment, to run in the background. A
    /// failure is no loss: the texts are aligned again then.
    #[must_use]
    pub fn remember(&self, bitext: Arc<Bitext>) -> Option<impl FnOnce() + Send + use<>> {
        let place = self.remembered.clone()?;
        Some(move || {
            let _next_time = place.keep(&bitext.beads);
        })
    }

    /// Returns how many changes are not on the disk; pending changes in a store count as one,
    /// unless they were rescued.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        let held = matches!(&self.sidecar, Sidecar::Held(store) if store.has_pending());
        self.waiting.len() + usize::from(held && !self.rescued)
    }

    /// Writes changes, the last of which resulted in `state`; returns the messages for
    /// the user.
    pub fn keep(&mut self, records: Vec<Record>, state: &State) -> Option<Notice> {
        self.waiting.extend(records);
        (self.warned, self.rescued) = (false, false);
        self.write(state)
    }

    /// Writes pending changes, when it is time to retry.
    pub fn retry(&mut self, state: &State) -> Option<Notice> {
        let due = self.failed.is_some_and(|since| since.elapsed() >= AGAIN);
        if due { self.write(state) } else { None }
    }

    /// Closes the journal when the program ends. `None` if it may end; else why not: only once,
    /// so that a second call quits without the changes that cannot be written.
    pub fn close(&mut self, state: &State) -> Option<Notice> {
        if self.unsaved() > 0 {
            let said = self.write(state);
            if self.unsaved() > 0 && !self.warned {
                self.warned = true;
                let why = said.map(|message| message.text).unwrap_or_default();
                return Some(Notice::bad(msg!(
                    "{unsaved} not saved ({why}); quit again to leave without saving",
                    unsaved = self.unsaved(),
                    why
                )));
            }
            return None;
        }
        self.fold(state);
        None
    }

    /// Closes the journal before another autosave replaces this one. Unlike
    /// [`Autosave::close`] it never drops changes that are not on disk.
    ///
    /// # Errors
    /// The message; then this autosave must be kept.
    pub fn hand_over(&mut self, state: &State) -> Result<(), Notice> {
        if self.unsaved() > 0 {
            let said = self.write(state);
            if self.unsaved() > 0 {
                let why = said.map(|message| message.text).unwrap_or_default();
                return Err(Notice::bad(msg!(
                    "{unsaved} not saved yet, so these texts stay open: {why}",
                    unsaved = self.unsaved(),
                    why
                )));
            }
        }
        self.fold(state);
        Ok(())
    }

    fn fold(&mut self, state: &State) {
        if let Sidecar::Held(store) = &mut self.sidecar
            && !self.moved
        {
            if let Some(method) = state.reviewing.review.method {
                store.set_method(method);
            }
            // A fold that fails leaves the journal as it is: nothing is lost.
            let _later = store.fold(&review(&state.texts, &state.reviewing));
        }
    }

    fn write(&mut self, state: &State) -> Option<Notice> {
        let before = self.failed.is_some();
        match self.try_write(state) {
            Ok(said) => {
                self.failed = None;
                let again = before.then(|| Notice::good(msg!("everything is saved again")));
                said.or(again)
            }
            Err(error) => {
                self.failed = Some(Instant::now());
                Some(Notice::bad(match error {
                    StoreError::Io { .. } => {
                        msg!(
                            "{error}; nothing is lost: your changes are kept and saving is tried again",
                            error
                        )
                    }
                    other => other.message(),
                }))
            }
        }
    }

    fn try_write(&mut self, state: &State) -> Result<Option<Notice>, StoreError> {
        let mut said = None;
        if !self.waiting.is_empty() {
            let before = self.before(state);
            match &mut self.sidecar {
                Sidecar::Unmade(places, names) => {
                    let (store, message) = create(places, names, &before)?;
                    (self.sidecar, said) = (Sidecar::Held(store), message);
                }
                Sidecar::Held(store) if self.moved => store.accept(&before)?,
                Sidecar::Held(_) => {}
                Sidecar::Closed | Sidecar::Awaited(_) => return Err(nowhere()),
            }
            self.moved = false;
        }
        let Sidecar::Held(store) = &mut self.sidecar else {
            return Ok(said);
        };
        if let Some(method) = state.reviewing.review.method {
            store.set_method(method);
        }
        let mut outcome = Ok(());
        for record in self.waiting.drain(..) {
            // What cannot be written the store keeps by itself.
            let written = match &record {
                Record::Done(change) => store.append(change),
                Record::Undone(change) => store.append_undo(change),
                Record::Redone(change) => store.append_redo(change),
            };
            outcome = written;
        }
        if outcome.is_ok() && store.has_pending() {
            outcome = store.flush();
        }
        match outcome {
            Ok(()) => Ok(said),
            Err(StoreError::ChangedOutside(path)) => {
                let known = self.rescue.take();
                let rescue = known.or_else(|| own(&path).next()).ok_or_else(nowhere)?;
                store.save_as(&rescue, &review(&state.texts, &state.reviewing))?;
                self.rescue = Some(rescue.clone());
                self.rescued = true;
                Ok(Some(Notice::bad(msg!(
                    "another program changed {path}; your version is saved in {rescue}",
                    path = name(&path),
                    rescue = name(&rescue)
                ))))
            }
            Err(error) => Err(error),
        }
    }

    /// Returns the review before the pending changes.
    fn before(&self, state: &State) -> ReviewedBitext {
        let mut review = review(&state.texts, &state.reviewing);
        for record in self.waiting.iter().rev() {
            // Each was applied to this state, so its inverse can be applied.
            let _fits = record
                .change()
                .inverse()
                .apply(&mut review.bitext, &mut review.notes);
        }
        review
    }
}

/// Creates the sidecar at the first writable path. If another program created one
/// meanwhile, ours is created next to it under another name, which is reported.
fn create(
    places: &[PathBuf],
    names: &Sides<TextName>,
    before: &ReviewedBitext,
) -> Result<(Store, Option<Notice>), StoreError> {
    let mut refused = nowhere();
    for (at, place) in places.iter().enumerate() {
        if let Some(folder) = place.parent() {
            // Our own folder may be missing; if it cannot be created, that shows at once.
            let _made = std::fs::create_dir_all(folder);
        }
        match Store::create(place, names.clone(), before) {
            Ok(store) => {
                let away = (at > 0).then(|| {
                    Notice::good(msg!(
                        "the review is saved in {place}",
                        place = shown_path(place)
                    ))
                });
                return Ok((store, away));
            }
            Err(StoreError::InUse(_) | StoreError::ChangedOutside(_)) if !place.is_symlink() => {
                return apart(place, names, before);
            }
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

/// Creates a sidecar next to that of another program.
fn apart(
    place: &Path,
    names: &Sides<TextName>,
    before: &ReviewedBitext,
) -> Result<(Store, Option<Notice>), StoreError> {
    let mut refused = nowhere();
    for own in own(place).take(3) {
        match Store::create(&own, names.clone(), before) {
            Ok(store) => {
                let said = Notice::bad(msg!(
                    "another bayn created {place} meanwhile; your review is saved in {own}, and `bayn merge` joins them",
                    place = name(place),
                    own = name(&own)
                ));
                return Ok((store, Some(said)));
            }
            Err(error) => refused = error,
        }
    }
    Err(refused)
}

fn nowhere() -> StoreError {
    StoreError::Io {
        path: PathBuf::from("the review"),
        what: "find a place to save it; choose one with --project FILE",
        cause: std::io::ErrorKind::NotFound.into(),
    }
}

fn review(texts: &Texts, reviewing: &Reviewing) -> ReviewedBitext {
    ReviewedBitext {
        bitext: (*texts.bitext).clone(),
        notes: reviewing.review.notes.clone(),
        ..ReviewedBitext::default()
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    format!("\u{2068}{}\u{2069}", shown_path(name))
}

/// Returns the unused names next to a sidecar for an own review.
fn own(path: &Path) -> impl Iterator<Item = PathBuf> {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let stem = name.strip_suffix(".bayn.jsonl").unwrap_or(&name).to_owned();
    let path = path.to_owned();
    (1..=OWN)
        .map(move |number| {
            let number = if number == 1 {
                String::new()
            } else {
                number.to_string()
            };
            path.with_file_name(format!("{stem}.mine{number}.bayn.jsonl"))
        })
        .filter(|own| own.symlink_metadata().is_err())
}
