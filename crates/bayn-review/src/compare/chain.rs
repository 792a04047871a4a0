//! Measures whether the first sentences of two texts say the same in the same order.
//!
//! The heaviest monotone chain of blocks is compared with the heaviest chain with one text
//! reversed: reports of one event share sentences, but in any order, so both chains
//! weigh about the same; a translation loses its weight when reversed. The weight of a block is its cosine
//! minus the mean of its sentences' rows and columns, so that a subject shared by all
//! sentences weighs nothing. The text before, between and after is ignored.

use crate::compare::sketch::{BLOCK, Meaning};

/// Shapes of linked blocks: sentences of each side.
const SHAPES: [(usize, usize); 5] = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1)];

/// The result.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Chain {
    /// The weight per sentence of the shorter head.
    pub(crate) weight: f32,
    /// The same with one text reversed.
    pub(crate) turned: f32,
    /// The mean cosine of what is linked.
    pub(crate) cosine: f32,
    /// The share of the shorter head that is linked.
    pub(crate) cover: f32,
}

/// Returns the chain between two heads; `None` if one is empty.
pub(crate) fn chain(source: &Meaning, target: &Meaning) -> Chain {
    let table = Table::new(source, target);
    let (rows, columns) = (table.rows, table.columns);
    let shorter = rows.min(columns);
    if shorter == 0 {
        return Chain::default();
    }
    let straight = table.heaviest(false);
    let turned = table.heaviest(true);
    let share = shorter as f32;
    Chain {
        weight: straight.weight / share,
        turned: turned.weight / share,
        cosine: straight.cosine / straight.linked.max(1.0),
        cover: (straight.linked / share).min(1.0),
    }
}

/// The best chain up to a node.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    weight: f32,
    cosine: f32,
    linked: f32,
}

/// The cosines of all blocks of two heads.
struct Table {
    rows: usize,
    columns: usize,
    /// By row, column and shape.
    cosines: Vec<[f32; SHAPES.len()]>,
    row_means: Vec<f32>,
    column_means: Vec<f32>,
}

impl Table {
    fn new(source: &Meaning, target: &Meaning) -> Self {
        let (rows, columns) = (source.blocks.len(), target.blocks.len());
        let mut cosines = Vec::with_capacity(rows * columns);
        let mut row_means = vec![0.0; rows];
        let mut column_means = vec![0.0; columns];
        for (row, own) in source.blocks.iter().enumerate() {
            for (column, other) in target.blocks.iter().enumerate() {
                let mut cell = [0.0; SHAPES.len()];
                for (value, (a, b)) in cell.iter_mut().zip(SHAPES) {
                    debug_assert!(a <= BLOCK && b <= BLOCK);
                    if let (Some(one), Some(two)) = (own.get(a - 1), other.get(b - 1)) {
                        *value = one.cosine(two);
                    }
                }
                if let (Some(row), Some(column)) =
                    (row_means.get_mut(row), column_means.get_mut(column))
                {
                    *row += cell[0] / columns as f32;
                    *column += cell[0] / rows as f32;
                }
                cosines.push(cell);
            }
        }
        Self {
            rows,
            columns,
            cosines,
            row_means,
            column_means,
        }
    }

    /// Returns the heaviest chain, with the target reversed if `turned`.
    fn heaviest(&self, turned: bool) -> Path {
        let width = self.columns + 1;
        let mut best = vec![Path::default(); (self.rows + 1) * width];
        let get = |best: &[Path], row: usize, column: usize| {
            best.get(row * width + column).copied().unwrap_or_default()
        };
        for row in 1..=self.rows {
            for column in 1..=self.columns {
                let mut here = get(&best, row - 1, column);
                let left = get(&best, row, column - 1);
                if left.weight > here.weight {
                    here = left;
                }
                for (shape, (a, b)) in SHAPES.into_iter().enumerate() {
                    if a > row || b > column {
                        continue;
                    }
                    // A block of the reversed text begins at its last sentence.
                    let at = if turned {
                        self.columns - column
                    } else {
                        column - b
                    };
                    let cosine = self.cosine(row - a, at, shape);
                    let weight = cosine - self.ground(row - a, at, (a, b));
                    let before = get(&best, row - a, column - b);
                    if before.weight + weight > here.weight {
                        here = Path {
                            weight: before.weight + weight,
                            cosine: before.cosine + cosine,
                            linked: before.linked + 1.0,
                        };
                    }
                }
                if let Some(cell) = best.get_mut(row * width + column) {
                    *cell = here;
                }
            }
        }
        get(&best, self.rows, self.columns)
    }

    fn cosine(&self, row: usize, column: usize, shape: usize) -> f32 {
        self.cosines
            .get(row * self.columns + column)
            .and_then(|cell| cell.get(shape))
            .copied()
            .unwrap_or(0.0)
    }

    /// Returns the mean cosine of the sentences of a block to the other text, the larger of
    /// both sides.
    fn ground(&self, row: usize, column: usize, (a, b): (usize, usize)) -> f32 {
        let mean = |means: &[f32], at: usize, count: usize| {
            let part = means.get(at..at + count).unwrap_or(&[]);
            part.iter().sum::<f32>() / part.len().max(1) as f32
        };
        mean(&self.row_means, row, a).max(mean(&self.column_means, column, b))
    }
}
