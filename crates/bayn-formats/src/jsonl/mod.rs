//! JSON Lines: one bead per line.
//!
//! ```text
//! {"langs":["ar","en"],"unit":"3","source":["…","…"],"target":["…"],"confidence":0.9}
//! ```
//! A sentence is a string, or if it contains codes a list of strings and code objects. Also
//! read: `src`/`tgt`, one string for a list, `{"translation": {"en": …}}`, and objects whose
//! keys are language tags.

use crate::sign::{Lines, Naming};

mod read;
mod write;

pub use read::read;
pub(crate) use read::{
    holds_texts, is_lang_tag, keep_twins, name_languages, read_object, read_pieces,
};
pub(crate) use write::JsonLines;
pub use write::write;

/// Returns whether the first line is an object of JSON with texts, or with more lines after it.
pub(crate) fn is_jsonl(lines: &Lines<'_>, naming: Naming) -> bool {
    let first = lines.first();
    let object = serde_json::from_str::<serde_json::Map<_, _>>(first);
    let more = lines
        .lines
        .get(1)
        .is_some_and(|line| line.trim_start().starts_with('{'));
    let told = naming == Naming::This || more;
    match object {
        Ok(object) => told || holds_texts(&object),
        // A line may be longer than the part examined.
        Err(_) => naming == Naming::This && first.trim_start().starts_with('{'),
    }
}
