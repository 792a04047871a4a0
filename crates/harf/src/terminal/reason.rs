//! Why an encoding was chosen, and what a user should do about it: values that a program says
//! in its own words and languages.

/// Why rows are encoded as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The terminal neither reorders nor shapes.
    NeitherReordersNorShapes,
    /// tmux keeps mode switches from the terminal outside.
    SwitchesStayInTmux,
    /// The terminal's configuration keeps the order of cells.
    ConfiguredToKeepOrder,
    /// The terminal turns round each word with right-to-left letters.
    TurnsWords,
    /// The terminal's profile switches bidi rendering off.
    ProfileSwitchesBidiOff,
    /// The terminal reorders and shapes each row from the order of its cells.
    ReordersRows,
    /// The terminal gives the marks of [`Encoding::Guard`](crate::encode::Encoding::Guard) a
    /// cell of their own.
    MarksTakeCells,
    /// The terminal knows explicit mode, in which it keeps the order of cells.
    ExplicitMode,
    /// The terminal can be told not to reorder, by a sequence of its own.
    OwnSequence,
    /// The terminal's documentation says that it does not reorder.
    DocumentedNotToReorder,
    /// The terminal's source forces left-to-right.
    SourceForcesLtr,
    /// Bidi is off in the terminal by default, and explicit mode is honoured.
    BidiIsOffByDefault,
    /// One of the terminal's renderers leaves the order to the browser.
    DependsOnRenderer,
    /// Some versions of the terminal reorder and others do not.
    DependsOnVersion,
    /// The terminal outside cannot be asked through a multiplexer.
    OutsideCannotBeAsked,
    /// The terminal keeps the order when its own reordering is turned off.
    WhenTurnedOff,
    /// The terminal would have to be asked for a mode, and a program that prints lines enters none.
    NoModeForLines,
    /// The terminal is not known, and [`Encoding::Guard`](crate::encode::Encoding::Guard) reads
    /// right in most terminals.
    Unknown,
    /// A person saw that it reads right.
    Calibrated,
    /// A flag or a setting asked for it.
    AskedFor,
}

/// What the user should change in the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Warning {
    /// PuTTY reorders rows and drops the marks that would stop it: "Change settings > Window >
    /// bidirectional text display" is to be turned off.
    PuttyReorders,
    /// mlterm reorders rows and cannot be told through tmux: `use_ctl=false` belongs into
    /// `~/.mlterm/main`.
    MltermInTmux,
    /// The font of the Linux console has no joined Arabic letters: another terminal is needed.
    ConsoleFont,
    /// The terminal has another version than when a person chose its encoding by eye.
    CalibratedBefore,
}

/// What a program should tell its user at the start, in words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Hint {
    /// Something is to be changed in the terminal.
    Warning(Warning),
    /// The terminal is in no row of the table: its user should look whether text reads right,
    /// and choose an encoding by eye where it does not.
    Calibrate,
}
