//! Tests by ranks: whether one series of scores is above another.
//!
//! Both give the one-sided p of the normal approximation with allowance for ties, as
//! `scipy.stats` computes it: the signed rank without (`wilcoxon`), the rank sum with
//! (`mannwhitneyu`) correction for continuity.

use super::count;

/// Returns the ranks of values from 1, ties by their average.
#[must_use]
pub(crate) fn average_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    let value = |at: usize| values.get(at).copied().unwrap_or(f64::NAN);
    order.sort_by(|a, b| value(*a).total_cmp(&value(*b)));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for tie in order.chunk_by(|a, b| value(*a) == value(*b)) {
        for at in tie {
            if let Some(rank) = ranks.get_mut(*at) {
                *rank = count(before) + (count(tie.len()) + 1.0) / 2.0;
            }
        }
        before += tie.len();
    }
    ranks
}

/// Returns the sum of t³ − t over the ties.
fn ties(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let lengths = sorted.chunk_by(|a, b| a == b).map(|tie| count(tie.len()));
    lengths.map(|length| length.powi(3) - length).sum()
}

/// Returns p of Wilcoxon's signed-rank test (Wilcoxon 1945) that the first of each pair is
/// greater; pairs without a difference do not count. `None` if none differ.
#[must_use]
pub(crate) fn signed_rank(pairs: &[(f64, f64)]) -> Option<f64> {
    let differences: Vec<f64> = pairs
        .iter()
        .map(|(a, b)| a - b)
        .filter(|d| *d != 0.0)
        .collect();
    let sizes: Vec<f64> = differences.iter().map(|d| d.abs()).collect();
    let ranks = average_ranks(&sizes);
    let above = differences.iter().zip(&ranks).filter(|(d, _)| **d > 0.0);
    let plus: f64 = above.map(|(_, rank)| rank).sum();
    let n = count(sizes.len());
    let variance = n * (n + 1.0) * (2.0 * n + 1.0) / 24.0 - ties(&sizes) / 48.0;
    (variance > 0.0).then(|| upper_tail((plus - n * (n + 1.0) / 4.0) / variance.sqrt()))
}

/// Returns p of the rank-sum test (Wilcoxon 1945, Mann and Whitney 1947) that the first series is
/// above the second. `None` if a series is empty or all values are equal.
#[must_use]
pub(crate) fn rank_sum(first: &[f64], second: &[f64]) -> Option<f64> {
    let all: Vec<f64> = first.iter().chain(second).copied().collect();
    let (n, m) = (count(first.len()), count(second.len()));
    let ranks: f64 = average_ranks(&all).iter().take(first.len()).sum();
    let wins = ranks - n * (n + 1.0) / 2.0;
    let total = n + m;
    let variance = n * m / 12.0 * (total + 1.0 - ties(&all) / (total * (total - 1.0)));
    let is_sound = !first.is_empty() && !second.is_empty() && variance > 0.0;
    is_sound.then(|| upper_tail((wins - n * m / 2.0 - 0.5) / variance.sqrt()))
}

/// Returns the share of the normal distribution above z.
fn upper_tail(z: f64) -> f64 {
    erfc(z / std::f64::consts::SQRT_2) / 2.0
}

/// The complementary error function: its series near 0, its continued fraction beyond
/// (Abramowitz and Stegun 7.1.6 and 7.1.14).
fn erfc(x: f64) -> f64 {
    if x < 0.0 {
        return 2.0 - erfc(-x);
    }
    let bell = (-x * x).exp() / std::f64::consts::PI.sqrt();
    if x < 2.5 {
        let (mut term, mut sum, mut n) = (x, x, 0.0);
        while term > sum * 1e-17 {
            n += 1.0;
            term *= 2.0 * x * x / (2.0 * n + 1.0);
            sum += term;
        }
        return 1.0 - 2.0 * bell * sum;
    }
    let fraction = (1..=80)
        .rev()
        .fold(x, |below, k| x + f64::from(k) / 2.0 / below);
    bell / fraction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_their_rank() {
        assert_eq!(average_ranks(&[3.0, 1.0, 3.0, 2.0]), [3.5, 1.0, 3.5, 2.0]);
        assert_eq!(average_ranks(&[]), Vec::<f64>::new());
    }

    #[test]
    fn tails_are_those_of_the_tables() {
        for (z, tail) in [
            (0.0, 0.5),
            (1.0, 0.158_655_253_931),
            (1.644_853_626_951, 0.05),
            (-1.0, 0.841_344_746_069),
            (4.0, 3.167_124_183_3e-5),
        ] {
            assert!(
                (upper_tail(z) - tail).abs() < 1e-12,
                "{z}: {}",
                upper_tail(z)
            );
        }
    }

    #[test]
    fn small_series_by_hand() {
        // Differences 1, 2, 3, −4: ranks as they are, plus 6 of 10, mean 5, variance 7.5.
        let pairs = [(1.0, 0.0), (2.0, 0.0), (3.0, 0.0), (0.0, 4.0), (5.0, 5.0)];
        let p = signed_rank(&pairs).expect("a figure");
        assert!((p - upper_tail(1.0 / 7.5_f64.sqrt())).abs() < 1e-15);
        // All of three above all of three: U 9, mean 4.5, variance 5.25.
        let p = rank_sum(&[4.0, 5.0, 6.0], &[1.0, 2.0, 3.0]).expect("a figure");
        assert!((p - upper_tail(4.0 / 5.25_f64.sqrt())).abs() < 1e-15);
        assert_eq!(signed_rank(&[(1.0, 1.0)]), None);
        assert_eq!(rank_sum(&[1.0], &[1.0]), None);
    }
}
