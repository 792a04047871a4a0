//! Sentences as points: two sentences that say the same, in whatever of sixteen languages,
//! lie near each other.
//!
//! The model is Google's universal-sentence-encoder-multilingual 3 (Yang et al. 2019,
//! arXiv:1907.04307; Apache-2.0, `assets/model/NOTICE`), quantised to some sixteen megabytes
//! by `tools/model/build.py`. It knows ar de en es fr it ja ko nl pl pt ru th tr zh.
//!
//! ```text
//! text ─ tokenizer ─ ids ─ table ─ three n-gram branches ─ pool ─ Parts ┐
//!                                        sentences i..j ─ Block::over ──┴─ head ─ unit vector
//! ```
//!
//! [`Encoder::load`] costs some milliseconds at its first call and nothing before: the model
//! is part of the program's file, which the system maps page by page. Without the cargo
//! feature `model` there is no encoder and `load` gives `None`.

#[cfg(not(feature = "model"))]
mod absent;
#[cfg(feature = "model")]
mod asset;
#[cfg(feature = "model")]
mod branch;
#[cfg(feature = "model")]
mod dense;
#[cfg(feature = "model")]
mod head;
#[cfg(feature = "model")]
mod model;
#[cfg(feature = "model")]
mod normalise;
mod parts;
#[cfg(feature = "model")]
mod pieces;
#[cfg(feature = "model")]
mod pool;
#[cfg(feature = "model")]
mod table;
#[cfg(feature = "model")]
mod tokenizer;

#[cfg(not(feature = "model"))]
pub use absent::Encoder;
#[cfg(feature = "model")]
pub use model::Encoder;
pub use parts::{Block, Parts, WIDTH};

/// Returns whether the model was trained on the language with this primary subtag (`ar`).
///
/// For others its vectors say little: on Persian and Hebrew it finds less than a third of
/// the sentences that it finds on Arabic.
#[must_use]
pub fn knows_language(subtag: &str) -> bool {
    const KNOWN: [&str; 15] = [
        "ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh",
    ];
    KNOWN.contains(&subtag)
}
