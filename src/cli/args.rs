//! Every flag and sub-command, each with its sentence; help, man page and completions are
//! made from this one table.

use crate::doc::Severity;
use crate::format::Format;
use crate::review::registry;
use clap::{Args, Parser, Subcommand, ValueEnum, ValueHint};
use serde::{Deserialize, Serialize};
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
}

/// The sub-commands.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Task {
    /// Prints the rows that the reader would draw, as plain text in logical order.
    Show(Show),
    /// Aligns two texts and writes the alignment.
    Align(Align),
    /// Points at what may be wrong in a translation; exit code 1 when there is something.
    Check(Check),
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
        #[arg(long, value_name = "NAME", default_value = "vim",
              value_parser = ["vim", "arrows", "intertext", "omegat"])]
        keymap: String,
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

/// The texts and what is said of them.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Texts {
    /// The text and its translation, or one file that holds both (TMX, XLIFF, TSV, ...), or
    /// both texts and their alignment; `-` is standard input. The reader shows further
    /// translations of the first text beside them.
    #[arg(value_name = "FILE", num_args = 0..=10, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// How they are read.
    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// How texts are read.
#[derive(Args, Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Reading {
    /// The language of the source, such as `ar`; guessed when not given.
    #[arg(long, value_name = "LANG", visible_alias = "sl")]
    pub(crate) source_lang: Option<String>,
    /// The language of the target, such as `en`; guessed when not given.
    #[arg(long, value_name = "LANG", visible_alias = "tl")]
    pub(crate) target_lang: Option<String>,
    /// The encoding of the files, such as `windows-1256`; guessed when not given.
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// The encoding of the source alone.
    #[arg(long, value_name = "LABEL")]
    pub(crate) source_encoding: Option<String>,
    /// The encoding of the target alone.
    #[arg(long, value_name = "LABEL")]
    pub(crate) target_encoding: Option<String>,
    /// Reads a translation memory in parts of this many units; one of more than 64 MB always.
    #[arg(long, value_name = "UNITS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) part_size: Option<u32>,
    /// Whether somebody can be asked which languages are wanted.
    #[serde(skip)]
    #[arg(skip)]
    pub(crate) ask: bool,
    /// Takes each line as one sentence and a blank line as the end of a paragraph.
    #[arg(long)]
    pub(crate) pre_segmented: bool,
    /// The format of the files, such as `tmx`, `tsv` or `plain`; by their content when not
    /// given.
    #[arg(long, value_name = "FORMAT", visible_alias = "from", value_parser = format)]
    #[serde(with = "by_name")]
    pub(crate) format: Option<Format>,
}

/// A format is written down by its name.
mod by_name {
    use crate::format::Format;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        format: &Option<Format>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        format.map(|format| format.name()).serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        from: D,
    ) -> Result<Option<Format>, D::Error> {
        let name: Option<String> = Option::deserialize(from)?;
        Ok(name.and_then(|name| Format::from_name(&name)))
    }
}

/// Reads the name of a format.
fn format(name: &str) -> Result<Format, String> {
    Format::from_name(name).ok_or_else(|| {
        let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
        format!("no such format; there are {}", names.join(", "))
    })
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
    /// The keys: ours, or those of another program.
    #[arg(long, value_name = "NAME", default_value = "vim",
          value_parser = ["vim", "arrows", "intertext", "omegat"])]
    pub(crate) keymap: String,
    /// Prints plain text even to a terminal.
    #[arg(long)]
    pub(crate) plain: bool,
    /// The colours: `auto` (light or dark), a built-in theme or one of your own.
    #[arg(long, value_name = "NAME")]
    pub(crate) theme: Option<String>,
    /// Whether there are colours.
    #[arg(long, value_name = "WHEN", value_parser = ["auto", "always", "never"])]
    pub(crate) color: Option<String>,
    /// The language of menus and messages.
    #[arg(long, value_name = "LANG", value_parser = ["auto", "en", "ar"])]
    pub(crate) lang_ui: Option<String>,
    /// Reads a text again when it changes on the disk.
    #[arg(long)]
    pub(crate) watch: bool,
    /// Begins at the beginning, and forgets where the reader leaves.
    #[arg(long)]
    pub(crate) no_resume: bool,
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
#[command(
    after_help = "With --pairs each line is a pair: source, target and, if they are known, both \
                        languages, with tabs between. Each gives one JSON object on one line, in \
                        the same order: its beads, or in `alignment` what --to says, or `error`; \
                        after an error the exit code is 2. So it works in any pipe:\n\n  \
                        bayn align --pairs list.tsv > out.jsonl\n  \
                        parallel --pipe bayn align --threads 1 --pairs - < list.tsv\n  \
                        xargs -n 2 bayn align --to tmx -o out.tmx < two-names.txt"
)]
pub(crate) struct Align {
    /// The texts.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// Aligns every pair of files that the lines of FILE name, on all cores; `-` is standard
    /// input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "files")]
    pub(crate) pairs: Option<PathBuf>,
    /// Whether beads are of sentences or of paragraphs.
    #[arg(long, value_enum, default_value_t = Level::Sentence)]
    pub(crate) level: Level,
    /// The form of the output; by the name of the output file, else `tsv`, and `jsonl` with
    /// `--pairs`.
    #[arg(long, value_enum)]
    pub(crate) to: Option<Form>,
    /// Leaves beads out whose confidence is below this, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0", hide_default_value = true, value_parser = share)]
    pub(crate) min_confidence: f32,
    /// Cuts sentences at clause marks where each part of a pair has its own counterpart, and
    /// says how many were cut.
    #[arg(long)]
    pub(crate) splits: bool,
    /// How many threads work; one for each core when not given.
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Where to write; standard output when not given.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// A folder with multilingual-e5-small (config.json, tokenizer.json, model.safetensors),
    /// for languages that the carried model does not know.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "no_model")]
    pub(crate) model: Option<PathBuf>,
}

fn share(text: &str) -> Result<f32, String> {
    let share: Result<f32, _> = text.parse();
    share
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "a number from 0 to 1 is expected".to_owned())
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
    /// A translation memory (TMX 1.4).
    Tmx,
}

/// What `pair` looks through.
#[derive(Args, Clone, Debug)]
pub(crate) struct Pair {
    /// Texts in two or more languages, or folders that hold them.
    #[arg(value_name = "PATH", num_args = 1.., required = true, value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// The form of the output.
    #[arg(long, value_enum, default_value_t = PairForm::Table)]
    pub(crate) to: PairForm,
    /// Compares by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// What `compare` and `names` read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Compare {
    /// The texts, in any languages.
    #[arg(value_name = "FILE", num_args = 1.., required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The form of the output; offsets are bytes of the cleaned text.
    #[arg(long, value_enum, default_value_t = ListForm::Text)]
    pub(crate) to: ListForm,
    /// The same as `--to jsonl`.
    #[arg(long)]
    pub(crate) json: bool,
    /// Compares by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

impl Compare {
    /// Returns the form that is wanted.
    pub(crate) fn form(&self) -> ListForm {
        if self.json { ListForm::Jsonl } else { self.to }
    }
}

/// The form of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ListForm {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Jsonl,
}

/// The form of a list of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairForm {
    /// Columns for people.
    Table,
    /// One JSON object a pair, and one with `null` for each file without a partner.
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

/// What `check` looks at and prints.
#[derive(Args, Clone, Debug)]
pub(crate) struct Check {
    /// The texts.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The file that keeps the review; beside the translation when not given.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Prints one JSON array; offsets are bytes of the file decoded to UTF-8, beads count
    /// from 0.
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// Prints SARIF 2.1.0, as code hosts read it.
    #[arg(long, group = "form")]
    pub(crate) sarif: bool,
    /// Prints a table with tabs.
    #[arg(long, group = "form")]
    pub(crate) tsv: bool,
    /// Leaves findings of less than this severity out, and out of the exit code.
    #[arg(long, value_name = "SEVERITY", default_value = "minor", value_parser = severity)]
    pub(crate) min_severity: Severity,
    /// Runs this check alone; can be given several times.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = check_id)]
    pub(crate) check: Vec<String>,
    /// Leaves this check out; can be given several times.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = check_id)]
    pub(crate) skip: Vec<String>,
    /// A glossary: term, renderings and forbidden renderings with tabs, `|` between several;
    /// or a TBX term base; or a bilingual file.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) glossary: Option<PathBuf>,
    /// Rules: regular expressions for source and target with a sentence and a severity, as a
    /// table with tabs or `[[rule]]` in TOML.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
    /// Shows findings too that were dismissed in the review beside the translation.
    #[arg(long)]
    pub(crate) all: bool,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// Lists the checks and ends.
    #[arg(long)]
    pub(crate) list: bool,
}

fn severity(name: &str) -> Result<Severity, String> {
    Severity::from_name(name)
        .ok_or_else(|| "severities are neutral, minor, major, critical".to_owned())
}

fn check_id(id: &str) -> Result<String, String> {
    match registry::find(id) {
        Some(check) => Ok(check.id.to_owned()),
        None => Err("no such check; `bayn check --list` lists them".to_owned()),
    }
}

/// What `score` computes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Score {
    /// A file of judgements (WMT MQM, Marot, MTME, Appraise, Pearmut, CSV, XLIFF, TMX), or a
    /// review of bayn's.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The two texts of a review of bayn's; looked for beside it when not given.
    #[arg(value_name = "TEXT", num_args = 0..=2, value_hint = ValueHint::FilePath)]
    pub(crate) texts: Vec<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints the WMT score of every segment instead: system, segment, score.
    #[arg(long)]
    pub(crate) segments: bool,
    /// Counts the marks of this rater alone.
    #[arg(long, value_name = "NAME")]
    pub(crate) rater: Option<String>,
    /// PT: the score from which on a translation passes.
    #[arg(long, value_name = "SCORE", default_value_t = 90.0, value_parser = number)]
    pub(crate) pass_threshold: f64,
    /// APP: the penalty per 1000 words with which it just passes.
    #[arg(long, value_name = "POINTS", default_value_t = 10.0, value_parser = positive)]
    pub(crate) acceptable_penalty: f64,
    /// Lets a translation with a critical error pass.
    #[arg(long)]
    pub(crate) critical_may_pass: bool,
    /// The side whose words are counted.
    #[arg(long, value_enum, default_value_t = SideName::Source)]
    pub(crate) words: SideName,
    /// WMT weights, such as `Major:5 Minor:1 Minor/Fluency/Punctuation:0.1`.
    #[arg(long, value_name = "WEIGHTS")]
    pub(crate) weights: Option<String>,
}

fn number(text: &str) -> Result<f64, String> {
    let number: Result<f64, _> = text.parse();
    number
        .ok()
        .filter(|number| number.is_finite())
        .ok_or_else(|| "a number is expected".to_owned())
}

fn positive(text: &str) -> Result<f64, String> {
    number(text).and_then(|number| {
        if number > 0.0 {
            Ok(number)
        } else {
            Err("a number above 0 is expected".to_owned())
        }
    })
}

/// What `report` reads and writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Report {
    /// The texts (one bilingual file or two texts; or a review of bayn's), and last what to
    /// write; `-` is standard output.
    #[arg(value_name = "FILE", num_args = 2..=4, required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// How they are read.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The file that keeps the review; beside the translation when not given.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// The form of the report; by the name of the output when not given.
    #[arg(long, value_enum)]
    pub(crate) to: Option<ReportForm>,
    /// The title of a page.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) title: String,
    /// Reports what this rater wrote alone.
    #[arg(long, value_name = "NAME")]
    pub(crate) rater: Option<String>,
    /// The name of the translation or of who made it, where the form asks for a system.
    #[arg(long, value_name = "NAME")]
    pub(crate) system: Option<String>,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportForm {
    /// A page for people, with both texts.
    Html,
    /// The same in Markdown.
    Md,
    /// A row an error, for spreadsheets.
    Csv,
    /// XLIFF 2.1 with ITS issues and notes.
    Xliff,
    /// XLIFF 1.2 with ITS issues and notes.
    Xliff12,
    /// TMX 1.4b with notes and properties.
    Tmx,
    /// A pair a line, with notes and properties.
    Jsonl,
    /// The MQM table of WMT.
    Wmt,
    /// The table of Marot.
    Marot,
    /// The standalone JSON Lines of mt-metrics-eval.
    Mtme,
    /// The ratings file of a test set of mt-metrics-eval.
    MtmeRatings,
    /// The export of an Appraise campaign.
    Appraise,
    /// A campaign for Pearmut, with the errors filled in.
    Pearmut,
}

/// What `import` takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Import {
    /// The judgements: XLIFF or TMX with notes, WMT MQM, Marot, MTME, Appraise, Pearmut, CSV.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) judgements: PathBuf,
    /// The texts that they speak of.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The file that keeps the review; beside the translation when not given.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Takes the judgements of this system alone, where there are several.
    #[arg(long, value_name = "NAME")]
    pub(crate) system: Option<String>,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// What `convert` reads and writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Convert {
    /// What to read (one bilingual file, two texts, or two texts and their alignment), and
    /// last what to write; `-` is standard input and output.
    #[arg(value_name = "FILE", num_args = 2..=4, required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// How they are read.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The format to write; by the name of the output when not given.
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) to: Option<Format>,
    /// Aligns by strings alone, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// The title of a page or a book.
    #[arg(
        long,
        value_name = "TEXT",
        default_value = "",
        hide_default_value = true
    )]
    pub(crate) title: String,
}

/// What `merge` joins.
#[derive(Args, Clone, Debug)]
pub(crate) struct Merge {
    /// Our review; it stands where both disagree.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) ours: PathBuf,
    /// Their review.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) theirs: PathBuf,
    /// The review that both began from.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) base: Option<PathBuf>,
    /// Where to write; standard output when not given.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}
