//! Aligns the sentences of a text with those of its translation.
//!
//! The pipeline: a profile of each side is computed (lengths, numbers,
//! words, breaks); signals measure how similar two blocks of sentences are; the bead model turns
//! the features of a bead into a log-linear score; the search finds the best chain of beads
//! that covers both sides, and the probability of each. A lexicon is learned from the first alignment
//! of the text, and the text is realigned with it.
//!
//! It does no I/O, keeps no state, and gives the same result with any number of threads.

mod aligner;
mod bead_model;
mod confirmed;
mod draft;
pub mod encoder;
mod evaluate;
mod explain;
mod export;
mod furniture;
mod items;
mod level;
mod neighbourhood;
mod pair;
mod paragraph;
mod parallelism;
mod plain;
mod profile;
mod realign;
mod recipe;
mod search;
mod signal;
mod split;
mod surplus;
mod swap;
pub mod training;
mod unaligned;
mod unaligned_confidence;
mod weigh;
mod windows;
mod word;

pub use aligner::{Alignment, Options};
pub use bead_model::{BeadModel, FEATURE_COUNT};
pub use draft::draft;
pub use evaluate::{Counts, Summary, count, summarise};
pub use explain::{Explanation, Part, Rival, Way, explain};
pub use export::{LadderBead, read_ladder, to_jsonl, to_ladder, to_tsv};
pub use furniture::is_furniture;
pub use level::by_paragraph;
pub use paragraph::{ParagraphBead, paragraph_beads};
pub use realign::{open_run, realign};
pub use recipe::recipe;
pub use signal::consonants;
pub use split::{Split, SplitPart, find_splits, find_splits_in};
pub use swap::{Swap, cross_swaps, find_swaps};
pub use unaligned::{UnalignedPair, match_unaligned};
pub(crate) use windows::WHOLE_TEXT;
pub use windows::{align, align_in_windows};
pub use word::{
    WORD_FEATURE_COUNT, WordFeatures, WordLink, WordLinker, WordModel, word_feature_name,
    word_links,
};
