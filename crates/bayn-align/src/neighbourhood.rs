//! Compares the single sentences of one side with the whole other side.

use std::ops::Range;

/// The similarity of single sentences to the whole other side.
#[derive(Clone, Debug, Default)]
pub(crate) struct Neighbourhood {
    /// The similarity to the best sentence of the other side.
    pub(crate) best: Vec<f32>,
    /// The mean similarity to the three best.
    pub(crate) best3: Vec<f32>,
    /// The mean similarity to all.
    pub(crate) mean: Vec<f32>,
}

impl Neighbourhood {
    /// Collects the similarity of `sentences` sentences of one side, `others` on the other.
    pub(crate) fn from_top(top: &[[f32; 3]], sums: &[f32], others: usize) -> Self {
        let kept = others.clamp(1, 3);
        Self {
            best: top.iter().map(|top| top[0]).collect(),
            best3: top
                .iter()
                .map(|top| top[..kept].iter().sum::<f32>() / kept as f32)
                .collect(),
            mean: sums.iter().map(|sum| sum / others.max(1) as f32).collect(),
        }
    }

    /// Returns the same for a side of `count` sentences of which these begin at `start`.
    pub(crate) fn shifted(mut self, start: usize, count: usize) -> Self {
        for list in [&mut self.best, &mut self.best3, &mut self.mean] {
            list.splice(0..0, std::iter::repeat_n(0.0, start));
            list.resize(count, 0.0);
        }
        self
    }
}

/// Puts `value` among the three largest of `top`.
pub(super) fn insert_top(top: &mut [f32; 3], value: f32) {
    if value > top[2] {
        top[2] = value;
        if value > top[1] {
            top.swap(1, 2);
        }
        if value > top[0] {
            top.swap(0, 1);
        }
    }
}

/// Where the counterpart of a sentence is searched: near the proportional position in the
/// other text.
#[derive(Clone, Debug)]
pub(crate) struct Diagonal {
    /// The sentences of one side.
    pub(crate) rows: Range<usize>,
    /// Those of the other.
    pub(crate) columns: Range<usize>,
    /// How far from the diagonal a sentence may be.
    pub(crate) reach: usize,
}

impl Diagonal {
    /// Returns the column at the proportional position.
    pub(super) fn middle(&self, row: usize) -> usize {
        let done = row.saturating_sub(self.rows.start);
        self.columns.start + done * self.columns.len() / self.rows.len().max(1)
    }

    /// Returns the columns that a row is compared with.
    pub(super) fn near(&self, row: usize) -> Range<usize> {
        let middle = self.middle(row);
        let start = middle.saturating_sub(self.reach).max(self.columns.start);
        let end = middle.saturating_add(self.reach).min(self.columns.end);
        start.min(end)..end
    }
}

/// Returns the `keep` best of (place, value), best first, and of equals those nearest to `middle`:
/// repeated text has its counterpart at the proportional position.
pub(super) fn best_of(
    list: impl Iterator<Item = (u32, f32)>,
    keep: usize,
    middle: u32,
) -> Vec<(u32, f32)> {
    let key = |place: u32| (place.abs_diff(middle), place);
    let before = |a: &(u32, f32), b: &(u32, f32)| {
        let order = b.1.total_cmp(&a.1);
        order.then_with(|| key(a.0).cmp(&key(b.0))).is_lt()
    };
    let mut best: Vec<(u32, f32)> = Vec::with_capacity(keep + 1);
    for entry in list {
        if best.len() < keep || best.last().is_some_and(|last| before(&entry, last)) {
            let at = best.partition_point(|other| before(other, &entry));
            best.insert(at, entry);
            best.truncate(keep);
        }
    }
    best
}
