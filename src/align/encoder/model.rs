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
/// Fewer tokens than this are not worth a batch of their own, if there are threads to spare.
const LEAST_TOKENS: usize = 512;
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

    /// Returns a number that tells the carried model from others, without reading it all.
    #[must_use]
    pub fn stamp() -> u64 {
        /// Distance of the bytes that are looked at.
        const STRIDE: usize = 1 << 16;
        MODEL
            .iter()
            .step_by(STRIDE)
            .fold(MODEL.len() as u64, |sum, byte| {
                sum.wrapping_mul(0x0100_0000_01b3) ^ u64::from(*byte)
            })
    }

    /// Reads a model file of `tools/model/build.py`; `None` if it is cut or of another form.
    #[must_use]
    pub fn from_bytes(bytes: &'static [u8]) -> Option<Self> {
        let asset = Asset::new(bytes)?;
        let words = || {
            let tokenizer = Tokenizer::new(&asset)?;
            Some((Table::new(&asset, tokenizer.vocabulary())?, tokenizer))
        };
        let layers = || Some((Pool::new(&asset)?, Head::new(&asset)?));
        let (words, layers) = rayon::join(words, layers);
        let ((table, tokenizer), (pool, head)) = (words?, layers?);
        Some(Self {
            tokenizer,
            table,
            pool,
            head,
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
        batches(&ids, rayon::current_num_threads())
            .into_par_iter()
            .flat_map_iter(|batch| self.pool.run(&self.table, batch))
            .collect()
    }

    /// Returns the unit vector of each block, in order; many blocks in many threads.
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

/// Cuts sentences into batches of about [`BATCH_TOKENS`] at most, or of one long sentence, and
/// of about equal size for each of some threads.
fn batches(ids: &[Vec<u32>], threads: usize) -> Vec<&[Vec<u32>]> {
    let total: usize = ids.iter().map(Vec::len).sum();
    let threads = threads.max(1);
    let rounds = total.div_ceil(threads * BATCH_TOKENS).max(1);
    let most = total.div_ceil(threads * rounds).max(LEAST_TOKENS);
    let mut found = Vec::new();
    let (mut rest, mut count, mut tokens) = (ids, 0, 0);
    for sentence in ids {
        if count > 0 && tokens + sentence.len() / 2 > most {
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

    /// How many tokens each sentence of each batch has.
    fn sizes(lens: &[usize], threads: usize) -> Vec<Vec<usize>> {
        let ids: Vec<Vec<u32>> = lens.iter().map(|&len| vec![7; len]).collect();
        batches(&ids, threads)
            .iter()
            .map(|batch| batch.iter().map(Vec::len).collect())
            .collect()
    }

    #[test]
    fn batches_keep_every_sentence_in_order() {
        assert_eq!(
            sizes(&[3000, 1000, 96, 9000, 5], 1),
            [vec![3000], vec![1000, 96], vec![9000], vec![5]]
        );
        assert!(batches(&[], 2).is_empty());
    }

    #[test]
    fn threads_share_a_short_text_but_not_a_very_short_one() {
        assert_eq!(sizes(&[400; 4], 2), [[400, 400], [400, 400]]);
        assert_eq!(sizes(&[100; 4], 2), [[100; 4]]);
    }
}
