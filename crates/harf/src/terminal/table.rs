//! The decision table: which terminal it is, and what is therefore written to it.
//!
//! Rows are tried in order and the first whose clues all hold decides. Answers stand before
//! the environment, since variables are inherited from whatever terminal this one was
//! started in. Every row rests on pictures of that terminal except where its `why` says
//! otherwise; the last row fits every terminal.

use super::evidence::Evidence;
use super::{DecidedBy, TerminalFacts};
use crate::encode::Encoding;
use crate::shape::{Shaping, Tashkeel};

/// How a terminal is told to leave the order of cells alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Switch {
    /// It is not: it does not reorder, or cannot be told.
    None,
    /// `CSI 8 l`, BDSM (ECMA-48 8.3.1; <https://terminal-wg.pages.freedesktop.org/bidi/>).
    /// Harmless in terminals that do not know it.
    ExplicitMode,
    /// mlterm's `OSC 5379 ; use_ctl=false`.
    Mlterm,
}

/// One thing that must be true of the evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Clue {
    /// tmux answers, and not the terminal itself.
    InTmux,
    /// The tmux client's terminal is of this name or kind.
    Client(&'static str),
    /// DECRPM for mode 8 gave one of these.
    Bdsm(&'static [u8]),
    /// XTVERSION begins so.
    Version(&'static str),
    /// XTVERSION was not answered.
    NoVersion,
    /// The first number of DA2.
    Da2(u32),
    /// The first two numbers of DA2.
    Da2Of(u32, u32),
    /// DA2 was not answered.
    NoDa2,
    /// The variable is set.
    Env(&'static str),
    /// The variable has this value.
    EnvIs(&'static str, &'static str),
    /// TERM begins so.
    Term(&'static str),
    /// kitty's configuration says `force_ltr yes`.
    KittyForcesLtr,
    /// Konsole's profile says `BidiRenderingEnabled=false`.
    KonsoleBidiIsOff,
}

impl Clue {
    /// Returns whether the evidence bears this clue out.
    #[must_use]
    pub fn holds(self, evidence: &Evidence) -> bool {
        let replies = &evidence.replies;
        let begins = |text: &str, start: &str| {
            text.get(..start.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(start))
        };
        match self {
            Self::InTmux => evidence.is_in_tmux(),
            Self::Client(name) => evidence.client.as_ref().is_some_and(|client| {
                begins(&client.kind, name)
                    || begins(&client.name, name)
                    || begins(&client.name, &format!("xterm-{name}"))
            }),
            Self::Bdsm(states) => replies.bdsm.is_some_and(|state| states.contains(&state)),
            Self::Version(name) => replies
                .xtversion
                .as_deref()
                .is_some_and(|version| begins(version, name)),
            Self::NoVersion => replies.xtversion.is_none(),
            Self::Da2(kind) => replies.da2.is_some_and(|da2| da2[0] == kind),
            Self::Da2Of(kind, number) => replies
                .da2
                .is_some_and(|da2| da2[0] == kind && da2[1] == number),
            Self::NoDa2 => replies.da2.is_none(),
            Self::Env(name) => evidence.env.get(name).is_some(),
            Self::EnvIs(name, value) => evidence.env.get(name) == Some(value),
            Self::Term(start) => evidence
                .env
                .get("TERM")
                .is_some_and(|term| begins(term, start)),
            Self::KittyForcesLtr => evidence.kitty_forces_ltr,
            Self::KonsoleBidiIsOff => evidence.konsole_bidi_is_off,
        }
    }
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// The terminal's name, for people.
    pub name: &'static str,
    /// What must be true; all of it.
    pub clues: &'static [Clue],
    /// What is then written.
    pub encoding: Encoding,
    /// How marks are shown.
    pub tashkeel: Tashkeel,
    /// How the terminal is told to keep the order.
    pub switch: Switch,
    /// One clause: why.
    pub why: &'static str,
    /// What the user should do, if anything.
    pub warning: Option<&'static str>,
}

const fn row(
    name: &'static str,
    clues: &'static [Clue],
    encoding: Encoding,
    why: &'static str,
) -> Row {
    Row {
        name,
        clues,
        encoding,
        tashkeel: Tashkeel::Keep,
        switch: Switch::ExplicitMode,
        why,
        warning: None,
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

    const fn warning(mut self, warning: &'static str) -> Self {
        self.warning = Some(warning);
        self
    }
}

const NO_BIDI: &str = "it neither reorders nor shapes";
const IN_TMUX: &str = "tmux keeps mode switches from the terminal outside";
const PUTTY: &str = "PuTTY reorders rows and drops the marks that would stop it: turn off \
                     \"Change settings > Window > bidirectional text display\"";
const MLTERM_IN_TMUX: &str =
    "mlterm reorders rows and cannot be told through tmux: set use_ctl=false in ~/.mlterm/main";

/// The table, first match first.
pub const ROWS: &[Row] = &[
    // Inside tmux only the client's name and the characters themselves get through.
    row(
        "kitty with force_ltr, in tmux",
        &[Clue::InTmux, Clue::Client("kitty"), Clue::KittyForcesLtr],
        Encoding::Visual,
        "its configuration keeps the order of cells",
    ),
    row(
        "kitty, in tmux",
        &[Clue::InTmux, Clue::Client("kitty")],
        Encoding::Words,
        "it turns round each word with right-to-left letters",
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
        "its profile switches bidi rendering off",
    ),
    row(
        "Konsole, in tmux",
        &[Clue::InTmux, Clue::Client("Konsole")],
        Encoding::Runs,
        "it reorders and shapes each row from the order of its cells",
    ),
    row(
        "mlterm, in tmux",
        &[Clue::InTmux, Clue::Client("mlterm")],
        Encoding::Visual,
        "it gives the marks of `guard` a cell of their own",
    )
    .switched(Switch::None)
    .warning(MLTERM_IN_TMUX),
    row(
        "Alacritty, in tmux",
        &[Clue::InTmux, Clue::Client("alacritty")],
        Encoding::Guard,
        IN_TMUX,
    )
    .stripped(),
    row(
        "st, in tmux",
        &[Clue::InTmux, Clue::Client("st-")],
        Encoding::Guard,
        IN_TMUX,
    )
    .stripped(),
    row("tmux", &[Clue::InTmux], Encoding::Guard, IN_TMUX),
    // The one capability that can be asked for: a terminal that knows BDSM.
    row(
        "VTE",
        &[Clue::Bdsm(&[1, 2, 4]), Clue::Da2(65)],
        Encoding::Visual,
        "it knows explicit mode, in which it keeps the order of cells",
    ),
    row(
        "a terminal with explicit mode",
        &[Clue::Bdsm(&[1, 2, 4])],
        Encoding::Visual,
        "it knows explicit mode, in which it keeps the order of cells",
    ),
    row(
        "mlterm",
        &[Clue::Env("MLTERM"), Clue::Da2(24)],
        Encoding::Visual,
        "it can be told not to reorder, by a sequence of its own",
    )
    .switched(Switch::Mlterm),
    // Terminals that say their name.
    row(
        "Konsole without bidi",
        &[Clue::Version("Konsole"), Clue::KonsoleBidiIsOff],
        Encoding::Visual,
        "its profile switches bidi rendering off",
    ),
    row(
        "Konsole",
        &[Clue::Version("Konsole")],
        Encoding::Runs,
        "it reorders and shapes each row from the order of its cells",
    ),
    row(
        "kitty with force_ltr",
        &[Clue::Version("kitty"), Clue::KittyForcesLtr],
        Encoding::Visual,
        "its configuration keeps the order of cells",
    ),
    row(
        "kitty",
        &[Clue::Version("kitty")],
        Encoding::Words,
        "it turns round each word with right-to-left letters",
    )
    .stripped(),
    row(
        "xterm",
        &[Clue::Version("XTerm(")],
        Encoding::Visual,
        NO_BIDI,
    ),
    row(
        "foot",
        &[Clue::Version("foot")],
        Encoding::Visual,
        "its documentation says that it does not reorder",
    ),
    row(
        "Ghostty",
        &[Clue::Version("ghostty")],
        Encoding::Visual,
        "its source forces left-to-right",
    ),
    row(
        "WezTerm",
        &[Clue::Version("WezTerm")],
        Encoding::Visual,
        "bidi is off in it by default, and explicit mode is honoured",
    ),
    row(
        "xterm.js",
        &[Clue::Version("xterm.js")],
        Encoding::Guard,
        "one of its renderers leaves the order to the browser",
    ),
    // Multiplexers other than tmux answer with numbers of their own.
    row(
        "zellij",
        &[Clue::Env("ZELLIJ"), Clue::NoVersion],
        Encoding::Guard,
        "the terminal outside cannot be asked through it",
    ),
    row(
        "GNU screen",
        &[Clue::Da2(83)],
        Encoding::Guard,
        "the terminal outside cannot be asked through it",
    ),
    // Terminals known by their numbers.
    row(
        "Konsole without bidi",
        &[
            Clue::Env("KONSOLE_VERSION"),
            Clue::NoVersion,
            Clue::Da2Of(1, 115),
            Clue::KonsoleBidiIsOff,
        ],
        Encoding::Visual,
        "its profile switches bidi rendering off",
    ),
    row(
        "Konsole",
        &[Clue::NoVersion, Clue::Da2Of(1, 115)],
        Encoding::Runs,
        "it reorders and shapes each row from the order of its cells",
    ),
    row("rxvt-unicode", &[Clue::Da2(85)], Encoding::Visual, NO_BIDI),
    row(
        "PuTTY",
        &[Clue::Da2Of(0, 136)],
        Encoding::Visual,
        "it does so when its own reordering is turned off",
    )
    .warning(PUTTY),
    row(
        "xterm.js",
        &[Clue::NoVersion, Clue::Da2Of(0, 276)],
        Encoding::Guard,
        "one of its renderers leaves the order to the browser",
    ),
    row(
        "Alacritty",
        &[
            Clue::Env("ALACRITTY_WINDOW_ID"),
            Clue::NoVersion,
            Clue::Da2(0),
        ],
        Encoding::Visual,
        NO_BIDI,
    )
    .stripped(),
    row(
        "Alacritty",
        &[Clue::Version("alacritty")],
        Encoding::Visual,
        NO_BIDI,
    )
    .stripped(),
    row(
        "st",
        &[Clue::Term("st-"), Clue::NoVersion, Clue::NoDa2],
        Encoding::Visual,
        NO_BIDI,
    )
    .stripped(),
    row(
        "the Linux console",
        &[Clue::Term("linux")],
        Encoding::Visual,
        NO_BIDI,
    ),
    // Terminals whose reordering depends on what cannot be asked.
    row(
        "Visual Studio Code",
        &[Clue::EnvIs("TERM_PROGRAM", "vscode")],
        Encoding::Guard,
        "one of its renderers leaves the order to the browser",
    ),
];

/// What is done for a terminal without a row.
const UNKNOWN: Row = row(
    "unknown",
    &[],
    Encoding::Guard,
    "it is not known, and `guard` reads right in most terminals",
);

/// Decides by the table.
#[must_use]
pub fn decide(evidence: Evidence) -> TerminalFacts {
    let found = ROWS
        .iter()
        .find(|row| row.clues.iter().all(|clue| clue.holds(&evidence)));
    let row = found.copied().unwrap_or(UNKNOWN);
    TerminalFacts {
        name: name_of(&row, &evidence, found.is_some()),
        version: version_of(&row, &evidence),
        encoding: row.encoding,
        decided_by: DecidedBy::Detection,
        why: row.why.to_owned(),
        shaping: Shaping::Forms,
        tashkeel: row.tashkeel,
        switch: row.switch,
        warning: row.warning,
        is_known: found.is_some(),
        evidence,
    }
}

/// A terminal without a row is called what it calls itself.
fn name_of(row: &Row, evidence: &Evidence, is_known: bool) -> String {
    if is_known {
        return row.name.to_owned();
    }
    evidence
        .replies
        .xtversion
        .as_deref()
        .or_else(|| evidence.env.get("TERM_PROGRAM"))
        .or_else(|| evidence.env.get("TERM"))
        .unwrap_or(row.name)
        .to_owned()
}

/// The version: from XTVERSION, the tmux client, or a variable or number of this terminal.
fn version_of(row: &Row, evidence: &Evidence) -> Option<String> {
    let digits = |text: &str| {
        let version: String = text
            .chars()
            .skip_while(|c| !c.is_ascii_digit())
            .take_while(|c| !matches!(c, ')' | ' '))
            .collect();
        (!version.is_empty()).then_some(version)
    };
    let told = match &evidence.client {
        Some(client) => digits(&client.kind),
        None => evidence.replies.xtversion.as_deref().and_then(digits),
    };
    let by_number = || match (row.name, evidence.replies.da2) {
        // VTE counts 7006 for 0.70.6.
        ("VTE", Some([_, number, _])) => Some(format!("0.{}.{}", number / 100, number % 100)),
        // Alacritty counts 1700 for 0.17.0 of its terminal library, not for itself.
        ("rxvt-unicode", Some([_, number, _])) => Some(format!("{}.{}", number / 10, number % 10)),
        ("mlterm", _) => evidence.env.get("MLTERM").map(str::to_owned),
        _ => None,
    };
    told.or_else(by_number)
}
