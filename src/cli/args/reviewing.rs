//! What judges a translation: checks, scores, reports, judgements of others.

use super::named::{check_id, severity};
use super::{Reading, SideName, Texts};
use bayn_doc::Severity;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What `check` looks at and prints.
#[derive(Args, Clone, Debug)]
pub(crate) struct Check {
    /// The texts.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The file that stores the review (default: beside the translation).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Prints one JSON array; offsets are bytes of the file decoded to UTF-8, pairs count
    /// from 0.
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// Prints SARIF 2.1.0, for code hosts.
    #[arg(long, group = "form")]
    pub(crate) sarif: bool,
    /// Prints a tab-separated table.
    #[arg(long, group = "form")]
    pub(crate) tsv: bool,
    /// Prints one line per finding, as editors read it: `path:line:column: message`.
    #[arg(long, group = "form")]
    pub(crate) vimgrep: bool,
    /// Ignores findings below this severity, also for the exit code.
    #[arg(long, value_name = "SEVERITY", default_value = "minor",
          value_parser = severity())]
    pub(crate) min_severity: Severity,
    /// Runs only this check; may be repeated.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = check_id(), hide_possible_values = true)]
    pub(crate) check: Vec<String>,
    /// Skips this check; may be repeated.
    #[arg(long, value_name = "ID", value_delimiter = ',', value_parser = check_id(), hide_possible_values = true)]
    pub(crate) skip: Vec<String>,
    /// A glossary: tab-separated term, translations and forbidden translations
    /// (alternatives separated by `|`); or a TBX term base; or a bilingual file.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) glossary: Option<PathBuf>,
    /// Rules: regular expressions for source and target with a message and a severity, as a
    /// tab-separated table or `[[rule]]` in TOML.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rules: Option<PathBuf>,
    /// A client's requirements in TOML: checks on and off, severities, glossary, rules.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) profile: Option<PathBuf>,
    /// Also shows findings that were dismissed in the review beside the translation.
    #[arg(long)]
    pub(crate) all: bool,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// Lists the checks and exits.
    #[arg(long)]
    pub(crate) list: bool,
}

/// What `score` computes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Score {
    /// A file of judgements (WMT MQM, Marot, MTME, Appraise, Pearmut, Label Studio, CSV,
    /// XLIFF, TMX), a bayn review, or a folder of reviews or a list with two paths on each
    /// line, which count as one.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) file: PathBuf,
    /// The two texts of a bayn review (default: looked for beside it).
    #[arg(value_name = "TEXT", num_args = 0..=2, value_hint = ValueHint::FilePath)]
    pub(crate) texts: Vec<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints the WMT score of every segment instead: system, segment, score.
    #[arg(long)]
    pub(crate) segments: bool,
    /// Counts only the marks of this rater.
    #[arg(long, value_name = "NAME")]
    pub(crate) rater: Option<String>,
    /// PT: the lowest score that passes.
    #[arg(long, value_name = "SCORE", default_value_t = 90.0, value_parser = number)]
    pub(crate) pass_threshold: f64,
    /// APP: the highest penalty per 1000 words that still passes.
    #[arg(long, value_name = "POINTS", default_value_t = 10.0, value_parser = positive)]
    pub(crate) acceptable_penalty: f64,
    /// Lets a translation with a critical error pass.
    #[arg(long)]
    pub(crate) critical_may_pass: bool,
    /// The side whose words are counted.
    #[arg(long, value_enum, default_value_t = SideName::Source)]
    pub(crate) words: SideName,
    /// Scores by a client's profile: a file, or mqm, esa, lisa, j2450, dqf.
    #[arg(long, value_name = "PROFILE", value_hint = ValueHint::FilePath,
          conflicts_with_all = ["pass_threshold", "acceptable_penalty", "critical_may_pass", "words", "weights", "segments"])]
    pub(crate) profile: Option<PathBuf>,
    /// WMT weights, such as `Major:5 Minor:1 Minor/Fluency/Punctuation:0.1`.
    #[arg(long, value_name = "WEIGHTS")]
    pub(crate) weights: Option<String>,
}

fn number(text: &str) -> Result<f64, String> {
    let number: Result<f64, _> = text.parse();
    number
        .ok()
        .filter(|number| number.is_finite())
        .ok_or_else(|| "expected a number".to_owned())
}

fn positive(text: &str) -> Result<f64, String> {
    number(text).and_then(|number| {
        if number > 0.0 {
            Ok(number)
        } else {
            Err("expected a number above 0".to_owned())
        }
    })
}

/// What `agreement` compares.
#[derive(Args, Clone, Debug)]
pub(crate) struct Agreement {
    /// Files of judgements, or bayn reviews with their texts beside them; one file is
    /// enough if several raters judged in it.
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// What `report` reads and writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Report {
    /// The texts (one bilingual file, two texts, a bayn review, a folder of reviews, or a list with
    /// two paths on each line), and last the file to write; `-` is standard output.
    #[arg(value_name = "FILE", num_args = 2..=4, required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// How they are read.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The file that stores the review (default: beside the translation).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// The format of the report (default: by the name of the output).
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
    /// Reports only what this rater wrote.
    #[arg(long, value_name = "NAME")]
    pub(crate) rater: Option<String>,
    /// The name of the translation or its maker, where the format asks for a system.
    #[arg(long, value_name = "NAME")]
    pub(crate) system: Option<String>,
    /// Adds a scorecard by a client's profile: a file, or mqm, esa, lisa, j2450, dqf.
    #[arg(long, value_name = "PROFILE", value_hint = ValueHint::FilePath)]
    pub(crate) profile: Option<PathBuf>,
    /// Aligns by words and lengths only, without the sentence encoder.
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
    /// One row per error, for spreadsheets.
    Csv,
    /// A Word document for corrections: both texts in a table, with verdict and note.
    Docx,
    /// The same table as an Excel workbook.
    Xlsx,
    /// XLIFF 2.1 with ITS issues and notes.
    Xliff,
    /// XLIFF 1.2 with ITS issues and notes.
    Xliff12,
    /// TMX 1.4b with notes and properties.
    Tmx,
    /// One pair per line, with notes and properties.
    Jsonl,
    /// The MQM table of WMT.
    Wmt,
    /// Marot annotations, as a table.
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

/// What `apply` writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Apply {
    /// The text and its translation.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The file that stores the review (default: beside the translation).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Writes into the translation, and keeps it as it was in NAME.orig.
    #[arg(long, group = "where")]
    pub(crate) in_place: bool,
    /// Writes another file.
    #[arg(long, short, value_name = "FILE", group = "where", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Reviewer whose suggestions are applied besides those on accepted pairs (default: you).
    #[arg(long, value_name = "NAME")]
    pub(crate) rater: Option<String>,
    /// Applies every suggestion.
    #[arg(long)]
    pub(crate) all: bool,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// What `edits` counts.
#[derive(Args, Clone, Debug)]
pub(crate) struct Edits {
    /// The edited translation.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) edited: PathBuf,
    /// The text and its translation before it was edited.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// Prints JSON.
    #[arg(long, group = "form")]
    pub(crate) json: bool,
    /// Prints a tab-separated table: pair, edits, words, rate, both versions.
    #[arg(long, group = "form")]
    pub(crate) tsv: bool,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// What `import` takes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Import {
    /// The judgements: XLIFF or TMX with notes, a table that came back as DOCX or XLSX, WMT MQM,
    /// Marot, MTME, Appraise, Pearmut, Label Studio, CSV.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) judgements: PathBuf,
    /// The texts that they speak of.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// The file that stores the review (default: beside the translation).
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) project: Option<PathBuf>,
    /// Treats the file as the edited translation: its changes become suggestions.
    #[arg(long)]
    pub(crate) edited: bool,
    /// Uses only the judgements of this system, where there are several.
    #[arg(long, value_name = "NAME")]
    pub(crate) system: Option<String>,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// What `merge` joins.
#[derive(Args, Clone, Debug)]
pub(crate) struct Merge {
    /// Our review; it wins where both disagree.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) ours: PathBuf,
    /// Their review.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) theirs: PathBuf,
    /// The review that both started from.
    #[arg(value_hint = ValueHint::FilePath)]
    pub(crate) base: Option<PathBuf>,
    /// Where to write (default: standard output).
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
}
