//! Floor 5: judging a translation: error categories, scores, filters, exchange with others.

pub mod carry;
pub mod codec;
pub mod filter;
pub mod its;
pub mod mqm;
pub mod print;
mod rematch;
pub mod score;
pub mod sheet;
