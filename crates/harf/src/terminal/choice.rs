//! What a user may set by flag or in the configuration: `auto`, or one fixed value.

use crate::encode::Encoding;
use crate::shape::{Shaping, Tashkeel};
use std::fmt;
use std::str::FromStr;

/// The name is of none of the values that could be chosen.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{given:?} is none of {known}")]
pub struct UnknownChoice {
    /// What was given.
    pub given: String,
    /// What could have been given.
    pub known: &'static str,
}

impl FromStr for Shaping {
    type Err = UnknownChoice;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "forms" => Ok(Self::Forms),
            "base" => Ok(Self::Base),
            _ => Err(UnknownChoice {
                given: name.to_owned(),
                known: "auto, forms, base",
            }),
        }
    }
}

impl FromStr for Tashkeel {
    type Err = UnknownChoice;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "keep" => Ok(Self::Keep),
            "strip" => Ok(Self::Strip),
            _ => Err(UnknownChoice {
                given: name.to_owned(),
                known: "auto, keep, strip",
            }),
        }
    }
}

impl fmt::Display for Shaping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Forms => "forms",
            Self::Base => "base",
        })
    }
}

impl fmt::Display for Tashkeel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keep => "keep",
            Self::Strip => "strip",
        })
    }
}

/// What flags and settings ask for; `None` is `auto`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// In which order cells are written.
    pub bidi: Option<Encoding>,
    /// Whether letters are written in presentation forms.
    pub shaping: Option<Shaping>,
    /// Whether marks above and below the letters are written.
    pub tashkeel: Option<Tashkeel>,
}

/// Reads `auto` as none and any other name as a value, for the flags of a program.
///
/// # Errors
///
/// Gives the error of the value's own parser, which lists what it knows.
pub fn parse_choice<T: FromStr>(name: &str) -> Result<Option<T>, T::Err> {
    if name == "auto" {
        Ok(None)
    } else {
        name.parse().map(Some)
    }
}
