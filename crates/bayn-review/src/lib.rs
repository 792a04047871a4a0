//! Judging a translation: error categories, scores, filters, automatic checks,
//! exchange with others.

pub mod carry;
pub mod check;
pub mod codec;
pub mod compare;
pub mod exchange;
pub mod facet;
pub mod filter;
mod finding;
pub mod its;
pub mod mqm;
pub mod place;
pub mod print;
pub mod registry;
mod rematch;
pub mod report;
pub mod score;
pub mod sheet;

pub use finding::{Finding, Keys};
