//! Agreement beyond what chance would give.

use super::count;
use std::collections::BTreeMap;

/// Returns the share of items that two raters label equally; `None` for no items.
#[must_use]
pub fn observed<T: PartialEq>(pairs: &[(T, T)]) -> Option<f64> {
    let same = pairs.iter().filter(|(a, b)| a == b).count();
    (!pairs.is_empty()).then(|| count(same) / count(pairs.len()))
}

/// Returns Cohen's κ (Cohen 1960), unweighted; `None` if both use only one label.
#[must_use]
pub(crate) fn cohen_kappa<T: Ord>(pairs: &[(T, T)]) -> Option<f64> {
    let observed = observed(pairs)?;
    let mut uses: BTreeMap<&T, [usize; 2]> = BTreeMap::new();
    for (a, b) in pairs {
        uses.entry(a).or_default()[0] += 1;
        uses.entry(b).or_default()[1] += 1;
    }
    let n = count(pairs.len());
    let chance: f64 = uses
        .values()
        .map(|[a, b]| count(*a) / n * (count(*b) / n))
        .sum();
    (chance < 1.0).then(|| (observed - chance) / (1.0 - chance))
}

/// How far apart two values are, for `krippendorff_alpha`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Distance {
    /// The same or not.
    Nominal,
    /// The square of the difference.
    Interval,
}

/// Returns Krippendorff's α (Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability"):
/// of each unit the values that raters gave; units with fewer than two do not count. `None`
/// where nothing varies.
#[must_use]
pub(crate) fn krippendorff_alpha(units: &[Vec<f64>], distance: Distance) -> Option<f64> {
    let apart = |a: f64, b: f64| match distance {
        Distance::Nominal => f64::from(u8::from(a != b)),
        Distance::Interval => (a - b).powi(2),
    };
    let units = units.iter().filter(|unit| unit.len() > 1);
    let (mut seen, mut values) = (0.0, Vec::new());
    for unit in units {
        let pairs = unit
            .iter()
            .flat_map(|a| unit.iter().map(move |b| apart(*a, *b)));
        seen += pairs.sum::<f64>() / count(unit.len() - 1);
        values.extend(unit.iter().copied());
    }
    let n = count(values.len());
    // Of values many are equal: what is compared are those that differ.
    let mut different: Vec<(f64, f64)> = Vec::new();
    values.sort_by(f64::total_cmp);
    for value in values {
        match different.last_mut() {
            Some((last, times)) if *last == value => *times += 1.0,
            _ => different.push((value, 1.0)),
        }
    }
    let all = different.iter();
    let by_chance: f64 = all
        .flat_map(|(a, of_a)| {
            let others = different.iter();
            others.map(move |(b, of_b)| of_a * of_b * apart(*a, *b))
        })
        .sum();
    (by_chance > 0.0).then(|| 1.0 - seen / n / (by_chance / (n * (n - 1.0))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kappa_of_the_textbook() {
        // Cohen's own form: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no give 0.4.
        let pairs = [(1, 1, 20), (1, 0, 5), (0, 1, 10), (0, 0, 15)];
        let pairs = pairs
            .into_iter()
            .flat_map(|(a, b, times)| vec![(a, b); times]);
        let kappa = cohen_kappa(&pairs.collect::<Vec<_>>()).expect("a figure");
        assert!((kappa - 0.4).abs() < 1e-12);
        assert_eq!(cohen_kappa(&[(1, 1), (1, 1)]), None);
        assert_eq!(cohen_kappa::<u8>(&[]), None);
    }

    #[test]
    fn alpha_of_krippendorffs_own_example() {
        // Four observers, twelve units, gaps: α 0.743 nominal, 0.849 interval.
        let by_unit: [&[f64]; 12] = [
            &[1.0, 1.0, 1.0],
            &[2.0, 2.0, 3.0, 2.0],
            &[3.0, 3.0, 3.0, 3.0],
            &[3.0, 3.0, 3.0, 3.0],
            &[2.0, 2.0, 2.0, 2.0],
            &[1.0, 2.0, 3.0, 4.0],
            &[4.0, 4.0, 4.0, 4.0],
            &[1.0, 1.0, 2.0, 1.0],
            &[2.0, 2.0, 2.0, 2.0],
            &[5.0, 5.0, 5.0],
            &[1.0, 1.0],
            &[3.0],
        ];
        let units: Vec<Vec<f64>> = by_unit.iter().map(|unit| unit.to_vec()).collect();
        let nominal = krippendorff_alpha(&units, Distance::Nominal).expect("a figure");
        let interval = krippendorff_alpha(&units, Distance::Interval).expect("a figure");
        assert!((nominal - 0.743).abs() < 5e-4, "{nominal}");
        assert!((interval - 0.849).abs() < 5e-4, "{interval}");
        assert_eq!(
            krippendorff_alpha(&[vec![1.0, 1.0]], Distance::Nominal),
            None
        );
    }
}
