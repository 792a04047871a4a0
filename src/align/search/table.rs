//! The shapes of beads, and a table of block likeness over the cells of a band.

/// The most sentences a bead holds on one side.
pub(crate) const MAX_SIDE: usize = 8;

/// Numbers the shapes `(a, b)` with both sides at least 1 and together at most 9.
pub(crate) mod slot {
    /// The most sentences a bead holds on both sides together.
    pub(crate) const MAX_SUM: usize = 9;
    /// The number of shapes.
    pub(crate) const COUNT: usize = 36;

    /// Returns the number of a shape; both at least 1, together at most 9.
    pub(crate) const fn of(a: usize, b: usize) -> usize {
        (a - 1) * (18 - a) / 2 + b - 1
    }
}

/// The index of the bead that holds one source sentence and nothing else.
pub(crate) const NULL_SOURCE: usize = slot::COUNT;
/// The index of the bead that holds one target sentence and nothing else.
pub(crate) const NULL_TARGET: usize = slot::COUNT + 1;

/// All shapes in the order of their slots, then the two null beads.
pub(crate) const TYPES: [(usize, usize); slot::COUNT + 2] = types();

const fn types() -> [(usize, usize); slot::COUNT + 2] {
    let mut out = [(0, 0); slot::COUNT + 2];
    let mut a = 1;
    while a <= MAX_SIDE {
        let mut b = 1;
        while a + b <= slot::MAX_SUM {
            out[slot::of(a, b)] = (a, b);
            b += 1;
        }
        a += 1;
    }
    out[NULL_SOURCE] = (1, 0);
    out[NULL_TARGET] = (0, 1);
    out
}

/// Likeness of all blocks that begin at each cell of a band.
pub(crate) struct BlockTable(Vec<[f32; slot::COUNT]>);

impl BlockTable {
    /// Takes the values, one row of shapes for each cell of the band in order.
    pub(crate) const fn new(values: Vec<[f32; slot::COUNT]>) -> Self {
        Self(values)
    }

    /// Returns the likeness of the block of shape `(a, b)` that begins at `cell`.
    #[inline]
    pub(crate) fn at(&self, cell: usize, a: usize, b: usize) -> f32 {
        self.0[cell][slot::of(a, b)]
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
