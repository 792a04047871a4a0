//! Colours by role, in the terminal's own sixteen.
//!
//! The four severities are underlined, the worst of them reversed too; the margin has their
//! letter. No role is told by colour alone: the current sentence is bold and has a heavy gutter,
//! hits are underlined, furniture is dim. Without colour the rest stays.

use crate::doc::Severity;
use ratatui::style::{Color, Modifier, Style};

/// A style for each role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Running text.
    pub text: Style,
    /// The current sentence on both sides.
    pub lit: Style,
    /// Page furniture.
    pub furniture: Style,
    /// The title of the report.
    pub title: Style,
    /// A search hit.
    pub hit: Style,
    /// The cell under the caret.
    pub caret: Style,
    /// The line between the panes.
    pub gutter: Style,
    /// The same beside the current bead.
    pub gutter_lit: Style,
    /// The shape of a bead that is not one to one.
    pub shape: Style,
    /// The names above the panes.
    pub name: Style,
    /// The name above the active pane.
    pub name_active: Style,
    /// The status line.
    pub status: Style,
    /// The name of a mode in which the keys change more than usual.
    pub loud: Style,
    /// A message that something was done.
    pub good: Style,
    /// A message that something could not be done.
    pub bad: Style,
    /// What wants another look: a doubtful pair, a note.
    pub doubt: Style,
    /// A marked span of each severity, mildest first.
    pub severities: [Style; 4],
    /// A word on the other side that answers to the one under the caret.
    pub answer: Style,
    /// One that may answer to it.
    pub answer_doubtful: Style,
    /// Words that another translation says otherwise.
    pub differs: Style,
    /// Words that a note stands on.
    pub noted: Style,
    /// Words being selected.
    pub selected: Style,
    /// Keys in help and hints.
    pub key: Style,
}

impl Theme {
    /// The terminal's own colours.
    #[must_use]
    pub const fn ansi() -> Self {
        let plain = Style::new();
        Self {
            lit: plain.add_modifier(Modifier::BOLD),
            hit: plain
                .fg(Color::Magenta)
                .add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            gutter_lit: plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            shape: plain.fg(Color::Magenta),
            name_active: plain.fg(Color::Cyan).add_modifier(Modifier::BOLD),
            loud: plain
                .fg(Color::Yellow)
                .add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
            good: plain.fg(Color::Green),
            bad: plain.fg(Color::Red),
            doubt: plain.fg(Color::Yellow),
            severities: [
                plain.fg(Color::Blue).add_modifier(Modifier::UNDERLINED),
                plain.fg(Color::Yellow).add_modifier(Modifier::UNDERLINED),
                plain.fg(Color::Red).add_modifier(Modifier::UNDERLINED),
                plain
                    .fg(Color::Red)
                    .add_modifier(Modifier::UNDERLINED.union(Modifier::REVERSED)),
            ],
            answer: plain
                .fg(Color::Green)
                .add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            answer_doubtful: plain
                .fg(Color::Green)
                .add_modifier(Modifier::UNDERLINED.union(Modifier::DIM))
                .remove_modifier(Modifier::BOLD),
            differs: plain.fg(Color::Yellow).add_modifier(Modifier::UNDERLINED),
            noted: plain.fg(Color::Cyan).add_modifier(Modifier::ITALIC),
            key: plain.fg(Color::Cyan),
            ..Self::mono()
        }
    }

    /// No colour at all, for `NO_COLOR` and terminals without it.
    #[must_use]
    pub const fn mono() -> Self {
        let plain = Style::new();
        Self {
            text: plain,
            lit: plain.add_modifier(Modifier::BOLD),
            furniture: plain.add_modifier(Modifier::DIM),
            title: plain,
            hit: plain.add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            caret: plain.add_modifier(Modifier::REVERSED),
            gutter: plain.add_modifier(Modifier::DIM),
            gutter_lit: plain.add_modifier(Modifier::BOLD),
            shape: plain,
            name: plain.add_modifier(Modifier::DIM),
            name_active: plain.add_modifier(Modifier::BOLD),
            status: plain,
            loud: plain.add_modifier(Modifier::REVERSED.union(Modifier::BOLD)),
            good: plain,
            bad: plain.add_modifier(Modifier::BOLD),
            doubt: plain,
            severities: [
                plain.add_modifier(Modifier::UNDERLINED.union(Modifier::DIM)),
                plain.add_modifier(Modifier::UNDERLINED),
                plain.add_modifier(Modifier::UNDERLINED.union(Modifier::ITALIC)),
                plain.add_modifier(Modifier::UNDERLINED.union(Modifier::REVERSED)),
            ],
            answer: plain.add_modifier(Modifier::UNDERLINED.union(Modifier::BOLD)),
            answer_doubtful: plain
                .add_modifier(Modifier::UNDERLINED.union(Modifier::DIM))
                .remove_modifier(Modifier::BOLD),
            differs: plain.add_modifier(Modifier::UNDERLINED),
            noted: plain.add_modifier(Modifier::ITALIC),
            selected: plain.add_modifier(Modifier::REVERSED),
            key: plain.add_modifier(Modifier::BOLD),
        }
    }

    /// Returns the style of a marked span.
    #[must_use]
    pub const fn severity(&self, severity: Severity) -> Style {
        self.severities[severity as usize]
    }
}
