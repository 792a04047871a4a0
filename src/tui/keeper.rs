//! Puts each change of the review on the disk, and keeps what cannot be put there yet.
//!
//! The sidecar is made at the first change, so that reading leaves no file behind. It lies
//! at the first of some places that can be written. What a full disk or a file changed by
//! somebody else refuses stays here, is tried again, and is never forgotten in silence.

use crate::doc::{Bitext, Dossier};
use crate::session::{Message, Record, State};
use crate::store::{Remembered, Store, StoreError, TextName};
use crate::units::Sides;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// How long to wait before the disk is tried again.
const AGAIN: Duration = Duration::from_secs(2);

/// The sidecar of a session, or where it will be.
#[derive(Debug, Default)]
pub struct Keeper {
    places: Vec<PathBuf>,
    names: Sides<TextName>,
    store: Option<Store>,
    /// The texts changed since the sidecar was written; the first change accepts that.
    moved: bool,
    waiting: Vec<Record>,
    failed: Option<Instant>,
    warned: bool,
    remembered: Option<Remembered>,
}

impl Keeper {
    /// Returns the keeper of a review that has no sidecar yet; the first of `places` that
    /// can be written gets it.
    #[must_use]
    pub fn new(places: Vec<PathBuf>, names: Sides<TextName>) -> Self {
        Self {
            places,
            names,
            ..Self::default()
        }
    }

    /// Returns the keeper of an opened sidecar; `moved` says that the texts changed since.
    #[must_use]
    pub fn opened(store: Store, moved: bool) -> Self {
        Self {
            store: Some(store),
            moved,
            ..Self::default()
        }
    }

    /// Gives the keeper a place to remember the alignment in.
    #[must_use]
    pub fn remembering(self, remembered: Option<Remembered>) -> Self {
        Self { remembered, ..self }
    }

    /// Remembers an alignment for the next time, beside the loop. That it cannot be is no
    /// loss: the texts are aligned again then.
    pub fn remember(&self, bitext: Arc<Bitext>) {
        if let Some(place) = self.remembered.clone() {
            std::thread::spawn(move || {
                let _next_time = place.keep(&bitext.beads);
            });
        }
    }

    /// Returns how many changes are not on the disk; what a store holds back counts as one.
    #[must_use]
    pub fn unsaved(&self) -> usize {
        self.waiting.len() + usize::from(self.store.as_ref().is_some_and(Store::has_pending))
    }

    /// Takes changes, the last of which gave `state`, and writes them; returns what must be
    /// said.
    pub fn keep(&mut self, records: Vec<Record>, state: &State) -> Option<Message> {
        self.waiting.extend(records);
        self.warned = false;
        self.write(state)
    }

    /// Writes what still waits, when it is time to try again.
    pub fn retry(&mut self, state: &State) -> Option<Message> {
        let due = self.failed.is_some_and(|since| since.elapsed() >= AGAIN);
        if due { self.write(state) } else { None }
    }

    /// Ends the journal when the program ends. `None` when it may end; else why not yet: once
    /// only, so that asking again leaves without what cannot be written.
    pub fn close(&mut self, state: &State) -> Option<Message> {
        if self.unsaved() > 0 {
            let said = self.write(state);
            if self.unsaved() > 0 && !self.warned {
                self.warned = true;
                let why = said.map_or_else(String::new, |message| message.text);
                return Some(Message::bad(format!(
                    "{} not on the disk; quit again leaves without: {why}",
                    self.unsaved()
                )));
            }
            return None;
        }
        if let Some(store) = self.store.as_mut().filter(|_| !self.moved) {
            // A fold that fails leaves the journal as it is: nothing is lost.
            let _later = store.fold(&dossier(state));
        }
        None
    }

    fn write(&mut self, state: &State) -> Option<Message> {
        let before = self.failed.is_some();
        match self.try_write(state) {
            Ok(said) => {
                self.failed = None;
                let again = before.then(|| Message::good("everything is on the disk again"));
                said.or(again)
            }
            Err(error) => {
                self.failed = Some(Instant::now());
                Some(Message::bad(match error {
                    StoreError::Io { .. } => {
                        format!("{error}; nothing is lost, what was done is kept and tried again")
                    }
                    other => other.to_string(),
                }))
            }
        }
    }

    fn try_write(&mut self, state: &State) -> Result<Option<Message>, StoreError> {
        let mut said = None;
        if !self.waiting.is_empty() {
            if self.store.is_none() {
                let (store, message) = self.create(&self.before(state))?;
                (self.store, said) = (Some(store), message);
            } else if self.moved {
                let before = self.before(state);
                if let Some(store) = &mut self.store {
                    store.accept(&before)?;
                }
            }
            self.moved = false;
        }
        let Some(store) = &mut self.store else {
            return Ok(said);
        };
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
                let rescue = beside(&path, "mine");
                store.save_as(&rescue, &dossier(state))?;
                Ok(Some(Message::bad(format!(
                    "another program changed {}; yours is kept in {}",
                    name(&path),
                    name(&rescue)
                ))))
            }
            Err(error) => Err(error),
        }
    }

    /// Makes the sidecar at the first place that can be written and has none by now.
    fn create(&self, before: &Dossier) -> Result<(Store, Option<Message>), StoreError> {
        let mut refused = StoreError::Io {
            path: PathBuf::from("the review"),
            what: "find a place to keep it; --project FILE names one",
            cause: std::io::ErrorKind::NotFound.into(),
        };
        for (at, place) in self.places.iter().enumerate() {
            if place.exists() {
                refused = StoreError::ChangedOutside(place.clone());
                continue;
            }
            if let Some(folder) = place.parent() {
                // Our own folder may be missing; that it cannot be made shows at once.
                let _made = std::fs::create_dir_all(folder);
            }
            match Store::create(place, self.names.clone(), before) {
                Ok(store) => {
                    let away = (at > 0).then(|| {
                        Message::good(format!("the review is kept in {}", place.display()))
                    });
                    return Ok((store, away));
                }
                Err(error) => refused = error,
            }
        }
        Err(refused)
    }

    /// Returns the review as it was before what waits.
    fn before(&self, state: &State) -> Dossier {
        let mut dossier = dossier(state);
        for record in self.waiting.iter().rev() {
            // Each was carried out on this very state, so its inverse fits.
            let _fits = record
                .change()
                .inverse()
                .apply(&mut dossier.bitext, &mut dossier.notes);
        }
        dossier
    }
}

fn dossier(state: &State) -> Dossier {
    Dossier {
        bitext: (*state.bitext).clone(),
        notes: state.review.notes.clone(),
        ..Dossier::default()
    }
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    format!("\u{2068}{}\u{2069}", name.to_string_lossy())
}

/// Returns the neighbour of a sidecar with a word in its name.
fn beside(path: &Path, word: &str) -> PathBuf {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    let stem = name.strip_suffix(".bayn.jsonl").unwrap_or(&name);
    path.with_file_name(format!("{stem}.{word}.bayn.jsonl"))
}
