//! The order of a line: which item is where on the screen, and back.
//!
//! ```text
//!   logical   0 1 2 3 4      levels 1 1 1 2 2
//!   visual    3 4 2 1 0      logical_at(0) == 3, visual_of(3) == 0
//! ```

/// A permutation between logical and visual positions; each direction undoes the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VisualMap {
    to_logical: Vec<usize>,
    to_visual: Vec<usize>,
}

impl VisualMap {
    /// Orders items by their levels (UAX #9 L2 <https://www.unicode.org/reports/tr9/#L2>):
    /// from the highest level down to the lowest odd one, each run at that level or
    /// higher is reversed.
    #[must_use]
    pub fn new(levels: &[u8]) -> Self {
        let to_logical = visual_order(levels);
        let mut to_visual = vec![0; to_logical.len()];
        for (visual, &logical) in to_logical.iter().enumerate() {
            if let Some(slot) = to_visual.get_mut(logical) {
                *slot = visual;
            }
        }
        Self {
            to_logical,
            to_visual,
        }
    }

    /// Returns the number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.to_logical.len()
    }

    /// Returns whether there is no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.to_logical.is_empty()
    }

    /// Returns the logical position of the item at `visual`, counted from the left.
    #[must_use]
    pub fn logical_at(&self, visual: usize) -> Option<usize> {
        self.to_logical.get(visual).copied()
    }

    /// Returns the visual position, counted from the left, of the item at `logical`.
    #[must_use]
    pub fn visual_of(&self, logical: usize) -> Option<usize> {
        self.to_visual.get(logical).copied()
    }

    /// Returns the logical positions from left to right.
    #[must_use]
    pub fn visual_order(&self) -> &[usize] {
        &self.to_logical
    }
}

/// Returns the logical positions of items with these levels from left to right.
pub(crate) fn visual_order(levels: &[u8]) -> Vec<usize> {
    let mut to_logical: Vec<usize> = (0..levels.len()).collect();
    let highest = levels.iter().copied().max().unwrap_or(0);
    let lowest_odd = levels.iter().copied().filter(|level| level % 2 == 1).min();
    for level in (lowest_odd.unwrap_or(highest + 1)..=highest).rev() {
        // Reversing in place would move the levels too; a run at this level or higher
        // is still one block after the higher runs in it were reversed, so the
        // positions can be taken from the logical levels.
        let mut at = 0;
        for run in levels.chunk_by(|a, b| (*a >= level) == (*b >= level)) {
            let end = at + run.len();
            if run.first().is_some_and(|first| *first >= level)
                && let Some(block) = to_logical.get_mut(at..end)
            {
                block.reverse();
            }
            at = end;
        }
    }
    to_logical
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_right_to_left_text_stay_left_to_right() {
        let map = VisualMap::new(&[1, 1, 1, 2, 2]);
        assert_eq!(map.visual_order(), [3, 4, 2, 1, 0]);
        assert_eq!(map.visual_of(3), Some(0));
    }

    #[test]
    fn the_examples_of_the_standard_come_out() {
        // UAX #9 L2, the second example: "<car> MEANS CAR.=" with levels as printed there.
        let map = VisualMap::new(&[2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]);
        assert_eq!(
            map.visual_order(),
            [12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 0, 1, 2]
        );
        let nested = VisualMap::new(&[0, 1, 2, 3, 2, 1, 0]);
        assert_eq!(nested.visual_order(), [0, 5, 2, 3, 4, 1, 6]);
    }

    #[test]
    fn left_to_right_lines_and_empty_lines_stay() {
        assert_eq!(VisualMap::new(&[0, 0]).visual_order(), [0, 1]);
        assert_eq!(VisualMap::new(&[2, 2]).visual_order(), [0, 1]);
        assert!(VisualMap::new(&[]).is_empty());
        assert_eq!(VisualMap::new(&[]).logical_at(0), None);
    }
}
