//! The features of a bead, and the log-linear model that weighs them.
//!
//! A bead's score is the sum of its features times their weights; the chain of beads with the
//! highest sum wins, and sums over all chains make probabilities (a conditional random field,
//! Lafferty et al. 2001; semi-Markov, Sarawagi & Cohen 2004). Features of similarity
//! exist once for each measure of similarity. The weights are small text files in `crates/bayn-align/assets`.

mod features;
mod weights;

pub use features::FEATURE_COUNT;
pub(crate) use features::feature_name;
pub(crate) use features::{Evidence, Similarity};
pub use weights::BeadModel;
