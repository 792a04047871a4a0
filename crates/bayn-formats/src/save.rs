//! Writing a corpus in any format.

use crate::corpus::Corpus;
use crate::error::FormatError;
use crate::format::Format;
use crate::left_out::LeftOut;
use crate::writer::WriteOptions;
use bayn_text::{Message, msg};

/// Writes a corpus; returns the bytes, and one line for each kind of thing that the format
/// cannot hold.
///
/// # Errors
/// Where bayn does not write the format.
pub fn write(
    corpus: &Corpus,
    format: Format,
    options: &WriteOptions,
) -> Result<(Vec<u8>, Vec<Message>), FormatError> {
    let row = format.row();
    let Some(write) = row.write else {
        return Err(FormatError::whole(
            msg!("a writable format"),
            msg!("{format} can be read but not written", format),
        )
        .remedy(msg!(
            "write tmx, xliff, xliff12, tsv, csv, jsonl, html, epub or markdown"
        )));
    };
    if row.is_wide {
        check_width(corpus, format)?;
    }
    let mut left_out = LeftOut::default();
    let bytes = write(corpus, options, &mut left_out)?;
    Ok((bytes, left_out.lines()))
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
        msg!("width limit"),
        msg!("{segments} segments in {langs} languages need {places} places in {format}, more than {most}", segments, langs = corpus.langs.len(), places, format, most),
    )
    .remedy(msg!("choose two languages with --source-lang and --target-lang, or write tmx or jsonl")))
}
