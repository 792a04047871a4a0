//! Floor 1: from bytes to clean text, and from text to paragraphs, sentences and words.

mod lang;

pub use lang::{Direction, Lang};
