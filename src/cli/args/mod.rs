//! Every flag and sub-command, each with its sentence; help, man page and completions are
//! made from this one table.
//!
//! Here stand the program as a whole, its sub-commands and the flags of the reader; beside it
//! what texts are named ([`texts`]), what aligns and compares them ([`aligning`]), what judges
//! their translation ([`reviewing`]), and how values that have names are read ([`named`]).

mod aligning;
mod judging;
mod lines;
mod named;
mod reviewing;
mod settings;
mod texts;

pub(crate) use aligning::{Align, Compare, Eval, Form, Level, ListForm, Pair, PairForm};
pub(crate) use judging::{Judge, RankTest};
pub(crate) use lines::{Begin, Cat};
pub(crate) use reviewing::{
    Agreement, Apply, Check, Edits, Import, Merge, Report, ReportForm, Score,
};
pub(crate) use settings::SettingFlags;
pub(crate) use texts::{Convert, Reading, Texts, Validate};

use crate::session::Setting;
use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum, ValueHint};
use std::ffi::OsString;
use std::path::PathBuf;

/// The version, the features, and the model that is carried.
#[cfg(feature = "model")]
const LONG_VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nfeatures: model",
    "\nmodel: universal-sentence-encoder-multilingual 3, quantised (15.7 MB, Apache-2.0)"
);
/// The version and the features.
#[cfg(not(feature = "model"))]
const LONG_VERSION: &str = concat!(
    env!("CARGO_PKG_VERSION"),
    "\nfeatures: none",
    "\nmodel: none, texts are aligned by their strings"
);

/// Reads a report and its translation side by side.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "bayn",
    version,
    long_version = LONG_VERSION,
    about = "Reads a text and its translation side by side, right-to-left done right",
    long_about = "Reads a text and its translation side by side: Arabic on the right, English on \
                  the left, or any other pair. Both are aligned by paragraph and by sentence, and \
                  everything goes by keyboard. Further files are further translations, shown beside \
                  the first; a folder is looked through for texts that belong together. Without \
                  files the bundled sample is shown. Where standard output is no terminal, the same rows are printed as plain text.",
    after_help = "Exit codes: 0 good, 1 something was found, 2 usage or input error.",
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true
)]
pub(crate) struct Cli {
    /// What to do; reading when nothing is said.
    #[command(subcommand)]
    pub(crate) command: Option<Task>,
    /// The texts to read.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The file that keeps the review; beside the translation when not given.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Error spans of an automatic judge, shown among the findings as proposals: the JSON of
    /// COMET or GEMBA, WMT's tables of error spans, or any file that `bayn import` reads.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) proposals: Vec<PathBuf>,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// A folder with multilingual-e5-small (config.json, tokenizer.json, model.safetensors),
    /// for languages that the carried model does not know.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "no_model")]
    pub(crate) model: Option<PathBuf>,
    /// Aligns again what was aligned before, and does not remember it.
    #[arg(long)]
    pub(crate) no_cache: bool,
    /// How to show them.
    #[command(flatten)]
    pub(crate) screen: Screen,
    /// The language of menus and messages.
    #[arg(id = "lang-ui", long, global = true, value_name = "LANG",
          value_parser = PossibleValuesParser::new(Setting::Language.values().words()))]
    pub(crate) lang_ui: Option<String>,
}

impl Cli {
    /// Reads the words of a command line, the name of the program first.
    pub(crate) fn read(line: Vec<OsString>) -> Result<Self, clap::Error> {
        Self::try_parse_from(words(line))
    }
}

/// Returns the words of a command line as the parser wants them: it looks for a sub-command only
/// where no option stands before it, so `--lang-ui` goes behind.
pub(crate) fn words(mut words: Vec<OsString>) -> Vec<OsString> {
    let option = words.get(1).and_then(|word| word.to_str()).unwrap_or("");
    let length = match option {
        "--lang-ui" => 2,
        option if option.starts_with("--lang-ui=") => 1,
        _ => return words,
    };
    let task = words.get(1 + length).and_then(|word| word.to_str());
    if task.is_some_and(|name| Cli::command().find_subcommand(name).is_some())
        && let Some(head) = words.get_mut(1..2 + length)
    {
        head.rotate_right(1);
    }
    words
}

/// The sub-commands.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Task {
    /// Prints the rows that the reader would draw, as plain text in logical order.
    Show(Show),
    /// Prints text so that this terminal shows it right: in order, joined, wrapped.
    Cat(Cat),
    /// Aligns two texts and writes the alignment.
    Align(Align),
    /// Points at what may be wrong in a translation; exit code 1 when there is something.
    Check(Check),
    /// Lists what breaks the rules of XLIFF, TMX and PO; exit code 1 when something does.
    Validate(Validate),
    /// Computes the scores of a review, each with its formula and word count.
    Score(Score),
    /// Writes what was reviewed: a report for people, or a file that other tools read.
    Report(Report),
    /// Takes judgements of other tools into a review; exit code 1 when some have no place.
    Import(Import),
    /// Writes texts and their translation in another format.
    Convert(Convert),
    /// Joins the reviews of two people; exit code 1 when they disagree.
    Merge(Merge),
    /// Says how far raters agree: on spans, kinds, severities and scores.
    Agreement(Agreement),
    /// Shows what the suggestions of a review change, and writes them into the translation.
    Apply(Apply),
    /// Counts how much a translation was edited: HTER of each pair and of all.
    Edits(Edits),
    /// Judges several systems blind, side by side, and shows the table of them.
    Judge(Judge),
    /// Measures an alignment against a gold one.
    Eval(Eval),
    /// Finds which files translate which, by their content.
    Pair(Pair),
    /// Lists what reports of one event share, and what they say differently.
    Compare(Compare),
    /// Lists the names in some texts, each with all its spellings and how often.
    Names(Compare),
    /// Says what was found out of this terminal, what is written to it and why.
    Doctor {
        /// Shows one line in every way of writing; you press the one that reads right.
        #[arg(long)]
        calibrate: bool,
        /// The same flags as for reading.
        #[command(flatten)]
        screen: Screen,
    },
    /// Teaches the reader in five minutes, on the bundled sample.
    Tutor {
        /// The same flags as for reading.
        #[command(flatten)]
        screen: Screen,
    },
    /// Shows the settings, where their files lie, and what is wrong in them; sets one.
    Config {
        /// What to show or to set.
        #[command(subcommand)]
        what: Option<Configuring>,
    },
    /// Prints the keys of the reader.
    Keys {
        /// Prints docs/keys.md instead.
        #[arg(long)]
        markdown: bool,
        /// The keys: ours, or those of another program.
        #[arg(long, value_name = "NAME",
              value_parser = PossibleValuesParser::new(Setting::Keymap.values().words()))]
        keymap: Option<String>,
    },
    /// Prints a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page, of the program or of one sub-command.
    Man {
        /// The sub-command, such as `align`.
        command: Option<String>,
    },
}

/// What `config` shows or sets.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Configuring {
    /// Prints where the files lie.
    Path,
    /// Prints every setting with its value, in the form of a config.toml.
    Show {
        /// Prints docs/configuration.md instead.
        #[arg(long)]
        markdown: bool,
    },
    /// Lists every mistake in every file of settings; exit code 1 when there is one.
    Check,
    /// Writes a setting into config.toml; what else stands there stays as it is.
    Set {
        /// The setting, such as `theme`; `bayn config show` lists them.
        #[arg(value_name = "KEY")]
        key: String,
        /// Its value; several for a list.
        #[arg(value_name = "VALUE", required = true, allow_hyphen_values = true)]
        value: Vec<String>,
    },
}

/// How the reader meets the terminal.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Screen {
    /// A dictionary (StarDict or dictd), a folder of them, or a glossary (TSV, CSV, TBX, ...)
    /// for looking words up; may be given more than once.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) dict: Vec<PathBuf>,
    /// Says everything in lines one after the other, without boxes or motion, for screen
    /// readers and braille lines; keys and commands are the same.
    #[arg(long)]
    pub(crate) accessible: bool,
    /// Prints plain text even to a terminal.
    #[arg(long)]
    pub(crate) plain: bool,
    /// What is set for this run.
    #[command(flatten)]
    pub(crate) settings: SettingFlags,
}

/// What `show` prints.
#[derive(Args, Clone, Debug)]
pub(crate) struct Show {
    /// The texts.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// Prints plain text, the only form there is.
    #[arg(long)]
    pub(crate) plain: bool,
    /// The width of the screen in cells.
    #[arg(long, value_name = "CELLS", default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) width: u16,
    /// Prints one pane alone, a row a line.
    #[arg(long, value_enum)]
    pub(crate) side: Option<SideName>,
}

/// A side by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideName {
    /// The text that was translated.
    Source,
    /// The translation.
    Target,
}
