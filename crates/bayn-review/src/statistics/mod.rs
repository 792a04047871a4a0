//! Plain statistics of judgements: correlation, agreement beyond chance, rank tests, resampling.
//!
//! Every function says its source. What cannot be computed (no variance, no items) is `None`.

pub mod chance;
pub(crate) mod correlation;
pub mod matching;
pub mod ranks;
pub mod resampling;

/// Fewer items than this say little, whatever the measure (the usual bound of the central limit).
pub const SMALL_ITEMS: usize = 30;

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
pub(crate) const fn count(number: usize) -> f64 {
    number as f64
}

/// Returns the mean; `None` of nothing.
#[must_use]
pub fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / count(values.len()))
}
