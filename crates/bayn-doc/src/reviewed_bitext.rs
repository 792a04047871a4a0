//! A bitext under review: the texts and their beads, what is written about them, and what
//! was done so far.
//!
//! Every command goes through [`ReviewedBitext::edit`] or [`ReviewedBitext::write`]; each gives back the
//! [`Change`] that was made, which is what a journal keeps. Undo and redo have no limit.

use crate::{
    Annotations, ApplyError, BeadId, BeadStatus, Bitext, Change, Edit, EditError, Entry, EntryKey,
    Mark, MarkId, Note, NoteId, Rating, Verdict, plan,
};
use bayn_text::label;

/// What was done and what was undone, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The changes that hold.
    pub done: Vec<Change>,
    /// The changes that were taken back; the last is redone first.
    pub undone: Vec<Change>,
}

/// The texts, the beads, all annotations and the history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewedBitext {
    /// The texts and their alignment.
    pub bitext: Bitext,
    /// What is written about them.
    pub notes: Annotations,
    /// What was done.
    pub history: History,
}

impl ReviewedBitext {
    /// Returns a fresh review; beads without a name are named by their place.
    #[must_use]
    pub fn new(mut bitext: Bitext) -> Self {
        bitext.name_beads();
        Self {
            bitext,
            ..Self::default()
        }
    }

    /// Carries an edit of the alignment out and returns the change that was made.
    ///
    /// # Errors
    /// When it cannot be done; nothing has changed.
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, EditError> {
        self.edit_all(std::slice::from_ref(edit))
    }

    /// Carries several edits out as one, such as cutting a sentence and then its bead.
    ///
    /// # Errors
    /// When one cannot be done; nothing has changed.
    pub fn edit_all(&mut self, edits: &[Edit]) -> Result<Change, EditError> {
        self.edit_each(false, |_, step| edits.get(step).cloned().map(Ok))
    }

    /// Carries edits out as one change, each asked for when those before it are done, until
    /// there is none. What comes after the first that cannot be done is left out (`partly`),
    /// or the whole is.
    ///
    /// # Errors
    /// When the first cannot be done, or (not `partly`) any; nothing has changed.
    pub fn edit_each(
        &mut self,
        partly: bool,
        mut next: impl FnMut(&Bitext, usize) -> Option<Result<Edit, EditError>>,
    ) -> Result<Change, EditError> {
        let mut whole = Change::default();
        for step in 0.. {
            let Some(edit) = next(&self.bitext, step) else {
                break;
            };
            let planned = edit
                .and_then(|edit| plan(&self.bitext, &self.notes, &edit))
                .and_then(|change| {
                    change
                        .apply(&mut self.bitext, &mut self.notes)
                        .map(|()| change)
                        .map_err(|_| EditError::NotThere)
                });
            match planned {
                Ok(change) => {
                    whole.label = change.label;
                    whole.steps.extend(change.steps);
                }
                Err(_) if partly && step > 0 => break,
                Err(error) => {
                    // What was carried out a moment ago can be taken back.
                    let _ = whole.inverse().apply(&mut self.bitext, &mut self.notes);
                    return Err(error);
                }
            }
        }
        Ok(self.record(whole))
    }

    /// Carries out a change that was made elsewhere and remembers it.
    ///
    /// # Errors
    /// When it does not fit; nothing has changed.
    pub fn apply(&mut self, change: Change) -> Result<Change, ApplyError> {
        change.apply(&mut self.bitext, &mut self.notes)?;
        Ok(self.record(change))
    }

    fn record(&mut self, change: Change) -> Change {
        self.history.undone.clear();
        self.history.done.push(change.clone());
        change
    }

    /// Writes, rewrites (`Some`) or removes (`None`) what is under `key`; returns `None`
    /// when it is so already.
    pub fn write(&mut self, label: &str, key: &EntryKey, now: Option<Entry>) -> Option<Change> {
        let was = self.notes.get(key).cloned();
        let fits = now.as_ref().is_none_or(|entry| entry.key() == *key);
        if was == now || !fits {
            return None;
        }
        self.apply(Change::entry(label, was, now)).ok()
    }

    /// Adds a mark under a free name.
    pub fn add_mark(&mut self, mark: Mark) -> (MarkId, Option<Change>) {
        let id = self.notes.name_mark(&mark);
        let change = self.write(
            label!("mark"),
            &EntryKey::Mark(id),
            Some(Entry::Mark(id, mark)),
        );
        (id, change)
    }

    /// Adds a note under a free name.
    pub fn add_note(&mut self, note: Note) -> (NoteId, Option<Change>) {
        let id = self.notes.name_note(&note);
        let change = self.write(
            label!("note"),
            &EntryKey::Note(id),
            Some(Entry::Note(id, note)),
        );
        (id, change)
    }

    /// Sets or removes the status of a bead.
    pub fn set_status(
        &mut self,
        bead: BeadId,
        status: Option<BeadStatus>,
        by: &str,
        time: u64,
    ) -> Option<Change> {
        let label = match &status {
            Some(BeadStatus::Accepted) => label!("accept"),
            Some(BeadStatus::NeedsReview) => label!("needs review"),
            Some(BeadStatus::Rejected(_)) => label!("reject"),
            None => label!("clear status"),
        };
        let entry = status.map(|status| {
            let by = by.to_owned();
            Entry::Verdict(bead, Verdict { status, by, time })
        });
        self.write(label, &EntryKey::Verdict(bead), entry)
    }

    /// Sets or removes a rater's score of a bead.
    pub fn set_rating(
        &mut self,
        bead: BeadId,
        rater: &str,
        rating: Option<Rating>,
    ) -> Option<Change> {
        let entry = rating.map(|rating| Entry::Rating(bead, rater.to_owned(), rating));
        self.write(
            label!("score"),
            &EntryKey::Rating(bead, rater.to_owned()),
            entry,
        )
    }

    /// Takes the last change back and returns its inverse as it was carried out, or `None`
    /// when there is nothing to undo.
    ///
    /// # Errors
    /// When the place was changed from outside since; the change stays in the history.
    pub fn undo(&mut self) -> Result<Option<Change>, ApplyError> {
        let Some(change) = self.history.done.last() else {
            return Ok(None);
        };
        let inverse = change.inverse();
        inverse.apply(&mut self.bitext, &mut self.notes)?;
        self.history.undone.extend(self.history.done.pop());
        Ok(Some(inverse))
    }

    /// Does again what was undone last and returns the change, or `None`.
    ///
    /// # Errors
    /// When the place was changed from outside since; the change stays in the history.
    pub fn redo(&mut self) -> Result<Option<Change>, ApplyError> {
        let Some(change) = self.history.undone.last().cloned() else {
            return Ok(None);
        };
        change.apply(&mut self.bitext, &mut self.notes)?;
        self.history.done.extend(self.history.undone.pop());
        Ok(Some(change))
    }
}
