//! What judges several systems blind.

use super::Screen;
use clap::{Args, ValueEnum, ValueHint};
use std::path::PathBuf;

/// What `judge` judges and prints.
#[derive(Args, Clone, Debug)]
pub(crate) struct Judge {
    /// The source and the translation of each system, one segment per line; or one file
    /// that contains all (a Pearmut campaign, JSON Lines of WMT or mt-metrics-eval, a table
    /// with a column `source` and one for each system). With --table, files of judgements.
    #[arg(required = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// Where to save the judgements (default: beside the first file).
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) output: Option<PathBuf>,
    /// Random seed for the order of new judgements and for confidence (default: random).
    #[arg(long, value_name = "NUMBER")]
    pub(crate) seed: Option<u64>,
    /// Prints the table of the judgements made, and exits.
    #[arg(long)]
    pub(crate) table: bool,
    /// How two systems are compared.
    #[arg(long, value_enum, default_value_t = RankTest::SignedRank)]
    pub(crate) test: RankTest,
    /// Prints the table as JSON.
    #[arg(long)]
    pub(crate) json: bool,
    /// The same flags as for reading.
    #[command(flatten)]
    pub(crate) screen: Screen,
}

/// How two systems are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RankTest {
    /// By the segments that both have (Wilcoxon signed-rank test).
    SignedRank,
    /// By all scores of each (Wilcoxon–Mann–Whitney rank-sum test).
    RankSum,
}
