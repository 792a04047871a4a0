//! Sentence embeddings: two sentences of the same meaning, in any language, have similar
//! vectors.
//!
//! The built-in model is Google's universal-sentence-encoder-multilingual 3 (Yang et al. 2019,
//! arXiv:1907.04307; Apache-2.0, `crates/bayn-model-common/NOTICE`), quantised to some sixteen megabytes
//! by `tools/model/build.py`. It supports ar de en es fr it ja ko nl pl pt ru th tr zh. For
//! other languages the user may install another model (`local`).
//!
//! ```text
//! text ─ tokenizer ─ ids ─ table ─ three n-gram branches ─ pool ─ Parts ┐
//!                                        sentences i..j ─ Block::over ──┴─ head ─ unit vector
//! ```
//!
//! [`Encoder::load`] takes some milliseconds at its first call and nothing before: the model
//! is part of the program's file, which the system maps page by page. Without the cargo
//! feature `model` none is built in and `load` returns `None`; without `encoder`, which `model`
//! enables, a model of the user's cannot be read either.

#[cfg(not(feature = "encoder"))]
mod absent;
#[cfg(feature = "encoder")]
mod asset;
#[cfg(feature = "encoder")]
mod backend;
#[cfg(feature = "encoder")]
mod batch;
#[cfg(feature = "encoder")]
mod branch;
#[cfg(feature = "encoder")]
mod built_in;
mod choice;
#[cfg(feature = "encoder")]
mod dense;
#[cfg(feature = "encoder")]
mod embeddings;
mod files;
#[cfg(feature = "encoder")]
mod head;
mod largest;
#[cfg(feature = "encoder")]
mod level;
#[cfg(feature = "encoder")]
mod local;
#[cfg(feature = "encoder")]
mod normalise;
#[cfg(feature = "encoder")]
mod parallel;
mod parts;
#[cfg(feature = "encoder")]
mod piece;
#[cfg(feature = "encoder")]
mod pieces;
#[cfg(feature = "encoder")]
mod pool;
#[cfg(feature = "encoder")]
mod tokenizer;
mod vector;
#[cfg(feature = "encoder")]
mod wide;
#[cfg(feature = "encoder")]
mod word_cache;

#[cfg(not(feature = "encoder"))]
pub use absent::Encoder;
#[cfg(not(feature = "encoder"))]
pub(crate) use absent::products;
#[cfg(feature = "encoder")]
pub use backend::Encoder;
pub use choice::{encoder_id, for_languages, is_available_for, knows_language, model_error, offer};
#[cfg(feature = "encoder")]
pub(crate) use dense::products;
pub use files::{Files, ModelError, ReadAt};
pub use parts::{Block, Parts, WIDTH};
pub(crate) use vector::{Vector, VectorMatrix};
