//! Every flag and sub-command, each with its sentence; help, man page and completions are
//! made from this one table.

use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use std::path::PathBuf;

/// Reads a report and its translation side by side.
#[derive(Debug, Parser)]
#[command(
    name = "bayn",
    version,
    about = "Reads a text and its translation side by side, right-to-left done right",
    long_about = "Reads a text and its translation side by side: Arabic on the right, English on \
                  the left, or any other pair. Both are aligned by paragraph and by sentence, and \
                  everything goes by keyboard. Without files the bundled sample is shown. Where \
                  standard output is no terminal, the same rows are printed as plain text.",
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
    /// How to show them.
    #[command(flatten)]
    pub(crate) screen: Screen,
}

/// The sub-commands.
#[derive(Debug, Subcommand)]
pub(crate) enum Task {
    /// Prints the rows that the reader would draw, as plain text in logical order.
    Show(Show),
    /// Aligns two texts and writes the alignment.
    Align(Align),
    /// Measures an alignment against a gold one.
    Eval(Eval),
    /// Says what was found out of this terminal, what is written to it and why.
    Doctor {
        /// Shows one line in every way of writing; you press the one that reads right.
        #[arg(long)]
        calibrate: bool,
        /// The same flags as for reading.
        #[command(flatten)]
        screen: Screen,
    },
    /// Prints the keys of the reader.
    Keys {
        /// Prints docs/keys.md instead.
        #[arg(long)]
        markdown: bool,
    },
    /// Prints a completion script for a shell.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Prints the manual page.
    Man,
}

/// The two texts and what is said of them.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Texts {
    /// The text and its translation; `-` is standard input.
    #[arg(value_name = "FILE", num_args = 0..=2, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The language of the source, such as `ar`; guessed when not given.
    #[arg(long, value_name = "LANG", visible_alias = "sl")]
    pub(crate) source_lang: Option<String>,
    /// The language of the target, such as `en`; guessed when not given.
    #[arg(long, value_name = "LANG", visible_alias = "tl")]
    pub(crate) target_lang: Option<String>,
    /// The encoding of both files, such as `windows-1256`; guessed when not given.
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// The encoding of the source alone.
    #[arg(long, value_name = "LABEL")]
    pub(crate) source_encoding: Option<String>,
    /// The encoding of the target alone.
    #[arg(long, value_name = "LABEL")]
    pub(crate) target_encoding: Option<String>,
    /// Takes each line as one sentence and a blank line as the end of a paragraph.
    #[arg(long)]
    pub(crate) pre_segmented: bool,
}

/// How the reader meets the terminal.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Screen {
    /// Leaves the mouse to the terminal.
    #[arg(long)]
    pub(crate) no_mouse: bool,
    /// How right-to-left text is written to this terminal.
    #[arg(long, value_name = "HOW", default_value = "auto",
          value_parser = ["auto", "visual", "guard", "runs", "words", "terminal", "off"])]
    pub(crate) bidi: String,
    /// Whether Arabic letters are sent as presentation forms or left to the terminal.
    #[arg(long, value_name = "HOW", default_value = "auto", value_parser = ["auto", "forms", "base"])]
    pub(crate) shaping: String,
    /// Whether vowel marks are sent.
    #[arg(long, value_name = "HOW", default_value = "auto", value_parser = ["auto", "keep", "strip"])]
    pub(crate) tashkeel: String,
    /// Prints plain text even to a terminal.
    #[arg(long)]
    pub(crate) plain: bool,
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

/// What `align` writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Align {
    /// The texts.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// Whether beads are of sentences or of paragraphs.
    #[arg(long, value_enum, default_value_t = Level::Sentence)]
    pub(crate) level: Level,
    /// The form of the output; by the name of the output file, else `tsv`.
    #[arg(long, value_enum)]
    pub(crate) to: Option<Form>,
    /// Where to write; standard output when not given.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// The unit of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Level {
    /// Sentences.
    Sentence,
    /// Paragraphs.
    Paragraph,
}

/// The form of an alignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Form {
    /// `[0, 1]:[0]:score` by sentence index.
    Ladder,
    /// Source, target and confidence, separated by tabs.
    Tsv,
    /// One JSON object a bead.
    Jsonl,
}

/// What `eval` compares.
#[derive(Args, Clone, Debug)]
pub(crate) struct Eval {
    /// The gold ladder, or a folder of `NAME.gold` files.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(crate) gold: PathBuf,
    /// The ladder to measure, or a folder of `NAME.pred` files.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(crate) predicted: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
