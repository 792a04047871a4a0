//! Every flag and sub-command, each with its sentence; help, man page and completions are
//! made from this one table.
//!
//! Here stand the program as a whole, its sub-commands and the flags of the reader; beside it
//! what texts are named ([`texts`]), what aligns and compares them ([`aligning`]), what judges
//! their translation ([`reviewing`]), and how values that have names are read ([`named`]).

mod aligning;
mod filtering;
mod judging;
mod lines;
mod named;
mod reviewing;
mod settings;
mod texts;

pub(crate) use aligning::{Align, Compare, Eval, Form, Level, ListForm, Pair, PairForm};
pub(crate) use filtering::Filter;
pub(crate) use judging::{Judge, RankTest};
pub(crate) use lines::{Begin, Cat, Words};
pub(crate) use reviewing::{
    Agreement, Apply, Check, Edits, Import, Merge, Report, ReportForm, Score,
};
pub(crate) use settings::SettingFlags;
pub(crate) use texts::{Convert, Find, Reading, Texts, Validate};

use crate::session::Setting;
use crate::session::settings_file::nearest;
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
    about = "Reads a text and its translation side by side, with correct right-to-left text",
    long_about = "Reads a text and its translation side by side: Arabic on the right, English on the left, or any other pair. The texts are aligned by paragraph and by sentence, and every command has a key. Further files are further translations, shown beside the first; a folder is searched for texts that belong together, and a list with two paths on each line is read as one job. Without files, the built-in sample is shown. If standard output is not a terminal, the same rows are printed as plain text.",
    after_help = "Exit codes: 0 success, 1 something was found, 2 usage or input error.",
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
    /// The file that stores the review (default: beside the translation).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Error spans of an automatic judge, shown among the findings as proposals: the JSON of
    /// COMET or GEMBA, WMT's tables of error spans, or any file that `bayn import` reads.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) proposals: Vec<PathBuf>,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// A folder with multilingual-e5-small (config.json, tokenizer.json,
    /// model.safetensors), for languages that the built-in model does not cover.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "no_model")]
    pub(crate) model: Option<PathBuf>,
    /// Aligns from scratch, ignoring and not storing remembered alignments.
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

/// Returns the sub-command that a word comes near to.
pub(crate) fn near_task(word: &str) -> Option<String> {
    let command = Cli::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    nearest(word, names).map(str::to_owned)
}

/// The sub-commands.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Task {
    /// Prints the rows that the reader would draw, as plain text in logical order.
    Show(Show),
    /// Prints text so that this terminal shows it correctly: in order, joined, wrapped.
    Cat(Cat),
    /// Aligns two texts and writes the alignment.
    Align(Align),
    /// Finds possible errors in a translation; exit code 1 if there are any.
    Check(Check),
    /// Finds pairs by what their texts say and how they were reviewed; exit code 1 if none
    /// matches.
    Find(Find),
    /// Lists what breaks the rules of XLIFF, TMX and PO; exit code 1 if anything does.
    Validate(Validate),
    /// Computes the scores of a review, each with its formula and word count.
    Score(Score),
    /// Exports a review: a report for people, or a file for other tools.
    Report(Report),
    /// Imports judgements of other tools into a review; exit code 1 if some cannot be
    /// placed.
    Import(Import),
    /// Converts texts and their translation to another format.
    Convert(Convert),
    /// Merges the reviews of two people; exit code 1 if they disagree.
    Merge(Merge),
    /// Measures how far raters agree: on spans, kinds, severities and scores.
    Agreement(Agreement),
    /// Shows what the suggestions of a review change, and writes them into the translation.
    Apply(Apply),
    /// Counts how much a translation was edited: HTER of each pair and of all.
    Edits(Edits),
    /// Judges several systems blind, side by side, and shows their table.
    Judge(Judge),
    /// Keeps the pairs of a corpus that pass quick tests; writes the others to a file with the reason.
    Filter(Filter),
    /// Measures an alignment against a gold standard.
    Eval(Eval),
    /// Finds which files are translations of each other, by their content.
    Pair(Pair),
    /// Lists what reports of one event have in common and where they differ.
    Compare(Compare),
    /// Lists the names in texts, each with all its spellings and counts.
    Names(Compare),
    /// Writes the words kept while reading, with their sentences, as a table for Anki.
    Words(Words),
    /// Shows what is known about this terminal, how text is sent to it, and why.
    Doctor {
        /// Shows one line in every way of writing; you press the number of the one that
        /// looks right.
        #[arg(long)]
        calibrate: bool,
        /// The same flags as for reading.
        #[command(flatten)]
        screen: Screen,
    },
    /// Teaches the reader in five minutes, with the built-in sample.
    Tutor {
        /// The same flags as for reading.
        #[command(flatten)]
        screen: Screen,
    },
    /// Shows the settings, where their files are and any mistakes in them; sets one.
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
        /// The key set: bayn's own, or that of another program.
        #[arg(long, value_name = "NAME",
              value_parser = PossibleValuesParser::new(Setting::Keymap.values().words()))]
        keymap: Option<String>,
    },
    /// Prints a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page of the program or of a subcommand.
    Man {
        /// The sub-command, such as `align`.
        command: Option<String>,
    },
}

/// What `config` shows or sets.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Configuring {
    /// Prints where the files are.
    Path,
    /// Prints every setting with its value, as a config.toml.
    Show {
        /// Prints docs/configuration.md instead.
        #[arg(long)]
        markdown: bool,
    },
    /// Lists every mistake in the settings files; exit code 1 if there are any.
    Check,
    /// Writes a setting to config.toml and leaves the rest of the file as it is.
    Set {
        /// The setting, such as `theme`; `bayn config show` lists them.
        #[arg(value_name = "KEY")]
        key: String,
        /// Its value; several values for a list.
        #[arg(value_name = "VALUE", required = true, allow_hyphen_values = true)]
        value: Vec<String>,
    },
}

/// How the reader meets the terminal.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Screen {
    /// A dictionary (StarDict or dictd), a folder of dictionaries, or a glossary (TSV, CSV,
    /// TBX, ...) to look words up in; may be repeated.
    #[arg(long, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(crate) dict: Vec<PathBuf>,
    /// Shows everything in consecutive lines, without boxes or motion, for screen readers
    /// and braille displays; keys and commands are the same.
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
    /// Prints plain text, which is the only form there is.
    #[arg(long)]
    pub(crate) plain: bool,
    /// The width of the screen in cells.
    #[arg(long, value_name = "CELLS", default_value_t = 100, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) width: u16,
    /// Prints one pane only, one row per line.
    #[arg(long, value_enum)]
    pub(crate) side: Option<SideName>,
}

/// A side by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SideName {
    /// The source text.
    Source,
    /// The translation.
    Target,
}
