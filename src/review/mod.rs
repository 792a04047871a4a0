//! Floor 5: judging a translation: error categories, scores, filters, exchange with others.

pub mod carry;
pub mod mqm;
pub mod print;
mod rematch;
