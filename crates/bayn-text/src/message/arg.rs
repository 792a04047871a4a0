//! What goes into the placeholders of a sentence, by kind: the kind says how it is kept apart
//! from a sentence that runs the other way.

use super::Message;
use crate::visible::shown_path;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A number, as it is written: digits, a fraction, a range, a share.
    Number(Number),
    /// Words from outside: they are made visible, kept to their own direction, never translated.
    Name(String),
    /// A path, from left to right.
    Path(String),
    /// The keys of a command, from left to right.
    Key(String),
    /// A word of ours, which is translated.
    Word(&'static str),
    /// A sentence inside the sentence.
    Message(Box<Message>),
}

/// A number as it is written, and what it counts where it is a whole one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    pub(super) text: String,
    pub(super) count: u64,
}

impl Number {
    /// Returns a number with so many decimals.
    #[must_use]
    pub fn decimal(value: impl Into<f64>, decimals: usize) -> Self {
        Self::written(format!("{:.decimals$}", value.into()))
    }

    /// Returns a share of one in per cent, without its sign.
    #[must_use]
    pub fn percent(share: impl Into<f64>) -> Self {
        Self::decimal(share.into() * 100.0, 0)
    }

    /// Returns a number as it is written: a version, a time, a figure with its sign.
    #[must_use]
    pub const fn written(text: String) -> Self {
        Self { text, count: 0 }
    }

    /// Returns how many things it counts.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }
}

/// One of how many: `2/24`, which stays in this order in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction(pub usize, pub usize);

/// From a number to a number: `3–7`, which stays in this order in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range(pub usize, pub usize);

/// A word of ours, which is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub &'static str);

/// What is typed: keys, a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(pub String);

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Number {
            fn from(number: $kind) -> Self {
                Self { text: number.to_string(), count: number as u64 }
            }
        }
        impl From<$kind> for Arg {
            fn from(number: $kind) -> Self {
                Self::Number(number.into())
            }
        }
    )*};
}

whole_numbers!(u8, u16, u32, u64, usize);

impl From<i32> for Number {
    fn from(number: i32) -> Self {
        Self {
            text: number.to_string(),
            count: number.unsigned_abs().into(),
        }
    }
}

impl From<i32> for Arg {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Number> for Arg {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<Fraction> for Arg {
    fn from(Fraction(part, whole): Fraction) -> Self {
        Self::Number(Number::written(format!("{part}/{whole}")))
    }
}

impl From<Range> for Arg {
    fn from(Range(from, to): Range) -> Self {
        Self::Number(Number::written(format!("{from}\u{2013}{to}")))
    }
}

impl From<Word> for Arg {
    fn from(word: Word) -> Self {
        Self::Word(word.0)
    }
}

impl From<Key> for Arg {
    fn from(key: Key) -> Self {
        Self::Key(key.0)
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Message(Box::new(message))
    }
}

impl From<&Message> for Arg {
    fn from(message: &Message) -> Self {
        Self::Message(Box::new(message.clone()))
    }
}

impl From<&str> for Arg {
    fn from(name: &str) -> Self {
        Self::Name(name.to_owned())
    }
}

impl From<String> for Arg {
    fn from(name: String) -> Self {
        Self::Name(name)
    }
}

impl From<&String> for Arg {
    fn from(name: &String) -> Self {
        Self::Name(name.clone())
    }
}

impl From<Cow<'_, str>> for Arg {
    fn from(name: Cow<'_, str>) -> Self {
        Self::Name(name.into_owned())
    }
}

impl From<char> for Arg {
    fn from(letter: char) -> Self {
        Self::Name(letter.to_string())
    }
}

impl From<&Path> for Arg {
    fn from(path: &Path) -> Self {
        Self::Path(shown_path(path))
    }
}

impl From<&PathBuf> for Arg {
    fn from(path: &PathBuf) -> Self {
        Self::Path(shown_path(path))
    }
}
