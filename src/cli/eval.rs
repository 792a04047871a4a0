//! `bayn eval`: compares an alignment with a gold one.

use crate::cli::args::Eval;
use crate::cli::print::{self, Page};
use crate::cli::report::CliError;
use bayn_align::{Counts, Summary, count, read_ladder, summarise};
use bayn_text::Message;
use bayn_text::message::Number;
use bayn_text::msg;
use bayn_text::shown_path;
use std::path::{Path, PathBuf};

/// Compares one file with one file, or every `NAME.gold` of a folder with its `NAME.pred`.
pub(crate) fn run(args: &Eval) -> Result<(), CliError> {
    let mut total = Counts::default();
    for (gold, predicted) in pairs(args)? {
        total += count(&ladder(&gold)?, &ladder(&predicted)?);
    }
    let summary = summarise(&total);
    if args.json {
        let text = serde_json::json!({
            "precision": summary.precision,
            "recall": summary.recall,
            "f1": summary.f1,
            "lax_precision": summary.lax_precision,
            "lax_recall": summary.lax_recall,
            "lax_f1": summary.lax_f1,
            "null_f1": summary.null_f1,
            "link_f1": summary.link_f1,
        });
        crate::cli::write_output(format!("{text}\n").as_bytes())
    } else {
        let language = crate::cli::language();
        let mut page = Page::default();
        page.line(language.say(said(&summary)));
        print::page(&page)
    }
}

/// Prints a summary in one line.
fn said(summary: &Summary) -> Message {
    let share = |value: f64| Number::decimal(value, 3);
    let three = |precision, recall, f1| {
        let parts = [("P", precision), ("R", recall), ("F1", f1)];
        let written = parts.map(|(name, value): (_, f64)| format!("{name} {value:.3}"));
        Number::written(written.join(" "))
    };
    let (strict, lax) = (
        three(summary.precision, summary.recall, summary.f1),
        three(summary.lax_precision, summary.lax_recall, summary.lax_f1),
    );
    msg!(
        "strict {strict} | lax {lax} | null F1 {null} | link F1 {link}",
        strict,
        lax,
        null = share(summary.null_f1),
        link = share(summary.link_f1)
    )
}

fn pairs(args: &Eval) -> Result<Vec<(PathBuf, PathBuf)>, CliError> {
    if !args.gold.is_dir() {
        return Ok(vec![(args.gold.clone(), args.predicted.clone())]);
    }
    let mut pairs = Vec::new();
    let unread = |error: std::io::Error| CliError::unread(&args.gold, &error);
    for entry in std::fs::read_dir(&args.gold).map_err(unread)? {
        let gold = entry.map_err(unread)?.path();
        if gold
            .extension()
            .is_some_and(|extension| extension == "gold")
        {
            // A name may hold a dot of its own.
            let mut name = gold.file_stem().unwrap_or_default().to_owned();
            name.push(".pred");
            pairs.push((gold.clone(), args.predicted.join(name)));
        }
    }
    if pairs.is_empty() {
        return Err(CliError::with_remedy(
            msg!(
                "{gold} has no file NAME.gold",
                gold = shown_path(&args.gold)
            ),
            msg!("give a folder of gold ladders, or two files"),
        ));
    }
    pairs.sort();
    Ok(pairs)
}

fn ladder(path: &Path) -> Result<Vec<bayn_align::LadderBead>, CliError> {
    let text = std::fs::read_to_string(path).map_err(|error| CliError::unread(path, &error))?;
    let (beads, bad_lines) = read_ladder(&text);
    match bad_lines.first() {
        None => Ok(beads),
        Some(line) => Err(CliError::with_remedy(
            msg!(
                "{path}, line {line}: not a valid pair",
                path = shown_path(path),
                line
            ),
            msg!("a line is `[0, 1]:[0]`: sentence numbers of both sides, from 0"),
        )),
    }
}
