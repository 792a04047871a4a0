//! The nodes that the search visits: for each row a run of columns that only moves forward.

use super::block_table::MAX_SIDE;
use rayon::prelude::*;
use std::ops::Range;

/// Runs of columns, one for each number of preceding source sentences.
///
/// Invariants: rows 0 to n; ranges inside 0..=m; starts and ends never decrease; each row overlaps
/// the next; node (0, 0) and node (n, m) are inside. So a path always exists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Band {
    rows: Vec<Range<u32>>,
    offsets: Vec<usize>,
}

/// Gaps between anchors with more nodes than this are crossed along their diagonal only.
const MAX_GAP: usize = 160_000;
/// Columns on each side of the diagonal of such a gap.
const DIAGONAL: usize = 60;

impl Band {
    /// Returns the band of all nodes between `rows` source and `columns` target sentences.
    pub(crate) fn full(rows: usize, columns: usize) -> Self {
        Self::widened(vec![0..columns as u32 + 1; rows + 1], columns)
    }

    /// Returns the nodes within `width` columns of the path through `anchors` (nodes in
    /// ascending order), and the whole rectangle between two anchors if it is small.
    pub(crate) fn around(
        rows: usize,
        columns: usize,
        anchors: &[(usize, usize)],
        width: usize,
    ) -> Self {
        let mut runs = vec![columns as u32 + 1..0; rows + 1];
        let ends = std::iter::once((0, 0)).chain(anchors.iter().copied()).zip(
            anchors
                .iter()
                .copied()
                .chain(std::iter::once((rows, columns))),
        );
        for ((top, left), (bottom, right)) in ends {
            let (bottom, right) = (bottom.min(rows), right.min(columns));
            let large = bottom.saturating_sub(top) * right.saturating_sub(left) > MAX_GAP;
            let rows_inside = runs.iter_mut().enumerate().take(bottom + 1).skip(top);
            for (row, run) in rows_inside {
                let (from, to) = if large {
                    let middle = left + (right - left) * (row - top) / (bottom - top).max(1);
                    (
                        middle.saturating_sub(DIAGONAL).max(left),
                        (middle + DIAGONAL).min(right),
                    )
                } else {
                    (left, right)
                };
                run.start = run.start.min(from.saturating_sub(width) as u32);
                run.end = run.end.max((to + width).min(columns) as u32 + 1);
            }
        }
        // A few rows above and below have the same columns, so that a path may leave an anchor
        // downwards as well as sideways.
        let reach = width / 2;
        let widened = (0..=rows)
            .map(|row| {
                let above = runs[row.saturating_sub(reach)].start;
                let below = runs[(row + reach).min(rows)].end;
                above..below
            })
            .collect();
        Self::widened(widened, columns)
    }

    /// Returns the band of these runs of columns, one for each row, where an empty run requires
    /// nothing. Nodes outside are added if otherwise no path would exist.
    pub(crate) fn holding(&self, runs: &[Range<usize>]) -> Self {
        let columns = self.rows.last().map_or(0, |row| row.end as usize - 1);
        let runs = runs
            .iter()
            .map(|run| match run.is_empty() {
                true => columns as u32 + 1..0,
                false => run.start as u32..run.end as u32,
            })
            .collect();
        Self::widened(runs, columns)
    }

    /// Returns the nodes of `wide`, which contains this band, at which a block may begin that the
    /// features of some bead inside this band use: those of its rectangle, and one row and
    /// column around it.
    pub(crate) fn with_block_nodes(&self, wide: &Self) -> Self {
        let last = self.height();
        let runs: Vec<Range<usize>> = (0..=last)
            .map(|row| {
                let above = self.row(row.saturating_sub(MAX_SIDE)).start;
                let below = self.row((row + MAX_SIDE).min(last)).end;
                let whole = wide.row(row);
                above.saturating_sub(1).max(whole.start)..(below + 1).min(whole.end)
            })
            .collect();
        wide.holding(&runs)
    }

    /// Establishes the invariants by widening.
    fn widened(mut rows: Vec<Range<u32>>, columns: usize) -> Self {
        if let Some(first) = rows.first_mut() {
            first.start = 0;
        }
        if let Some(last) = rows.last_mut() {
            last.end = columns as u32 + 1;
        }
        for at in (1..rows.len()).rev() {
            rows[at - 1].start = rows[at - 1].start.min(rows[at].start);
        }
        for at in 1..rows.len() {
            rows[at].end = rows[at].end.max(rows[at - 1].end);
            // Overlap with the row before, or no path leads down.
            rows[at].start = rows[at].start.min(rows[at - 1].end - 1);
        }
        for at in (1..rows.len()).rev() {
            rows[at - 1].start = rows[at - 1].start.min(rows[at].start);
        }
        let mut next = 0;
        let mut offsets: Vec<usize> = rows
            .iter()
            .map(|row| {
                let offset = next;
                next += row.len();
                offset
            })
            .collect();
        offsets.push(next);
        Self { rows, offsets }
    }

    /// Returns the number of source sentences.
    pub(crate) fn height(&self) -> usize {
        self.rows.len().saturating_sub(1)
    }

    /// Returns the number of nodes.
    pub(crate) fn len(&self) -> usize {
        self.offsets.last().copied().unwrap_or(0)
    }

    /// Returns the columns of a row; the last row for a row after it.
    pub(crate) fn row(&self, row: usize) -> Range<usize> {
        let run = &self.rows[row.min(self.rows.len() - 1)];
        run.start as usize..run.end as usize
    }

    /// Creates a table of `width` values for each node; `fill` writes those of a row, in any
    /// order and in many threads.
    pub(crate) fn table<T: Copy + Send>(
        &self,
        blank: T,
        width: usize,
        fill: impl Fn(usize, &mut [T]) + Sync,
    ) -> Vec<T> {
        self.table_of_runs(blank, (width, 1), |rows, here| fill(rows.start, here))
    }

    /// The same, `together` rows at a time; those of a run are consecutive.
    pub(crate) fn table_of_runs<T: Copy + Send>(
        &self,
        blank: T,
        (width, together): (usize, usize),
        fill: impl Fn(Range<usize>, &mut [T]) + Sync,
    ) -> Vec<T> {
        let mut values = vec![blank; self.len() * width];
        let mut rest = values.as_mut_slice();
        let mut runs = Vec::with_capacity(self.rows.len().div_ceil(together));
        let mut start = 0;
        for rows in self.rows.chunks(together) {
            let count: usize = rows.iter().map(ExactSizeIterator::len).sum();
            let (here, below) = rest.split_at_mut(count * width);
            runs.push((start..start + rows.len(), here));
            start += rows.len();
            rest = below;
        }
        runs.into_par_iter()
            .for_each(|(rows, here)| fill(rows, here));
        values
    }

    /// Returns the index of a node among all, or `None` outside the band.
    #[inline]
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<usize> {
        let run = self.rows.get(row)?;
        let column = u32::try_from(column).ok()?;
        run.contains(&column)
            .then(|| self.offsets[row] + (column - run.start) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::TYPES;
    use proptest::prelude::*;

    /// Walks these steps, as long as they stay inside the text.
    fn walk(steps: &[(usize, usize)], rows: usize, columns: usize) -> Vec<(usize, usize)> {
        let mut at = (0, 0);
        let nodes = steps.iter().map(|&(down, right)| {
            at = (at.0 + down, at.1 + right);
            at
        });
        nodes.filter(|at| at.0 <= rows && at.1 <= columns).collect()
    }

    proptest! {
        #[test]
        fn what_beads_look_at_is_seen(
            steps in proptest::collection::vec((1_usize..6, 1_usize..6), 1..8),
            width in 0_usize..3,
            more in 0_usize..30,
        ) {
            let (rows, columns) = (30, 30);
            let anchors = walk(&steps, rows, columns);
            let inner = Band::around(rows, columns, &anchors, width);
            let wide = Band::around(rows, columns, &anchors, width + more);
            let seen = inner.with_block_nodes(&wide);
            for row in 0..=rows {
                let (seen, wide) = (seen.row(row), wide.row(row));
                prop_assert!(wide.start <= seen.start && seen.end <= wide.end);
            }
            for (top, (a, b)) in (0..=rows).flat_map(|top| TYPES.map(|shape| (top, shape))) {
                let (above, below) = (inner.row(top), inner.row(top + a));
                if top + a > rows {
                    continue;
                }
                for left in above.filter(|left| below.contains(&(left + b))) {
                    for row in top.saturating_sub(1)..=(top + a).min(rows) {
                        for column in left.saturating_sub(1)..=left + b {
                            let in_wide = wide.cell(row, column).is_some();
                            prop_assert_eq!(seen.cell(row, column).is_some(), in_wide);
                        }
                    }
                }
            }
        }

        #[test]
        fn a_path_always_exists(
            rows in 0_usize..40,
            columns in 0_usize..40,
            steps in proptest::collection::vec((1_usize..9, 1_usize..9), 0..8),
            width in 0_usize..6,
        ) {
            let anchors = walk(&steps, rows, columns);
            let band = Band::around(rows, columns, &anchors, width);
            prop_assert!(band.cell(0, 0).is_some());
            prop_assert!(band.cell(rows, columns).is_some());
            for &(row, column) in &anchors {
                prop_assert!(band.cell(row, column).is_some());
            }
            for row in 0..rows {
                let (here, next) = (band.row(row), band.row(row + 1));
                prop_assert!(here.start <= next.start && here.end <= next.end);
                prop_assert!(next.start < here.end);
                prop_assert!(next.end <= columns + 1);
            }
        }
    }
}
