//! Formats by their names: on the command line, in messages, at the end of a file's name.

use crate::format::Format;
use bayn_text::message::{Arg, AsArg};
use std::fmt;

/// Returns a file's name without `.gz` or `.zst`.
#[must_use]
pub fn inner_name(name: &str) -> &str {
    name.strip_suffix(".gz")
        .or_else(|| name.strip_suffix(".zst"))
        .unwrap_or(name)
}

impl Format {
    /// Returns the name used on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Returns its other names, among them the endings of its files.
    #[must_use]
    pub const fn endings(self) -> &'static [&'static str] {
        self.row().endings
    }

    /// Returns the format with this name or usual extension, such as `tmx`, `xlf` or `md`.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.trim_start_matches('.').to_ascii_lowercase();
        let is_called = |format: &Self| {
            let row = format.row();
            row.name == name || row.endings.contains(&name.as_str())
        };
        Self::ALL.iter().copied().find(is_called)
    }

    /// Returns the format by a file's name, ignoring `.gz` and `.zst`.
    #[must_use]
    pub fn from_file_name(name: &str) -> Option<Self> {
        let name = inner_name(name);
        let (_, extension) = name.rsplit_once('.')?;
        Self::from_name(extension)
    }
}

impl AsArg for Format {
    fn as_arg(&self) -> Arg {
        Arg::Name(self.to_string())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
