//! The automatic checks, one file each, and the run over a bitext.
//!
//! A check is a function over one bead or over all of them; it pushes hits with spans and a
//! message, and the run turns them into findings of the severity given by the registry or
//! the user. The words of a language are in lists in crates/bayn-review/assets/review; checks report
//! nothing for other languages.

pub(crate) mod acronym;
pub(crate) mod addition;
pub(crate) mod agreement;
pub(crate) mod article;
pub(crate) mod bracket;
pub(crate) mod capital;
mod clause;
mod clock;
pub(crate) mod consistency;
pub(crate) mod country;
pub(crate) mod currency;
pub(crate) mod date;
pub(crate) mod direction;
pub(crate) mod ellipsis;
mod ending;
mod english;
pub(crate) mod entity;
mod game_score;
pub(crate) mod gap;
pub(crate) mod gender;
pub(crate) mod glossary;
mod half;
pub mod hidden;
mod hits;
mod inflected;
pub(crate) mod length;
mod lexicon;
pub(crate) mod mangled;
mod marks;
mod meaning;
mod measure;
pub(crate) mod name;
pub(crate) mod negation;
mod negation_words;
pub(crate) mod number;
mod odd;
pub(crate) mod omission;
pub(crate) mod opposite;
pub(crate) mod ordinal;
mod pair;
pub(crate) mod pattern;
pub(crate) mod person;
pub(crate) mod punctuation;
mod quantity;
pub(crate) mod quote;
pub mod registry;
pub(crate) mod repetition;
mod rule;
mod run;
mod setup;
pub(crate) mod spacing;
mod spelling;
pub(crate) mod term;
mod term_list;
pub(crate) mod unchanged;
pub(crate) mod unit;
pub(crate) mod untranslated;
pub(crate) mod usage;

pub(crate) use half::{Half, Word};
pub(crate) use hits::{Hit, Hits};
pub use meaning::Meaning;
pub(crate) use pair::Pair;
pub use rule::Rule;
pub use run::{add_hidden, run};
pub use setup::Options;
pub(crate) use setup::Setup;
pub use term_list::{Term, read_terms};
