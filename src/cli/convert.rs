//! `bayn convert`: converts texts and their translation to another format.
//!
//! A bilingual file keeps everything that the new format can represent; two texts are aligned first. What
//! the format leaves out is reported in one line.

use crate::cli::args::{Convert, Reading, Texts};
use crate::cli::open::{fetch, open, open_one};
use crate::cli::opened::given;
use crate::cli::report::CliError;
use crate::cli::streaming;
use crate::disk;
use bayn_doc::{Document, Side, Sides};
use bayn_formats as format;
use bayn_formats::{
    Corpus, Format, Kind, Loaded, NewFile, Notation, Page, Together, WriteOptions, from_bitext,
};
use bayn_text::{Message, guess_language, msg, shown_path};
use std::path::{Path, PathBuf};

/// Reads and writes.
pub(crate) fn run(args: &Convert) -> Result<(), CliError> {
    let Some((out, files)) = args
        .files
        .split_last()
        .filter(|(_, files)| !files.is_empty())
    else {
        return Err(CliError::with_remedy(
            msg!("a file to read and a file to write are needed"),
            msg!("name the files to read and, last, the file to write: `bayn convert FILE OUT`"),
        ));
    };
    let name = out.display().to_string();
    let to = args
        .to
        .or_else(|| Format::from_file_name(&name))
        .ok_or_else(|| {
            CliError::with_remedy(
                msg!(
                    "the format to write cannot be told from the name `{out}`",
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
    if let Some(corpus) = subtitles(&texts, to)? {
        return write(&corpus, to, args, files, out);
    }
    if let [path] = files {
        let options = options(args);
        if let Some(converted) = streaming::convert(path, to, args, &options, out)? {
            converted.warnings.iter().for_each(crate::cli::say);
            say_left_out(to, &converted.left_out);
            return Ok(());
        }
    }
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
        let abouts = input.sides.map(|side| side.about);
        crate::cli::say_notes(&abouts);
        text.push('\n');
        let bytes = format::pack(&name, text.into_bytes())?;
        return crate::cli::write_to(out, &bytes);
    }
    let corpus = match input.corpus.take() {
        Some(corpus) => {
            corpus.warnings.iter().for_each(crate::cli::say);
            corpus
        }
        None => {
            let (bitext, abouts, _) = input.into_bitext(crate::cli::aligner(args.no_model));
            crate::cli::say_notes(&abouts);
            from_bitext(&bitext)
        }
    };
    write(&corpus, to, args, files, out)
}

/// Joins two files of subtitles by their times, if subtitles are to be written.
fn subtitles(texts: &Texts, to: Format) -> Result<Option<Corpus>, CliError> {
    let is_subtitles = |format| matches!(format, Format::Srt | Format::Vtt);
    let ([source, target], true) = (texts.files.as_slice(), is_subtitles(to)) else {
        return Ok(None);
    };
    let page = |path: &Path| -> Result<Option<Page>, CliError> {
        let file = fetch(path, &texts.reading)?;
        let Kind::Of(kind) = file.kind(&texts.reading) else {
            return Ok(None);
        };
        if !is_subtitles(kind) {
            return Ok(None);
        }
        match format::read(&file.path, &file.bytes, Some(kind))? {
            Loaded::Page(page) => Ok(Some(page)),
            Loaded::Corpus(_) => Ok(None),
        }
    };
    let (Some(source), Some(target)) = (page(source)?, page(target)?) else {
        return Ok(None);
    };
    let pages = Sides::new(source, target);
    let langs = Sides::from_fn(|side: Side| {
        let said = given(&texts.reading, side).or_else(|| pages[side].lang.clone());
        said.unwrap_or_else(|| guess_language(&pages[side].plain_text()).lang)
    });
    Ok(Some(format::subtitle_pair::join(pages, langs)?))
}

/// Returns the options of the writer.
fn options(args: &Convert) -> WriteOptions {
    WriteOptions {
        title: args.title.clone(),
        spreadsheet_safe: args.spreadsheet_safe,
    }
}

/// Writes a corpus and reports what the format leaves out.
fn write(
    corpus: &Corpus,
    to: Format,
    args: &Convert,
    inputs: &[PathBuf],
    out: &Path,
) -> Result<(), CliError> {
    let name = out.file_name().unwrap_or_default().to_string_lossy();
    let inner = format::inner_name(&name);
    if let Some(Together { files, left_out }) = format::write_together(corpus, to, inner)? {
        write_files(files, to, inputs, out)?;
        say_left_out(to, &left_out);
        return Ok(());
    }
    let (bytes, left_out) = format::write(corpus, to, &options(args))?;
    let name = out.display().to_string();
    crate::cli::write_to(out, &format::pack(&name, bytes)?)?;
    say_left_out(to, &left_out);
    Ok(())
}

/// Writes files that belong together next to each other, compressed by name: all or none.
fn write_files(
    files: Vec<NewFile>,
    to: Format,
    inputs: &[PathBuf],
    out: &Path,
) -> Result<(), CliError> {
    if out.as_os_str() == "-" {
        return Err(CliError::with_remedy(
            msg!("{format} is written as several files", format = to),
            msg!("name the file after which they are called, not `-`"),
        ));
    }
    let named = out.display().to_string();
    let packing = named.strip_prefix(format::inner_name(&named)).unwrap_or("");
    let mut ready = Vec::new();
    for file in files {
        let path = out.with_file_name(format!("{}{packing}", file.name));
        crate::cli::spare_inputs(&path, inputs)?;
        let bytes = format::pack(packing, file.bytes)?;
        ready.push((disk::followed(&path), bytes));
    }
    disk::replace_all(&ready).map_err(|error| CliError::unwritten(out, &error))
}

/// Reports what the format leaves out.
fn say_left_out(to: Format, left_out: &[Message]) {
    if !left_out.is_empty() {
        crate::cli::say(msg!(
            "{to} cannot store: {left_out}",
            to,
            left_out = crate::cli::losses(left_out)
        ));
    }
}

/// Refuses to overwrite a text in another language with one text: a user who forgets to name the output
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
