//! The variables of the environment that say something of the terminal.

use std::collections::BTreeMap;

/// Environment variables by name; only those that say something of the terminal are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment(BTreeMap<String, String>);

/// The variables that say something of the terminal.
const VARIABLES: &[&str] = &[
    "ALACRITTY_WINDOW_ID",
    "COLORFGBG",
    "COLORTERM",
    "KITTY_CONFIG_DIRECTORY",
    "KITTY_WINDOW_ID",
    "KONSOLE_PROFILE_NAME",
    "KONSOLE_VERSION",
    "MLTERM",
    "STY",
    "TERM",
    "TERM_PROGRAM",
    "TERM_PROGRAM_VERSION",
    "TMUX",
    "VTE_VERSION",
    "WEZTERM_PANE",
    "WT_SESSION",
    "XTERM_VERSION",
    "ZELLIJ",
    // Where configuration files are.
    "HOME",
    "XDG_CONFIG_DIRS",
    "XDG_CONFIG_HOME",
    "XDG_DATA_DIRS",
    "XDG_DATA_HOME",
];

impl Environment {
    /// Returns the environment of this process.
    #[must_use]
    pub(crate) fn of_process() -> Self {
        Self::of(VARIABLES.iter().filter_map(|name| {
            std::env::var(name)
                .ok()
                .map(|value| ((*name).to_owned(), value))
        }))
    }

    /// Returns an environment of these variables; empty ones count as not set.
    pub fn of(variables: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(
            variables
                .into_iter()
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        )
    }

    /// Returns a variable.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// Returns the variables in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}
