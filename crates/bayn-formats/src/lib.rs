//! Reads and writes files, as bytes in memory.
//!
//! [`detect`] identifies a file, [`read`] reads it into a [`Page`] (one language) or a
//! [`Corpus`] (several), [`read_together`] joins files that belong together, and [`write()`]
//! writes a corpus and reports what was left out. Nothing here opens a file.
//!
//! ```text
//!   bytes -> unpack -> detect -> reader -> Page | Corpus -> to_bitext -> doc::Bitext
//!                                               Corpus -> write -> bytes + lines left out
//! ```

mod attrs;
mod bitext;
#[cfg(test)]
mod bounds;
mod carried;
mod columns;
mod content;
mod corpus;
mod decode;
pub mod delimited;
mod detect;
pub mod docx_body;
pub mod epub_in;
pub mod epub_out;
mod error;
mod feed;
mod findings;
mod format;
mod format_name;
mod guard;
pub mod html_in;
mod html_main;
pub mod html_out;
mod html_pair;
mod html_sections;
mod html_tags;
mod html_walk;
pub mod issue;
pub mod jsonl;
mod left_out;
pub mod line_pairs;
mod load;
mod loaded;
pub mod markdown;
pub mod messages;
mod moses;
pub mod office;
mod open_codes;
mod ordered;
mod pack;
mod page;
pub mod pdf;
mod placeholder;
pub mod plain;
pub mod po;
mod po_entries;
mod po_rules;
pub mod qt;
pub mod review_table;
mod save;
mod sign;
pub mod standoff;
pub mod subtitle;
pub mod subtitle_pair;
pub mod tbx;
mod text;
mod texts;
pub mod tmx;
mod together;
mod unpacking;
mod usfm;
mod validate;
mod varieties;
pub mod wmt;
mod writer;
mod xces;
pub mod xliff1;
pub mod xliff2;
mod xliff_outline;
mod xml;
mod zipped;

pub use attrs::Attrs;
pub use bitext::{from_bitext, to_bitext};
pub use columns::PairColumns;
pub use content::{Content, Notation};
pub(crate) use corpus::written_tag;
pub use corpus::{Corpus, FileInfo, Group, Kept, Note, Prop, Segment, State, Unit, find_lang};
pub use decode::{declares_utf_8, decode_xml, decode_xml_owned, unpack};
pub use detect::{Kind, detect};
pub use error::FormatError;
pub use feed::Feed;
pub use format::Format;
pub use format_name::inner_name;
pub use html_out::{GENERATOR, is_own_page};
pub use html_pair::keep_same_elements;
pub use left_out::LeftOut;
pub use load::{read, read_pieces, read_together};
pub use loaded::Loaded;
pub use pack::{is_packed, pack, pack_from};
pub use page::{Block, BlockKind, Page};
pub use placeholder::between_placeholders;
pub use save::{Writing, write, write_together};
pub use text::{Code, Part, Role, Text};
pub use texts::Texts;
pub use together::{NewFile, Together};
pub use unpacking::unpacking;
pub use validate::validate;
pub use varieties::two_languages;
pub use writer::WriteOptions;
