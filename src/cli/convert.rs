//! `bayn convert`: texts and their translation from one format into another.
//!
//! A bilingual file keeps all that the new format can hold; two texts are aligned first. What
//! the format leaves out is said in one line.

use crate::cli::args::{Convert, Reading, Texts};
use crate::cli::open::{open, open_one};
use crate::cli::report::CliError;
use bayn_doc::Document;
use bayn_formats as format;
use bayn_formats::{Format, Notation, WriteOptions, from_bitext};
use bayn_text::msg;
use bayn_text::shown_path;
use std::path::Path;

/// Reads and writes.
pub(crate) fn run(args: &Convert) -> Result<(), CliError> {
    let Some((out, files)) = args.files.split_last() else {
        return Err(CliError::new(msg!("no file is named to read or write")));
    };
    let name = out.display().to_string();
    let to = args
        .to
        .or_else(|| Format::from_file_name(&name))
        .ok_or_else(|| {
            CliError::with_remedy(
                msg!(
                    "the name `{out}` does not say which format to write",
                    out = shown_path(out)
                ),
                msg!("choose it with --to, such as --to tmx"),
            )
        })?;
    if args.spreadsheet_safe && to.notation() != Notation::Cells {
        return Err(CliError::with_remedy(
            msg!("{to} has no cells to make safe for a spreadsheet", to),
            msg!("--spreadsheet-safe is for csv and tsv"),
        ));
    }
    let texts = Texts {
        files: files.to_vec(),
        reading: args.reading.clone(),
    };
    crate::cli::spare_inputs(out, files)?;
    let mut input = open(&texts, false)?;
    if files.len() == 1 && input.beads.is_none() {
        if to != Format::Plain {
            return Err(CliError::with_remedy(
                msg!(
                    "a text without its translation cannot be written as {to}",
                    to
                ),
                msg!("give the translation too, or write plain text"),
            ));
        }
        spare_translation(out, &input.sides.source.document)?;
        let mut text = std::mem::take(&mut input.sides.source.document.text);
        text.truncate(text.trim_end().len());
        text.push('\n');
        let bytes = format::pack(&name, text.into_bytes())?;
        return crate::cli::write_to(out, &bytes);
    }
    let corpus = match input.corpus.take() {
        Some(corpus) => corpus,
        None => {
            let (bitext, abouts, _) = input.into_bitext(crate::cli::aligner(args.no_model));
            crate::cli::say_notes(&abouts);
            from_bitext(&bitext)
        }
    };
    let options = WriteOptions {
        title: args.title.clone(),
        spreadsheet_safe: args.spreadsheet_safe,
    };
    let (bytes, left_out) = format::write(&corpus, to, &options)?;
    crate::cli::write_to(out, &format::pack(&name, bytes)?)?;
    if !left_out.is_empty() {
        crate::cli::say(msg!(
            "{to} cannot store: {left_out}",
            to,
            left_out = crate::cli::losses(&left_out)
        ));
    }
    Ok(())
}

/// Refuses to write one text over a text in another language: who forgets to name the output
/// has named the translation last.
fn spare_translation(out: &Path, text: &Document) -> Result<(), CliError> {
    let there = out
        .is_file()
        .then(|| open_one(out, &Reading::default()).ok());
    match there.flatten() {
        Some(there) if there.document.lang.primary() != text.lang.primary() => {
            Err(CliError::with_remedy(
                msg!(
                    "{out} contains a text in another language",
                    out = shown_path(out)
                ),
                msg!("name the output file after the text and its translation"),
            ))
        }
        _ => Ok(()),
    }
}
