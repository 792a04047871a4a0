//! Which encoder is used for a pair of texts: the built-in one if it supports both languages, else
//! the user's own, else none.
//!
//! The user's model is registered once, at the start, and read when it is first needed: a run
//! that does not need it takes a few milliseconds to check the headers of its files.

use bayn_text::language;
use std::sync::OnceLock;

use super::{Encoder, Files, ModelError};

/// A model of the user's, read at its first use.
#[derive(Debug)]
struct Offered {
    files: Files,
    stamp: u64,
    opened: OnceLock<Result<Encoder, ModelError>>,
}

impl Offered {
    fn open(&self) -> Result<&Encoder, &ModelError> {
        let read = || Encoder::from_files(&self.files);
        self.opened.get_or_init(read).as_ref()
    }
}

/// The user's model, if one was offered.
static LOCAL: OnceLock<Offered> = OnceLock::new();

/// Registers a model for the languages that the built-in one does not support; to be called at the
/// start of the program, before anything is aligned. A second call is ignored.
///
/// # Errors
/// If the headers show that the files are not those of a readable model.
pub fn offer(files: Files) -> Result<(), ModelError> {
    Encoder::check(&files)?;
    let stamp = files.stamp();
    let _heard = LOCAL.set(Offered {
        files,
        stamp,
        opened: OnceLock::new(),
    });
    Ok(())
}

/// Returns whether the built-in model was trained on the language with this primary subtag
/// (`ar`).
///
/// For others its vectors are of little use: on Persian and Hebrew it finds less than a third of
/// the sentences that it finds on Arabic.
#[must_use]
pub fn knows_language(subtag: &str) -> bool {
    language(subtag).is_some_and(|row| row.encoded)
}

/// Returns whether the built-in model is available and supports all these languages.
fn has_built_in_for(langs: &[&str]) -> bool {
    cfg!(feature = "model") && langs.iter().all(|lang| knows_language(lang))
}

/// Returns the encoder for texts in these languages, given by their primary subtags; reads
/// it if nobody did before. `None` where there is none, or where [`model_error`] says why.
#[must_use]
pub fn for_languages(langs: &[&str]) -> Option<&'static Encoder> {
    if has_built_in_for(langs) {
        Encoder::load()
    } else {
        LOCAL.get()?.open().ok()
    }
}

/// Returns whether [`for_languages`] would return an encoder, without reading it.
#[must_use]
pub fn is_available_for(langs: &[&str]) -> bool {
    has_built_in_for(langs) || LOCAL.get().is_some()
}

/// Returns a number that identifies the encoder for these languages; 0 for none.
#[must_use]
pub fn encoder_id(langs: &[&str]) -> u64 {
    if has_built_in_for(langs) {
        Encoder::stamp()
    } else {
        LOCAL.get().map_or(0, |offered| offered.stamp)
    }
}

/// Returns why the user's model could not be read when it was needed.
#[must_use]
pub fn model_error() -> Option<&'static ModelError> {
    LOCAL.get()?.opened.get()?.as_ref().err()
}
