//! Scores, for which higher is better.

use serde::{Deserialize, Serialize};

/// A degree of belief in `0.0..=1.0`; higher is better.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(from = "f32", into = "f32")]
pub struct Score(f32);

impl From<f32> for Score {
    fn from(value: f32) -> Self {
        Self::new(value)
    }
}

impl From<Score> for f32 {
    fn from(score: Score) -> Self {
        score.0
    }
}

impl Score {
    /// Certainty.
    pub const ONE: Self = Self(1.0);
    /// No belief at all.
    pub const ZERO: Self = Self(0.0);

    /// Returns the score, clamped to `0.0..=1.0`; NaN becomes 0.
    #[must_use]
    pub const fn new(value: f32) -> Self {
        if value.is_nan() {
            Self(0.0)
        } else {
            Self(value.clamp(0.0, 1.0))
        }
    }

    /// Returns the value in `0.0..=1.0`.
    #[must_use]
    pub const fn value(self) -> f32 {
        self.0
    }
}
