//! The table of terminals: how each is recognised, and what is written to it.
//!
//! Rows are tried in order and the first whose conditions are all met decides. Replies are before
//! the environment, since variables may be inherited from another terminal that this one was
//! started in. Every row is based on screenshots of that terminal except where its `why` says
//! otherwise; the last row fits every terminal.

use super::clue::Clue;
use super::reason::{Reason, Warning};
use crate::encode::Encoding;
use crate::shape::Tashkeel;

/// How a terminal is told to leave the order of cells alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// Not at all: it does not reorder, or cannot be told.
    None,
    /// `CSI 8 l`, BDSM (ECMA-48 8.3.1; <https://terminal-wg.pages.freedesktop.org/bidi/>).
    /// Harmless in terminals that do not know it.
    ExplicitMode,
    /// mlterm's `OSC 5379 ; use_ctl=false`.
    Mlterm,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The terminal's name in English, with what distinguishes it from other rows.
    pub name: &'static str,
    /// The conditions, all of which must be met.
    pub clues: &'static [Clue],
    /// What is then written.
    pub encoding: Encoding,
    /// How marks are shown.
    pub tashkeel: Tashkeel,
    /// How the terminal is told to keep the order.
    pub switch: Switch,
    /// The reason for this encoding.
    pub why: Reason,
    /// What the user should do, if anything.
    pub warning: Option<Warning>,
    /// Whether the mouse may be captured.
    pub mouse: bool,
    /// Whether it may clip letters at the end of a chunk that it reads.
    pub cuts_letters: bool,
}

pub(super) const fn row(
    name: &'static str,
    clues: &'static [Clue],
    encoding: Encoding,
    why: Reason,
) -> Row {
    Row {
        name,
        clues,
        encoding,
        tashkeel: Tashkeel::Keep,
        switch: Switch::ExplicitMode,
        why,
        warning: None,
        mouse: true,
        cuts_letters: false,
    }
}

impl Row {
    const fn stripped(mut self) -> Self {
        self.tashkeel = Tashkeel::Strip;
        self
    }

    const fn switched(mut self, switch: Switch) -> Self {
        self.switch = switch;
        self
    }

    const fn without_mouse(mut self) -> Self {
        self.mouse = false;
        self
    }

    const fn cutting_letters(mut self) -> Self {
        self.cuts_letters = true;
        self
    }

    const fn warning(mut self, warning: Warning) -> Self {
        self.warning = Some(warning);
        self
    }
}

/// The table, first match first.
pub const ROWS: &[Row] = &[
    // tmux passes on only the client's name and the characters themselves.
    row(
        "kitty with force_ltr, in tmux",
        &[Clue::InTmux, Clue::Client("kitty"), Clue::KittyForcesLtr],
        Encoding::Visual,
        Reason::ConfiguredToKeepOrder,
    ),
    row(
        "kitty, in tmux",
        &[Clue::InTmux, Clue::Client("kitty")],
        Encoding::Words,
        Reason::TurnsWords,
    )
    .stripped(),
    row(
        "Konsole without bidi, in tmux",
        &[
            Clue::InTmux,
            Clue::Client("Konsole"),
            Clue::KonsoleBidiIsOff,
        ],
        Encoding::Visual,
        Reason::ProfileSwitchesBidiOff,
    ),
    row(
        "Konsole, in tmux",
        &[Clue::InTmux, Clue::Client("Konsole")],
        Encoding::Runs,
        Reason::ReordersRows,
    ),
    row(
        "mlterm, in tmux",
        &[Clue::InTmux, Clue::Client("mlterm")],
        Encoding::Visual,
        Reason::MarksTakeCells,
    )
    .switched(Switch::None)
    .warning(Warning::MltermInTmux),
    row(
        "Alacritty, in tmux",
        &[Clue::InTmux, Clue::Client("alacritty")],
        Encoding::Guard,
        Reason::SwitchesStayInTmux,
    )
    .stripped(),
    row(
        "st, in tmux",
        &[Clue::InTmux, Clue::Client("st-")],
        Encoding::Guard,
        Reason::SwitchesStayInTmux,
    )
    .stripped(),
    row(
        "tmux",
        &[Clue::InTmux],
        Encoding::Guard,
        Reason::SwitchesStayInTmux,
    ),
    // The only capability that can be queried: support of BDSM.
    row(
        "VTE",
        &[Clue::Bdsm(&[1, 2, 4]), Clue::Da2(65)],
        Encoding::Visual,
        Reason::ExplicitMode,
    ),
    row(
        "a terminal with explicit mode",
        &[Clue::Bdsm(&[1, 2, 4])],
        Encoding::Visual,
        Reason::ExplicitMode,
    ),
    row(
        "mlterm",
        &[Clue::Env("MLTERM"), Clue::Da2(24)],
        Encoding::Visual,
        Reason::OwnSequence,
    )
    .switched(Switch::Mlterm),
    // Terminals that report their name.
    row(
        "Konsole without bidi",
        &[Clue::Version("Konsole"), Clue::KonsoleBidiIsOff],
        Encoding::Visual,
        Reason::ProfileSwitchesBidiOff,
    ),
    row(
        "Konsole",
        &[Clue::Version("Konsole")],
        Encoding::Runs,
        Reason::ReordersRows,
    ),
    row(
        "kitty with force_ltr",
        &[Clue::Version("kitty"), Clue::KittyForcesLtr],
        Encoding::Visual,
        Reason::ConfiguredToKeepOrder,
    ),
    row(
        "kitty",
        &[Clue::Version("kitty")],
        Encoding::Words,
        Reason::TurnsWords,
    )
    .stripped(),
    row(
        "xterm",
        &[Clue::Version("XTerm(")],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    )
    .cutting_letters(),
    row(
        "foot",
        &[Clue::Version("foot")],
        Encoding::Visual,
        Reason::DocumentedNotToReorder,
    ),
    row(
        "Ghostty",
        &[Clue::Version("ghostty")],
        Encoding::Visual,
        Reason::SourceForcesLtr,
    ),
    row(
        "WezTerm",
        &[Clue::Version("WezTerm")],
        Encoding::Visual,
        Reason::BidiIsOffByDefault,
    ),
    row(
        "xterm.js",
        &[Clue::Version("xterm.js")],
        Encoding::Guard,
        Reason::DependsOnRenderer,
    ),
    // Whether these reorder depends on their version or their settings, which they do not tell;
    // one that supports explicit mode was decided by that above.
    row(
        "iTerm2",
        &[Clue::Version("iTerm2")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "SwiftTerm",
        &[Clue::Version("SwiftTerm")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "Rio",
        &[Clue::Version("Rio")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "Warp",
        &[Clue::Version("Warp")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    // Multiplexers other than tmux reply with ids of their own.
    row(
        "zellij",
        &[Clue::Env("ZELLIJ"), Clue::NoVersion],
        Encoding::Guard,
        Reason::OutsideCannotBeAsked,
    ),
    row(
        "GNU screen",
        &[Clue::Da2(83)],
        Encoding::Guard,
        Reason::OutsideCannotBeAsked,
    )
    .without_mouse(),
    // mosh replies itself, whatever terminal its client runs in.
    row(
        "mosh",
        &[Clue::NoVersion, Clue::Da2Of(1, 10)],
        Encoding::Guard,
        Reason::OutsideCannotBeAsked,
    ),
    // Terminals recognised by their ids.
    row(
        "Konsole without bidi",
        &[
            Clue::Env("KONSOLE_VERSION"),
            Clue::NoVersion,
            Clue::Da2Of(1, 115),
            Clue::KonsoleBidiIsOff,
        ],
        Encoding::Visual,
        Reason::ProfileSwitchesBidiOff,
    ),
    row(
        "Konsole",
        &[Clue::NoVersion, Clue::Da2Of(1, 115)],
        Encoding::Runs,
        Reason::ReordersRows,
    ),
    row(
        "QTerminal",
        &[Clue::NoVersion, Clue::Da2Of(0, 115)],
        Encoding::Terminal,
        Reason::ReordersRows,
    ),
    row(
        "rxvt-unicode",
        &[Clue::Da2(85)],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    ),
    row(
        "PuTTY",
        &[Clue::Da2Of(0, 136)],
        Encoding::Visual,
        Reason::WhenTurnedOff,
    )
    .warning(Warning::PuttyReorders),
    row(
        "xterm.js",
        &[Clue::NoVersion, Clue::Da2Of(0, 276)],
        Encoding::Guard,
        Reason::DependsOnRenderer,
    ),
    row(
        "Alacritty",
        &[
            Clue::Env("ALACRITTY_WINDOW_ID"),
            Clue::NoVersion,
            Clue::Da2(0),
        ],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    )
    .stripped(),
    row(
        "st",
        &[Clue::Term("st-"), Clue::NoVersion, Clue::NoDa2],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    )
    .stripped(),
    row(
        "the Linux console",
        &[Clue::Term("linux")],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    )
    .warning(Warning::ConsoleFont),
    // Terminals that were not queried, such as behind a pipe. TERM is that of this terminal; the other
    // variables may be left over from one that it was started in.
    row(
        "kitty with force_ltr",
        &[
            Clue::Silent,
            Clue::Term("xterm-kitty"),
            Clue::KittyForcesLtr,
        ],
        Encoding::Visual,
        Reason::ConfiguredToKeepOrder,
    ),
    row(
        "kitty",
        &[Clue::Silent, Clue::Term("xterm-kitty")],
        Encoding::Words,
        Reason::TurnsWords,
    )
    .stripped(),
    row(
        "Alacritty",
        &[Clue::Silent, Clue::Term("alacritty")],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    )
    .stripped(),
    row(
        "rxvt-unicode",
        &[Clue::Silent, Clue::Term("rxvt-unicode")],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    ),
    row(
        "foot",
        &[Clue::Silent, Clue::Term("foot")],
        Encoding::Visual,
        Reason::DocumentedNotToReorder,
    ),
    row(
        "GNU screen",
        &[Clue::Silent, Clue::Env("STY")],
        Encoding::Guard,
        Reason::OutsideCannotBeAsked,
    )
    .without_mouse(),
    row(
        "Konsole without bidi",
        &[
            Clue::Silent,
            Clue::Term("xterm"),
            Clue::Env("KONSOLE_VERSION"),
            Clue::KonsoleBidiIsOff,
        ],
        Encoding::Visual,
        Reason::ProfileSwitchesBidiOff,
    ),
    // Displayed correctly in VTE too, if that was started from Konsole.
    row(
        "Konsole",
        &[
            Clue::Silent,
            Clue::Term("xterm"),
            Clue::Env("KONSOLE_VERSION"),
        ],
        Encoding::Runs,
        Reason::ReordersRows,
    ),
    row(
        "VTE",
        &[Clue::Silent, Clue::Env("VTE_VERSION")],
        Encoding::Guard,
        Reason::OutsideCannotBeAsked,
    ),
    row(
        "mlterm",
        &[Clue::Silent, Clue::Env("MLTERM")],
        Encoding::Visual,
        Reason::OwnSequence,
    )
    .switched(Switch::Mlterm),
    row(
        "xterm",
        &[
            Clue::Silent,
            Clue::Term("xterm"),
            Clue::Env("XTERM_VERSION"),
        ],
        Encoding::Visual,
        Reason::NeitherReordersNorShapes,
    )
    .cutting_letters(),
    // Terminals whose reordering depends on something that cannot be queried.
    row(
        "Windows Terminal",
        &[Clue::Env("WT_SESSION")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "iTerm2",
        &[Clue::EnvIs("TERM_PROGRAM", "iTerm.app")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "Terminal.app",
        &[Clue::EnvIs("TERM_PROGRAM", "Apple_Terminal")],
        Encoding::Guard,
        Reason::ReordersRows,
    ),
    row(
        "Warp",
        &[Clue::EnvIs("TERM_PROGRAM", "WarpTerminal")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "Rio",
        &[Clue::EnvIs("TERM_PROGRAM", "rio")],
        Encoding::Guard,
        Reason::DependsOnVersion,
    ),
    row(
        "Visual Studio Code",
        &[Clue::EnvIs("TERM_PROGRAM", "vscode")],
        Encoding::Guard,
        Reason::DependsOnRenderer,
    ),
];
