//! A number that identifies this version of the aligner: if it differs, alignments may differ.

use crate::BeadModel;
use fnv::FnvHasher;
use std::hash::Hasher;

/// Incremented whenever a change of the search or the features changes the result.
const EDITION: u64 = 9;

/// Returns the number computed from all weights, the encoder (by
/// [`encoder_id`](crate::encoder::encoder_id)) and the version of the code; a text
/// aligned under the same number need not be realigned.
#[must_use]
pub fn recipe(encoder_stamp: u64) -> u64 {
    let models = [
        BeadModel::strings(),
        BeadModel::lexicon(),
        BeadModel::encoder(),
        BeadModel::free(),
    ];
    let numbers = models.iter().flat_map(|model| {
        let rest = [model.opening, model.temperature];
        model.weights.iter().copied().chain(rest)
    });
    let mut hash = FnvHasher::default();
    hash.write(&EDITION.to_le_bytes());
    hash.write(&encoder_stamp.to_le_bytes());
    for number in numbers {
        hash.write(&u64::from(number.to_bits()).to_le_bytes());
    }
    hash.finish()
}
