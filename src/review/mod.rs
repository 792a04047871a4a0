//! Floor 5: judging a translation: error categories, scores, filters, exchange with others.

pub mod mqm;
