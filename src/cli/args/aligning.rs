//! What aligns texts, finds those that belong together, and compares what they say.

use super::Texts;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What `align` writes.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "With --pairs each line is a pair: two files and, if known, both languages, separated by tabs; or a JSON object with `source` and `target`, which are texts (files with --paths), and optionally `id`, `source_lang` and `target_lang`. Each yields one JSON object on one line, in the same order: its id, its pairs of sentences, or `alignment` in the form given by --to, or `error`; after an error the exit code is 2. It works in any pipe:\n\n  bayn align --pairs list.tsv > out.jsonl\n  bayn align --pairs texts.jsonl -o out.jsonl --skip-done\n  parallel --pipe bayn align --threads 1 --pairs - < list.tsv\n  xargs -n 2 bayn align --to tmx -o out.tmx < two-names.txt"
)]
pub(crate) struct Align {
    /// The texts.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// Aligns every pair of files named by the lines of FILE, on all cores; `-` is standard
    /// input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "files")]
    pub(crate) pairs: Option<PathBuf>,
    /// Reads `source` and `target` of a JSON object as names of files, not as texts.
    #[arg(long, requires = "pairs")]
    pub(crate) paths: bool,
    /// Skips the pairs that the output already has and appends the others: continues a run that
    /// was stopped.
    #[arg(long, requires_all = ["pairs", "output"])]
    pub(crate) skip_done: bool,
    /// Whether to pair sentences or paragraphs.
    #[arg(long, value_enum, default_value_t = Level::Sentence)]
    pub(crate) level: Level,
    /// The output format (default: by the name of the output file, else `tsv`; with
    /// `--pairs`, `jsonl`).
    #[arg(long, value_enum)]
    pub(crate) to: Option<Form>,
    /// Omits pairs with a confidence below this, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0", hide_default_value = true, value_parser = share)]
    pub(crate) min_confidence: f32,
    /// Splits sentences at commas, semicolons and the like where each part has its own counterpart, and reports how many were split.
    #[arg(long)]
    pub(crate) splits: bool,
    /// Cross-links neighbouring sentences that the translation swapped, by the sentence encoder, and reports how many.
    #[arg(long)]
    pub(crate) swaps: bool,
    /// Number of threads (default: one per core).
    #[arg(long, value_name = "COUNT", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Where to write (default: standard output).
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// A folder with multilingual-e5-small (config.json, tokenizer.json,
    /// model.safetensors), for languages that the built-in model does not cover.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "no_model")]
    pub(crate) model: Option<PathBuf>,
}

pub(super) fn share(text: &str) -> Result<f32, String> {
    let share: Result<f32, _> = text.parse();
    share
        .ok()
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
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
    /// One JSON object per pair.
    Jsonl,
    /// A translation memory (TMX 1.4).
    Tmx,
}

/// What `pair` looks through.
#[derive(Args, Clone, Debug)]
pub(crate) struct Pair {
    /// Texts in two or more languages, or folders that contain them.
    #[arg(value_name = "PATH", num_args = 1.., required = true, value_hint = ValueHint::AnyPath)]
    pub(crate) paths: Vec<PathBuf>,
    /// The output format.
    #[arg(long, value_enum, default_value_t = PairForm::Table)]
    pub(crate) to: PairForm,
    /// Compares by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
}

/// What `compare` and `names` read.
#[derive(Args, Clone, Debug)]
pub(crate) struct Compare {
    /// The texts, in any language.
    #[arg(value_name = "FILE", num_args = 1.., required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The output format; offsets are bytes of the cleaned text.
    #[arg(long, value_enum, default_value_t = ListForm::Text)]
    pub(crate) to: ListForm,
    /// The same as `--to jsonl`.
    #[arg(long)]
    pub(crate) json: bool,
    /// Compares by words and lengths only, without the sentence encoder.
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
    /// One JSON object per line.
    Jsonl,
}

/// The form of a list of pairs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum PairForm {
    /// Columns for people.
    Table,
    /// One JSON object per pair, and one with `null` for each file without a partner.
    Jsonl,
}

/// What `eval` compares.
#[derive(Args, Clone, Debug)]
pub(crate) struct Eval {
    /// The gold alignment (a ladder), or a folder of `NAME.gold` files.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(crate) gold: PathBuf,
    /// The alignment to measure (a ladder), or a folder of `NAME.pred` files.
    #[arg(value_hint = ValueHint::AnyPath)]
    pub(crate) predicted: PathBuf,
    /// Prints JSON.
    #[arg(long)]
    pub(crate) json: bool,
}
