//! The arguments for the placeholders of a sentence, by kind: the kind determines how it is isolated
//! from a sentence of the opposite direction.

use super::Message;
use crate::Lang;
use crate::visible::shown_path;
use std::borrow::Cow;
use std::path::{Path, PathBuf};

/// An argument of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// A number, as it is written: digits, a fraction, a range, a share.
    Number(Number),
    /// External text: made visible, isolated in its own direction, never translated.
    Name(String),
    /// A path, from left to right.
    Path(String),
    /// Input to type: keys, a command line, from left to right.
    Key(String),
    /// The user's keys for a command, looked up when the message is shown.
    Binding(Binding),
    /// A word of this program, which is translated.
    Word(&'static str),
    /// A message of a library, for which a catalogue may have a translation.
    Library(String),
    /// A sentence inside the sentence.
    Message(Box<Message>),
}

/// A number as it is written, and its value if it is a whole number.
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

    /// Returns a share of one in per cent, with its sign.
    #[must_use]
    pub fn percent(share: impl Into<f64>) -> Self {
        Self::written(format!("{:.0}%", share.into() * 100.0))
    }

    /// Returns a number as it is written: a version, a time, a figure with its sign.
    #[must_use]
    pub const fn written(text: String) -> Self {
        Self { text, count: 0 }
    }

    /// Returns the count.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }
}

/// One of several: `2/24`, which stays in this order in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction(pub usize, pub usize);

/// From a number to a number: `3–7`, which stays in this order in every language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range(pub usize, pub usize);

/// A word of this program, which is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word(pub &'static str);

/// Input to type: keys, a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key(pub String);

/// The keys of a command in a mode, by the names of both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The mode whose keys are preferred.
    pub mode: &'static str,
    /// The command.
    pub command: &'static str,
}

/// What can be an argument.
pub trait AsArg {
    /// Returns it as an argument.
    fn as_arg(&self) -> Arg;
}

impl<T: AsArg + ?Sized> AsArg for &T {
    fn as_arg(&self) -> Arg {
        (**self).as_arg()
    }
}

macro_rules! whole_numbers {
    ($($kind:ty),*) => {$(
        impl From<$kind> for Number {
            fn from(number: $kind) -> Self {
                Self { text: number.to_string(), count: number as u64 }
            }
        }
        impl From<&$kind> for Number {
            fn from(number: &$kind) -> Self {
                Self::from(*number)
            }
        }
        impl AsArg for $kind {
            fn as_arg(&self) -> Arg {
                Arg::Number(Number::from(*self))
            }
        }
    )*};
}

whole_numbers!(u8, u16, u32, u64, usize);

macro_rules! args {
    ($($kind:ty: $it:ident => $arg:expr;)*) => {$(
        impl AsArg for $kind {
            fn as_arg(&self) -> Arg {
                let $it = self;
                $arg
            }
        }
    )*};
}

args! {
    Arg: it => it.clone();
    Number: it => Arg::Number(it.clone());
    i32: it => Arg::Number(Number::written(it.to_string()));
    i64: it => Arg::Number(Number::written(it.to_string()));
    std::sync::Arc<str>: it => Arg::Name(it.to_string());
    Box<str>: it => Arg::Name(it.to_string());
    Fraction: it => Arg::Number(Number::written(format!("{}/{}", it.0, it.1)));
    Range: it => Arg::Number(Number::written(format!("{}\u{2013}{}", it.0, it.1)));
    Word: it => Arg::Word(it.0);
    Key: it => Arg::Key(it.0.clone());
    Binding: it => Arg::Binding(*it);
    Message: it => Arg::Message(Box::new(it.clone()));
    str: it => Arg::Name(it.to_owned());
    String: it => Arg::Name(it.clone());
    Cow<'_, str>: it => Arg::Name(it.clone().into_owned());
    char: it => Arg::Name(it.to_string());
    Lang: it => Arg::Name(it.to_string());
    Path: it => Arg::Path(shown_path(it));
    PathBuf: it => Arg::Path(shown_path(it));
    std::io::Error: it => Arg::Library(it.to_string());
}
