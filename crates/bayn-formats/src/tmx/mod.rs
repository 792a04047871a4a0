//! TMX 1.4b, the exchange format of translation memories.
//!
//! One `<tu>` is a unit of one segment with a text for each language. Codes map to
//! [`Code`](crate::Code): `bpt`/`ept` are a pair joined by `i`, `ph` is alone,
//! `it` and `ut` are half a pair or alone, `hi` is a mark. Source of all rules: TMX 1.4b,
//! <https://www.gala-global.org/tmx-14b>.

mod index;
mod read;
mod rules;
mod sides;
mod write;

pub use index::TmxIndex;
pub(crate) use read::read_pieces;
pub use read::{read, validate};
pub(crate) use write::Tmx;
pub use write::write;
