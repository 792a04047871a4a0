//! The pairing of two lists that is worth most.

/// Returns pairs of a row and a column, each used once, whose worth is the greatest in sum
/// (Kuhn 1955, Munkres 1957, by shortest paths). Pairs without worth are left out. O(n³).
#[must_use]
pub(crate) fn best_pairs(worth: &[Vec<f64>]) -> Vec<(usize, usize)> {
    let columns = worth.iter().map(Vec::len).max().unwrap_or(0);
    let size = worth.len().max(columns);
    let of = |row: usize, column: usize| -> f64 {
        worth
            .get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or(0.0)
    };
    // Rows and columns from 1; 0 is where a path begins.
    let (mut over, mut under) = (vec![0.0; size + 1], vec![0.0; size + 1]);
    let mut row_of = vec![0_usize; size + 1];
    for row in 1..=size {
        let mut least = vec![f64::INFINITY; size + 1];
        let mut way = vec![0_usize; size + 1];
        let mut used = vec![false; size + 1];
        row_of[0] = row;
        let mut at = 0;
        while row_of[at] != 0 {
            used[at] = true;
            let here = row_of[at];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for column in 1..=size {
                if used[column] {
                    continue;
                }
                let cost = -of(here - 1, column - 1) - over[here] - under[column];
                if cost < least[column] {
                    (least[column], way[column]) = (cost, at);
                }
                if least[column] < step {
                    (step, next) = (least[column], column);
                }
            }
            for column in 0..=size {
                if used[column] {
                    over[row_of[column]] += step;
                    under[column] -= step;
                } else {
                    least[column] -= step;
                }
            }
            at = next;
        }
        while at != 0 {
            row_of[at] = row_of[way[at]];
            at = way[at];
        }
    }
    let pairs = (1..=size).filter_map(|column| Some((row_of[column].checked_sub(1)?, column - 1)));
    let mut pairs: Vec<(usize, usize)> = pairs
        .filter(|(row, column)| of(*row, *column) > 0.0)
        .collect();
    pairs.sort_unstable();
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(worth: &[Vec<f64>], pairs: &[(usize, usize)]) -> f64 {
        pairs.iter().map(|(row, column)| worth[*row][*column]).sum()
    }

    /// Tries all.
    fn greatest(worth: &[Vec<f64>], row: usize, used: u32) -> f64 {
        let Some(cells) = worth.get(row) else {
            return 0.0;
        };
        let free = cells
            .iter()
            .enumerate()
            .filter(|(at, _)| used & (1 << at) == 0);
        let taken = free.map(|(at, cell)| cell + greatest(worth, row + 1, used | (1 << at)));
        taken.fold(greatest(worth, row + 1, used), f64::max)
    }

    proptest! {
        #[test]
        fn no_pairing_is_worth_more(
            cells in prop::collection::vec(0..9_u8, 25),
            rows in 0..=5_usize,
            columns in 0..=5_usize,
        ) {
            let worth: Vec<Vec<f64>> = (0..rows)
                .map(|row| (0..columns).map(|at| f64::from(cells[row * 5 + at])).collect())
                .collect();
            let pairs = best_pairs(&worth);
            prop_assert_eq!(sum(&worth, &pairs), greatest(&worth, 0, 0));
            for (at, (row, column)) in pairs.iter().enumerate() {
                prop_assert!(pairs[at + 1..].iter().all(|(r, c)| r != row && c != column));
            }
        }
    }
}
