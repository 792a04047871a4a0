//! JSON Lines: one bead a line.
//!
//! ```text
//! {"langs":["ar","en"],"unit":"3","source":["…","…"],"target":["…"],"confidence":0.9}
//! ```
//! A sentence is a string, or where it holds codes a list of strings and code objects. Read
//! too: `src`/`tgt`, one string for a list, `{"translation": {"en": …}}`, and objects whose
//! keys are language tags.

mod read;
mod write;

pub use read::read;
pub(crate) use read::{holds_texts, is_lang_tag, name_languages, read_object};
pub use write::write;
