//! Blocks that were laid out before, by text, part and options; bounded.
//!
//! A pane is drawn again at every key, and most of its blocks are the same as before. The
//! bound is in cells, since cells are what fills the memory; the blocks that were used
//! longest ago go first.

use crate::layout::block::Block;
use crate::layout::options::LayoutOptions;
use crate::units::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// A name for a text; who hands it out gives a changed text, or other ghosts, a new one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextId(pub u64);

/// A bounded store of blocks.
#[derive(Debug)]
pub struct BlockCache {
    most_cells: usize,
    cells: usize,
    clock: u64,
    blocks: HashMap<Key, Entry>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    text: TextId,
    part: Span,
    options: LayoutOptions<'static>,
}

#[derive(Debug)]
struct Entry {
    block: Arc<Block>,
    cells: usize,
    used: u64,
}

impl BlockCache {
    /// Returns an empty cache that keeps at most `most_cells` cells, about 100 bytes each.
    #[must_use]
    pub fn new(most_cells: usize) -> Self {
        Self {
            most_cells,
            cells: 0,
            clock: 0,
            blocks: HashMap::new(),
        }
    }

    /// Returns the block of `part` of the text named `id`, laid out now if it is not kept.
    /// The same name must always come with the same text and ghosts.
    pub fn block(
        &mut self,
        id: TextId,
        text: &str,
        part: Span,
        options: &LayoutOptions<'_>,
    ) -> Arc<Block> {
        self.clock += 1;
        let key = Key {
            text: id,
            part,
            options: LayoutOptions {
                ghosts: &[],
                ..*options
            },
        };
        if let Some(entry) = self.blocks.get_mut(&key) {
            entry.used = self.clock;
            return Arc::clone(&entry.block);
        }
        let block = Arc::new(Block::of(text, part, options));
        // An empty line costs something too, so that nothing is free to keep.
        let cells = block
            .lines
            .iter()
            .map(|line| line.cells.len() + 1)
            .sum::<usize>();
        self.cells += cells;
        self.blocks.insert(
            key,
            Entry {
                block: Arc::clone(&block),
                cells,
                used: self.clock,
            },
        );
        if self.cells > self.most_cells {
            self.shrink();
        }
        block
    }

    /// Forgets all blocks.
    pub fn clear(&mut self) {
        self.blocks.clear();
        self.cells = 0;
    }

    /// Returns the number of blocks that are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Returns whether nothing is kept.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// Drops the blocks used longest ago until half of the room is free, so that the
    /// sorting is paid for once in many blocks.
    fn shrink(&mut self) {
        let mut ages: Vec<(u64, usize)> = self
            .blocks
            .values()
            .map(|entry| (entry.used, entry.cells))
            .collect();
        ages.sort_unstable();
        let mut left = self.cells;
        let mut oldest_kept = 0;
        for (used, cells) in ages {
            if left <= self.most_cells / 2 {
                break;
            }
            left -= cells;
            oldest_kept = used + 1;
        }
        self.blocks.retain(|_, entry| entry.used >= oldest_kept);
        self.cells = left;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Direction;
    use crate::units::Cells;

    #[test]
    fn the_same_question_gets_the_same_block() {
        let mut cache = BlockCache::new(1000);
        let options = LayoutOptions::new(Cells(10), Direction::Ltr);
        let part = Span::new(0, 5);
        let first = cache.block(TextId(1), "hello world", part, &options);
        let second = cache.block(TextId(1), "hello world", part, &options);
        assert!(Arc::ptr_eq(&first, &second));
        assert_eq!(*first, Block::of("hello world", part, &options));
        let wider = LayoutOptions::new(Cells(11), Direction::Ltr);
        let third = cache.block(TextId(1), "hello world", part, &wider);
        assert!(!Arc::ptr_eq(&first, &third));
        cache.clear();
        assert!(cache.is_empty());
    }

    #[test]
    fn the_blocks_used_longest_ago_go_first() {
        let mut cache = BlockCache::new(100);
        let options = LayoutOptions::new(Cells(20), Direction::Ltr);
        let text = "0123456789";
        let part = Span::new(0, text.len());
        let first = cache.block(TextId(0), text, part, &options);
        for id in 1..50 {
            cache.block(TextId(id), text, part, &options);
            let again = cache.block(TextId(0), text, part, &options);
            assert!(Arc::ptr_eq(&first, &again), "block 0 was in use at {id}");
            assert!(cache.cells <= 100, "{} cells", cache.cells);
            let counted: usize = cache.blocks.values().map(|entry| entry.cells).sum();
            assert_eq!(counted, cache.cells);
        }
    }

    #[test]
    fn a_block_larger_than_the_bound_is_given_and_not_kept() {
        let mut cache = BlockCache::new(3);
        let options = LayoutOptions::new(Cells(20), Direction::Ltr);
        let block = cache.block(TextId(0), "too long", Span::new(0, 8), &options);
        assert_eq!(block.lines.len(), 1);
        assert!(cache.is_empty());
    }
}
