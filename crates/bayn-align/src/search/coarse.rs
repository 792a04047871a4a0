//! The coarse pass: the heaviest monotone chain of likely sentence pairs.
//!
//! Each source sentence proposes its few best target sentences; a pair weighs its similarity minus
//! the average of its two sentences with their three best, so that a phrase that
//! occurs everywhere weighs nothing. The heaviest ascending chain is found with a Fenwick tree
//! of prefix maxima in O(k log m).

use crate::neighbourhood::Neighbourhood;

/// The best value of any chain that ends at or before a column.
struct PrefixMax(Vec<(f32, u32)>);

impl PrefixMax {
    /// Returns the best (value, chain end) over columns below `end`.
    fn below(&self, mut end: usize) -> (f32, u32) {
        let mut best = (0.0, u32::MAX);
        while end > 0 {
            if self.0[end - 1].0 > best.0 {
                best = self.0[end - 1];
            }
            end &= end - 1;
        }
        best
    }

    fn raise(&mut self, column: usize, value: (f32, u32)) {
        let mut at = column + 1;
        while at <= self.0.len() {
            if value.0 > self.0[at - 1].0 {
                self.0[at - 1] = value;
            }
            at += at & at.wrapping_neg();
        }
    }
}

/// Returns the nodes before the pairs of the heaviest chain, in ascending order.
///
/// `candidates` holds, for each source sentence from `first` on, target sentences with their
/// similarity.
pub(crate) fn anchors(
    candidates: &[Vec<(u32, f32)>],
    neighbourhood: &[Neighbourhood; 2],
    first: usize,
    columns: usize,
) -> Vec<(usize, usize)> {
    heaviest(candidates, neighbourhood, first, columns, |column| column).0
}

/// The weights of the likely pairs of two texts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weights {
    /// The heaviest chain.
    pub(crate) as_is: f32,
    /// The heaviest chain with the target sentences in reverse order.
    pub(crate) turned: f32,
    /// The best pair of every source sentence, whatever their order.
    pub(crate) unordered: f32,
}

/// Computes the weights with and without order.
pub(crate) fn chain_weights(
    candidates: &[Vec<(u32, f32)>],
    neighbourhood: &[Neighbourhood; 2],
    columns: usize,
) -> Weights {
    let turned = |column: u32| (columns as u32).saturating_sub(column + 1);
    let best = |(row, list): (usize, &Vec<(u32, f32)>)| {
        list.iter()
            .map(|&(column, like)| weight(neighbourhood, (row, column), like))
            .fold(0.0, f32::max)
    };
    Weights {
        as_is: heaviest(candidates, neighbourhood, 0, columns, |column| column).1,
        turned: heaviest(candidates, neighbourhood, 0, columns, turned).1,
        unordered: candidates.iter().enumerate().map(best).sum(),
    }
}

/// Returns the weight of a pair.
fn weight(neighbourhood: &[Neighbourhood; 2], (row, column): (usize, u32), like: f32) -> f32 {
    /// The share of the similarity that two sentences with copies keep: if a whole text
    /// is repeated, its order is the only evidence.
    const COPY: f32 = 0.01;
    let weight =
        like - (neighbourhood[0].best3[row] + neighbourhood[1].best3[column as usize]) / 2.0;
    if weight.abs() < 1e-6 {
        COPY * like
    } else {
        weight
    }
}

/// Finds the heaviest chain over columns in the order given by `place`.
fn heaviest(
    candidates: &[Vec<(u32, f32)>],
    neighbourhood: &[Neighbourhood; 2],
    first: usize,
    columns: usize,
    place: impl Fn(u32) -> u32,
) -> (Vec<(usize, usize)>, f32) {
    let mut tree = PrefixMax(vec![(0.0, u32::MAX); columns]);
    let mut links: Vec<(u32, u32, u32)> = Vec::new();
    let mut fresh: Vec<(usize, (f32, u32))> = Vec::new();
    for (row, list) in (first..).zip(candidates) {
        for &(column, like) in list {
            let weight = weight(neighbourhood, (row, column), like);
            if weight <= 0.0 {
                continue;
            }
            let ordered = place(column) as usize;
            let (value, before) = tree.below(ordered);
            links.push((row as u32, column, before));
            fresh.push((ordered, (value + weight, links.len() as u32 - 1)));
        }
        // A row is added to the tree as a whole, since two pairs of one row never follow each other.
        for (at, value) in fresh.drain(..) {
            tree.raise(at, value);
        }
    }
    let mut path = Vec::new();
    let (weight, mut end) = tree.below(columns);
    while let Some(&(row, column, before)) = links.get(end as usize) {
        path.push((row as usize, column as usize));
        end = before;
    }
    path.reverse();
    (path, weight)
}
