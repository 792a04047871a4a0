//! The aligner and the encoder: properties, figures with floors.

mod align_doubt;
mod align_gold;
mod align_properties;
mod align_seeds;
mod align_spelling;
mod encoder;
mod sets_kit;
mod splits;
mod swaps;
mod unaligned;
mod word_links;
