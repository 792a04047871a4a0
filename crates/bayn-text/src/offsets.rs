//! A compact map between the offsets of two texts of which one was made from the other by
//! leaving out and replacing short pieces.
//!
//! Only the offsets where the difference changes are stored, so an unchanged text
//! needs one entry of eight bytes, and a lookup is a binary search. Texts of more than 4 GiB
//! are not read at all (docs/formats.md).

/// Offsets of a clean text against offsets of the text that it was made from. Both
/// directions are total and never decrease.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// Starts of the copied pieces as (clean, original), both ascending.
    pieces: Vec<(u32, u32)>,
}

impl OffsetMap {
    /// Adds a piece that begins at `clean` and was `original`; pieces come in order.
    pub(super) fn push(&mut self, clean: usize, original: usize) {
        if let Some((last_clean, last_original)) = self.pieces.last().copied().map(wide) {
            // The difference is the same: the piece continues.
            if last_original + (clean - last_clean) == original {
                return;
            }
            if last_clean == clean {
                self.pieces.pop();
            }
        }
        self.pieces.push((narrow(clean), narrow(original)));
    }

    /// Returns the offset in the original text that corresponds to `clean`.
    #[must_use]
    pub fn original_of(&self, clean: usize) -> usize {
        let next = self.pieces.partition_point(|piece| wide(*piece).0 <= clean);
        match self.piece_before(next) {
            Some((start, original)) => {
                // A piece that is longer than what it was made from ends where that ends.
                let end = self.pieces.get(next).map_or(usize::MAX, |at| wide(*at).1);
                (original + (clean - start)).min(end)
            }
            None => clean,
        }
    }

    /// Returns the map from this clean text to the text that `earlier` maps to, if this
    /// map goes to the clean text of `earlier`.
    #[must_use]
    pub fn through(&self, earlier: &Self) -> Self {
        let ours = self.pieces.iter().map(|piece| wide(*piece).0);
        let theirs = earlier
            .pieces
            .iter()
            .map(|piece| self.clean_of(wide(*piece).0));
        let mut starts: Vec<usize> = ours.chain(theirs).collect();
        starts.sort_unstable();
        starts.dedup();
        let mut map = Self::default();
        for start in starts {
            map.push(start, earlier.original_of(self.original_of(start)));
        }
        map
    }

    /// Returns the offset in the clean text that corresponds to `original`, or of the text that
    /// follows if it was left out.
    #[must_use]
    pub fn clean_of(&self, original: usize) -> usize {
        let next = self
            .pieces
            .partition_point(|piece| wide(*piece).1 <= original);
        let end = self.pieces.get(next).map_or(usize::MAX, |at| wide(*at).0);
        match self.piece_before(next) {
            Some((clean, start)) => (clean + (original - start)).min(end),
            None => original.min(end),
        }
    }

    fn piece_before(&self, at: usize) -> Option<(usize, usize)> {
        self.pieces.get(at.checked_sub(1)?).copied().map(wide)
    }

    /// Returns the map after `length` bytes were taken out of the clean text at each of
    /// `cuts` (ascending offsets of the clean text before the cut).
    pub(super) fn without(&self, cuts: &[usize], length: usize) -> Self {
        let mut map = Self::default();
        let mut pieces = self.pieces.iter().copied().map(wide).peekable();
        let mut after = cuts.iter().map(|cut| cut + length).peekable();
        let (mut before, mut place) = (0, (0, 0));
        loop {
            let next = match (pieces.peek(), after.peek()) {
                (Some((piece, _)), Some(cut)) => (*piece).min(*cut),
                (Some((piece, _)), None) => *piece,
                (None, Some(cut)) => *cut,
                (None, None) => return map,
            };
            // A piece that begins after a cut begins that many cuts earlier.
            while after.next_if(|cut| *cut <= next).is_some() {
                before += 1;
            }
            if let Some(piece) = pieces.next_if(|(piece, _)| *piece == next) {
                place = piece;
            }
            map.push(next - before * length, place.1 + (next - place.0));
        }
    }
}

/// Returns a piece as offsets.
const fn wide((clean, original): (u32, u32)) -> (usize, usize) {
    (clean as usize, original as usize)
}

/// Returns an offset as stored; offsets beyond 4 GiB, which no text has, become the last.
fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
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
