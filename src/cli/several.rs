//! Further translations on the command line: each aligned separately with the source.
//!
//! A translation that was reviewed separately with the source keeps the alignment that its
//! sidecar has; the sidecar is read and left as it is.

use crate::cli::opened::Opened;
use crate::cli::report::CliError;
use crate::cli::{has_model_for, print, project};
use crate::session::State;
use crate::session::several::Stage;
use bayn_align::{align_in_windows, draft};
use bayn_doc::Bead;
use bayn_doc::Sides;
use bayn_text::shown_path;
use std::sync::Arc;

/// Returns the alignment that the sidecar of a source and one translation has.
pub(crate) fn kept(
    source: &Opened,
    other: &Opened,
    texts: &crate::cli::args::Texts,
) -> Option<Vec<Bead>> {
    let path = other.path.as_deref()?;
    let places = project::places_of(source, other, texts);
    let place = places.iter().find(|place| place.exists())?;
    let documents = Sides::new(source.document.clone(), other.document.clone());
    match crate::store::open_to_read(place, documents) {
        Ok(Some((review, _))) => Some(review.bitext.beads),
        Ok(None) => None,
        Err(error) => {
            print::error(&CliError::about(shown_path(path), error));
            None
        }
    }
}

/// Adds a translation to a session. One without alignment and with more than `most`
/// sentences, both sides together, is paired by position, to be aligned in the background.
/// With `by_meaning`, alignment by meaning follows later.
pub(crate) fn add(
    state: &mut State,
    other: Opened,
    beads: Option<Vec<Bead>>,
    (most, by_meaning): (usize, bool),
) {
    let source = &state.texts.bitext.documents.source;
    let by_meaning =
        by_meaning && beads.is_none() && has_model_for(Sides::new(source, &other.document));
    let documents = Sides::new(state.texts.bitext.documents.source.clone(), other.document);
    let counts = [
        documents.source.sentences.len(),
        documents.target.sentences.len(),
    ];
    let (beads, stage) = match beads {
        Some(beads) => (beads, Stage::Done),
        None if counts.iter().sum::<usize>() <= most => {
            let stage = if by_meaning {
                Stage::Quick
            } else {
                Stage::Done
            };
            (align_in_windows(&documents, |_share| ()), stage)
        }
        None => (draft(counts), Stage::Draft),
    };
    if let (None, Some(note)) = (&state.ui.message, other.about.notes.first()) {
        state.ui.message = Some(crate::session::Notice::bad(note));
    }
    let main = Arc::clone(&state.texts.bitext);
    state
        .texts
        .several
        .add(&main, documents.target, other.about, beads);
    if let Some(text) = state.texts.several.texts.last_mut() {
        Arc::make_mut(text).stage = stage;
    }
}
