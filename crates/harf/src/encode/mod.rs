//! The last stage before the terminal: a row of cells in visual order becomes the row that
//! makes this terminal show it.
//!
//! Views draw what is to be seen, from left to right, and know nothing of terminals. Some
//! terminals then reorder or shape what they are sent by rules of their own; each encoding
//! here is the inverse of one of those. It works on the whole frame, once it is drawn, so
//! that panes, borders, help and status line all pass through it.
//!
//! ```text
//!   views -> Buffer (visual order) -> encode_buffer -> Buffer (this terminal) -> diff
//! ```
//!
//! It does not shape, wrap or reorder text by UAX #9: that is done below, in `layout`.

mod cell;
mod class;
mod guard;
mod light;
#[cfg(feature = "ratatui")]
mod ratatui;
mod runs;
mod terminal;
mod unit;
mod words;

#[cfg(feature = "ratatui")]
pub use self::ratatui::{encode_buffer, lighten_buffer};
pub use cell::{Font, ScreenCell};
#[cfg(feature = "ratatui")]
pub(crate) use class::has_ink;
pub(crate) use light::{Slant, lighten_row};

use std::fmt;
use std::str::FromStr;

/// How a visual row is written, so that a given terminal shows it as it is.
///
/// ```
/// use harf::encode::Encoding;
///
/// assert_eq!("runs".parse(), Ok(Encoding::Runs));
/// assert_eq!(Encoding::Guard.to_string(), "guard");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// Visual order as it is, after asking the terminal for explicit mode (`CSI 8 l`).
    Visual,
    /// Visual order with U+200E after each right-to-left letter and each Arabic digit: nothing is
    /// left for an implicit bidi engine to move.
    #[default]
    Guard,
    /// Words of right-to-left letters in logical order, each closed by U+200E: for terminals
    /// that reorder and shape each row from the order of its cells (Konsole).
    Runs,
    /// Each run without a space that would be drawn from right to left is written backwards,
    /// because the terminal's shaper turns it round (kitty). Digits, signs and Latin letters in one
    /// word with right-to-left letters change their weight: the terminal then draws them apart from
    /// the letters, whichever fonts both come from.
    Words,
    /// Logical order, and the terminal does the rest: for single columns of text.
    Terminal,
    /// Visual order as it is, and no mode of the terminal is touched: for recordings.
    Off,
}

impl Encoding {
    /// All encodings, in the order in which a program may offer them.
    pub const ALL: [Self; 6] = [
        Self::Visual,
        Self::Guard,
        Self::Runs,
        Self::Words,
        Self::Terminal,
        Self::Off,
    ];

    /// What a setting may be: `auto`, or the name of an encoding.
    pub const CHOICES: [&str; Self::ALL.len() + 1] = {
        let mut choices = ["auto"; Self::ALL.len() + 1];
        let mut at = 0;
        while at < Self::ALL.len() {
            choices[at + 1] = Self::ALL[at].name();
            at += 1;
        }
        choices
    };

    /// Returns the name by which flags and the configuration know it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visual => "visual",
            Self::Guard => "guard",
            Self::Runs => "runs",
            Self::Words => "words",
            Self::Terminal => "terminal",
            Self::Off => "off",
        }
    }

    /// Returns whether the terminal is to be asked for explicit mode, in which it leaves the
    /// order of cells alone.
    #[must_use]
    pub const fn wants_explicit_mode(self) -> bool {
        matches!(self, Self::Visual | Self::Guard)
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The name is of no encoding.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is none of auto, visual, guard, runs, words, terminal, off")]
pub struct UnknownEncoding(pub String);

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|encoding| encoding.name() == name)
            .ok_or_else(|| UnknownEncoding(name.to_owned()))
    }
}

/// Encodes one screen row in place: `row` holds its cells in visual order, from column 0.
///
/// A style goes where its character will be shown: with it where the terminal moves both
/// (Konsole), and not with it where the terminal moves glyphs alone (kitty).
pub fn encode_row(row: &mut [impl ScreenCell], encoding: Encoding) {
    if matches!(encoding, Encoding::Visual | Encoding::Off) || !class::has_rtl(row) {
        return;
    }
    match encoding {
        Encoding::Guard => guard::encode(row),
        Encoding::Runs => runs::encode(row),
        Encoding::Words => words::encode(row),
        Encoding::Terminal => terminal::encode(row),
        Encoding::Visual | Encoding::Off => {}
    }
}

#[cfg(all(test, feature = "ratatui"))]
mod tests;
