//! A message of the program as a value: a sentence with typed arguments.
//!
//! A sentence is its own id, in the manner of gettext: English, with named placeholders.
//! [`msg!`](crate::msg) creates one and checks at compile time that the arguments match the
//! placeholders; [`plural!`](crate::plural) creates one with a count. `Display` writes it in English.
//! For another language the id is looked up and the same arguments are put into its sentence; that is
//! done where a message is shown, so that the code that creates one is independent of the language.
//!
//! ```
//! use bayn_text::{msg, plural};
//!
//! let found = plural!("{count} pair of {file}", "{count} pairs of {file}", count = 3_usize, file = "a.txt");
//! assert_eq!(found.to_string(), "3 pairs of a.txt");
//! assert_eq!(msg!("not saved: {why}", why = found).to_string(), "not saved: 3 pairs of a.txt");
//! ```

mod arg;
mod check;
mod write;

pub use arg::{Arg, AsArg, Binding, Fraction, Key, Number, Range, Word};
pub use check::fits;
pub use write::{English, Speech};

use std::fmt;

/// A sentence or a line for the user, independent of the language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message(Box<Form>);

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A sentence with arguments.
    Sentence(Sentence),
    /// One argument alone.
    Alone(Arg),
    /// Parts of a line.
    Parts(Vec<Message>, Separator),
}

/// A sentence, by its id, with its arguments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    pub(super) id: &'static str,
    /// The plural sentence, and the count.
    pub(super) many: Option<(&'static str, u64)>,
    pub(super) args: Vec<(&'static str, Arg)>,
}

/// What is between the parts of a line; some languages have their own punctuation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// ` · `, between unrelated items.
    Dot,
    /// A comma.
    Comma,
    /// A semicolon.
    Semicolon,
    /// A colon.
    Colon,
    /// One space.
    Space,
    /// Two spaces, as between columns.
    Gap,
}

impl Message {
    /// Errors contain messages: a small value is passed through many functions.
    fn new(form: Form) -> Self {
        Self(Box::new(form))
    }

    /// Returns a sentence of one form; [`msg!`](crate::msg) checks its arguments.
    #[must_use]
    pub fn sentence(id: &'static str, args: Vec<(&'static str, Arg)>) -> Self {
        Self::new(Form::Sentence(Sentence {
            id,
            many: None,
            args,
        }))
    }

    /// Returns a sentence with a count; [`plural!`](crate::plural) checks its arguments.
    #[must_use]
    pub fn counted(
        one: &'static str,
        many: &'static str,
        count: u64,
        args: Vec<(&'static str, Arg)>,
    ) -> Self {
        Self::new(Form::Sentence(Sentence {
            id: one,
            many: Some((many, count)),
            args,
        }))
    }

    /// Returns a word or sentence of a table, which has no placeholder.
    #[must_use]
    pub fn label(id: &'static str) -> Self {
        Self::new(Form::Alone(Arg::Word(id)))
    }

    /// Returns external text: a name, a quotation, a system error.
    #[must_use]
    pub fn name(text: impl Into<String>) -> Self {
        Self::new(Form::Alone(Arg::Name(text.into())))
    }

    /// Returns a message of a library, for which a catalogue may have a translation.
    #[must_use]
    pub fn library(error: impl fmt::Display) -> Self {
        Self::new(Form::Alone(Arg::Library(error.to_string())))
    }

    /// Returns an argument alone.
    #[must_use]
    pub fn of(arg: impl AsArg) -> Self {
        match arg.as_arg() {
            Arg::Message(message) => *message,
            arg => Self::new(Form::Alone(arg)),
        }
    }

    /// Returns the parts of a line with a separator between them.
    #[must_use]
    pub fn joined(parts: impl IntoIterator<Item = Self>, separator: Separator) -> Self {
        let mut parts: Vec<Self> = parts.into_iter().collect();
        match (parts.len(), parts.pop()) {
            (1, Some(part)) => part,
            (_, Some(last)) => {
                parts.push(last);
                Self::new(Form::Parts(parts, separator))
            }
            (_, None) => Self::new(Form::Parts(parts, separator)),
        }
    }

    /// Returns the id of a sentence or label: its English with the placeholders as they are.
    #[must_use]
    pub fn id(&self) -> Option<&'static str> {
        match &*self.0 {
            Form::Sentence(sentence) => Some(sentence.id),
            Form::Alone(Arg::Word(id)) => Some(id),
            _ => None,
        }
    }

    /// Returns whether the message is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match &*self.0 {
            Form::Sentence(sentence) => sentence.id.is_empty(),
            Form::Alone(Arg::Name(text) | Arg::Library(text)) => text.is_empty(),
            Form::Alone(Arg::Word(text)) => text.is_empty(),
            Form::Alone(_) => false,
            Form::Parts(parts, _) => parts.iter().all(Self::is_empty),
        }
    }

    /// Returns the message in the language `speech`.
    #[must_use]
    pub fn say(&self, speech: &(impl Speech + ?Sized)) -> String {
        write::say(self, speech)
    }
}

impl Default for Message {
    fn default() -> Self {
        Self::new(Form::Parts(Vec::new(), Separator::Space))
    }
}

impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.say(&English))
    }
}

/// Output for programs is in English.
impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<&Self> for Message {
    fn from(message: &Self) -> Self {
        message.clone()
    }
}

/// Makes a [`Message`](crate::Message) of a sentence and its arguments.
///
/// `name = value` is an argument, `name` alone one from the variable of that name. A string
/// is external text; a word that is translated too is `Word("…")`.
#[macro_export]
macro_rules! msg {
    ($id:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { assert!($crate::message::fits($id, &[$(stringify!($name)),*], false)) };
        $crate::Message::sentence(
            $id,
            vec![$((stringify!($name), $crate::msg_arg!($name $(= $value)?))),*],
        )
    }};
}

/// Makes a [`Message`](crate::Message) with a count: the singular sentence, the plural sentence, and
/// the arguments, of which the first is the count.
#[macro_export]
macro_rules! plural {
    ($one:literal, $many:literal, $count:ident $(= $number:expr)? $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        const { assert!($crate::message::fits($many, &[stringify!($count), $(stringify!($name)),*], false)) };
        const { assert!($crate::message::fits($one, &[stringify!($count), $(stringify!($name)),*], true)) };
        let number = $crate::message::Number::from(&$crate::msg_value!($count $(= $number)?));
        $crate::Message::counted(
            $one,
            $many,
            number.count(),
            vec![
                (stringify!($count), $crate::message::Arg::Number(number)),
                $((stringify!($name), $crate::msg_arg!($name $(= $value)?))),*
            ],
        )
    }};
}

/// Marks a string of a table as translatable; it stays a string.
#[macro_export]
macro_rules! label {
    ($id:literal) => {
        $id
    };
}

/// Makes a type an error whose message is its `fn message(&self) -> Message`.
#[macro_export]
macro_rules! error_message {
    ($error:ty) => {
        impl ::std::fmt::Display for $error {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.message(), f)
            }
        }

        impl ::std::error::Error for $error {}

        impl $crate::message::AsArg for $error {
            fn as_arg(&self) -> $crate::message::Arg {
                $crate::message::Arg::Message(Box::new(self.message()))
            }
        }

        impl From<$error> for $crate::Message {
            fn from(error: $error) -> Self {
                error.message()
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! msg_arg {
    ($name:ident) => {
        $crate::message::AsArg::as_arg(&$name)
    };
    ($name:ident = $value:expr) => {
        $crate::message::AsArg::as_arg(&$value)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! msg_value {
    ($name:ident) => {
        $name
    };
    ($name:ident = $value:expr) => {
        $value
    };
}

#[cfg(test)]
mod tests;
