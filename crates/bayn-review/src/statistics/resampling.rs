//! Numbers by chance from a seed that is kept, and what they are for: orders and confidence.

use super::{count, mean};

/// A source of numbers that look random and are the same for the same seed (`SplitMix64`, Steele,
/// Lea and Flood 2014).
#[derive(Clone, Copy, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Returns the source of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Returns the next number.
    pub const fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `bound`, each as likely; 0 for 0.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "the high word is below the bound"
    )]
    pub fn below(&mut self, bound: usize) -> usize {
        ((u128::from(self.roll()) * bound as u128) >> 64) as usize
    }

    /// Returns the numbers below `length` in an order drawn by chance (Fisher and Yates).
    pub fn order(&mut self, length: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..length).collect();
        for at in (1..length).rev() {
            order.swap(at, self.below(at + 1));
        }
        order
    }
}

/// Returns the ends between which 95 of 100 means of values drawn again lie (Efron 1979, the
/// percentile method), from so many drawings; `None` of nothing.
#[must_use]
pub fn confidence(values: &[f64], drawings: usize, seed: u64) -> Option<(f64, f64)> {
    let mut dice = Dice::new(seed);
    mean(values)?;
    let mut means: Vec<f64> = (0..drawings)
        .map(|_| {
            let drawn = (0..values.len()).filter_map(|_| values.get(dice.below(values.len())));
            drawn.sum::<f64>() / count(values.len())
        })
        .collect();
    means.sort_by(f64::total_cmp);
    // Where the share lies between two means, the way between them, as numpy.percentile does.
    let at = |thousandths: usize| -> Option<f64> {
        let place = means.len().checked_sub(1)? * thousandths;
        let (low, part) = (place / 1000, count(place % 1000) / 1000.0);
        let low_mean = means.get(low)?;
        let high_mean = means.get(low + 1).unwrap_or(low_mean);
        Some(low_mean + (high_mean - low_mean) * part)
    };
    Some((at(25)?, at(975)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_seed_are_always_these() {
        // The first two of the reference implementation for seed 1234567.
        let mut dice = Dice::new(1_234_567);
        assert_eq!(dice.roll(), 6_457_827_717_110_365_317);
        assert_eq!(dice.roll(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_order_comes_up_as_often() {
        let mut dice = Dice::new(7);
        let mut times = std::collections::BTreeMap::new();
        for _ in 0..6000 {
            *times.entry(dice.order(3)).or_insert(0) += 1;
        }
        assert_eq!(times.len(), 6);
        assert!(
            times.values().all(|times| (850..1150).contains(times)),
            "{times:?}"
        );
    }

    #[test]
    fn confidence_holds_the_mean_and_shrinks() {
        let few: Vec<f64> = (0..10).map(f64::from).collect();
        let many: Vec<f64> = (0..1000).map(|at| f64::from(at % 10)).collect();
        let (low, high) = confidence(&few, 1000, 1).expect("of ten");
        assert!(low < 4.5 && 4.5 < high && high - low > 2.5);
        let (low, high) = confidence(&many, 1000, 1).expect("of a thousand");
        assert!(low < 4.5 && 4.5 < high && high - low < 0.5);
        assert_eq!(confidence(&[], 10, 1), None);
    }
}
