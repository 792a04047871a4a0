//! Pages that are read and left again: statistics, settings, faults, recent texts. Their
//! lines are made in [`sheet_lines`](crate::session::sheet_lines).

/// Which page is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// What is known of the texts.
    Statistics,
    /// The settings with their values.
    Settings,
    /// What is wrong in the files of settings.
    Faults,
    /// The texts read before.
    Recent,
}

impl Sheet {
    /// Returns the heading.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::Statistics => "Statistics",
            Self::Settings => "Settings: enter changes one",
            Self::Faults => "Mistakes in the settings",
            Self::Recent => "Recent texts: enter opens one",
        }
    }

    /// Returns whether one of its lines is chosen; else it only scrolls.
    #[must_use]
    pub const fn has_choice(self) -> bool {
        matches!(self, Self::Settings | Self::Recent)
    }
}
