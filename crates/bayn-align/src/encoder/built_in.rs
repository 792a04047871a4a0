//! The built-in encoder: the model's files loaded into tokenizer, table, branches and head.

use super::parallel::in_parallel;
use rayon::prelude::*;

use super::asset::Asset;
use super::batch::{Sizes, batches};
use super::embeddings::Table;
use super::head::Head;
use super::parts::{Block, Parts, WIDTH};
use super::pool::{Pool, Space};
use super::tokenizer::Tokenizer;

/// Repeats of a subword in a batch cost little, and the data about its subwords takes some sixty
/// megabytes. All threads work on one batch.
const SIZES: Sizes = Sizes {
    most: 16_384,
    least: 512,
};
/// The number of texts that are tokenised at once.
const BATCH_TEXTS: usize = 64;

/// Encodes sentences as vectors. The result does not depend on how sentences are batched or
/// on the number of threads.
#[derive(Debug)]
pub(super) struct BuiltIn {
    tokenizer: Tokenizer,
    table: Table,
    pool: Pool,
    head: Head,
}

impl BuiltIn {
    /// Reads the files of `tools/model/build.py`; `None` if one is truncated or in another format.
    pub(super) fn from_bytes(files: &[&'static [u8]]) -> Option<Self> {
        let asset = Asset::new(files)?;
        let words = || {
            let tokenizer = Tokenizer::new(&asset)?;
            Some((Table::new(&asset, tokenizer.vocabulary())?, tokenizer))
        };
        let layers = || Some((Pool::new(&asset)?, Head::new(&asset)?));
        let (words, layers) = in_parallel(words, layers);
        let ((table, tokenizer), (pool, head)) = (words?, layers?);
        Some(Self {
            tokenizer,
            table,
            pool,
            head,
        })
    }

    /// Returns the token ids of a text, with the begin token 1 and the end token 2.
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        self.tokenizer.ids(text)
    }

    /// Encodes many sentences, in the threads of the current rayon pool; one result for each text.
    pub(super) fn parts_of(&self, texts: &[&str]) -> Vec<Parts> {
        self.read(texts, |ids, space| self.pool.run(&self.table, ids, space))
    }

    /// Encodes many sentences as separate blocks.
    pub(super) fn alone(&self, texts: &[&str]) -> Vec<Block> {
        self.read(texts, |ids, space| self.pool.alone(&self.table, ids, space))
    }

    /// Encodes sentences batch by batch.
    fn read<T>(&self, texts: &[&str], of: impl Fn(&[Vec<u32>], &mut Space) -> Vec<T>) -> Vec<T> {
        let ids: Vec<Vec<u32>> = texts
            .par_iter()
            .with_min_len(BATCH_TEXTS)
            .map(|text| self.ids(text))
            .collect();
        let mut space = Space::default();
        let mut found = Vec::with_capacity(texts.len());
        for ids in batches(&ids, 1, SIZES) {
            found.extend(of(ids, &mut space));
        }
        found
    }

    /// Returns the result of `of` for the unit vector of each block, in order; many blocks in many
    /// threads.
    pub(super) fn head<T: Send>(
        &self,
        blocks: &[Block],
        of: impl Fn([f32; WIDTH]) -> T + Sync,
    ) -> Vec<T> {
        self.head.run(blocks, of)
    }
}
