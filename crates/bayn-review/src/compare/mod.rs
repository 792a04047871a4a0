//! Compares several texts without beads between them.
//!
//! ```text
//!   documents ─ sketches ─ candidates ─ chain of similarity ─ pairs      which translates which
//!   documents ─ mentions ─ sound, acronym, alias ─ names               who is named, how spelled
//!   two reports ─ names, numbers, dates, quotations ─ shared facts     what both say
//!                                                   └ contradictions   what they say differently
//! ```
//!
//! Reports of one event are never forced into beads: they are linked by facts, in any order.
//! Everything here is a function of its documents and the encoder; the result is the same
//! with any number of threads. The check of one name's spellings inside a translation is
//! in `check` and uses beads; the sound of a word, which both need, is in `bayn_text`.

mod candidate;
mod chain;
mod event;
mod link;
mod names;
mod pair;
mod pairing;
mod report;
mod sketch;

pub use link::{Link, links};
pub(crate) use names::sound::{likeness_above, similarity};
pub use names::{Linked, Name, Occurrence, Spelling, Texts, names};
pub use pair::pair;
pub use pairing::{Kind, Pairing};
pub use report::{Comparison, Contradiction, Fact, FactKind, compare};
pub use sketch::{Sketch, encode};
