//! The files of a model on the user's disk, as the caller passes them.
//!
//! A folder in the layout of Hugging Face: `config.json`, `tokenizer.json`,
//! `model.safetensors`. The first two are read as a whole; of the last, which has hundreds of
//! megabytes, only the parts needed are read on demand, so it stays on disk.

use bayn_text::{Message, error_message, msg};
use fnv::FnvHasher;
use std::fmt;
use std::hash::Hasher;
use std::sync::Arc;

/// Bytes that can be read at any offset, by many threads at once.
pub trait ReadAt: Send + Sync + fmt::Debug {
    /// Returns how many bytes there are.
    fn len(&self) -> u64;

    /// Fills `into` with the bytes from `offset` on; returns whether they were all there.
    fn read_at(&self, offset: u64, into: &mut [u8]) -> bool;

    /// Returns whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl ReadAt for Vec<u8> {
    fn len(&self) -> u64 {
        self.as_slice().len() as u64
    }

    fn read_at(&self, offset: u64, into: &mut [u8]) -> bool {
        let found = usize::try_from(offset)
            .ok()
            .and_then(|start| self.get(start..start.checked_add(into.len())?));
        if let Some(found) = found {
            into.copy_from_slice(found);
        }
        found.is_some()
    }
}

/// What a model is made of.
#[derive(Debug)]
pub struct Files {
    /// `config.json`.
    pub config: Vec<u8>,
    /// `tokenizer.json`.
    pub tokenizer: Vec<u8>,
    /// `model.safetensors`.
    pub weights: Arc<dyn ReadAt>,
}

/// The number of offsets in the weights that [`Files::stamp`] samples.
const SAMPLES: u64 = 4096;

impl Files {
    /// Returns a number that distinguishes these files from those of another model: a hash of all bytes of
    /// the small ones and of some thousand samples of the weights, in a few milliseconds.
    #[must_use]
    pub fn stamp(&self) -> u64 {
        let mut hash = FnvHasher::default();
        hash.write(&self.config);
        hash.write(&(self.tokenizer.len() as u64).to_le_bytes());
        for chunk in self.tokenizer.chunks(8192) {
            hash.write(chunk.get(..64).unwrap_or(chunk));
        }
        let len = self.weights.len();
        hash.write(&len.to_le_bytes());
        for sample in 0..SAMPLES {
            let mut bytes = [0; 16];
            let place = (len.saturating_sub(16) / SAMPLES).max(1) * sample;
            if !self.weights.read_at(place, &mut bytes) {
                break;
            }
            hash.write(&bytes);
        }
        hash.finish()
    }
}

/// Why a model cannot be read: the file, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModelError {
    /// The name of the file in the folder.
    pub file: &'static str,
    /// What was expected and found.
    pub said: Message,
}

impl ModelError {
    /// Returns what is wrong with a file.
    pub fn new(file: &'static str, said: impl Into<Message>) -> Self {
        Self {
            file,
            said: said.into(),
        }
    }
}

impl ModelError {
    /// Returns the message, with its file.
    #[must_use]
    pub fn message(&self) -> Message {
        msg!(
            "{file}: {what}",
            file = std::path::Path::new(self.file),
            what = self.said
        )
    }
}

error_message!(ModelError);
