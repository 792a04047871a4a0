//! Evidence that two sentences are translations of each other, one file per kind.

mod block;
mod cosine;
mod counterpart;
mod gloss;
mod lexicon;
mod name;
mod overlap;
mod token;
mod words;

pub(crate) use cosine::{Cosine, Vectors};
pub(crate) use gloss::gloss;
pub(crate) use lexicon::{Lexicon, learn};
pub use name::consonants;
pub(crate) use name::skeletons;
pub(crate) use overlap::Overlap;
pub(crate) use token::{TokenKind, tokens};
pub(crate) use words::Words;
