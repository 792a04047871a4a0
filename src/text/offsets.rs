//! A compact map between the offsets of two texts of which one was made from the other by
//! leaving out and replacing short pieces.
//!
//! Only the places where the distance changes are kept, so a text that was not changed
//! costs one entry, and a lookup is a binary search.

/// Offsets of a clean text against offsets of the text that it was made from. Both
/// directions are total and never decrease.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Starts of the copied pieces as (clean, original), both ascending.
    pieces: Vec<(usize, usize)>,
}

impl OffsetMap {
    /// Adds a piece that begins at `clean` and was `original`; pieces come in order.
    pub(super) fn push(&mut self, clean: usize, original: usize) {
        if let Some((last_clean, last_original)) = self.pieces.last().copied() {
            // The distance is the same: the piece goes on.
            if last_original + (clean - last_clean) == original {
                return;
            }
            if last_clean == clean {
                self.pieces.pop();
            }
        }
        self.pieces.push((clean, original));
    }

    /// Returns the offset in the original text of what stands at `clean`.
    #[must_use]
    pub fn original_of(&self, clean: usize) -> usize {
        let next = self.pieces.partition_point(|(start, _)| *start <= clean);
        match next.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some((start, original)) => original + (clean - start),
            None => clean,
        }
    }

    /// Returns the offset in the clean text of what stands at `original`, or of what
    /// follows it where it was left out.
    #[must_use]
    pub fn clean_of(&self, original: usize) -> usize {
        let next = self.pieces.partition_point(|(_, start)| *start <= original);
        let end = self
            .pieces
            .get(next)
            .map_or(usize::MAX, |(clean, _)| *clean);
        match next.checked_sub(1).and_then(|at| self.pieces.get(at)) {
            Some((clean, start)) => (clean + (original - start)).min(end),
            None => original.min(end),
        }
    }

    /// Returns the map after `length` bytes were taken out of the clean text at each of
    /// `cuts` (ascending offsets of the clean text before the cut).
    pub(super) fn without(&self, cuts: &[usize], length: usize) -> Self {
        let mut starts: Vec<usize> = self.pieces.iter().map(|(clean, _)| *clean).collect();
        starts.extend(cuts.iter().map(|cut| cut + length));
        starts.sort_unstable();
        let mut map = Self::default();
        for start in starts {
            let before = cuts.partition_point(|cut| *cut < start);
            map.push(start - before * length, self.original_of(start));
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::OffsetMap;

    /// "ab--cd" with the dashes left out.
    fn cut() -> OffsetMap {
        let mut map = OffsetMap::default();
        map.push(0, 0);
        map.push(2, 4);
        map
    }

    #[test]
    fn an_offset_goes_both_ways() {
        let map = cut();
        assert_eq!(
            [0, 1, 2, 3, 4].map(|at| map.original_of(at)),
            [0, 1, 4, 5, 6]
        );
        assert_eq!(
            [0, 1, 2, 3, 4, 5].map(|at| map.clean_of(at)),
            [0, 1, 2, 2, 2, 3]
        );
    }

    #[test]
    fn an_empty_map_is_the_identity() {
        let map = OffsetMap::default();
        assert_eq!((map.original_of(7), map.clean_of(7)), (7, 7));
    }

    #[test]
    fn a_later_cut_is_carried_into_the_map() {
        let map = cut().without(&[1], 1);
        assert_eq!([0, 1, 2, 3].map(|at| map.original_of(at)), [0, 4, 5, 6]);
    }
}
