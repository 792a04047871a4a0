//! `bayn align`: the alignment of two texts, written for other programs.

use crate::cli::args::{Align, Form, Level, Texts};
use crate::cli::open::open;
use crate::cli::print;
use crate::cli::report::{CliError, GOOD};
use bayn_align as align;
use bayn_align::encoder::{self, Encoder};
use bayn_align::{Split, to_jsonl, to_ladder, to_tsv};
use bayn_doc::{Bitext, ReviewedBitext};
use bayn_formats as format;
use bayn_formats::{Format, WriteOptions, from_bitext};
use bayn_text::Message;
use bayn_text::msg;
use bayn_text::plural;
use std::process::ExitCode;

/// Aligns and writes.
pub(crate) fn run(args: &Align) -> Result<ExitCode, CliError> {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new()
            .num_threads(usize::from(threads))
            .build_global()
            .map_err(|error| {
                CliError::new(msg!(
                    "{threads} threads: {error}",
                    threads,
                    error = Message::library(error)
                ))
            })?;
    }
    if let Some(out) = &args.output {
        crate::cli::spare_inputs(out, args.texts.files.iter().chain(&args.pairs))?;
    }
    if let Some(list) = &args.pairs {
        return crate::cli::pairs::run(args, list);
    }
    let found = aligned(args, &args.texts)?;
    if args.splits {
        let cuts = found.cuts;
        crate::cli::say(plural!(
            "1 sentence was cut",
            "{cuts} sentences were cut",
            cuts
        ));
    }
    if args.swaps {
        crate::cli::say(msg!(
            "swapped neighbours linked crosswise: {swaps}",
            swaps = found.swaps
        ));
    }
    let form = args.to.unwrap_or_else(|| by_name(args));
    // To look for them takes its time, so only where somebody learns of it.
    let wanted = form == Form::Jsonl || print::is_watched();
    let splits = if wanted && !args.splits && args.level == Level::Sentence {
        align::find_splits(&found.bitext, encoder_for(args, &found.bitext))
    } else {
        Vec::new()
    };
    if let Some(first) = splits.first() {
        let (count, at) = (splits.len(), first.bead + 1);
        crate::cli::say(msg!(
            "pairs that may hold two: {count}, the first is number {at}; --splits cuts them",
            count,
            at
        ));
    }
    let bytes = bytes_in(&found.bitext, &splits, form)?;
    match &args.output {
        Some(path) => crate::cli::write_to(path, &bytes)?,
        None => crate::cli::write_output(&bytes)?,
    }
    Ok(ExitCode::from(GOOD))
}

/// What an alignment came to.
pub(crate) struct Aligned {
    /// The texts and their beads.
    pub(crate) bitext: Bitext,
    /// How many sentences were cut.
    pub(crate) cuts: usize,
    /// How many neighbours were crossed.
    pub(crate) swaps: usize,
}

/// Opens and aligns two texts as the flags say, and leaves unsure beads out.
pub(crate) fn aligned(args: &Align, texts: &Texts) -> Result<Aligned, CliError> {
    let opened = open(texts, false)?;
    if texts.files.len() == 1 && opened.beads.is_none() {
        return Err(CliError::with_remedy(
            msg!("an alignment needs two texts"),
            msg!("give the text and its translation"),
        ));
    }
    let (mut bitext, _, _) = opened.into_bitext(crate::cli::aligner(args.no_model));
    let mut cuts = 0;
    if args.splits {
        let encoder = encoder_for(args, &bitext);
        (bitext, cuts) = cut(bitext, encoder);
    }
    let mut swaps = 0;
    if args.swaps {
        let found = align::find_swaps(&bitext, encoder_for(args, &bitext));
        swaps = found.len();
        align::cross_swaps(&mut bitext, &found);
    }
    if args.level == Level::Paragraph {
        bitext = align::by_paragraph(&bitext);
    }
    bitext
        .beads
        .retain(|bead| bead.confidence.value() >= args.min_confidence);
    Ok(Aligned {
        bitext,
        cuts,
        swaps,
    })
}

/// Returns the encoder that may be asked about these texts.
fn encoder_for(args: &Align, bitext: &Bitext) -> Option<&'static Encoder> {
    let langs = crate::cli::langs(bitext.documents.as_ref());
    (!args.no_model)
        .then(|| encoder::for_languages(&langs))
        .flatten()
}

/// Cuts the sentences whose parts have counterparts of their own.
fn cut(bitext: Bitext, encoder: Option<&Encoder>) -> (Bitext, usize) {
    let splits = align::find_splits(&bitext, encoder);
    let mut review = ReviewedBitext::new(bitext);
    let mut cuts = 0;
    // From the last on, so that the places of those before stay as they are.
    for split in splits.iter().rev() {
        if review.edit_all(&split.edits(&review.bitext)).is_err() {
            continue;
        }
        cuts += split.parts.len() - 1;
        let beads = review.bitext.beads.iter_mut().skip(split.bead);
        for (bead, part) in beads.zip(&split.parts) {
            bead.confidence = part.confidence;
        }
    }
    (review.bitext, cuts)
}

/// Returns the form that the name of the output says.
fn by_name(args: &Align) -> Form {
    let extension = args
        .output
        .as_deref()
        .and_then(|path| path.extension())
        .and_then(|extension| extension.to_str());
    match extension {
        Some("jsonl" | "json") => Form::Jsonl,
        Some("ladder" | "pred" | "gold") => Form::Ladder,
        Some("tmx") => Form::Tmx,
        _ => Form::Tsv,
    }
}

/// Writes an alignment in one of its forms; `splits` are those found in it.
pub(crate) fn bytes_in(bitext: &Bitext, splits: &[Split], form: Form) -> Result<Vec<u8>, CliError> {
    Ok(match form {
        Form::Ladder => to_ladder(bitext).into_bytes(),
        Form::Tsv => to_tsv(bitext).into_bytes(),
        Form::Jsonl => to_jsonl(bitext, splits).into_bytes(),
        Form::Tmx => {
            let corpus = from_bitext(bitext);
            format::write(&corpus, Format::Tmx, &WriteOptions::default())?.0
        }
    })
}
