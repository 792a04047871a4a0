//! The aligner and the encoder: properties, figures with floors.

mod align_doubt;
mod align_gold;
mod align_properties;
mod align_seeds;
mod align_spelling;
mod encoder;
mod lonely;
mod sets_kit;
mod splits;
mod swaps;
mod word_links;
