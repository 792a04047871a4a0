//! XLIFF 1.0 to 1.2, with what SDL Trados (SDLXLIFF) and memoQ (MQXLIFF) add to it.
//!
//! A `<trans-unit>` is a unit; a `<mrk mtype="seg">` of its `<seg-source>` is a segment, and
//! what is between two of them an ignorable. Source of all rules: XLIFF 1.2,
//! <https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html>.

use crate::sign::Markup;

mod attributes;
mod inline;
mod pairs;
mod read;
mod rules;
mod schema;
mod write;
mod write_inline;

pub(crate) use read::read_pieces;
pub use read::{read, validate};
pub(crate) use write::Xliff1;
pub use write::write;

/// Returns whether the start tag is that of XLIFF 1.
pub(crate) fn is_version_1(markup: &Markup<'_>) -> bool {
    let version = markup
        .tag
        .split_once("version")
        .map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'', '\n', '\t']))
        .unwrap_or("");
    let old = version.starts_with("1.") || markup.tag.contains("xliff:document:1.");
    markup.root == "xliff" && old && !markup.tag.contains("xliff:document:2")
}
