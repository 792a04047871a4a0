//! Writing a corpus in any format.

use crate::format::corpus::Corpus;
use crate::format::detect::Format;
use crate::format::error::FormatError;
use crate::format::left_out::LeftOut;
use crate::format::{
    epub_out, html_out, jsonl, ladder, markdown, plain, po, table, tmx, xliff1, xliff2,
};

/// What a writer may be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WriteOptions {
    /// The title of a page or book; the names of the files where it is empty.
    pub title: String,
    /// Whether cells of a table that a spreadsheet would take for formulas get an apostrophe.
    pub spreadsheet_safe: bool,
}

/// Writes a corpus; returns the bytes, and one line for each kind of thing that the format
/// cannot hold.
///
/// # Errors
/// Where bayn does not write the format.
pub fn write(
    corpus: &Corpus,
    format: Format,
    options: &WriteOptions,
) -> Result<(Vec<u8>, Vec<String>), FormatError> {
    let title = options.title.as_str();
    if corpus.units.is_empty() && format == Format::Xliff2 {
        return Err(FormatError::whole(
            "XLIFF 2 #file: file content",
            "there is no unit to write, and an XLIFF file has at least one",
        )
        .remedy("write tmx or jsonl, which may be empty"));
    }
    let mut left_out = LeftOut::default();
    let text = match format {
        Format::Tmx => tmx::write(corpus, &mut left_out),
        Format::Xliff12 => xliff1::write(corpus, &mut left_out),
        Format::Xliff2 => xliff2::write(corpus, &mut left_out),
        Format::Tsv => table::write(corpus, b'\t', options.spreadsheet_safe, &mut left_out),
        Format::Csv => table::write(corpus, b',', options.spreadsheet_safe, &mut left_out),
        Format::Po => po::write(corpus, &mut left_out),
        Format::Jsonl => jsonl::write(corpus, &mut left_out),
        Format::Ladder => ladder::write(corpus, &mut left_out),
        Format::Html => html_out::write(corpus, title, &mut left_out),
        Format::Markdown => markdown::write(corpus, &mut left_out),
        Format::Epub => {
            let bytes = epub_out::write(corpus, title, &mut left_out)?;
            return Ok((bytes, left_out.lines()));
        }
        Format::Plain => plain::write(corpus, &mut left_out),
        other => {
            return Err(FormatError::whole(
                "a format that can be written",
                format!("{other} is read but not written"),
            )
            .remedy("write tmx, xliff, xliff12, tsv, csv, jsonl, html, epub or markdown"));
        }
    };
    Ok((text.into_bytes(), left_out.lines()))
}
