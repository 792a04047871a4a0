//! What prints a text line by line.

use super::SettingFlags;
use crate::session::Setting;
use clap::{ArgMatches, Args, Command, Error, FromArgMatches, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What `cat` prints, and how.
#[derive(Args, Clone, Debug)]
pub(crate) struct Cat {
    /// The texts, one after the other; `-` is standard input, the default.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Also writes what the terminal needs into a pipe, which otherwise gets the text as it
    /// is.
    #[arg(long)]
    pub(crate) for_terminal: bool,
    /// The width of a row in cells (default: that of the terminal).
    #[arg(long, value_name = "CELLS", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) width: Option<u16>,
    /// Where lines begin; `auto` follows the first letter of each.
    #[arg(long, value_name = "WHICH", value_enum, default_value = "auto")]
    pub(crate) direction: Begin,
    /// The encoding of the files, such as `windows-1256` (default: detected).
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// How text is sent to the terminal.
    #[command(flatten)]
    pub(crate) writing: WritingFlags,
}

/// What `words` writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Words {
    /// The table to write (default: standard output).
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) out: Option<PathBuf>,
    /// A dictionary, a folder of dictionaries, or a glossary to look the words up in, besides
    /// those of the settings; may be repeated.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) dict: Vec<PathBuf>,
}

/// Where a line begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Begin {
    /// On the side where the script of its first letter starts.
    Auto,
    /// On the left.
    Ltr,
    /// On the right.
    Rtl,
}

/// The flags of the settings that decide what a terminal is sent.
#[derive(Clone, Debug, Default)]
pub(crate) struct WritingFlags(pub(crate) SettingFlags);

/// The settings that have a flag here.
const WRITING: [Setting; 3] = [Setting::Bidi, Setting::Shaping, Setting::Tashkeel];

impl Args for WritingFlags {
    fn augment_args(command: Command) -> Command {
        SettingFlags::augment(command, &WRITING)
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for WritingFlags {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Ok(Self(SettingFlags::given(matches, &WRITING)))
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
