//! Information pages: statistics, settings, errors, recent texts. Their
//! lines are made in [`info_page_lines`](crate::session::info_page_lines).

use crate::session::command::Command;
use crate::session::keymap::Mode;
use bayn_text::{Message, msg};

/// Which page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InfoPage {
    /// Statistics of the texts.
    Statistics,
    /// The scores of the review.
    Score,
    /// The settings with their values.
    Settings,
    /// The errors in the settings files.
    Mistakes,
    /// The texts read before.
    Recent,
}

impl InfoPage {
    /// Returns the heading.
    #[must_use]
    pub fn heading(self) -> Message {
        let accept = Mode::List.keys(Command::Accept);
        match self {
            Self::Statistics => msg!("Statistics"),
            Self::Score => msg!("Scores: :report and :export write the review"),
            Self::Settings => msg!("Settings: {accept} changes one", accept),
            Self::Mistakes => msg!("Mistakes in the settings"),
            Self::Recent => msg!("Recent texts: {accept} opens one", accept),
        }
    }

    /// Returns whether its lines can be selected; else it only scrolls.
    #[must_use]
    pub const fn has_choice(self) -> bool {
        matches!(self, Self::Settings | Self::Recent)
    }
}
