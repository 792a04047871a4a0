//! XLIFF 1.0 to 1.2, with what SDL Trados (SDLXLIFF) and memoQ (MQXLIFF) add to it.
//!
//! A `<trans-unit>` is a unit; a `<mrk mtype="seg">` of its `<seg-source>` is a segment, and
//! what is between two of them an ignorable. Source of all rules: XLIFF 1.2,
//! <https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html>.

mod inline;
mod read;
mod rules;
mod schema;
mod write;
mod write_inline;

pub use read::{read, validate};
pub use write::write;
