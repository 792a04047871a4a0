//! A provisional alignment by position alone, shown until the real one is ready.

use bayn_doc::Bead;
use bayn_doc::{Score, Sides};

/// Returns beads that spread both sides evenly over each other, with no confidence at all.
/// They tile `counts[0]` source and `counts[1]` target sentences. O(n).
#[must_use]
pub fn draft(counts: [usize; 2]) -> Vec<Bead> {
    let [source, target] = counts;
    let beads = match (source, target) {
        (0, _) | (_, 0) => source.max(target),
        _ => source.min(target),
    };
    let part = |count: usize, at: usize| count * at / beads;
    (0..beads)
        .map(|at| {
            let range = |count: usize| part(count, at)..part(count, at + 1);
            Bead::new(Sides::new(range(source), range(target)), Score::ZERO)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use bayn_doc::tiles;

    #[test]
    fn drafts_tile_both_sides() {
        for counts in [[0, 0], [0, 3], [4, 0], [5, 5], [7, 3], [3, 1000], [1, 1]] {
            assert!(tiles(&draft(counts), counts), "{counts:?}");
        }
    }
}
