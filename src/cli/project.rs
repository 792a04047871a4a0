//! Finds and opens the sidecar of a review.
//!
//! It is where `--project` says, else next to the translation, else (for a folder that cannot
//! be written, the bundled sample) in bayn's state folder. Opening never creates one.

use crate::cli::args::Texts;
use crate::cli::opened::Opened;
use crate::session::{Command, Notice, Refining, Review, State};
use crate::store::{Report, StoreError, TextName, beside, in_folder};
use crate::tui::autosave::Autosave;
use bayn_doc::ReviewedBitext;
use bayn_doc::Sides;
use bayn_review::carry::OrphanCause;
use bayn_text::message::Separator;
use bayn_text::{Message, msg, plural};
use std::path::{Path, PathBuf};

/// A review that was found, and a message about it.
#[derive(Default)]
pub(crate) struct Project {
    /// The review, if there is one.
    pub(crate) review: Option<Found>,
    /// Its writer.
    pub(crate) autosave: Autosave,
    /// Why it may not be changed.
    pub(crate) read_only: Option<Message>,
    /// The initial message.
    pub(crate) said: Option<Notice>,
}

/// A review as it was read.
pub(crate) struct Found {
    review: ReviewedBitext,
    report: Report,
}

impl Found {
    /// Returns the state in which the review opens.
    pub(crate) fn state(self, opened: Sides<Opened>) -> State {
        let ReviewedBitext {
            bitext,
            notes,
            history,
        } = self.review;
        let about = Sides::new(opened.source.about, opened.target.about);
        let mut state = State::new(bitext, about);
        let Report { added, changed, .. } = &self.report;
        state.aligning.refining = Refining::mending(&state.texts.bitext, &notes, added, changed);
        state.reviewing.review = Review::new(notes, history, self.report.orphans);
        state.reviewing.review.method = self.report.method;
        state
    }
}

/// Finds the sidecar of two texts and opens it.
pub(crate) fn open(opened: &Sides<Opened>, texts: &Texts, project: Option<&Path>) -> Project {
    let places = places(opened, texts, project);
    let documents = || {
        Sides::new(
            opened.source.document.clone(),
            opened.target.document.clone(),
        )
    };
    let unmade = |places| Project {
        autosave: Autosave::new(
            places,
            Sides::new(name_of(&opened.source), name_of(&opened.target)),
        ),
        ..Project::default()
    };
    let Some(place) = places.iter().find(|place| crate::store::is_made(place)) else {
        return unmade(places);
    };
    match crate::store::open(place, documents()) {
        Ok(Some((store, review, report))) => {
            let moved = report.texts_changed() || report.newly_lost > 0 || report.adopted > 0;
            Project {
                said: said_of(&report),
                autosave: Autosave::opened(store, moved),
                review: Some(Found { review, report }),
                ..Project::default()
            }
        }
        // It was deleted just now.
        Ok(None) => unmade(places),
        Err(error) => {
            let why = match &error {
                StoreError::InUse(_) => msg!("another bayn has this review open"),
                other => other.message(),
            };
            // What can be read is shown; the rest is not changed.
            let read = crate::store::open_to_read(place, documents());
            let autosave = match &error {
                StoreError::InUse(_) => Autosave::awaiting(place.clone()),
                _ => Autosave::default(),
            };
            Project {
                autosave,
                review: read
                    .ok()
                    .flatten()
                    .map(|(review, report)| Found { review, report }),
                said: Some(Notice::bad(msg!("read only: {why}", why))),
                read_only: Some(why),
            }
        }
    }
}

/// Returns the possible paths of a sidecar, best first.
pub(crate) fn places(
    opened: &Sides<Opened>,
    texts: &Texts,
    project: Option<&Path>,
) -> Vec<PathBuf> {
    if let Some(project) = project {
        // A link named by the user is followed; no other is.
        return vec![crate::disk::followed(project)];
    }
    places_of(&opened.source, &opened.target, texts)
}

/// Returns the possible paths of the sidecar of a source and one translation, best first.
pub(crate) fn places_of(source: &Opened, target: &Opened, texts: &Texts) -> Vec<PathBuf> {
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let names = Sides::new(&source.about.name, &target.about.name);
    let source = source.path.as_deref().map(absolute);
    let target = target.path.as_deref().map(absolute);
    let folder = crate::cli::state_folder();
    let away = |source: &Path, target: &Path| {
        folder
            .as_deref()
            .map(|folder| in_folder(folder, source, target))
    };
    let (first, second) = match (&source, &target) {
        (source, Some(target)) => {
            let source = source.as_deref().unwrap_or(Path::new(""));
            (Some(beside(target)), away(source, target))
        }
        (Some(source), None) => (Some(beside(source)), away(source, Path::new(""))),
        (None, None) if texts.files.is_empty() => {
            (None, away(Path::new(names.source), Path::new(names.target)))
        }
        (None, None) => (None, None),
    };
    first.into_iter().chain(second).collect()
}

fn name_of(opened: &Opened) -> TextName {
    TextName {
        name: opened.about.name.clone(),
        lang: opened.document.lang.tag().to_owned(),
    }
}

/// Returns the reviewer: the name of the user.
pub(crate) fn rater() -> String {
    ["BAYN_RATER", "USER", "LOGNAME", "USERNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .unwrap_or_default()
}

/// Reports the state of a review whose texts changed, or whose file was damaged.
fn said_of(report: &Report) -> Option<Notice> {
    let lost = |cause| {
        report
            .orphans
            .iter()
            .filter(|orphan| orphan.cause == cause)
            .count()
    };
    let gone = lost(OrphanCause::TextGone);
    let others = lost(OrphanCause::Conflict);
    let lines = report.foreign.len() + report.misfits.len();
    let key = Command::ListLost;
    let parts = [
        (!report.changed.is_empty()).then(|| {
            plural!(
                "1 pair changed",
                "{count} pairs changed",
                count = report.changed.len()
            )
        }),
        (!report.added.is_empty()).then(|| {
            plural!(
                "1 new pair",
                "{count} new pairs",
                count = report.added.len()
            )
        }),
        (!report.lost.is_empty()).then(|| {
            plural!(
                "1 pair is gone",
                "{count} pairs are gone",
                count = report.lost.len()
            )
        }),
        (gone > 0).then(|| {
            plural!(
                "1 entry could not be located ({key})",
                "{count} entries could not be located ({key})",
                count = gone,
                key
            )
        }),
        (others > 0).then(|| {
            plural!(
                "1 entry of another reviewer conflicts with yours ({key})",
                "{count} entries of another reviewer conflict with yours ({key})",
                count = others,
                key
            )
        }),
        (report.adopted > 0).then(|| {
            plural!(
                "1 entry was located again",
                "{count} entries were located again",
                count = report.adopted
            )
        }),
        (lines > 0).then(|| {
            plural!(
                "1 line of the review was not understood",
                "{count} lines of the review were not understood",
                count = lines
            )
        }),
        report
            .torn
            .is_some()
            .then(|| msg!("an incomplete last line was removed")),
    ];
    let parts: Vec<Message> = parts.into_iter().flatten().collect();
    if parts.is_empty() {
        return None;
    }
    Some(Notice::bad(msg!(
        "since the last time: {parts}",
        parts = Message::joined(parts, Separator::Dot)
    )))
}
