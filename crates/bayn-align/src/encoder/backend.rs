//! The encoder as callers see it: the built-in model, or one of the user's.

use fnv::FnvHasher;
use std::hash::Hasher;
use std::sync::OnceLock;

use super::built_in::BuiltIn;
use super::files::{Files, ModelError};
use super::local::Local;
use super::parts::{Block, Parts, WIDTH};
use super::vector::Vector;
use super::word_cache::WordCache;

/// The files of the built-in model, created by `tools/model/build.py`.
#[cfg(feature = "model")]
static MODEL: &[&[u8]] = &[&bayn_model_common::BYTES, &bayn_model_rare::BYTES];
/// This build contains none.
#[cfg(not(feature = "model"))]
static MODEL: &[&[u8]] = &[];

/// Encodes sentences as vectors. The result does not depend on how sentences are batched or
/// on the number of threads.
#[derive(Debug)]
pub struct Encoder {
    backend: Backend,
    /// Cached vectors of words.
    words: WordCache,
}

#[derive(Debug)]
enum Backend {
    BuiltIn(Box<BuiltIn>),
    Local(Box<Local>),
}

impl Encoder {
    /// Returns the built-in model; the first call reads it.
    #[must_use]
    pub fn load() -> Option<&'static Self> {
        static LOADED: OnceLock<Option<Encoder>> = OnceLock::new();
        LOADED.get_or_init(|| Self::from_bytes(MODEL)).as_ref()
    }

    /// Returns a number that distinguishes the built-in model from others, without reading all of it.
    #[must_use]
    pub fn stamp() -> u64 {
        /// The distance between the bytes that are sampled.
        const STRIDE: usize = 1 << 16;
        let mut hash = FnvHasher::default();
        for byte in MODEL.iter().flat_map(|file| file.iter().step_by(STRIDE)) {
            hash.write(&[*byte]);
        }
        hash.finish()
    }

    /// Reads the files of `tools/model/build.py`; `None` if one is truncated or in another format.
    #[must_use]
    pub fn from_bytes(files: &[&'static [u8]]) -> Option<Self> {
        BuiltIn::from_bytes(files).map(|model| Self::of(Backend::BuiltIn(Box::new(model))))
    }

    fn of(backend: Backend) -> Self {
        Self {
            backend,
            words: WordCache::default(),
        }
    }

    /// Reads a model on the user's disk.
    ///
    /// # Errors
    /// If a file is not of the expected kind.
    pub fn from_files(files: &Files) -> Result<Self, ModelError> {
        Local::read(files).map(|model| Self::of(Backend::Local(Box::new(model))))
    }

    /// Checks whether [`Self::from_files`] will succeed, by the headers of the files.
    ///
    /// # Errors
    /// If a file is not of the expected kind.
    pub fn check(files: &Files) -> Result<(), ModelError> {
        Local::check(files)
    }

    /// Returns the common part of the vectors of all texts, if it is so large that it must
    /// be subtracted before they are compared.
    #[must_use]
    pub const fn common(&self) -> Option<&[f32; WIDTH]> {
        match &self.backend {
            Backend::BuiltIn(_) => None,
            Backend::Local(model) => Some(model.mean()),
        }
    }

    /// Returns the token ids of a text, with the tokens that begin and end it.
    #[must_use]
    pub fn ids(&self, text: &str) -> Vec<u32> {
        match &self.backend {
            Backend::BuiltIn(model) => model.ids(text),
            Backend::Local(model) => model.ids(text),
        }
    }

    /// Encodes one sentence. [`Self::parts_of`] is much faster for many.
    #[must_use]
    pub fn parts(&self, text: &str) -> Parts {
        let found = self.parts_of(&[text]);
        found.into_iter().next().unwrap_or_else(Parts::empty)
    }

    /// Encodes many sentences, in the threads of the current rayon pool; one result for each text.
    #[must_use]
    pub fn parts_of(&self, texts: &[&str]) -> Vec<Parts> {
        match &self.backend {
            Backend::BuiltIn(model) => model.parts_of(texts),
            Backend::Local(model) => model.parts_of(texts),
        }
    }

    /// Returns the unit vector of each block, in order; many blocks are encoded in parallel.
    #[must_use]
    pub fn head(&self, blocks: &[Block]) -> Vec<[f32; WIDTH]> {
        match &self.backend {
            Backend::BuiltIn(model) => model.head(blocks, |unit| unit),
            Backend::Local(model) => model.head(blocks),
        }
    }

    /// Returns the unit vector of one text.
    #[must_use]
    pub fn embed(&self, text: &str) -> [f32; WIDTH] {
        self.embed_all(&[text])
            .into_iter()
            .next()
            .unwrap_or([0.0; WIDTH])
    }

    /// Returns the vector of each word by itself; vectors are cached.
    pub(crate) fn words(&self, words: &[&str]) -> Vec<Vector> {
        let read = |new: &[&str]| self.each(new, |unit| Vector::new(&unit));
        self.words.vectors(words, read)
    }

    /// Returns the unit vector of each text by itself.
    #[must_use]
    pub fn embed_all(&self, texts: &[&str]) -> Vec<[f32; WIDTH]> {
        self.each(texts, |unit| unit)
    }

    /// Returns the result of `of` for the unit vector of each text by itself.
    fn each<T: Send>(&self, texts: &[&str], of: impl Fn([f32; WIDTH]) -> T + Sync) -> Vec<T> {
        /// The number of texts whose parts are in memory at once.
        const STRETCH: usize = 4096;
        let mut found = Vec::with_capacity(texts.len());
        for texts in texts.chunks(STRETCH) {
            match &self.backend {
                Backend::BuiltIn(model) => {
                    let blocks = model.alone(texts);
                    found.extend(model.head(&blocks, &of));
                }
                Backend::Local(model) => {
                    let parts = model.parts_of(texts);
                    let singles: Vec<Block> = parts.chunks(1).filter_map(Block::over).collect();
                    found.extend(model.head(&singles).into_iter().map(&of));
                }
            }
        }
        found
    }
}
