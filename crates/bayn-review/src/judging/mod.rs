//! Blind judging of several systems: the campaign, the answers, and the results.
//!
//! The protocol is cESA (contrastive error span annotation): of each segment all translations are
//! shown together, anonymous and in random order; each gets a score from 0 to 100 and
//! its errors are marked. [`Campaign`] is what is judged, [`Answer`] a rater's answer about one
//! translation, [`log`](mod@log) its storage (the log of a Pearmut campaign, which every reader of judgements
//! accepts), [`table`] the results by system name.

mod answer;
mod campaign;
mod check;
pub mod log;
mod read;
pub mod table;

pub use answer::{Answer, MarkedError};
pub use campaign::{Campaign, Item};
pub use check::{Check, Expected};
pub use read::{of_texts, read};

/// Below this score a translation has an error that can be marked (Pearmut's page warns so).
pub const ASKS_FOR_A_SPAN: u8 = 80;
