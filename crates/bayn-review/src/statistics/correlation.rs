//! How two series of scores go together.

use super::count;
use super::ranks::average_ranks;

/// Returns Pearson's r; `None` if a series does not vary.
#[must_use]
pub(crate) fn pearson(pairs: &[(f64, f64)]) -> Option<f64> {
    let n = count(pairs.len());
    let mean = |of: fn(&(f64, f64)) -> f64| pairs.iter().map(of).sum::<f64>() / n;
    let (x, y) = (mean(|pair| pair.0), mean(|pair| pair.1));
    let sum =
        |of: &dyn Fn(f64, f64) -> f64| -> f64 { pairs.iter().map(|(a, b)| of(a - x, b - y)).sum() };
    let (xy, xx, yy) = (sum(&|a, b| a * b), sum(&|a, _| a * a), sum(&|_, b| b * b));
    (pairs.len() > 1 && xx > 0.0 && yy > 0.0)
        .then(|| (xy / (xx.sqrt() * yy.sqrt())).clamp(-1.0, 1.0))
}

/// Returns Spearman's ρ: Pearson's r of the ranks, ties by their average.
#[must_use]
pub(crate) fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let ranks =
        |of: fn(&(f64, f64)) -> f64| average_ranks(&pairs.iter().map(of).collect::<Vec<_>>());
    let ranked = ranks(|pair| pair.0).into_iter().zip(ranks(|pair| pair.1));
    pearson(&ranked.collect::<Vec<_>>())
}

/// Returns Kendall's τ-b (Kendall 1945), which allows for ties. O(n²).
#[must_use]
pub(crate) fn kendall(pairs: &[(f64, f64)]) -> Option<f64> {
    let (mut sum, mut untied_x, mut untied_y) = (0.0, 0.0, 0.0);
    for (at, (x, y)) in pairs.iter().enumerate() {
        for (other_x, other_y) in pairs.iter().skip(at + 1) {
            let sign =
                |a: &f64, b: &f64| a.partial_cmp(b).map_or(0.0, |order| f64::from(order as i8));
            let (a, b) = (sign(x, other_x), sign(y, other_y));
            sum += a * b;
            untied_x += a.abs();
            untied_y += b.abs();
        }
    }
    (untied_x > 0.0 && untied_y > 0.0).then(|| sum / (untied_x.sqrt() * untied_y.sqrt()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_those_of_the_formulas() {
        let near = |a: Option<f64>, b: f64| (a.expect("a figure") - b).abs() < 1e-12;
        let pairs = [(1.0, 2.0), (2.0, 1.0), (3.0, 4.0), (4.0, 3.0)];
        // Means 2.5; products 0.75 − 0.25·… = 3 of 5.
        assert!(near(pearson(&pairs), 0.6));
        assert!(near(spearman(&pairs), 0.6));
        // Four pairs go together, two do not.
        assert!(near(kendall(&pairs), 2.0 / 6.0));
        // One tie in x: (6 − 1 − 0) / √(5·6) for the rest in order.
        let tied = [(1.0, 1.0), (1.0, 2.0), (2.0, 3.0), (3.0, 4.0)];
        assert!(near(kendall(&tied), 5.0 / 30.0_f64.sqrt()));
        assert_eq!(pearson(&[(1.0, 1.0), (1.0, 2.0)]), None);
        assert_eq!(kendall(&[]), None);
    }
}
