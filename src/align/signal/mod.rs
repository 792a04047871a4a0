//! What makes two sentences look like translations of each other, one file per signal.

mod cosine;
mod gloss;
mod lexicon;
mod name;
mod overlap;
mod token;

pub(crate) use cosine::{Cosine, Vectors};
pub(crate) use gloss::gloss;
pub(crate) use lexicon::{Lexicon, learn};
pub use name::consonants;
pub(crate) use name::skeletons;
pub(crate) use overlap::{Overlap, Standing, Words};
pub(crate) use token::{Token, TokenKind, tokens};
