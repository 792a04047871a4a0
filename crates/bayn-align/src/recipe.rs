//! A number that tells this aligner from every other: when it differs, alignments may.

use crate::BeadModel;

/// Raised whenever the search or the features change what comes out.
const EDITION: u64 = 4;

/// Returns the number that follows from all weights, the encoder (by
/// [`stamp_for`](crate::encoder::stamp_for)) and the edition of the code; what was
/// aligned under the same number need not be aligned again.
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
    let mut hash = mixed(mixed(SEED, EDITION), encoder_stamp);
    for number in numbers {
        hash = mixed(hash, u64::from(number.to_bits()));
    }
    hash
}

/// The offset of the 64-bit hash of Fowler, Noll and Vo.
const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of that hash for each byte of a number.
pub(super) fn mixed(hash: u64, number: u64) -> u64 {
    number.to_le_bytes().iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
