//! What throws pairs out of a corpus.

use super::aligning::share;
use bayn_review::corpus_filter::{Rules, Unique};
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What `filter` reads and asks.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Each line is a pair: source, target and optionally the confidence, separated by tabs, in the order that a first row names if there is one (`ar`, `en`, `confidence`); or a JSON object with `source`, `target` and optionally `confidence`, `source_lang` and `target_lang`. An object with `beads`, as `bayn align --pairs` writes it, yields each pair of sentences as a line. What is kept goes to standard output. It works in any pipe:\n\n  bayn align --pairs list.tsv | bayn filter --min-confidence .7 --rejected out.jsonl > kept.jsonl\n  bayn convert memory.tmx - --to tsv | bayn filter --source-lang ar --target-lang en"
)]
pub(crate) struct Filter {
    /// The lines; `-` or nothing is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Option<PathBuf>,
    /// Where to write rejected pairs, each with its reason.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) rejected: Option<PathBuf>,
    /// The language of the source, such as `ar`, for lines that do not give it.
    #[arg(long, value_name = "LANG", visible_alias = "sl")]
    pub(crate) source_lang: Option<String>,
    /// The language of the target, such as `en`, for lines that do not give it.
    #[arg(long, value_name = "LANG", visible_alias = "tl")]
    pub(crate) target_lang: Option<String>,
    /// The lowest confidence, from 0 to 1; pairs without a confidence are kept.
    #[arg(long, value_name = "SHARE", default_value = "0", value_parser = share)]
    pub(crate) min_confidence: f32,
    /// The longest a side may be relative to the other, as a ratio of letters; 0 allows any.
    #[arg(long, value_name = "TIMES", default_value = "3")]
    pub(crate) max_ratio: f32,
    /// The least share of a side's letters in the script of its language, from 0 to 1.
    #[arg(long, value_name = "SHARE", default_value = "0.5", value_parser = share)]
    pub(crate) min_script: f32,
    /// Keeps pairs whose sides are the same.
    #[arg(long)]
    pub(crate) identical: bool,
    /// Which pairs count as duplicates; only the first of them is kept (case, marks and spaces are ignored).
    #[arg(long, value_enum, default_value_t = UniqueBy::Pair)]
    pub(crate) unique: UniqueBy,
}

impl Filter {
    /// Returns what is asked of a pair.
    pub(crate) const fn rules(&self) -> Rules {
        Rules {
            min_confidence: self.min_confidence,
            max_ratio: self.max_ratio,
            min_script: self.min_script,
            identical: self.identical,
            unique: match self.unique {
                UniqueBy::Nothing => Unique::Nothing,
                UniqueBy::Pair => Unique::Pair,
                UniqueBy::Source => Unique::Source,
                UniqueBy::Target => Unique::Target,
                UniqueBy::Sides => Unique::Sides,
            },
        }
    }
}

/// Of what no second one is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum UniqueBy {
    /// Everything is kept.
    Nothing,
    /// Both sides together.
    Pair,
    /// The source.
    Source,
    /// The target.
    Target,
    /// Each side by itself.
    Sides,
}
