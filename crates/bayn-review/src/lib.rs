//! Judging a translation: error categories, scores, filters, automatic checks,
//! exchange with others.

pub mod agreement;
pub mod carry;
pub mod check;
pub mod codec;
pub mod compare;
pub mod corpus_filter;
pub mod exchange;
pub mod facet;
pub mod filter;
mod finding;
pub mod fingerprint;
mod grouped;
pub mod its;
pub mod judging;
mod known;
mod method;
pub mod mqm;
pub mod pace;
mod pattern;
mod pieces;
pub mod position;
pub mod post_edit;
pub mod profile;
pub mod proposal;
pub mod rated;
mod readers;
mod rematch;
pub mod report;
pub mod score;
pub mod scorecard;
pub mod statistics;

pub use check::registry;
pub use finding::{Finding, Keys};
pub use grouped::{RepeatKey, grouped};
pub use method::Method;
pub use profile::{Profile, ProfileError};
