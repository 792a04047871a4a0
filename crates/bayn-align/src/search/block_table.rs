//! The shapes of beads, and a table of block similarity over the cells of a band.

/// The most sentences a bead has on one side.
pub(crate) const MAX_SIDE: usize = 8;

/// Numbers the shapes `(a, b)` with both sides at least 1 and together at most 9, small ones
/// first.
pub(crate) mod slot {
    /// The most sentences a bead has on both sides together.
    pub(crate) const MAX_SUM: usize = 9;
    /// The number of shapes.
    pub(crate) const COUNT: usize = count(MAX_SUM);

    /// Returns the number of a shape; both at least 1, together at most 9.
    pub(crate) const fn of(a: usize, b: usize) -> usize {
        count(a + b - 1) + a - 1
    }

    /// Returns the number of shapes with at most `sum` sentences; they are the first ones.
    pub(crate) const fn count(sum: usize) -> usize {
        sum * (sum - 1) / 2
    }
}

/// The index of the bead with one source sentence and nothing else.
pub(crate) const NULL_SOURCE: usize = slot::COUNT;
/// The index of the bead with one target sentence and nothing else.
pub(crate) const NULL_TARGET: usize = slot::COUNT + 1;

/// All shapes in the order of their slots, then the two null beads.
pub(crate) const TYPES: [(usize, usize); slot::COUNT + 2] = types();

const fn types() -> [(usize, usize); slot::COUNT + 2] {
    let mut out = [(0, 0); slot::COUNT + 2];
    let mut sum = 2;
    while sum <= slot::MAX_SUM {
        let mut a = 1;
        while a < sum {
            out[slot::of(a, sum - a)] = (a, sum - a);
            a += 1;
        }
        sum += 1;
    }
    out[NULL_SOURCE] = (1, 0);
    out[NULL_TARGET] = (0, 1);
    out
}

/// Similarity of the blocks that begin at each cell of a band.
pub(crate) struct BlockTable {
    /// The shapes of a cell one after the other, then those of the next cell.
    values: Vec<f32>,
    shapes: usize,
}

impl BlockTable {
    /// Takes the values: for each cell of the band in order, the first shapes in the order of
    /// their slots, those with at most `sum` sentences.
    pub(crate) const fn new(values: Vec<f32>, sum: usize) -> Self {
        Self {
            values,
            shapes: slot::count(sum),
        }
    }

    /// Returns the similarity of the block of shape `(a, b)` that begins at `cell`.
    #[inline]
    pub(crate) fn at(&self, cell: usize, a: usize, b: usize) -> f32 {
        debug_assert!(
            slot::of(a, b) < self.shapes,
            "a shape the table does not hold"
        );
        self.values[cell * self.shapes + slot::of(a, b)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_numbered_without_gap() {
        for (index, &(a, b)) in TYPES.iter().enumerate().take(slot::COUNT) {
            assert_eq!(slot::of(a, b), index);
            assert!(a >= 1 && b >= 1 && a + b <= slot::MAX_SUM);
        }
    }
}
