//! The encoder as callers see it: the carried model, or one of the user's.

use fnv::FnvHasher;
use std::hash::Hasher;
use std::sync::OnceLock;

use super::carried::Carried;
use super::files::{Files, ModelError};
use super::local::Local;
use super::memo::Memo;
use super::parts::{Block, Parts, WIDTH};
use super::vector::Vector;

/// The files of the carried model; `tools/model/build.py` makes them.
#[cfg(feature = "model")]
static MODEL: &[&[u8]] = &[&bayn_model_common::BYTES, &bayn_model_rare::BYTES];
/// This build carries none.
#[cfg(not(feature = "model"))]
static MODEL: &[&[u8]] = &[];

/// Turns sentences into vectors. Its answers do not depend on how sentences are batched nor
/// on the number of threads.
#[derive(Debug)]
pub struct Encoder {
    backend: Backend,
    /// Vectors of words met before.
    words: Memo,
}

#[derive(Debug)]
enum Backend {
    Carried(Box<Carried>),
    Local(Box<Local>),
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
        let mut hash = FnvHasher::default();
        for byte in MODEL.iter().flat_map(|file| file.iter().step_by(STRIDE)) {
            hash.write(&[*byte]);
        }
        hash.finish()
    }

    /// Reads the files of `tools/model/build.py`; `None` if one is cut or of another form.
    #[must_use]
    pub fn from_bytes(files: &[&'static [u8]]) -> Option<Self> {
        Carried::from_bytes(files).map(|model| Self::of(Backend::Carried(Box::new(model))))
    }

    fn of(backend: Backend) -> Self {
        Self {
            backend,
            words: Memo::default(),
        }
    }

    /// Reads a model on the user's disk.
    ///
    /// # Errors
    /// Where a file is not of the kind that is expected.
    pub fn from_files(files: &Files) -> Result<Self, ModelError> {
        Local::read(files).map(|model| Self::of(Backend::Local(Box::new(model))))
    }

    /// Looks whether [`Self::from_files`] will go well, as far as the heads of the files tell.
    ///
    /// # Errors
    /// Where a file is not of the kind that is expected.
    pub fn check(files: &Files) -> Result<(), ModelError> {
        Local::check(files)
    }

    /// Returns what the vectors of all texts have in common, where that is so much that it must
    /// be taken off before they are compared.
    #[must_use]
    pub const fn common(&self) -> Option<&[f32; WIDTH]> {
        match &self.backend {
            Backend::Carried(_) => None,
            Backend::Local(model) => Some(model.mean()),
        }
    }

    /// Returns the token ids of a text, with the tokens that begin and end it.
    #[must_use]
    pub fn ids(&self, text: &str) -> Vec<u32> {
        match &self.backend {
            Backend::Carried(model) => model.ids(text),
            Backend::Local(model) => model.ids(text),
        }
    }

    /// Reads one sentence. [`Self::parts_of`] is much faster for many.
    #[must_use]
    pub fn parts(&self, text: &str) -> Parts {
        let found = self.parts_of(&[text]);
        found.into_iter().next().unwrap_or_else(Parts::empty)
    }

    /// Reads many sentences, in the threads of the current rayon pool; one for each text.
    #[must_use]
    pub fn parts_of(&self, texts: &[&str]) -> Vec<Parts> {
        match &self.backend {
            Backend::Carried(model) => model.parts_of(texts),
            Backend::Local(model) => model.parts_of(texts),
        }
    }

    /// Returns the unit vector of each block, in order; many blocks in many threads.
    #[must_use]
    pub fn head(&self, blocks: &[Block]) -> Vec<[f32; WIDTH]> {
        match &self.backend {
            Backend::Carried(model) => model.head(blocks, |unit| unit),
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

    /// Returns the vector of each word by itself; those of words met before are remembered.
    pub(crate) fn words(&self, words: &[&str]) -> Vec<Vector> {
        let read = |new: &[&str]| self.each(new, |unit| Vector::new(&unit));
        self.words.vectors(words, read)
    }

    /// Returns the unit vector of each text by itself.
    #[must_use]
    pub fn embed_all(&self, texts: &[&str]) -> Vec<[f32; WIDTH]> {
        self.each(texts, |unit| unit)
    }

    /// Returns what `of` makes of the unit vector of each text by itself.
    fn each<T: Send>(&self, texts: &[&str], of: impl Fn([f32; WIDTH]) -> T + Sync) -> Vec<T> {
        /// Texts whose parts are in memory together.
        const STRETCH: usize = 4096;
        let mut found = Vec::with_capacity(texts.len());
        for texts in texts.chunks(STRETCH) {
            match &self.backend {
                Backend::Carried(model) => {
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
