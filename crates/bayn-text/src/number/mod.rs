//! Numbers, dates and times with their value, however they are written.
//!
//! [`numbers`] reads figures in any digit system, with separators, percent signs, scale
//! words (`3.5 million`) and the month names around them. [`number_words`] reads numbers
//! that are spelled out, which is less certain, so callers choose. Equal values compare
//! equal: `36,000`, `36000` and the same in Arabic digits have the same [`Decimal`].

mod around;
mod date;
mod decimal;
mod figure;
mod spelled;

pub use crate::language::Sense;
use crate::language::{Lexicon, lists};
pub use date::{Calendar, Date};
pub use decimal::Decimal;
pub use figure::numbers;
use harf::Span;
pub use spelled::number_words;

/// The kind of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NumberKind {
    /// A cardinal.
    Cardinal,
    /// A percentage; the value is that of the figure, 3.5 for `3.5%`.
    Percent,
    /// An ordinal.
    Ordinal,
    /// Four digits without separators from 1000 to 2100: perhaps a year.
    Year,
    /// A date; the value is its [`Date::code`].
    Date(Date),
    /// A time of day; the value is its minutes since midnight.
    Time,
}

/// A number in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Number {
    /// Its bytes in the text, with sign, percent and scale words.
    pub span: Span,
    /// Its exact value.
    pub value: Decimal,
    /// Its kind.
    pub kind: NumberKind,
}

/// Returns the words of numbers and calendars of a language; `None` if there are none.
fn lexicon(primary: &str) -> Option<&'static Lexicon> {
    lists(primary)?.numbers()
}

/// Returns the senses of a folded word in the numbers and dates of a language, by its primary
/// subtag, each with its value (that of a dual is the unit of which there are two).
#[must_use]
pub fn number_senses(primary: &str, word: &str) -> &'static [(Sense, i64)] {
    lexicon(primary).map_or(&[], |lexicon| lexicon.senses(word))
}

/// Returns whether words of a kind are known in a language, by its primary subtag.
#[must_use]
pub fn has_number_sense(primary: &str, sense: Sense) -> bool {
    lexicon(primary).is_some_and(|lexicon| lexicon.has(sense))
}

#[cfg(test)]
mod tests;
