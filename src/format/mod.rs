//! Floor 3: files in and out, as bytes in memory.
//!
//! [`detect`] says what a file is, [`read`] reads it into a [`Page`] (one language) or a
//! [`Corpus`] (several), [`read_together`] joins files that belong together, and [`write`]
//! writes a corpus and says what was left out. Nothing here opens a file.
//!
//! ```text
//!   bytes -> unpack -> detect -> reader -> Page | Corpus -> to_bitext -> doc::Bitext
//!                                               Corpus -> write -> bytes + lines left out
//! ```

mod bitext;
mod carried;
mod corpus;
mod decode;
mod detect;
mod error;
pub mod jsonl;
pub mod ladder;
mod left_out;
mod load;
mod page;
pub mod plain;
pub mod po;
mod save;
pub mod table;
mod text;
pub mod tmx;
pub mod xliff1;
pub mod xliff2;
mod xml;

pub use bitext::{from_bitext, to_bitext};
pub use corpus::{
    Attrs, Corpus, FileInfo, Group, Kept, Note, Prop, Segment, State, Unit, attr, written_tag,
};
pub use decode::{decode_xml, unpack};
pub use detect::{Format, Kind, detect, inner_name};
pub use error::FormatError;
pub use left_out::LeftOut;
pub use load::{Loaded, read, read_together};
pub use page::{Block, BlockKind, Page};
pub use save::{WriteOptions, write};
pub use text::{Code, Part, Role, Text};
