//! A bitext under review: the texts and their beads, the annotations, and the history
//! of changes.
//!
//! Every command goes through [`ReviewedBitext::edit`] or [`ReviewedBitext::write`]; each returns the
//! [`Change`] that was made, which is what a journal stores. Undo and redo have no limit.

use crate::{
    Annotations, ApplyError, BeadId, BeadStatus, Bitext, Change, Edit, EditError, Entry, EntryKey,
    Mark, MarkId, Note, NoteId, Rating, Verdict, plan,
};
use bayn_text::label;

/// What was done and what was undone, oldest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    /// The changes in effect.
    pub done: Vec<Change>,
    /// The changes that were undone; the last is redone first.
    pub undone: Vec<Change>,
}

/// The texts, the beads, all annotations and the history.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReviewedBitext {
    /// The texts and their alignment.
    pub bitext: Bitext,
    /// The annotations.
    pub notes: Annotations,
    /// The history.
    pub history: History,
}

impl ReviewedBitext {
    /// Returns a fresh review; beads without an id get one by their position.
    #[must_use]
    pub fn new(mut bitext: Bitext) -> Self {
        bitext.name_beads();
        Self {
            bitext,
            ..Self::default()
        }
    }

    /// Applies an edit of the alignment and returns the change that was made.
    ///
    /// # Errors
    /// If it is impossible; nothing has changed.
    pub fn edit(&mut self, edit: &Edit) -> Result<Change, EditError> {
        self.edit_all(std::slice::from_ref(edit))
    }

    /// Applies several edits as one, such as splitting a sentence and then its bead.
    ///
    /// # Errors
    /// If one is impossible; nothing has changed.
    pub fn edit_all(&mut self, edits: &[Edit]) -> Result<Change, EditError> {
        self.edit_each(false, |_, step| edits.get(step).cloned().map(Ok))
    }

    /// Applies edits as one change, requesting each after those before it are applied, until
    /// there is none. Those after the first impossible one are left out (`partly`),
    /// or all of them are.
    ///
    /// # Errors
    /// If the first is impossible, or (not `partly`) any; nothing has changed.
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
                    // A change that was just applied can be undone.
                    let _ = whole.inverse().apply(&mut self.bitext, &mut self.notes);
                    return Err(error);
                }
            }
        }
        Ok(self.record(whole))
    }

    /// Applies a change that was made elsewhere and adds it to the history.
    ///
    /// # Errors
    /// If it cannot be applied; nothing has changed.
    pub fn apply(&mut self, change: Change) -> Result<Change, ApplyError> {
        change.apply(&mut self.bitext, &mut self.notes)?;
        Ok(self.record(change))
    }

    fn record(&mut self, change: Change) -> Change {
        self.history.undone.clear();
        self.history.done.push(change.clone());
        change
    }

    /// Adds, changes (`Some`) or removes (`None`) the entry of `key`; returns `None`
    /// if nothing changes.
    pub fn write(&mut self, label: &str, key: &EntryKey, now: Option<Entry>) -> Option<Change> {
        let was = self.notes.get(key).cloned();
        let fits = now.as_ref().is_none_or(|entry| entry.key() == *key);
        if was == now || !fits {
            return None;
        }
        self.apply(Change::entry(label, was, now)).ok()
    }

    /// Adds a mark with an unused id.
    pub fn add_mark(&mut self, mark: Mark) -> (MarkId, Option<Change>) {
        let id = self.notes.new_mark_id(&mark);
        let change = self.write(
            label!("mark"),
            &EntryKey::Mark(id),
            Some(Entry::Mark(id, mark)),
        );
        (id, change)
    }

    /// Adds a note with an unused id.
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

    /// Undoes the last change and returns the inverse that was applied, or `None`
    /// if there is nothing to undo.
    ///
    /// # Errors
    /// If the place was changed from outside since; the change stays in the history.
    pub fn undo(&mut self) -> Result<Option<Change>, ApplyError> {
        let Some(change) = self.history.done.last() else {
            return Ok(None);
        };
        let inverse = change.inverse();
        inverse.apply(&mut self.bitext, &mut self.notes)?;
        self.history.undone.extend(self.history.done.pop());
        Ok(Some(inverse))
    }

    /// Redoes the change that was undone last and returns it, or `None`.
    ///
    /// # Errors
    /// If the place was changed from outside since; the change stays in the history.
    pub fn redo(&mut self) -> Result<Option<Change>, ApplyError> {
        let Some(change) = self.history.undone.last().cloned() else {
            return Ok(None);
        };
        change.apply(&mut self.bitext, &mut self.notes)?;
        self.history.done.extend(self.history.undone.pop());
        Ok(Some(change))
    }
}
