//! The detected properties of the terminal, in words.

use bayn_text::label;
use harf::terminal::{Hint, Reason, Warning};

/// Why rows are encoded as they are, as a clause.
pub(crate) const fn why(reason: Reason) -> &'static str {
    match reason {
        Reason::NeitherReordersNorShapes => label!("it neither reorders nor shapes"),
        Reason::SwitchesStayInTmux => {
            label!("tmux does not pass mode switches on to the outer terminal")
        }
        Reason::ConfiguredToKeepOrder => label!("its configuration keeps the order of cells"),
        Reason::TurnsWords => label!("it reverses each word with right-to-left letters"),
        Reason::ProfileSwitchesBidiOff => label!("its profile switches bidi rendering off"),
        Reason::ReordersRows => {
            label!("it reorders and shapes each row from the order of its cells")
        }
        Reason::MarksTakeCells => label!("it gives the marks of `guard` a cell of their own"),
        Reason::ExplicitMode => {
            label!("it supports explicit bidi mode, in which it keeps the order of cells")
        }
        Reason::OwnSequence => label!("it has a sequence of its own that stops reordering"),
        Reason::DocumentedNotToReorder => label!("its documentation says that it does not reorder"),
        Reason::SourceForcesLtr => label!("its source code forces left-to-right"),
        Reason::BidiIsOffByDefault => {
            label!("bidi is off in it by default, and it respects explicit mode")
        }
        Reason::DependsOnRenderer => label!("one of its renderers leaves the order to the browser"),
        Reason::DependsOnVersion => {
            label!("some of its versions reorder, and `guard` looks right in all of them")
        }
        Reason::OutsideCannotBeAsked => label!("the outer terminal cannot be queried through it"),
        Reason::WhenTurnedOff => label!("this applies once its own reordering is turned off"),
        Reason::NoModeForLines => label!("printing line by line changes no terminal mode"),
        Reason::Unknown => label!("it is unknown, and `guard` looks right in most terminals"),
        Reason::Calibrated => label!("it looked right on the calibration page in this terminal"),
        Reason::AskedFor => label!("it was requested"),
    }
}

/// What the user should change in the terminal.
pub(crate) const fn warning(warning: Warning) -> &'static str {
    match warning {
        Warning::PuttyReorders => {
            label!(
                "PuTTY reorders rows and drops the marks that would stop it: turn off \
             \"Change settings > Window > bidirectional text display\""
            )
        }
        Warning::MltermInTmux => {
            label!(
                "mlterm reorders rows and cannot be told through tmux: set use_ctl=false in \
             ~/.mlterm/main"
            )
        }
        Warning::ConsoleFont => {
            label!(
                "the Linux console has no joined Arabic letters in its font: use a terminal in a \
             window"
            )
        }
        Warning::CalibratedBefore => {
            label!(
                "this terminal has changed its version since it was calibrated: if Arabic looks wrong, run `bayn doctor --calibrate` again"
            )
        }
    }
}

/// One line for the status bar at the start.
pub(crate) const fn hint(hint: Hint) -> &'static str {
    match hint {
        Hint::Warning(of) => warning(of),
        Hint::Calibrate => {
            label!("New terminal: if Arabic looks wrong, run `bayn doctor --calibrate`")
        }
    }
}
