//! The two sides of a bitext, and a pair of anything indexed by them.

use serde::{Deserialize, Serialize};
use std::ops::{Index, IndexMut};

/// One side of a bitext.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The source text.
    Source,
    /// The translation.
    Target,
}

impl Side {
    /// Both sides, source first.
    pub const BOTH: [Self; 2] = [Self::Source, Self::Target];

    /// Returns the opposite side.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }
}

/// A value for each side, indexed by [`Side`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Sides<T> {
    /// The value of the source side.
    pub source: T,
    /// The value of the target side.
    pub target: T,
}

impl<T> Sides<T> {
    /// Returns the pair of both values.
    pub const fn new(source: T, target: T) -> Self {
        Self { source, target }
    }

    /// Returns the pair of the results of `make` for each side, source first.
    pub fn from_fn(mut make: impl FnMut(Side) -> T) -> Self {
        Self {
            source: make(Side::Source),
            target: make(Side::Target),
        }
    }

    /// Applies `change` to both values.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Sides<U> {
        Sides {
            source: change(self.source),
            target: change(self.target),
        }
    }

    /// Returns references to both values.
    pub const fn as_ref(&self) -> Sides<&T> {
        Sides {
            source: &self.source,
            target: &self.target,
        }
    }
}

impl<T> Index<Side> for Sides<T> {
    type Output = T;

    fn index(&self, side: Side) -> &T {
        match side {
            Side::Source => &self.source,
            Side::Target => &self.target,
        }
    }
}

impl<T> IndexMut<Side> for Sides<T> {
    fn index_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::Source => &mut self.source,
            Side::Target => &mut self.target,
        }
    }
}
