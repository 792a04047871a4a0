//! A sentence encoder from files of the user: multilingual-e5-small (Wang et al. 2024,
//! arXiv:2402.05672) in the layout of Hugging Face.
//!
//! ```text
//! config.json        sizes                        config
//! tokenizer.json     unigram pieces, charsmap     unigram     "query: " + text ─ ids
//! model.safetensors  tensors, read as needed      tensors     ids ─ network ─ hidden rows
//! ```
//! A vector is the mean of a text's hidden rows. So a block of sentences is composed as with
//! the built-in model: the rows of its sentences are added up, with those of the first begin
//! token and prefix and of the last end token. Attention across sentence
//! boundaries is missing.
//!
//! Vectors of this model lie in a narrow cone, one for each language and subject: texts that
//! have nothing in common have a cosine of .78. Before vectors are compared, the common part of those
//! of a text is subtracted; for short texts it is approximated by [`Local::mean`].

mod config;
mod network;
mod tensors;
mod unigram;

use super::parallel::in_parallel;
use rayon::prelude::*;

use super::batch::{Sizes, batches};
use super::files::{Files, ModelError};
use super::parts::{Block, Parts, WIDTH};
use super::tokenizer::Tokenizer;
use config::Config;
use ndarray::{Array2, ArrayView1};
use network::Network;
use std::sync::Arc;
use tensors::Tensors;

/// Enough rows to keep the kernels busy; memory stays below some thirty megabytes.
const SIZES: Sizes = Sizes {
    most: 1024,
    least: 128,
};
/// The prefix with which the model was trained for symmetric comparison.
const PREFIX: &str = "query: ";

/// The mean of the unit vectors of multilingual-e5-small, 32-bit floats; `tools/model/e5.py`
/// computes it from sentences of five languages.
static MEAN: &[u8] = include_bytes!("../../../assets/e5-mean.bin");

/// The loaded model.
#[derive(Debug)]
pub(super) struct Local {
    tokenizer: Tokenizer,
    network: Network,
    /// The mean of all vectors.
    mean: [f32; WIDTH],
    /// Tokens of the begin and the prefix.
    lead: usize,
}

impl Local {
    /// Checks that the files are those of such a model, without reading them completely.
    pub(super) fn check(files: &Files) -> Result<(), ModelError> {
        let config = Config::read(&files.config)?;
        Network::check(&config, &Tensors::read(Arc::clone(&files.weights))?)?;
        unigram::check(&files.tokenizer)
    }

    /// Reads a model. Its table of subword embeddings stays on disk.
    pub(super) fn read(files: &Files) -> Result<Self, ModelError> {
        let config = Config::read(&files.config)?;
        let (tokenizer, network) = in_parallel(
            || unigram::read(&files.tokenizer, config.vocab_size),
            || Network::read(&config, &Tensors::read(Arc::clone(&files.weights))?),
        );
        let (tokenizer, network) = (tokenizer?, network?);
        let lead = tokenizer.ids(PREFIX).len() - 1;
        Ok(Self {
            tokenizer,
            network,
            mean: mean(config.hidden_size),
            lead,
        })
    }

    /// Returns the token ids of a text after the prefix, between begin and end.
    pub(super) fn ids(&self, text: &str) -> Vec<u32> {
        self.tokenizer.ids(&format!("{PREFIX}{text}"))
    }

    /// Encodes many sentences, in the threads of the current rayon pool; one result for each text.
    pub(super) fn parts_of(&self, texts: &[&str]) -> Vec<Parts> {
        let ids: Vec<Vec<u32>> = texts.par_iter().map(|text| self.ids(text)).collect();
        batches(&ids, rayon::current_num_threads(), SIZES)
            .into_par_iter()
            .flat_map_iter(|batch| self.batch(batch))
            .collect()
    }

    fn batch(&self, batch: &[Vec<u32>]) -> Vec<Parts> {
        let mut windows: Vec<Vec<u32>> = Vec::new();
        let mut counts = Vec::with_capacity(batch.len());
        for ids in batch {
            let before = windows.len();
            windows.extend(in_windows(ids, self.network.longest()));
            counts.push(windows.len() - before);
        }
        let rows = self.network.run(&windows);
        let (mut at, mut windows) = (0, windows.as_slice());
        counts
            .into_iter()
            .map(|count| {
                let (own, rest) = windows.split_at(count.min(windows.len()));
                windows = rest;
                let mut parts = Parts::empty();
                for (number, window) in own.iter().enumerate() {
                    let lead = if number == 0 { self.lead } else { 1 };
                    self.add(&mut parts, &rows, at, window.len(), lead);
                    at += window.len();
                }
                parts
            })
            .collect()
    }

    /// Adds the rows of a window to the parts of its sentence.
    fn add(&self, parts: &mut Parts, rows: &Array2<f32>, at: usize, len: usize, lead: usize) {
        for place in 0..len {
            let row = rows.row(at + place);
            if place + 1 == len {
                parts.end = padded(row);
            } else if place < lead {
                // The begin token of a later window is not the beginning of the sentence.
                if lead == self.lead {
                    add(&mut parts.begin, row);
                }
            } else {
                add(&mut parts.interior_sum, row);
                parts.tokens += 1;
            }
        }
    }

    /// Returns the unit vector of each block, in order; computed in parallel.
    pub(super) fn head(&self, blocks: &[Block]) -> Vec<[f32; WIDTH]> {
        blocks.par_iter().map(|block| unit(block.sum)).collect()
    }

    /// Returns the mean of vectors of all kinds of text.
    pub(super) const fn mean(&self) -> &[f32; WIDTH] {
        &self.mean
    }
}

/// Returns the mean of vectors of this width; zeros for the width of another model.
fn mean(width: usize) -> [f32; WIDTH] {
    let mut out = [0.0; WIDTH];
    let (numbers, _) = MEAN.as_chunks::<4>();
    if numbers.len() == width {
        for (out, &four) in out.iter_mut().zip(numbers) {
            *out = f32::from_le_bytes(four);
        }
    }
    out
}

/// Cuts ids into windows of at most `longest`, each between begin and end.
fn in_windows(ids: &[u32], longest: usize) -> Vec<Vec<u32>> {
    let (Some(begin), Some(end)) = (ids.first(), ids.last()) else {
        return Vec::new();
    };
    let inner = ids.get(1..ids.len() - 1).unwrap_or_default();
    inner
        .chunks(longest.saturating_sub(2).max(1))
        .map(|inner| {
            [
                std::slice::from_ref(begin),
                inner,
                std::slice::from_ref(end),
            ]
            .concat()
        })
        .collect()
}

fn add(sum: &mut [f32; WIDTH], row: ArrayView1<'_, f32>) {
    for (sum, value) in sum.iter_mut().zip(row) {
        *sum += value;
    }
}

fn padded(row: ArrayView1<'_, f32>) -> [f32; WIDTH] {
    let mut out = [0.0; WIDTH];
    add(&mut out, row);
    out
}

fn unit(mut row: [f32; WIDTH]) -> [f32; WIDTH] {
    let length = row.iter().map(|value| value * value).sum::<f32>().sqrt();
    for value in &mut row {
        *value /= length.max(1e-9);
    }
    row
}
