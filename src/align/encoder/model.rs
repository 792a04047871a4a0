//! The encoder as callers see it.

use std::sync::OnceLock;

use rayon::prelude::*;

use super::asset::Asset;
use super::head::Head;
use super::parts::{Block, Parts, WIDTH};
use super::pool::Pool;
use super::table::Table;
use super::tokenizer::Tokenizer;

/// The carried model; `tools/model/build.py` makes it.
static MODEL: &[u8] = include_bytes!("../../../assets/model/use-m3.bin");

/// Tokens in one batch: repeats of a piece in it cost little, and its memory stays below
/// some forty megabytes.
const BATCH_TOKENS: usize = 4096;
/// Texts whose ids are looked for at once.
const BATCH_TEXTS: usize = 64;

/// Turns sentences into vectors. Its answers do not depend on how sentences are batched nor
/// on the number of threads.
#[derive(Debug)]
pub struct Encoder {
    tokenizer: Tokenizer,
    table: Table,
    pool: Pool,
    head: Head,
}

impl Encoder {
    /// Returns the carried model; the first call reads it.
    #[must_use]
    pub fn load() -> Option<&'static Self> {
        static LOADED: OnceLock<Option<Encoder>> = OnceLock::new();
        LOADED.get_or_init(|| Self::from_bytes(MODEL)).as_ref()
    }

    /// Reads a model file of `tools/model/build.py`; `None` if it is cut or of another form.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let asset = Asset::new(bytes)?;
        let tokenizer = Tokenizer::new(&asset)?;
        Some(Self {
            table: Table::new(&asset, tokenizer.vocabulary())?,
            pool: Pool::new(&asset)?,
            head: Head::new(&asset)?,
            tokenizer,
        })
    }

    /// Returns the token ids of a text, with the begin token 1 and the end token 2.
    #[must_use]
    pub fn ids(&self, text: &str) -> Vec<u32> {
        self.tokenizer.ids(text)
    }

    /// Reads one sentence. [`Self::parts_of`] is much faster for many.
    #[must_use]
    pub fn parts(&self, text: &str) -> Parts {
        let found = self.pool.run(&self.table, &[self.ids(text)]);
        found.into_iter().next().unwrap_or_else(Parts::empty)
    }

    /// Reads many sentences, in the threads of the current rayon pool; one for each text.
    #[must_use]
    pub fn parts_of(&self, texts: &[&str]) -> Vec<Parts> {
        let ids: Vec<Vec<u32>> = texts
            .par_iter()
            .with_min_len(BATCH_TEXTS)
            .map(|text| self.ids(text))
            .collect();
        let batches: Vec<&[Vec<u32>]> = batches(&ids);
        batches
            .into_par_iter()
            .flat_map_iter(|batch| self.pool.run(&self.table, batch))
            .collect()
    }

    /// Returns the unit vector of each block, in order, in the calling thread.
    #[must_use]
    pub fn head(&self, blocks: &[Block]) -> Vec<[f32; WIDTH]> {
        self.head.run(blocks)
    }

    /// Returns the unit vector of one text.
    #[must_use]
    pub fn embed(&self, text: &str) -> [f32; WIDTH] {
        self.embed_all(&[text])
            .into_iter()
            .next()
            .unwrap_or([0.0; WIDTH])
    }

    /// Returns the unit vector of each text by itself; the way to encode words, which are
    /// best kept by the caller, since each word's vector is always the same.
    #[must_use]
    pub fn embed_all(&self, texts: &[&str]) -> Vec<[f32; WIDTH]> {
        let parts = self.parts_of(texts);
        let blocks: Vec<Block> = parts
            .iter()
            .filter_map(|parts| Block::over(std::slice::from_ref(parts)))
            .collect();
        self.head(&blocks)
    }
}

/// Cuts sentences into batches of at most [`BATCH_TOKENS`], or of one long sentence.
fn batches(ids: &[Vec<u32>]) -> Vec<&[Vec<u32>]> {
    let mut found = Vec::new();
    let (mut rest, mut count, mut tokens) = (ids, 0, 0);
    for sentence in ids {
        if count > 0 && tokens + sentence.len() > BATCH_TOKENS {
            let (batch, next) = rest.split_at(count);
            found.push(batch);
            (rest, count, tokens) = (next, 0, 0);
        }
        count += 1;
        tokens += sentence.len();
    }
    if !rest.is_empty() {
        found.push(rest);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_keep_every_sentence_in_order() {
        let ids: Vec<Vec<u32>> = [3000, 1000, 96, 1, 9000, 5].map(|n| vec![7; n]).to_vec();
        let lens: Vec<Vec<usize>> = batches(&ids)
            .iter()
            .map(|batch| batch.iter().map(Vec::len).collect())
            .collect();
        assert_eq!(lens, [vec![3000, 1000, 96], vec![1], vec![9000], vec![5]]);
        assert!(batches(&[]).is_empty());
    }
}
