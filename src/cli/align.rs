//! `bayn align`: the alignment of two texts, written for other programs.

use crate::cli::alignment::{aligned, bytes_in, encoder_for};
use crate::cli::args::{Align, Form, Level};
use crate::cli::report::{CliError, GOOD};
use crate::cli::{pairs, print};
use bayn_align as align;
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
        return pairs::run(args, list);
    }
    let found = aligned(args, &args.texts)?;
    if args.splits {
        let cuts = found.cuts;
        crate::cli::say(plural!(
            "1 sentence was split",
            "{cuts} sentences were split",
            cuts
        ));
    }
    if args.swaps {
        crate::cli::say(msg!(
            "swapped neighbours, cross-linked: {swaps}",
            swaps = found.swaps
        ));
    }
    let form = args.to.unwrap_or_else(|| by_name(args));
    // Searching for them takes time, so only if the result is reported.
    let wanted = form == Form::Jsonl || print::is_watched();
    let splits = if wanted && !args.splits && args.level == Level::Sentence {
        align::find_splits(&found.bitext, encoder_for(args, &found.bitext))
    } else {
        Vec::new()
    };
    if let Some(first) = splits.first() {
        let (count, at) = (splits.len(), first.bead + 1);
        crate::cli::say(msg!(
            "pairs that may contain two: {count}, the first is number {at}; --splits splits them",
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

/// Returns the format by the name of the output.
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
