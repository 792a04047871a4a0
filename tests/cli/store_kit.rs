//! Small texts and reviews, as the review's own tests have them, and how a store names them.

#[path = "../../crates/bayn-review/tests/it/store_kit.rs"]
mod texts;

use bayn::store::TextName;
use bayn_doc::Sides;
pub(crate) use texts::*;

/// The names of the texts.
pub(crate) fn names() -> Sides<TextName> {
    Sides::new("ar", "en").map(|lang: &str| TextName {
        name: format!("report.{lang}.txt"),
        lang: lang.into(),
    })
}
