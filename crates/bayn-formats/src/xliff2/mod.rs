//! XLIFF 2.0, 2.1 and 2.2: read with every constraint of the specification checked, written
//! as 2.1.
//!
//! `schema.rs` checks structure, `rules/` what a schema cannot express; both name the
//! violated clause, and docs/formats.md lists the clauses with a file that keeps and a
//! file that breaks each. Section anchors are those of
//! <https://docs.oasis-open.org/xliff/xliff-core/v2.1/os/xliff-core-v2.1-os.html>.

mod inline;
mod module_attrs;
mod read;
mod rules;
mod schema;
mod schema_table;
mod value;
mod violation;
mod write;

pub(crate) use read::read_pieces;
pub use read::{read, validate};
pub(crate) use write::Xliff2;
pub use write::write;
