//! Two columns of blocks side by side, padded so that each pair begins on one row.
//!
//! ```text
//!   row   source      target          beside          stacked
//!    0    bead 0      bead 0          0 | 0           0 source
//!    1    bead 0                      0 |             0 source
//!    2    bead 1      bead 1          1 | 1           0 target
//!    3                bead 1            | 1           1 source ...
//! ```
//!
//! Pure geometry: heights go in, rows come out; who holds the blocks does not matter here.

use crate::units::{Side, Sides};
use std::ops::Range;

/// How the two sides of a pair stand to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// In two columns; the shorter side is padded with empty rows.
    #[default]
    Beside,
    /// The source above the target, in one column.
    Stacked,
}

/// The rows of a list of pairs, from the first row of the first on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    arrangement: Arrangement,
    pairs: Vec<Pair>,
    total: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    start: usize,
    heights: Sides<usize>,
}

impl Rows {
    /// Places pairs whose sides have these heights in rows one below the other, with `gap`
    /// empty rows between them. Linear in the number of pairs.
    #[must_use]
    pub fn new(
        heights: impl IntoIterator<Item = Sides<usize>>,
        gap: usize,
        arrangement: Arrangement,
    ) -> Self {
        let mut rows = Self {
            arrangement,
            ..Self::default()
        };
        for heights in heights {
            let start = match rows.pairs.last() {
                Some(_) => rows.total.saturating_add(gap),
                None => 0,
            };
            let height = match arrangement {
                Arrangement::Beside => heights.source.max(heights.target),
                Arrangement::Stacked => heights.source.saturating_add(heights.target),
            };
            rows.pairs.push(Pair { start, heights });
            rows.total = start.saturating_add(height);
        }
        rows
    }

    /// Returns the number of rows in all, without a gap after the last pair.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.total
    }

    /// Returns the number of pairs.
    #[must_use]
    pub fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Returns whether there is no pair.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// Returns the rows that the pair fills, padding included and gaps not.
    #[must_use]
    pub fn of_pair(&self, pair: usize) -> Option<Range<usize>> {
        let found = self.pairs.get(pair)?;
        let end = self.of_side(pair, Side::Source)?.end;
        Some(found.start..end.max(self.of_side(pair, Side::Target)?.end))
    }

    /// Returns the rows in which one side of the pair has lines.
    #[must_use]
    pub fn of_side(&self, pair: usize, side: Side) -> Option<Range<usize>> {
        let Pair { start, heights } = *self.pairs.get(pair)?;
        let start = match (self.arrangement, side) {
            (Arrangement::Stacked, Side::Target) => start.saturating_add(heights.source),
            _ => start,
        };
        Some(start..start.saturating_add(heights[side]))
    }

    /// Returns the pair that fills `row`; a row in a gap belongs to the pair above it.
    #[must_use]
    pub fn pair_at(&self, row: usize) -> Option<usize> {
        if row >= self.total {
            return None;
        }
        self.pairs
            .partition_point(|pair| pair.start <= row)
            .checked_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(arrangement: Arrangement) -> Rows {
        let heights = [(2, 1), (1, 3), (0, 2)];
        Rows::new(
            heights.map(|(source, target)| Sides::new(source, target)),
            1,
            arrangement,
        )
    }

    #[test]
    fn pairs_beside_each_other_begin_on_one_row() {
        let rows = rows(Arrangement::Beside);
        assert_eq!(rows.of_pair(1), Some(3..6));
        assert_eq!(rows.of_side(1, Side::Source), Some(3..4));
        assert_eq!(rows.of_side(1, Side::Target), Some(3..6));
        assert_eq!(rows.of_side(2, Side::Source), Some(7..7));
        assert_eq!(rows.total(), 9);
    }

    #[test]
    fn a_stacked_target_begins_under_its_source() {
        let rows = rows(Arrangement::Stacked);
        assert_eq!(rows.of_side(0, Side::Target), Some(2..3));
        assert_eq!(rows.of_pair(1), Some(4..8));
        assert_eq!(rows.total(), 11);
    }

    #[test]
    fn every_row_belongs_to_a_pair() {
        let rows = rows(Arrangement::Beside);
        let found: Vec<_> = (0..10).map(|row| rows.pair_at(row)).collect();
        let expected = [0, 0, 0, 1, 1, 1, 1, 2, 2].map(Some);
        assert_eq!(found[..9], expected);
        assert_eq!(found[9], None);
        assert_eq!(Rows::default().pair_at(0), None);
    }
}
