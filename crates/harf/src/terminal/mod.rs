//! What is known of the terminal, and what is therefore written to it.
//!
//! Evidence is gathered once, before the first frame: the answers to one probe, the
//! environment, the client of a multiplexer, two configuration files. `table` turns evidence
//! into a verdict, as data. Then calibration by eye overrules the table, and a flag or a
//! setting overrules both.
//!
//! ```text
//!   probe ─┐
//!   env  ──┼─> Evidence ─> table ─> calibration ─> flags ─> Facts
//!   tmux ──┤
//!   files ─┘
//! ```
//!
//! Only `probe` and `Evidence::gather` touch the outer world; all the rest is a function of
//! its arguments.

mod choice;
mod clue;
mod colour;
pub mod cutter;
mod decision;
mod detect;
mod environment;
mod evidence;
#[cfg(all(feature = "detect", unix))]
mod keyboard;
mod modes;
mod probe;
mod reason;
mod reply;
mod settings;
mod table;

pub use choice::{Choice, UnknownChoice, parse_choice};
pub use clue::Clue;
pub use colour::{Depth, Ground};
pub use decision::decide;
pub use detect::Terminal;
pub use environment::Environment;
pub use evidence::{Evidence, TmuxClient};
pub use modes::Modes;
pub use probe::Asking;
#[cfg(unix)]
pub use probe::{Listen, probe};
pub use reason::{Hint, Reason, Warning};
pub use reply::{Replies, parse_replies};
pub use settings::ConfigFiles;
#[cfg(test)]
pub(crate) use settings::{kitty_forces_ltr, konsole_bidi_is_off};
pub use table::{ROWS, Row, Switch};

use crate::encode::Encoding;
use crate::shape::{Shaping, Tashkeel};

/// Where the choice of the encoding came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidedBy {
    /// The table of terminals.
    Detection,
    /// The person in front of it, who looked ([`Facts::calibrated`]).
    Calibration,
    /// A flag or a setting.
    Setting,
}

/// What is known of the terminal, and how it is written to.
///
/// ```
/// use harf::encode::Encoding;
/// use harf::terminal::{Evidence, decide, parse_replies};
///
/// // What VTE 0.70.6 answers: explicit mode is known, DA2, DA1.
/// let evidence = Evidence {
///     replies: parse_replies(b"\x1b[8;1$y\x1b[>65;7006;1c\x1b[?65;1;9c"),
///     ..Evidence::default()
/// };
/// let facts = decide(evidence);
/// assert_eq!((facts.name.as_str(), facts.encoding), ("VTE", Encoding::Visual));
/// assert_eq!(facts.enter_bidi(), "\x1b[8l\x1b[2J");
/// assert_eq!(facts.leave_bidi(), "\x1b[8h");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The terminal's name, for people.
    pub name: String,
    /// Its version, where it told one.
    pub version: Option<String>,
    /// How rows are encoded.
    pub encoding: Encoding,
    /// Who decided that.
    pub decided_by: DecidedBy,
    /// Why this encoding.
    pub why: Reason,
    /// Whether letters are written in presentation forms or left to the terminal.
    pub shaping: Shaping,
    /// Whether marks above and below the letters are shown. Some terminals (kitty, Alacritty, st) draw
    /// them as letters of their own; there they are left out unless [`chosen`](Self::chosen).
    pub tashkeel: Tashkeel,
    /// How the terminal is told to leave the order of cells alone.
    pub switch: Switch,
    /// What the user should change in the terminal.
    pub warning: Option<Warning>,
    /// Whether right-to-left letters may be bold and italic as others are. Bold costs them dots in
    /// common fonts, and most italic fonts have none of them.
    pub bold: bool,
    /// Whether the mouse may be taken. GNU screen holds ESC back until the next key while it is.
    pub mouse: bool,
    /// Whether it may cut what a letter draws beyond its cell, where its reading of the output ends
    /// in a word. Such words are written once more at rest.
    pub cuts_letters: bool,
    /// Whether the table has a row of its own for this terminal.
    pub is_known: bool,
    /// What all this was concluded from.
    pub evidence: Evidence,
}

impl Facts {
    /// Returns the facts of a terminal that is not asked anything.
    #[must_use]
    pub fn unasked() -> Self {
        decide(Evidence::default())
    }

    /// Returns these facts as overruled by calibration, if there is one for this terminal: a program may
    /// show the same line in every [`Encoding`], ask which one reads right, and keep the answer under
    /// [`Evidence::key`].
    #[must_use]
    pub fn calibrated(mut self, encoding: Option<Encoding>) -> Self {
        if let Some(encoding) = encoding {
            self.encoding = encoding;
            self.decided_by = DecidedBy::Calibration;
            self.why = Reason::Calibrated;
            self.warning = None;
        }
        self
    }

    /// Returns these facts as overruled by flags or settings; what is left open stays.
    #[must_use]
    pub fn chosen(mut self, choice: Choice) -> Self {
        if let Some(encoding) = choice.bidi {
            self.encoding = encoding;
            self.decided_by = DecidedBy::Setting;
            self.why = Reason::AskedFor;
        }
        if let Some(shaping) = choice.shaping {
            self.shaping = shaping;
        }
        if let Some(tashkeel) = choice.tashkeel {
            self.tashkeel = tashkeel;
        }
        self
    }

    /// Returns these facts for a program that prints lines and enters no mode: where explicit mode
    /// would have to be asked for, rows are guarded, which needs no mode. What a flag or a setting
    /// chose stays.
    #[must_use]
    pub fn for_lines(mut self) -> Self {
        let is_chosen = self.decided_by == DecidedBy::Setting;
        let reorders = match self.switch {
            Switch::ExplicitMode => matches!(self.evidence.replies.bdsm, Some(1 | 3)),
            Switch::Mlterm => true,
            Switch::None => false,
        };
        if self.encoding == Encoding::Visual && reorders && !is_chosen {
            self.encoding = match self.switch {
                // It gives the marks of `guard` a cell of their own.
                Switch::Mlterm => Encoding::Terminal,
                _ => Encoding::Guard,
            };
            self.why = Reason::NoModeForLines;
        }
        self
    }

    /// Returns the bytes to send after entering the alternate screen and after a resume,
    /// before the first frame. They end by clearing the screen, because a terminal takes the
    /// mode into a row only when the row is erased; so a full redraw must follow.
    #[must_use]
    pub fn enter_bidi(&self) -> String {
        if !self.encoding.wants_explicit_mode() {
            return String::new();
        }
        match self.switch {
            Switch::None => String::new(),
            Switch::ExplicitMode => "\u{1b}[8l\u{1b}[2J".to_owned(),
            Switch::Mlterm => "\u{1b}]5379;use_ctl=false\u{7}\u{1b}[2J".to_owned(),
        }
    }

    /// Returns the bytes that undo [`enter_bidi`](Self::enter_bidi), to be sent before the
    /// alternate screen is left: at the end, on a panic, on a signal, before a suspend.
    #[must_use]
    pub fn leave_bidi(&self) -> String {
        if !self.encoding.wants_explicit_mode() {
            return String::new();
        }
        match self.switch {
            Switch::None => String::new(),
            // A terminal that was in explicit mode before is left in it.
            Switch::ExplicitMode if self.evidence.replies.bdsm == Some(2) => String::new(),
            Switch::ExplicitMode => "\u{1b}[8h".to_owned(),
            Switch::Mlterm => "\u{1b}]5379;use_ctl=true\u{7}".to_owned(),
        }
    }

    /// Returns what to tell the user at the start: a warning, or for a terminal never seen and
    /// not calibrated that it should be.
    #[must_use]
    pub fn hint(&self) -> Option<Hint> {
        let is_guessed = !self.is_known && self.decided_by == DecidedBy::Detection;
        self.warning
            .map(Hint::Warning)
            .or_else(|| is_guessed.then_some(Hint::Calibrate))
    }
}

#[cfg(test)]
mod tests;
