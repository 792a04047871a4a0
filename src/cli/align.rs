//! `bayn align`: the alignment of two texts, written for other programs.

use crate::align::{self, to_jsonl, to_ladder, to_tsv};
use crate::cli::args::{Align, Form, Level};
use crate::cli::open::open;
use crate::cli::report::Trouble;
use crate::doc::Bitext;
use std::io::Write;

/// Aligns and writes.
pub(crate) fn run(args: &Align) -> Result<(), Trouble> {
    let opened = open(&args.texts, false)?;
    if args.texts.files.len() == 1 && opened.beads.is_none() {
        return Err(Trouble::with_remedy(
            "an alignment needs two texts",
            "give the text and its translation",
        ));
    }
    let (bitext, _, _) = opened.into_bitext(crate::cli::aligner(args.no_model));
    let to = args.to.unwrap_or_else(|| by_name(args));
    let text = match args.level {
        Level::Sentence => write(&bitext, to),
        Level::Paragraph => write(&align::by_paragraph(&bitext), to),
    };
    match &args.output {
        Some(path) => crate::cli::write_file(path, text.as_bytes()),
        None => Ok(std::io::stdout().lock().write_all(text.as_bytes())?),
    }
}

fn by_name(args: &Align) -> Form {
    let extension = args
        .output
        .as_deref()
        .and_then(|path| path.extension())
        .and_then(|extension| extension.to_str());
    match extension {
        Some("jsonl" | "json") => Form::Jsonl,
        Some("ladder" | "pred" | "gold") => Form::Ladder,
        _ => Form::Tsv,
    }
}

fn write(bitext: &Bitext, to: Form) -> String {
    match to {
        Form::Ladder => to_ladder(&bitext.beads),
        Form::Tsv => to_tsv(bitext),
        Form::Jsonl => to_jsonl(bitext),
    }
}
