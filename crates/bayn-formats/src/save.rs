//! Writing a corpus in any format.

use crate::corpus::Corpus;
use crate::detect::Format;
use crate::error::FormatError;
use crate::left_out::LeftOut;
use crate::{epub_out, html_out, jsonl, ladder, markdown, plain, po, table, tmx, xliff1, xliff2};

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
    if matches!(
        format,
        Format::Tsv | Format::Csv | Format::Html | Format::Markdown | Format::Epub | Format::Plain
    ) {
        check_width(corpus, format)?;
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

/// Places for texts that a file with a place for every language may always have.
const PLACES: usize = 1 << 20;
/// Beyond that, how many for each text.
const PLACES_PER_TEXT: usize = 16;

/// Refuses to write a place for every language of every segment where nearly all of them would
/// be empty: the file would grow as the square of the corpus.
fn check_width(corpus: &Corpus, format: Format) -> Result<(), FormatError> {
    let mut segments = 0_usize;
    let mut texts = 0_usize;
    for segment in corpus.segments() {
        segments += 1;
        texts += segment.texts.len();
    }
    let places = segments.saturating_mul(corpus.langs.len());
    let most = PLACES.saturating_add(texts.saturating_mul(PLACES_PER_TEXT));
    if places <= most {
        return Ok(());
    }
    Err(FormatError::whole(
        "width limit",
        format!(
            "{segments} segments in {} languages have {places} places in {format}, more than {most}",
            corpus.langs.len()
        ),
    )
    .remedy("choose two languages with --source-lang and --target-lang, or write tmx or jsonl"))
}
