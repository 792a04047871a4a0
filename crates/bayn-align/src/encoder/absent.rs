//! The encoder of a build without the cargo feature `encoder`: there is none.

use super::files::{Files, ModelError};
use super::parts::{Block, Parts, WIDTH};
use super::vector::Vector;
use bayn_text::msg;

/// Has no values, so that callers do not depend on how the program was built.
#[derive(Debug)]
pub enum Encoder {}

impl Encoder {
    /// Returns `None`: this build contains no model.
    #[must_use]
    pub const fn load() -> Option<&'static Self> {
        None
    }

    /// Returns 0: this build contains no model.
    #[must_use]
    pub const fn stamp() -> u64 {
        0
    }

    /// Returns `None`: this build cannot read models.
    #[must_use]
    pub const fn from_bytes(_: &[&'static [u8]]) -> Option<Self> {
        None
    }

    /// Fails, since this build cannot read models.
    ///
    /// # Errors
    /// Always.
    pub fn from_files(files: &Files) -> Result<Self, ModelError> {
        Self::check(files).and(Err(absent()))
    }

    /// Fails, since this build cannot read models.
    ///
    /// # Errors
    /// Always.
    pub fn check(_: &Files) -> Result<(), ModelError> {
        Err(absent())
    }

    /// Cannot be called.
    #[must_use]
    pub const fn common(&self) -> Option<&[f32; WIDTH]> {
        match *self {}
    }

    /// Cannot be called.
    #[must_use]
    pub fn ids(&self, _: &str) -> Vec<u32> {
        match *self {}
    }

    /// Cannot be called.
    #[must_use]
    pub fn parts(&self, _: &str) -> Parts {
        match *self {}
    }

    /// Cannot be called.
    #[must_use]
    pub fn parts_of(&self, _: &[&str]) -> Vec<Parts> {
        match *self {}
    }

    /// Cannot be called.
    #[must_use]
    pub fn head(&self, _: &[Block]) -> Vec<[f32; WIDTH]> {
        match *self {}
    }

    /// Cannot be called.
    #[must_use]
    pub fn embed(&self, _: &str) -> [f32; WIDTH] {
        match *self {}
    }

    /// Cannot be called.
    pub(crate) fn words(&self, _: &[&str]) -> Vec<Vector> {
        match *self {}
    }

    /// Cannot be called.
    #[must_use]
    pub fn embed_all(&self, _: &[&str]) -> Vec<[f32; WIDTH]> {
        match *self {}
    }
}

fn absent() -> ModelError {
    ModelError::new(
        "config.json",
        msg!("this build cannot read models; it was built without the cargo feature `encoder`"),
    )
}

/// Returns the products of each of `rows` with each of `others`, those of a row together.
pub(crate) fn products(rows: &[i8], others: &[i8], width: usize) -> Vec<i32> {
    let product = |row: &[i8], other: &[i8]| {
        let pairs = row.iter().zip(other);
        pairs.map(|(&a, &b)| i32::from(a) * i32::from(b)).sum()
    };
    let others = others.chunks_exact(width);
    rows.chunks_exact(width)
        .flat_map(|row| others.clone().map(move |other| product(row, other)))
        .collect()
}
