//! Which texts are named, how they are read, and what `convert` makes of them.

use super::named::format;
use bayn_formats::Format;
use clap::{Args, ValueHint};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The texts and what is said of them.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct Texts {
    /// The text and its translation; or one file with both (TMX, XLIFF, TSV, ...); or both
    /// texts and their alignment; `-` is standard input.
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
    /// The language of the source, such as `ar` (default: detected).
    #[arg(long, value_name = "LANG", visible_alias = "sl")]
    pub(crate) source_lang: Option<String>,
    /// The language of the target, such as `en` (default: detected).
    #[arg(long, value_name = "LANG", visible_alias = "tl")]
    pub(crate) target_lang: Option<String>,
    /// The encoding of the files, such as `windows-1256` (default: detected).
    #[arg(long, value_name = "LABEL")]
    pub(crate) encoding: Option<String>,
    /// The encoding of the source only.
    #[arg(long, value_name = "LABEL")]
    pub(crate) source_encoding: Option<String>,
    /// The encoding of the target only.
    #[arg(long, value_name = "LABEL")]
    pub(crate) target_encoding: Option<String>,
    /// Reads a translation memory in parts of this many units; one larger than 64 MB is
    /// always read so.
    #[arg(long, value_name = "UNITS", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) part_size: Option<u32>,
    /// Whether somebody can be asked which languages are wanted.
    #[serde(skip)]
    #[arg(skip)]
    pub(crate) ask: bool,
    /// Whether a pipe or a device is refused, since waiting for it would keep the reader deaf.
    #[serde(skip)]
    #[arg(skip)]
    pub(crate) plain_files: bool,
    /// Treats each line as one sentence and a blank line as the end of a paragraph.
    #[arg(long)]
    pub(crate) pre_segmented: bool,
    /// Leaves damaged Arabic as it is; otherwise letters stored as presentation forms or in
    /// visual order, text decoded in a wrong encoding and the like are repaired.
    #[arg(long)]
    pub(crate) as_is: bool,
    /// Reads all of a web page, also what is beside its article.
    #[arg(long)]
    pub(crate) whole_page: bool,
    /// The format of the files, such as `tmx`, `tsv` or `plain` (default: detected).
    #[arg(long, value_name = "FORMAT", visible_alias = "from", value_parser = format(),
          hide_possible_values = true)]
    #[serde(with = "by_name")]
    pub(crate) format: Option<Format>,
}

/// A format is written down by its name.
mod by_name {
    use bayn_formats::Format;
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

/// What `find` looks for, and where.
#[derive(Args, Clone, Debug)]
pub(crate) struct Find {
    /// A filter as in the reader: `s:/…/` in the source, `t:/…/` in the target, `/…/` in either (regular expressions; `=` before them compares letters exactly), and its other words, with `&`, `|`, `!` and brackets.
    #[arg(value_name = "QUERY", required = true)]
    pub(crate) query: String,
    /// Where to look.
    #[command(flatten)]
    pub(crate) texts: Texts,
    /// Aligns by words and lengths only, without the sentence encoder.
    #[arg(long)]
    pub(crate) no_model: bool,
    /// Prints one JSON object per line.
    #[arg(long)]
    pub(crate) json: bool,
    /// Prints only how many pairs match.
    #[arg(long, conflicts_with = "json")]
    pub(crate) count: bool,
}

/// What `convert` reads and writes.
#[derive(Args, Clone, Debug)]
pub(crate) struct Convert {
    /// What to read (one bilingual file, two texts, or two texts and their alignment), and
    /// last the file to write; `-` is standard input and output.
    #[arg(value_name = "FILE", num_args = 1.., required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// How they are read.
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The output format (default: by the name of the output).
    #[arg(long, value_name = "FORMAT", value_parser = format(),
          hide_possible_values = true)]
    pub(crate) to: Option<Format>,
    /// Aligns by words and lengths only, without the sentence encoder.
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
    /// Puts an apostrophe before each cell that a spreadsheet would read as a formula; bayn removes it when it reads the table.
    #[arg(long)]
    pub(crate) spreadsheet_safe: bool,
}

/// What `validate` reads and prints.
#[derive(Args, Clone, Debug)]
pub(crate) struct Validate {
    /// XLIFF, TMX and PO files; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,
    /// The format, if it cannot be told from the content.
    #[arg(long, value_name = "FORMAT", value_parser = format(),
          hide_possible_values = true)]
    pub(crate) format: Option<Format>,
    /// Prints one JSON array.
    #[arg(long, conflicts_with = "sarif")]
    pub(crate) json: bool,
    /// Prints SARIF 2.1.0, for code hosts.
    #[arg(long)]
    pub(crate) sarif: bool,
}
